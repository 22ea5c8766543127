//! Rules for what is valid OpenAPI, but beyond this generator: said with its place, never left out in silence.

use std::collections::HashSet;

use super::Subject;
use super::findings::Findings;
use super::serialization::undefined_serialization;
use super::shape::Kind;
use super::version::Version;
use super::walk::Site;
use crate::calls::{Call, calls};
use crate::incoming::{Incoming, Trigger, incoming};
use crate::openapi::{fixed_header, is_header_of_part, is_json_by_schema, is_multipart_form, resolve};
use crate::parse::{At, Node};
use crate::pointer::Pointer;
use crate::servers::{is_absolute, is_relative, own_address};
use crate::settings::Selectable;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let (mut seen, mut left_out) = (HashSet::new(), HashSet::new());
    for call in calls(subject.root) {
        if !subject.selection.selects(&Selectable::new(call.key, &call.method, call.operation)) {
            left_out.insert(call.pointer);
            continue;
        }
        for (pointer, parameter) in call.parameters(subject.root) {
            if seen.insert(pointer.clone()) {
                undefined_serialization(subject.root, parameter, &pointer, findings);
            }
        }
        if let Some((pointer, body)) = call.body(subject.root)
            && seen.insert(pointer.clone())
        {
            unsupported_encoding(subject.root, body, &pointer.key("content"), findings);
        }
        unsupported_servers(subject.root, &call, &mut seen, findings);
    }
    for incoming in incoming(subject.root) {
        unsupported_payload(subject.root, &incoming, findings);
    }
    for site in subject.sites.of(Kind::MediaType) {
        open_media_type(subject.root, site, findings);
    }
    for site in subject.sites.of(Kind::Schema).filter(|_| subject.version != Version::V30) {
        unsupported_dynamic_ref(site, &left_out, findings);
    }
    for site in subject.sites.of(Kind::SecurityScheme) {
        unsupported_security_scheme(site, findings);
    }
}

/// A header that has one value is sent, and any other only where the caller gives it to the part.
fn unsupported_encoding(root: &Node, body: &Node, pointer: &Pointer, findings: &mut Findings) {
    let forms = body.members("content").filter(|(media_type, _)| is_multipart_form(media_type));
    for (media_type, media) in forms {
        let at = media.text("$ref").and_then(Pointer::from_reference).unwrap_or_else(|| pointer.key(media_type));
        let Some(media) = resolve(root, media) else { continue };
        for (property, encoding) in media.members("encoding") {
            let at = at.key("encoding").key(property).key("headers");
            let own = encoding.members("headers").filter(|(name, _)| !is_header_of_part(name));
            for (name, _) in own.filter(|(_, header)| fixed_header(root, header).is_none()) {
                let message = format!("the header `{name}` of this part has no fixed value, and is not generated");
                let hint = "give it to the part by hand, where that is a file, or document its one value";
                findings.warning("unsupported_encoding", &at.key(name), At::Key, message, hint);
            }
        }
    }
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

fn unsupported_servers(root: &Node, call: &Call<'_>, seen: &mut HashSet<Pointer>, findings: &mut Findings) {
    let owner = if call.operation.list("servers").is_empty() { &call.item_pointer } else { &call.pointer };
    let pointer = owner.key("servers");
    let is_unusable = |url: &String| !is_absolute(url) && !is_relative(url);
    if let Some(url) = own_address(root, call).filter(is_unusable)
        && seen.insert(pointer.clone())
    {
        let message = format!("no call can go to `{url}`; those of this operation go to the client's base URL");
        let hint = "write an address that begins with `https://`, and a default for each of its variables";
        findings.warning("unsupported_servers", &pointer, At::Key, message, hint);
    }
}

/// One that has a single target has become a `$ref`.
fn unsupported_dynamic_ref(site: &Site<'_>, left_out: &HashSet<Pointer>, findings: &mut Findings) {
    let is_left_out = || std::iter::successors(site.pointer.parent(), Pointer::parent).any(|at| left_out.contains(&at));
    if let Some(reference) = site.node.get("$dynamicRef").filter(|_| !is_left_out()) {
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
