//! What Swagger 2.0 wrote elsewhere: takes a parameter or response, puts its schema where OpenAPI 3 has it, and warns.

use super::super::findings::Findings;
use super::super::shape::Kind;
use crate::parse::{At, Node, Object};
use crate::pointer::Pointer;

/// The keywords that stood in parameters themselves.
const KEYWORDS: [&str; 14] = [
    "type",
    "format",
    "items",
    "enum",
    "default",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
];

pub(super) fn swagger_member(kind: Kind, object: &mut Object, pointer: &Pointer, findings: &mut Findings) {
    let (key, said) = match kind {
        Kind::Parameter | Kind::Header if !object.contains("schema") => ("type", "`schema`"),
        Kind::Response => ("schema", "the schema of `application/json`"),
        _ => return,
    };
    if object.contains("content") || !object.contains(key) {
        return;
    }
    let message = format!("`{key}` stands here in Swagger 2.0; it is taken as {said}");
    let hint = "write it where OpenAPI 3 has it: `schema: {type: …}`, `content: {application/json: {schema: …}}`";
    findings.warning("swagger_member", &pointer.key(key), At::Key, message, hint);
    if kind == Kind::Response {
        let media = object.remove(key).map(|schema| Node::object([("schema", schema)]));
        object.insert("content", Node::object(media.map(|media| ("application/json", media))));
    } else {
        let keywords: Vec<_> = KEYWORDS.into_iter().filter_map(|key| Some((key, object.remove(key)?))).collect();
        object.insert("schema", Node::object(keywords));
    }
}
