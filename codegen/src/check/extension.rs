//! Rules on `x-specwright`, the one extension we own: its members are known, and so are their values.

use std::collections::HashSet;

use super::Subject;
use super::demands;
use super::findings::Findings;
use super::paging;
use super::rates;
use super::shape::Kind;
use super::walk::Sites;
use crate::incoming::incoming;
use crate::openapi::{EXTENSION, is_reserved_header, is_token};
use crate::parse::{At, Node};
use crate::pointer::Pointer;

const MEMBERS: [&str; 15] = [
    "source",
    "evidence",
    "reason",
    "openQuestion",
    "change",
    "accepts",
    "dependentRequired",
    "if",
    "then",
    "order",
    "retry",
    "idempotencyKey",
    "pagination",
    "poll",
    "rateLimit",
];
/// What may stand beside each statement that is an object of its own.
pub(super) const KNOWN: [&str; 4] = ["source", "evidence", "reason", "openQuestion"];
const SOURCE_MEMBERS: [&str; 4] = ["url", "title", "retrieved", "sha256"];
const EVIDENCE: [&str; 4] = ["documented", "example", "observed", "inferred"];
const CHANGE: [&str; 2] = ["vendor", "correction"];
const RETRY: [&str; 2] = ["safe", "never"];
const JSON_TYPES: [&str; 7] = ["string", "boolean", "integer", "number", "array", "object", "null"];

/// A node that carries the extension.
pub(super) struct Holder<'d> {
    pub(super) root: &'d Node,
    sites: &'d Sites<'d>,
    pub(super) kind: Kind,
    pub(super) node: &'d Node,
    pub(super) pointer: Pointer,
    /// Whether it is an operation that the vendor calls.
    is_incoming: bool,
}

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let root = subject.root;
    let incoming: HashSet<_> = incoming(root).into_iter().map(|operation| operation.pointer).collect();
    let objects = subject.sites.objects.iter();
    let objects = objects.map(|site| (site.kind, site.node, Some(site.pointer.clone())));
    let references = subject.sites.references.iter();
    let references = references.map(|reference| (reference.kind, reference.holder, reference.pointer.parent()));
    for (kind, node, pointer) in objects.chain(references) {
        let Some((extension, pointer)) = node.get(EXTENSION).zip(pointer) else { continue };
        let at = pointer.key(EXTENSION);
        let Some(object) = extension.as_object() else {
            extension_value(&at, "an object", extension, findings);
            continue;
        };
        let is_incoming = kind == Kind::Operation && incoming.contains(&pointer);
        let holder = Holder { root, sites: subject.sites, kind, node, pointer, is_incoming };
        for (name, value) in object.iter() {
            member(&holder, name, value, &at.key(name), findings);
        }
        demands::check(&holder, extension, &at, findings);
    }
}

fn member(holder: &Holder<'_>, name: &str, value: &Node, pointer: &Pointer, findings: &mut Findings) {
    match name {
        "change" => word(value, &CHANGE, pointer, findings),
        "accepts" => accepts(holder, value, pointer, findings),
        "retry" => retry(holder, value, pointer, findings),
        "idempotencyKey" => idempotency_key(holder, value, pointer, findings),
        "pagination" | "poll" if holder.kind != Kind::Operation => {
            misplaced_extension_member(name, "an operation", pointer, findings);
        }
        "pagination" | "poll" | "rateLimit" if holder.is_incoming => {
            misplaced_extension_member(name, "an operation that a client calls", pointer, findings);
        }
        "pagination" => paging::pagination(value, pointer, findings),
        "poll" => paging::poll(value, pointer, findings),
        "rateLimit" => rates::rate_limit(holder.kind, value, pointer, findings),
        "dependentRequired" | "if" | "then" | "order" => {}
        _ if KNOWN.contains(&name) => known(name, value, pointer, findings),
        _ => unknown_extension_member(EXTENSION, name, &MEMBERS, pointer, findings),
    }
}

/// How a statement is known.
pub(super) fn known(name: &str, value: &Node, pointer: &Pointer, findings: &mut Findings) {
    match name {
        "source" => sources(value, pointer, findings),
        "evidence" => word(value, &EVIDENCE, pointer, findings),
        _ => one_line(value, pointer, findings),
    }
}

fn accepts(holder: &Holder<'_>, value: &Node, pointer: &Pointer, findings: &mut Findings) {
    if holder.kind != Kind::Schema || !is_property(holder) || !has_type(holder.node) {
        return misplaced_extension_member("accepts", "a property with a type", pointer, findings);
    }
    match value.as_array() {
        Some(words) if !words.is_empty() => {
            words.iter().enumerate().for_each(|(index, node)| word(node, &JSON_TYPES, &pointer.index(index), findings));
        }
        _ => extension_value(pointer, "a list of JSON types", value, findings),
    }
}

