//! What a client cannot do without: takes a place of the tables, tells whether a value there may be left out.

use super::super::shape::{Kind, Shape};
use crate::openapi::METHODS;

/// Whether a client without this member would call something else, or could not call at all.
///
/// What is said of values is not among them: any JSON value can be sent and read where nothing is known.
pub(super) fn is_needed(kind: Kind, member: &str) -> bool {
    match kind {
        Kind::Document => ["paths", "components", "security"].contains(&member),
        Kind::Components => {
            ["schemas", "responses", "parameters", "requestBodies", "securitySchemes", "pathItems", "mediaTypes"]
                .contains(&member)
        }
        Kind::PathItem => METHODS.contains(&member) || ["$ref", "parameters", "additionalOperations"].contains(&member),
        Kind::Operation => ["parameters", "requestBody", "responses", "security"].contains(&member),
        Kind::Parameter => ["name", "in", "required", "content"].contains(&member),
        Kind::RequestBody => ["content", "required"].contains(&member),
        Kind::Response => member == "content",
        _ => false,
    }
}

/// Whether an entry of this shape that cannot be read may be left out.
pub(super) fn is_left_out(shape: Shape) -> bool {
    match shape {
        Shape::Object(kind) | Shape::Ref(kind) => {
            matches!(
                kind,
                Kind::Callback | Kind::Encoding | Kind::Example | Kind::Header | Kind::Link | Kind::ServerVariable
            )
        }
        _ => true,
    }
}
