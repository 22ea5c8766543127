//! From the documented headers of all responses to constants that a caller can ask a response by.

use super::{Reader, definition};
use crate::answers::{Documented, documented};
use crate::model::docs::Docs;
use crate::model::operation::{Header, HeaderForm};
use crate::model::places::name_of_place;
use crate::model::types::Type;
use crate::names::{Names, camel, snake};
use crate::openapi::is_json;
use crate::parse::Node;
use crate::pointer::Pointer;

impl<'d> Reader<'_, 'd> {
    /// One constant for a name and type, whatever the statuses.
    pub(super) fn headers(
        &mut self,
        operation: &'d Node,
        pointer: &Pointer,
        type_name: &str,
        idents: &mut Names,
    ) -> Vec<Header> {
        let mut headers: Vec<Header> = Vec::new();
        let mut read: Vec<(&Node, HeaderForm, Type)> = Vec::new();
        for Documented { status, node, at, .. } in documented(self.root, operation, pointer) {
            for (wire, header) in node.members("headers").filter(|(wire, _)| is_usable(wire)) {
                let own = at.key("headers").key(wire);
                let is_shared = header.get("$ref").is_some();
                let (at, node) = definition(self.root, own, header);
                // Two that are written alike are one, even if each would have a type with a name of its own.
                let same = |known: &&(&Node, HeaderForm, Type)| {
                    known.0.get("schema") == node.get("schema")
                        && known.0.get("content") == node.get("content")
                        && known.0.flag("explode") == node.flag("explode")
                };
                let known = read.iter().find(same).map(|(_, form, ty)| (*form, ty.clone()));
                let (form, ty) = known.unwrap_or_else(|| {
                    let name =
                        if is_shared { name_of_place(self.root, &at) } else { format!("{type_name}{}", camel(wire)) };
                    let (form, ty) = self.header_type(node, &at, &name);
                    read.push((node, form, ty.clone()));
                    (form, ty)
                });
                let is_it =
                    |known: &&mut Header| known.wire.eq_ignore_ascii_case(wire) && known.ty == ty && known.form == form;
                let status = (status, node.flag("required"));
                match headers.iter_mut().find(is_it) {
                    Some(known) => known.statuses.push(status),
                    None => {
                        let constant = idents.unique(constant(wire));
                        let (wire, docs) = (wire.to_owned(), Docs::of(node));
                        headers.push(Header { constant, wire, place: at, form, ty, docs, statuses: vec![status] });
                    }
                }
            }
        }
        headers
    }

    fn header_type(&mut self, header: &'d Node, at: &Pointer, name: &str) -> (HeaderForm, Type) {
        if let Some((media_type, media)) = header.members("content").next() {
            let (at, media) = definition(self.root, at.key("content").key(media_type), media);
            return match (is_json(media_type), media.get("schema")) {
                (true, Some(schema)) => (HeaderForm::Json, self.schemas.value(schema, &at.key("schema"), name)),
                (true, None) => (HeaderForm::Json, Type::Any),
                (false, _) => (HeaderForm::Simple, Type::String),
            };
        }
        let form = if header.flag("explode") { HeaderForm::Exploded } else { HeaderForm::Simple };
        match header.get("schema") {
            Some(schema) => (form, self.schemas.ty(schema, &at.key("schema"), name)),
            None => (form, Type::String),
        }
    }
}

/// OpenAPI leaves `Content-Type` to the media types; what is no name of a header never comes.
fn is_usable(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token) && !name.eq_ignore_ascii_case("content-type")
}

fn constant(wire: &str) -> String {
    snake(wire).to_uppercase()
}
