//! From documented responses to what a call gives, or fails with.

use super::{Reader, definition};
use crate::answers::{Documented, documented, has_body};
use crate::model::ErrorBody;
use crate::model::docs::Docs;
use crate::model::modules::Users;
use crate::model::operation::{Decoder, Outcome, Response, ResponseContent, Success};
use crate::model::types::Type;
use crate::names::{Names, camel};
use crate::openapi::{
    Status, essence, is_event_stream, is_json, is_json_by_schema, is_json_lines, is_multipart, is_null_schema, resolve,
};
use crate::parse::Node;
use crate::pointer::Pointer;

/// A media type of a response.
#[derive(Clone)]
pub(super) struct Media<'d> {
    pub(super) name: &'d str,
    pub(super) node: &'d Node,
    pub(super) at: Pointer,
    pub(super) is_json: bool,
}

/// A type that a body may have, before the caller's name for it is known.
struct Decoded<'d> {
    media: Vec<&'d str>,
    schema: Option<&'d Node>,
    decoder: Decoder,
    ty: Type,
    place: Option<Pointer>,
}

impl<'d> Reader<'_, 'd> {
    pub(super) fn responses(
        &mut self,
        method: &str,
        operation: &'d Node,
        pointer: &Pointer,
        type_name: &str,
    ) -> Vec<Response> {
        let mut named = Names::default();
        let all = documented(self.root, operation, pointer);
        all.into_iter()
            .map(|Documented { status, is_success, node, at }| {
                let role = if is_success { "Response" } else { "Error" };
                let name = format!("{type_name}{role}{}", status_suffix(status));
                let media = if has_body(method, status) { self.media(node, &at) } else { Vec::new() };
                let mut variants: Vec<(Type, String)> = Vec::new();
                let mut contents = Vec::new();
                for Decoded { media, decoder, ty, place, .. } in self.decoded(read_whole(media), &name) {
                    let known = variants.iter().find(|(known, _)| *known == ty).map(|(_, variant)| variant.clone());
                    let outcome = match (is_success, known) {
                        (true, Some(variant)) => Outcome::Success { variant },
                        (true, None) => {
                            let suffix = media.first().filter(|_| !variants.is_empty());
                            let suffix = suffix.map_or(String::new(), |media| media_suffix(decoder, media));
                            let variant = named.unique(format!("{}{suffix}", status_variant(status)));
                            variants.push((ty.clone(), variant.clone()));
                            Outcome::Success { variant }
                        }
                        (false, _) => Outcome::Error { variant: self.error_variant(decoder, &ty) },
                    };
                    let media_types = media.into_iter().map(|name| name.trim().to_owned()).collect();
                    contents.push(ResponseContent { media_types, outcome, decoder, ty, place });
                }
                let headers = node
                    .members("headers")
                    .filter_map(|(name, header)| Some((name.to_owned(), Docs::of(resolve(self.root, header)?))));
                Response { status, place: at, contents, headers: headers.collect(), docs: Docs::of(node) }
            })
            .collect()
    }

    /// The media types of a response: JSON first, multipart last, else in document order.
    pub(super) fn media(&self, response: &'d Node, at: &Pointer) -> Vec<Media<'d>> {
        let content = at.key("content");
        let media = response.members("content").map(|(name, node)| {
            let (at, node) = definition(self.root, content.key(name), node);
            let is_json = is_json(name) || is_json_by_schema(self.root, name, node);
            Media { name, node, at, is_json }
        });
        let mut media: Vec<_> = media.collect();
        media.sort_by_key(|media| match media.name {
            json if is_json(json) => 0,
            parts if is_multipart(parts) => 2,
            _ => 1,
        });
        media
    }

    /// The distinct types of a body. What says the same as JSON in another syntax is left out.
    fn decoded(&mut self, media: Vec<Media<'d>>, name: &str) -> Vec<Decoded<'d>> {
        let mut all: Vec<Decoded<'d>> = Vec::new();
        for Media { name: media_type, node, at, is_json } in media {
            let schema = node.get("schema");
            if let Some(json) = all.iter_mut().find(|known| known.decoder == Decoder::Json && known.schema == schema) {
                let is_text = json.ty == Type::String || schema.is_none();
                if is_json {
                    json.media.push(media_type);
                    continue;
                } else if !is_text || (schema.is_none() && is_rendering(media_type)) {
                    continue;
                }
            }
            let suffix = if all.is_empty() { String::new() } else { media_suffix(Decoder::Json, media_type) };
            let is_null = schema.and_then(|schema| resolve(self.root, schema)).is_some_and(is_null_schema);
            let (decoder, ty, place) = match schema {
                Some(_) if is_json && is_null => (Decoder::Json, Type::Unit, None),
                Some(schema) if is_json => {
                    let at = at.key("schema");
                    (Decoder::Json, self.schemas.value(schema, &at, &format!("{name}{suffix}")), Some(at))
                }
                None if is_json => (Decoder::Json, Type::Any, None),
                _ if essence(media_type).starts_with("text/") => (Decoder::Text, Type::String, None),
                _ => (Decoder::Bytes, Type::Bytes, None),
            };
            match all.iter_mut().find(|known| known.decoder == decoder && known.ty == ty) {
                Some(known) => known.media.push(media_type),
                None => all.push(Decoded { media: vec![media_type], schema, decoder, ty, place }),
            }
        }
        if all.is_empty() {
            all.push(Decoded { media: vec![], schema: None, decoder: Decoder::Empty, ty: Type::Unit, place: None });
        }
        all
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
        let contents =
            responses.iter().filter(|response| response.is_success()).flat_map(|response| &response.contents);
        let mut types = contents.map(|content| &content.ty);
        let first = types.next().cloned().unwrap_or(Type::Unit);
        if types.all(|ty| *ty == first) {
            Success::One(first)
        } else {
            Success::Several(self.types.unique(format!("{type_name}Response")))
        }
    }
}

/// What is read as a whole: of streams one, and only where there is nothing else.
fn read_whole(media: Vec<Media<'_>>) -> Vec<Media<'_>> {
    let is_stream = |media: &Media<'_>| is_event_stream(media.name) || is_json_lines(media.name);
    match media.iter().all(is_stream) {
        true => media.into_iter().take(1).collect(),
        false => media.into_iter().filter(|media| !is_stream(media)).collect(),
    }
}

/// Whether a media type that no schema describes is but another syntax for what is JSON too.
fn is_rendering(media_type: &str) -> bool {
    let essence = essence(media_type);
    let syntax = essence.rsplit(['/', '+', '.']).next().unwrap_or_default();
    ["xml", "yaml", "x-yaml"].contains(&syntax)
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

/// What tells a further type of one status apart. Texts and bytes of whatever media types are one each, so that a media
/// type more changes no name.
fn media_suffix(decoder: Decoder, media_type: &str) -> String {
    match decoder {
        Decoder::Text => "Text".to_owned(),
        Decoder::Bytes | Decoder::Empty => "Bytes".to_owned(),
        Decoder::Json => {
            let essence = essence(media_type);
            let subtype = essence.split_once('/').map_or(essence.as_str(), |(_, subtype)| subtype);
            match subtype {
                "*" | "json" => "Json".to_owned(),
                other => camel(other.strip_suffix("+json").unwrap_or(other)),
            }
        }
    }
}

/// What can be decoded is what is asked for.
pub(super) fn accept(responses: &[Response]) -> String {
    let contents = responses.iter().flat_map(|response| &response.contents);
    header_list(contents.flat_map(|content| &content.media_types).map(String::as_str))
}

/// Media types as an `Accept` header, each once.
pub(super) fn header_list<'a>(media_types: impl Iterator<Item = &'a str>) -> String {
    let mut types: Vec<&str> = Vec::new();
    for media_type in media_types {
        let is_printable = media_type.chars().all(|c| c.is_ascii_graphic() || c == ' ');
        if is_printable && !types.contains(&media_type) {
            types.push(media_type);
        }
    }
    types.join(", ")
}
