//! Rules for what is valid OpenAPI, but beyond this generator: refused with its place, never left out in silence.

use super::Subject;
use super::findings::Findings;
use super::shape::Kind;
use super::walk::Site;
use crate::model::{is_json, resolve};
use crate::parse::{At, Node};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for site in subject.sites.of(Kind::Parameter) {
        unsupported_parameter(subject.root, site, findings);
    }
    for site in subject.sites.of(Kind::RequestBody) {
        unsupported_body(site, findings);
    }
    for site in subject.sites.of(Kind::PathItem) {
        unsupported_path_item(site, findings);
    }
}

fn unsupported_parameter(root: &Node, site: &Site<'_>, findings: &mut Findings) {
    let location = site.node.text("in").unwrap_or_default();
    let style = site.node.text("style").unwrap_or(if location == "query" { "form" } else { "simple" });
    let explode = site.node.get("explode").and_then(Node::as_bool).unwrap_or(style == "form");
    let schema = site.node.get("schema").and_then(|schema| resolve(root, schema));
    let kind = schema.and_then(|schema| schema.text("type")).unwrap_or_default();
    let why = match (location, style, kind) {
        ("cookie", ..) => "a cookie parameter",
        _ if site.node.get("content").is_some() => "a parameter with `content`",
        ("query", "form", "array") if !explode => "a query array in one value (`explode: false`)",
        ("query", "form", "object") => "a query parameter of type object",
        ("query", "form", _) => return,
        ("path" | "header", "simple", "array" | "object") => "a path or header parameter of type array or object",
        ("path" | "header", "simple", _) => return,
        _ => "this parameter style",
    };
    let message = format!("{why} cannot be generated yet");
    let hint = "leave the parameter out of the document, or write it with a plain style";
    findings.error("unsupported_parameter", &site.pointer, At::Value, message, hint);
}

fn unsupported_body(site: &Site<'_>, findings: &mut Findings) {
    let types: Vec<_> = site.node.members("content").map(|(media_type, _)| media_type).collect();
    let only_multipart =
        !types.is_empty() && types.iter().all(|media_type| media_type.trim().starts_with("multipart/"));
    if only_multipart {
        let message = "a multipart request body cannot be generated yet".to_owned();
        let hint = "leave the operation out of the document, or document another media type for its body";
        findings.error("unsupported_body", &site.pointer.key("content"), At::Key, message, hint);
    }
    if types.len() > 1 {
        let chosen = types.into_iter().find(|name| is_json(name)).unwrap_or("the first");
        let message = format!("of the media types of this body only one is generated: {chosen}");
        let hint = "nothing to do unless another media type is needed";
        findings.warning("one_media_type", &site.pointer.key("content"), At::Key, message, hint);
    }
}

fn unsupported_path_item(site: &Site<'_>, findings: &mut Findings) {
    if site.node.get("$ref").is_some() {
        let message = "a path item behind a `$ref` cannot be generated yet".to_owned();
        findings.error(
            "unsupported_path_item",
            &site.pointer.key("$ref"),
            At::Value,
            message,
            "write the path item in place",
        );
    }
}
