//! From a request body to the argument that carries it.

use super::{Reader, definition};
use crate::model::docs::Docs;
use crate::model::operation::{Body, BodyKind};
use crate::model::rules::Rules;
use crate::model::types::Type;
use crate::names::Names;
use crate::openapi::{chosen_media, is_json, is_json_by_schema, resolve};
use crate::parse::Node;
use crate::pointer::Pointer;

impl<'d> Reader<'_, 'd> {
    pub(super) fn body(
        &mut self,
        operation: &'d Node,
        pointer: &Pointer,
        type_name: &str,
        idents: &mut Names,
    ) -> Option<Body> {
        let node = operation.get("requestBody")?;
        let at = node.text("$ref").and_then(Pointer::from_reference).unwrap_or_else(|| pointer.key("requestBody"));
        let node = resolve(self.root, node)?;
        let (media_type, media) = chosen_media(node)?;
        let (at, media) = definition(self.root, at.key("content").key(media_type), media);
        let at = at.key("schema");
        let (kind, media_type) = match is_json_by_schema(self.root, media_type, media) {
            true => (BodyKind::Json, "application/json"),
            false => (body_kind(media_type), media_type),
        };
        let (ty, rules) = match (kind, media.get("schema")) {
            (BodyKind::Bytes, _) => (Type::Bytes, Rules::default()),
            (_, Some(schema)) => {
                let ty = self.schemas.value(schema, &at, &format!("{type_name}Body"));
                (ty, self.schemas.rules(schema, &at))
            }
            (_, None) => (Type::Any, Rules::default()),
        };
        let ident = idents.unique("body".to_owned());
        let place = media.get("schema").map(|_| at);
        let (media_type, required) = (media_type.to_owned(), node.flag("required"));
        Some(Body { ident, kind, media_type, ty, place, rules, required, docs: Docs::of(node) })
    }
}

fn body_kind(media_type: &str) -> BodyKind {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    if is_json(media_type) {
        BodyKind::Json
    } else if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        BodyKind::Form
    } else {
        BodyKind::Bytes
    }
}
