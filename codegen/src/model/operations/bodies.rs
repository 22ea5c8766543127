//! From a request body to the argument that carries it: one type, or an enum of what it may be.

use super::{Reader, definition};
use crate::model::docs::Docs;
use crate::model::forms::styles;
use crate::model::operation::{Body, BodyContent, BodyKind};
use crate::model::rules::Rules;
use crate::model::types::Type;
use crate::names::{Names, camel};
use crate::openapi::{essence, is_json, is_json_by_schema, is_multipart, resolve};
use crate::parse::Node;
use crate::pointer::Pointer;

/// One media type of a body, as it is documented.
struct Media<'d> {
    kind: BodyKind,
    media_type: &'d str,
    node: &'d Node,
    at: Pointer,
}

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
        let contents = self.contents(node, &at.key("content"), type_name);
        contents.first()?;
        let choice = (contents.len() > 1).then(|| self.types.unique(format!("{type_name}Body")));
        let ident = idents.unique("body".to_owned());
        Some(Body { ident, place: at, required: node.flag("required"), docs: Docs::of(node), contents, choice })
    }

    /// What a body may be, JSON first, and JSON that is a patch after it. What is the same to a program is there once.
    fn contents(&mut self, body: &'d Node, at: &Pointer, type_name: &str) -> Vec<BodyContent> {
        let all = body.members("content").map(|(media_type, node)| {
            let (at, node) = definition(self.root, at.key(media_type), node);
            let kind = match is_json_by_schema(self.root, media_type, node) {
                true => BodyKind::Json,
                false => body_kind(media_type),
            };
            // A range is nothing that can be sent.
            let is_open = kind == BodyKind::Json && media_type.contains('*');
            let media_type = if is_open { "application/json" } else { media_type.trim() };
            Media { kind, media_type, node, at: at.key("schema") }
        });
        let mut all: Vec<_> = all.collect();
        all.sort_by_key(|media| (media.kind != BodyKind::Json, is_patch(media.media_type)));
        let (mut names, mut read): (_, Vec<(&Media<'_>, BodyContent)>) = (Names::default(), Vec::new());
        for media in &all {
            let schema = media.node.get("schema");
            let is_same = |(other, _): &&(&Media<'_>, BodyContent)| {
                media.kind.has_type() && other.kind.has_type() && other.node.get("schema") == schema
            };
            let same = read.iter().find(is_same).map(|(media, content)| (*media, content));
            let is_plain = |media: &Media<'_>| media.kind == BodyKind::Json && !is_patch(media.media_type);
            // Frameworks list a JSON Patch for every body, which has no schema but its own.
            let is_one = is_plain(media) || essence(media.media_type) == "application/json-patch+json";
            if same.is_some_and(|(other, _)| is_one && is_plain(other)) {
                continue;
            }
            let variant = variant(media);
            let part = if read.is_empty() { "" } else { &variant };
            // Of one schema there is one type.
            let at = same.map_or(&media.at, |(other, _)| &other.at);
            let (ty, rules) = self.content_type(media, at, &format!("{type_name}{part}Body"));
            let is_read = |(other, content): &(&Media<'_>, BodyContent)| {
                is_plain(media) && is_plain(other) && content.ty == ty && content.rules == rules
            };
            if read.iter().any(is_read) {
                continue;
            }
            let (kind, media_type) = (media.kind, media.media_type.to_owned());
            let styles = if kind == BodyKind::Form { styles(self.root, media.node) } else { Vec::new() };
            let place = schema.map(|_| at.clone());
            let variant = names.unique(variant);
            read.push((media, BodyContent { variant, kind, media_type, ty, place, rules, styles }));
        }
        read.into_iter().map(|(_, content)| content).collect()
    }

    fn content_type(&mut self, media: &Media<'d>, at: &Pointer, name: &str) -> (Type, Rules) {
        match (media.kind, media.node.get("schema")) {
            (BodyKind::Bytes | BodyKind::Xml, _) => (Type::Bytes, Rules::default()),
            (BodyKind::Text, _) => (Type::String, Rules::default()),
            (BodyKind::Multipart, _) if !is_form(media.media_type) => (Type::Multipart, Rules::default()),
            (BodyKind::Multipart, _) => {
                let ty = self.schemas.multipart(media.node, at, name);
                let also = ty.named();
                (ty, Rules { also, ..Rules::default() })
            }
            (_, Some(schema)) => (self.schemas.value(schema, at, name), self.schemas.rules(schema, at)),
            (_, None) => (Type::Any, Rules::default()),
        }
    }
}

impl BodyKind {
    /// Whether the type of the argument is that of the schema as JSON has it.
    fn has_type(self) -> bool {
        matches!(self, Self::Json | Self::Form)
    }
}

fn body_kind(media_type: &str) -> BodyKind {
    let essence = essence(media_type);
    match essence.as_str() {
        _ if is_json(media_type) => BodyKind::Json,
        "application/x-www-form-urlencoded" => BodyKind::Form,
        _ if is_multipart(media_type) => BodyKind::Multipart,
        "application/xml" | "text/xml" => BodyKind::Xml,
        _ if essence.ends_with("+xml") => BodyKind::Xml,
        _ if essence.starts_with("text/") && is_utf8(media_type) && !essence.ends_with('*') => BodyKind::Text,
        _ => BodyKind::Bytes,
    }
}

/// Whether a text of this media type may be sent as Rust has it.
fn is_utf8(media_type: &str) -> bool {
    let parameters = media_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let mut charsets = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    charsets.all(|(_, charset)| charset.trim().trim_matches('"').eq_ignore_ascii_case("utf-8"))
}

/// Whether its parts are a form's.
fn is_form(media_type: &str) -> bool {
    ["multipart/form-data", "multipart/*"].contains(&essence(media_type).as_str())
}

/// JSON that says what to change means another thing than JSON that is what shall be.
fn is_patch(media_type: &str) -> bool {
    essence(media_type).ends_with("patch+json")
}

/// What a media type is called in Rust.
fn variant(media: &Media<'_>) -> String {
    let essence = essence(media.media_type);
    let subtype = essence.split_once('/').map_or(essence.as_str(), |(_, subtype)| subtype);
    let known = match (media.kind, essence.as_str()) {
        (BodyKind::Json, _) if ["json", "*"].contains(&subtype) => "Json",
        (BodyKind::Form, _) => "Form",
        (BodyKind::Multipart, "multipart/form-data" | "multipart/*") => "Multipart",
        (BodyKind::Xml, "application/xml" | "text/xml") => "Xml",
        (BodyKind::Text, "text/plain") => "Text",
        (BodyKind::Bytes, "application/octet-stream") => "Bytes",
        (BodyKind::Bytes, _) if subtype.contains('*') => "Bytes",
        _ => "",
    };
    match known {
        "" => camel(subtype.trim_end_matches("+json").trim_end_matches("+xml")),
        known => known.to_owned(),
    }
}
