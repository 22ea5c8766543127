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
    let kind = schema.map_or(Form::Scalar, |schema| form(root, schema, 0));
    let why = match (location, style, kind) {
        // A value of no stated type is looked at when it is sent.
        ("cookie", ..) => "a cookie parameter",
        _ if site.node.get("content").is_some() => "a parameter with `content`",
        ("query", "form", Form::Array) if !explode => "a query array in one value (`explode: false`)",
        ("query", "form", Form::Nested) => "a query parameter of objects, or of arrays of anything but scalars,",
        ("query", "form", _) => return,
        ("path" | "header", "simple", Form::Array | Form::Nested) => {
            "a path or header parameter of type array or object"
        }
        ("path" | "header", "simple", _) => return,
        _ => "this parameter style",
    };
    let message = format!("{why} cannot be generated yet");
    let hint = "leave the parameter out of the document, or write it with a plain style";
    findings.error("unsupported_parameter", &site.pointer, At::Value, message, hint);
}

/// What values of a schema look like to a parameter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Scalar,
    /// Of scalars.
    Array,
    /// Objects, and arrays of arrays or objects.
    Nested,
}

/// The most nested form that a schema allows.
fn form(root: &Node, schema: &Node, depth: usize) -> Form {
    let Some(schema) = resolve(root, schema).filter(|_| depth < 16) else { return Form::Nested };
    let is_object = ["properties", "additionalProperties"].iter().any(|key| schema.get(key).is_some());
    if is_object || schema.text("type") == Some("object") {
        return Form::Nested;
    }
    if schema.text("type") == Some("array") || schema.get("items").is_some() {
        let item = schema.get("items").map_or(Form::Scalar, |items| form(root, items, depth + 1));
        return if item == Form::Scalar { Form::Array } else { Form::Nested };
    }
    let members = ["allOf", "oneOf", "anyOf"].into_iter().flat_map(|key| schema.list(key));
    members.map(|member| form(root, member, depth + 1)).fold(Form::Scalar, |a, b| match (a, b) {
        (Form::Nested, _) | (_, Form::Nested) => Form::Nested,
        (Form::Array, _) | (_, Form::Array) => Form::Array,
        _ => Form::Scalar,
    })
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
        one_media_type(site, &types, findings);
    }
}

fn one_media_type(site: &Site<'_>, types: &[&str], findings: &mut Findings) {
    let chosen = types.iter().find(|name| is_json(name)).or(types.first()).copied().unwrap_or_default();
    let message = format!("of the media types of this body only one is generated: `{chosen}`");
    let hint = "nothing to do unless another media type is needed";
    findings.warning("one_media_type", &site.pointer.key("content"), At::Key, message, hint);
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
