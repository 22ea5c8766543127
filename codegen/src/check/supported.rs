//! Rules for what is valid OpenAPI, but beyond this generator: said with its place, never left out in silence.

use std::collections::HashSet;

use super::Subject;
use super::findings::Findings;
use super::shape::Kind;
use super::version::Version;
use super::walk::Site;
use crate::calls::{Call, calls};
use crate::incoming::{Incoming, Trigger, incoming};
use crate::openapi::{chosen_media, is_json_by_schema, resolve};
use crate::parse::{At, Node};
use crate::pointer::Pointer;
use crate::settings::Selectable;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let mut seen = HashSet::new();
    for call in calls(subject.root) {
        if !subject.selection.selects(&Selectable::new(call.key, &call.method, call.operation)) {
            continue;
        }
        for (pointer, parameter) in call.parameters(subject.root) {
            if seen.insert(pointer.clone()) {
                unsupported_parameter(subject.root, parameter, &pointer, findings);
            }
        }
        if let Some((pointer, body)) = call.body(subject.root)
            && seen.insert(pointer.clone())
        {
            unsupported_body(body, &pointer, findings);
        }
        unsupported_servers(subject.root, &call, findings);
    }
    for incoming in incoming(subject.root) {
        unsupported_payload(subject.root, &incoming, findings);
    }
    for site in subject.sites.of(Kind::MediaType) {
        open_media_type(subject.root, site, findings);
    }
    for site in subject.sites.of(Kind::Schema).filter(|_| subject.version != Version::V30) {
        unsupported_dynamic_ref(site, findings);
    }
    for site in subject.sites.of(Kind::SecurityScheme) {
        unsupported_security_scheme(site, findings);
    }
}

fn unsupported_parameter(root: &Node, parameter: &Node, pointer: &Pointer, findings: &mut Findings) {
    let location = parameter.text("in").unwrap_or_default();
    let style = parameter.text("style").unwrap_or(if location == "query" { "form" } else { "simple" });
    let form = parameter.get("schema").map_or(Form::Scalar, |schema| form(root, schema, 0));
    let why = match (location, style, form) {
        ("cookie", ..) => "a cookie parameter",
        ("querystring", ..) => "a parameter that is the whole query",
        // Not a place that OpenAPI knows: another rule.
        (other, ..) if !["query", "header", "path"].contains(&other) => return,
        _ if parameter.get("content").is_some() => "a parameter with `content`",
        ("query", "form", Form::Nested) => "a query parameter of objects, or of arrays of anything but scalars,",
        ("query", "form" | "spaceDelimited" | "pipeDelimited", Form::Scalar | Form::Array) => return,
        ("header", "simple", Form::Array) => return,
        ("path", "simple", Form::Array) | ("path" | "header", "simple", Form::Nested) => {
            "an array or object in the path, or an object in a header,"
        }
        ("path" | "header", "simple", _) => return,
        _ => "this parameter style",
    };
    let message = format!("{why} cannot be generated yet");
    let hint = "leave the parameter out of the document, or write it with a plain style";
    findings.error("unsupported_parameter", pointer, At::Value, message, hint);
}

/// What values of a schema look like to a parameter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Scalar,
    /// Of scalars.
    Array,
    /// Objects, and arrays of arrays or objects.
    Nested,
}

/// The most nested form that a schema allows.
fn form(root: &Node, schema: &Node, depth: usize) -> Form {
    if depth > 16 {
        return Form::Nested;
    }
    // Behind a reference that leads to nothing is any value.
    let Some(schema) = resolve(root, schema) else { return Form::Scalar };
    let is_object = ["properties", "additionalProperties"].iter().any(|key| schema.get(key).is_some());
    if is_object || schema.text("type") == Some("object") {
        return Form::Nested;
    }
    if schema.text("type") == Some("array") || schema.get("items").is_some() {
        let item = schema.get("items").map_or(Form::Scalar, |items| form(root, items, depth + 1));
        return if item == Form::Scalar { Form::Array } else { Form::Nested };
    }
    let members = ["allOf", "oneOf", "anyOf"].into_iter().flat_map(|key| schema.list(key));
    members.map(|member| form(root, member, depth + 1)).max().unwrap_or(Form::Scalar)
}