fn retry(holder: &Holder<'_>, value: &Node, pointer: &Pointer, findings: &mut Findings) {
    match holder.kind {
        Kind::Operation => word(value, &RETRY, pointer, findings),
        _ => misplaced_extension_member("retry", "an operation", pointer, findings),
    }
}

fn idempotency_key(holder: &Holder<'_>, value: &Node, pointer: &Pointer, findings: &mut Findings) {
    if !matches!(holder.kind, Kind::Operation | Kind::Document) {
        return misplaced_extension_member("idempotencyKey", "an operation or the document", pointer, findings);
    }
    if !value.as_str().is_some_and(|name| is_token(name) && !is_reserved_header(name)) {
        extension_value(pointer, "the name of a header of its own, such as `Idempotency-Key`", value, findings);
    }
}

/// Whether the node gives its property a type, and does not only add to one that another part of the object gives.
fn has_type(node: &Node) -> bool {
    ["$ref", "type", "allOf", "oneOf", "anyOf", "enum", "properties", "items"].iter().any(|key| node.get(key).is_some())
}

/// Whether the node stands under `properties` of a schema, and not under a property of that name.
fn is_property(holder: &Holder<'_>) -> bool {
    let Some(list) = holder.pointer.parent().filter(|list| list.last().as_deref() == Some("properties")) else {
        return false;
    };
    let owner = list.parent();
    holder.sites.of(Kind::Schema).any(|site| Some(&site.pointer) == owner.as_ref())
}

fn sources(value: &Node, pointer: &Pointer, findings: &mut Findings) {
    let Some(sources) = value.as_array() else {
        return extension_value(pointer, "a list of sources", value, findings);
    };
    for (index, source) in sources.iter().enumerate() {
        let pointer = pointer.index(index);
        let Some(object) = source.as_object() else {
            extension_value(&pointer, "an object with `url` or `title`", source, findings);
            continue;
        };
        if !object.contains("url") && !object.contains("title") {
            extension_value(&pointer, "an object with `url` or `title`", source, findings);
        }
        for (name, value) in object.iter() {
            if SOURCE_MEMBERS.contains(&name) {
                one_line(value, &pointer.key(name), findings);
            } else {
                unknown_extension_member(EXTENSION, name, &SOURCE_MEMBERS, &pointer.key(name), findings);
            }
        }
    }
}

pub(super) fn word(value: &Node, words: &[&str], pointer: &Pointer, findings: &mut Findings) {
    if !value.as_str().is_some_and(|word| words.contains(&word)) {
        extension_value(pointer, &format!("one of: {}", words.join(", ")), value, findings);
    }
}

fn one_line(value: &Node, pointer: &Pointer, findings: &mut Findings) {
    if !value.as_str().is_some_and(|text| !text.trim().is_empty() && !text.trim().contains('\n')) {
        extension_value(pointer, "one line of text", value, findings);
    }
}

pub(super) fn extension_value(pointer: &Pointer, expected: &str, value: &Node, findings: &mut Findings) {
    let found = value
        .as_str()
        .map_or_else(|| value.kind().to_owned(), |text| format!("`{}`", text.trim().replace('\n', "\\n")));
    let message = format!("{found} cannot stand here");
    findings.error("extension_value", pointer, At::Value, message, format!("write {expected}"));
}

pub(super) fn misplaced_extension_member(name: &str, place: &str, pointer: &Pointer, findings: &mut Findings) {
    let message = format!("`{name}` has an effect on {place} only");
    findings.error(
        "misplaced_extension_member",
        pointer,
        At::Key,
        message,
        format!("move it to {place}, or remove it"),
    );
}

pub(super) fn unknown_extension_member(
    owner: &str,
    name: &str,
    known: &[&str],
    pointer: &Pointer,
    findings: &mut Findings,
) {
    let message = format!("`{owner}` has no member `{name}`");
    findings.error("unknown_extension_member", pointer, At::Key, message, format!("use one of: {}", known.join(", ")));
}

/// Rule `extension_value` where something is not there at all.
pub(super) fn missing_extension_member(owner: &str, what: &str, pointer: &Pointer, findings: &mut Findings) {
    let message = format!("`{owner}` cannot do without {what}");
    findings.error("extension_value", pointer, At::Key, message, format!("add {what}"));
}
