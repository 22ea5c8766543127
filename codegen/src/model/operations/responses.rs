//! From documented responses to what a call gives, or fails with.

use super::{Reader, definition};
use crate::model::ErrorBody;
use crate::model::docs::Docs;
use crate::model::modules::Users;
use crate::model::operation::{Decoder, Outcome, Response, Success};
use crate::model::types::Type;
use crate::names::Names;
use crate::openapi::{Status, chosen_media, is_json, is_json_by_schema, resolve};
use crate::parse::Node;
use crate::pointer::Pointer;

impl<'d> Reader<'_, 'd> {
    pub(super) fn responses(
        &mut self,
        method: &str,
        operation: &'d Node,
        pointer: &Pointer,
        type_name: &str,
    ) -> Vec<Response> {
        let at = pointer.key("responses");
        let mut named = Names::default();
        let read: Vec<_> =
            operation.members("responses").filter_map(|(key, node)| Some((Status::parse(key)?, key, node))).collect();
        // `default` is what failed, unless the document names no success at all.
        let has_success = read.iter().any(|(status, ..)| is_success(*status));
        read.into_iter()
            .map(|(status, key, node)| {
                let at = node.text("$ref").and_then(Pointer::from_reference).unwrap_or_else(|| at.key(key));
                let node = resolve(self.root, node).unwrap_or(node);
                let success = is_success(status) || (status == Status::Default && !has_success);
                let role = if success { "Response" } else { "Error" };
                let name = format!("{type_name}{role}{}", status_suffix(status));
                let chosen = chosen_media(node).filter(|_| has_body(method, status));
                let (decoder, ty, place) = self.decoded(chosen, &at, &name);
                let media_type = chosen.map(|(media_type, _)| media_type.trim().to_owned());
                let outcome = if success {
                    Outcome::Success { variant: named.unique(status_variant(status)) }
                } else {
                    Outcome::Error { variant: self.error_variant(decoder, &ty) }
                };
                let headers = node
                    .members("headers")
                    .filter_map(|(name, header)| Some((name.to_owned(), Docs::of(resolve(self.root, header)?))));
                let headers = headers.collect();
                Response { status, outcome, decoder, ty, place, media_type, headers, docs: Docs::of(node) }
            })
            .collect()
    }

    fn decoded(
        &mut self,
        content: Option<(&'d str, &'d Node)>,
        at: &Pointer,
        name: &str,
    ) -> (Decoder, Type, Option<Pointer>) {
        let Some((media_type, media)) = content else {
            return (Decoder::Empty, Type::Unit, None);
        };
        let (at, media) = definition(self.root, at.key("content").key(media_type), media);
        if is_json(media_type) || is_json_by_schema(self.root, media_type, media) {
            let at = at.key("schema");
            let Some(schema) = media.get("schema") else { return (Decoder::Json, Type::Any, None) };
            (Decoder::Json, self.schemas.value(schema, &at, name), Some(at))
        } else if media_type.trim().to_ascii_lowercase().starts_with("text/") {
            (Decoder::Text, Type::String, None)
        } else {
            (Decoder::Bytes, Type::Bytes, None)
        }
    }

    fn error_variant(&mut self, decoder: Decoder, ty: &Type) -> String {
        if let Some(variant) = self.errors.known.get(&(decoder, ty.clone())) {
            return variant.clone();
        }
        let wanted = match ty {
            Type::Named(id) => self.schemas.name(*id).unwrap_or("Body").to_owned(),
            Type::Unit => "NoBody".to_owned(),
            Type::String => "Text".to_owned(),
            Type::Bytes => "Bytes".to_owned(),
            Type::List(_) => "List".to_owned(),
            _ => "Json".to_owned(),
        };
        let variant = self.errors.names.unique(wanted);
        self.errors.bodies.push(ErrorBody { variant: variant.clone(), decoder, ty: ty.clone(), users: Users::new() });
        self.errors.known.insert((decoder, ty.clone()), variant.clone());
        variant
    }

    pub(super) fn success(&mut self, responses: &[Response], type_name: &str) -> Success {
        let mut types = responses
            .iter()
            .filter(|response| matches!(response.outcome, Outcome::Success { .. }))
            .map(|response| &response.ty);
        let first = types.next().cloned().unwrap_or(Type::Unit);
        if types.all(|ty| *ty == first) {
            Success::One(first)
        } else {
            Success::Several(self.types.unique(format!("{type_name}Response")))
        }
    }
}

fn is_success(status: Status) -> bool {
    matches!(status, Status::Code(100..=399) | Status::Range(1..=3))
}

fn status_suffix(status: Status) -> String {
    match status {
        Status::Code(200) => String::new(),
        Status::Code(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}xx"),
        Status::Default => "Default".to_owned(),
    }
}

/// The variant of a success, by the reason phrase that the status is known under.
fn status_variant(status: Status) -> String {
    match status {
        Status::Code(200) => "Ok".to_owned(),
        Status::Code(201) => "Created".to_owned(),
        Status::Code(202) => "Accepted".to_owned(),
        Status::Code(204) => "NoContent".to_owned(),
        Status::Code(206) => "PartialContent".to_owned(),
        Status::Code(304) => "NotModified".to_owned(),
        other => format!("Status{}", status_suffix(other)),
    }
}

/// HTTP gives some responses no body, whatever a document says.
fn has_body(method: &str, status: Status) -> bool {
    method != "HEAD" && !matches!(status, Status::Code(100..=199 | 204 | 205 | 304) | Status::Range(1))
}

/// What can be decoded is what is asked for.
pub(super) fn accept(responses: &[Response]) -> String {
    let mut types: Vec<&str> = Vec::new();
    for media_type in responses.iter().filter_map(|response| response.media_type.as_deref()) {
        let is_printable = media_type.chars().all(|c| c.is_ascii_graphic() || c == ' ');
        if is_printable && !types.contains(&media_type) {
            types.push(media_type);
        }
    }
    types.join(", ")
}