fn unsupported_body(body: &Node, pointer: &Pointer, findings: &mut Findings) {
    let content = pointer.key("content");
    match chosen_media(body) {
        None if body.members("content").next().is_some() => {
            let message = "a multipart request body cannot be generated yet".to_owned();
            let hint = "leave the operation out of the document, or document another media type for its body";
            findings.error("unsupported_body", &content, At::Key, message, hint);
        }
        Some((chosen, _)) if body.members("content").count() > 1 => one_media_type(chosen, &content, findings),
        _ => {}
    }
}

fn one_media_type(chosen: &str, pointer: &Pointer, findings: &mut Findings) {
    let message = format!("of the media types of this body only one is generated: `{chosen}`");
    let hint = "nothing to do unless another media type is needed";
    findings.warning("one_media_type", pointer, At::Key, message, hint);
}

fn unsupported_payload(root: &Node, incoming: &Incoming<'_>, findings: &mut Findings) {
    let what = if matches!(incoming.trigger, Trigger::Webhook(_)) { "webhook" } else { "callback" };
    let body = incoming.node.get("requestBody").and_then(|body| resolve(root, body));
    let has_content = body.is_some_and(|body| body.members("content").next().is_some());
    if has_content && incoming.json_body(root).is_none() {
        let message = format!("the body of this {what} is not JSON; it gets no type");
        let hint = "read the request's own bytes, or document a JSON body";
        findings.warning("unsupported_payload", &incoming.pointer.key("requestBody"), At::Key, message, hint);
    }
    if incoming.node.members("callbacks").next().is_some() {
        let message = format!("callbacks of a {what} get no types");
        let hint = "document them as webhooks, or as callbacks of an operation";
        findings.warning("unsupported_payload", &incoming.pointer.key("callbacks"), At::Key, message, hint);
    }
}

fn unsupported_servers(root: &Node, call: &Call<'_>, findings: &mut Findings) {
    let url = |node: &'_ Node| node.list("servers").first().and_then(|server| server.text("url")).map(str::to_owned);
    for (node, pointer) in [(call.item, &call.item_pointer), (call.operation, &call.pointer)] {
        if url(node).is_some_and(|own| url(root) != Some(own)) {
            let message =
                "servers of a path or an operation are not generated yet; all calls go to the client's".to_owned();
            let hint = "make a client of its own, with this base URL, for these operations";
            findings.warning("unsupported_servers", &pointer.key("servers"), At::Key, message, hint);
        }
    }
}

/// One that has a single target has become a `$ref`.
fn unsupported_dynamic_ref(site: &Site<'_>, findings: &mut Findings) {
    if let Some(reference) = site.node.get("$dynamicRef") {
        let reference = reference.as_str().unwrap_or_default();
        let message =
            format!("`{reference}` leads to several places, or to none, and which one depends on the way here");
        let hint = "refer to one schema by `$ref`";
        findings.error("unsupported_dynamic_ref", &site.pointer.key("$dynamicRef"), At::Value, message, hint);
    }
}

/// Such a document comes from a framework that had no more to go by; what it serves is JSON.
fn open_media_type(root: &Node, site: &Site<'_>, findings: &mut Findings) {
    let media_type = site.pointer.last().unwrap_or_default();
    if is_json_by_schema(root, &media_type, site.node) {
        let message = format!("`{media_type}` leaves the media type open; it is taken as `application/json`");
        findings.warning("open_media_type", &site.pointer, At::Key, message, "name the media type");
    }
}

fn unsupported_security_scheme(site: &Site<'_>, findings: &mut Findings) {
    let scheme = site.node.text("scheme").map(str::to_ascii_lowercase);
    let hint = "operations that need it are refused when they are called";
    let known = ["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"];
    if let Some(other) = site.node.text("type").filter(|ty| !known.contains(ty)) {
        let message = format!("credentials of the type `{other}` cannot be given");
        findings.warning("unsupported_security_scheme", &site.pointer.key("type"), At::Value, message, hint);
    }
    if site.node.text("type") == Some("http") && !matches!(scheme.as_deref(), Some("basic" | "bearer") | None) {
        let message = format!("credentials of the HTTP scheme `{}` cannot be given yet", scheme.unwrap_or_default());
        findings.warning("unsupported_security_scheme", &site.pointer, At::Key, message, hint);
    }
}
