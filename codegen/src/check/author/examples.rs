//! Rules on examples and defaults: each is a value of its schema.

use std::collections::HashSet;

use super::super::Subject;
use super::super::findings::Findings;
use super::super::fit::{Breach, Fit, Way};
use super::shape::Kind;
use super::{Site, Version};
use crate::openapi::{end, essence, is_event_stream, is_json, is_json_lines, is_multipart, resolve};
use crate::parse::{At, Document, Node, json};
use crate::pointer::Pointer;
use crate::source::Source;

/// A value that stands for those of a schema.
struct Sample<'d> {
    schema: &'d Node,
    value: &'d Node,
    pointer: Pointer,
    way: Way,
    writing: Writing,
}

/// How an example may be written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Writing {
    /// As the value alone.
    Value,
    /// As the value, or as the JSON text that is sent.
    Json,
    /// As the value, whose members may be texts all; or as a text in the syntax of a form.
    Form,
    /// As the value; a text is in the syntax of a media type that is not read here.
    Foreign,
    /// As the value, or as its text in a URL or header.
    Text,
}

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let mut fit = Fit::new(subject.root, subject.version == Version::V30);
    let mut seen = HashSet::new();
    for site in &subject.sites.objects {
        for sample in samples(subject.root, site) {
            let key = (std::ptr::from_ref(sample.schema), std::ptr::from_ref(sample.value));
            if seen.insert(key) {
                example_mismatch(&mut fit, &sample, findings);
            }
        }
        if site.kind == Kind::Schema {
            default_mismatch(&mut fit, site, findings);
        }
    }
}

fn example_mismatch<'d>(fit: &mut Fit<'d>, sample: &Sample<'d>, findings: &mut Findings) {
    let Some((breach, is_text)) = breach(fit, sample) else { return };
    let inner = breach.pointer();
    let pointer = if is_text { sample.pointer.clone() } else { sample.pointer.join(&inner) };
    let message = message("example", &breach);
    let hint = match breach.remedy {
        Some(remedy) => format!("{remedy}; or mend the schema, if it is the vendor who sends this"),
        None => "mend the example; or the schema, if it is the vendor who sends this".to_owned(),
    };
    findings.warning("example_mismatch", &pointer, At::Value, message, hint);
}

/// A default of another type than its schema has a rule of its own, and null as a default means that there is none.
fn default_mismatch<'d>(fit: &mut Fit<'d>, site: &Site<'d>, findings: &mut Findings) {
    let Some(default) = site.node.get("default").filter(|default| **default != Node::Null) else { return };
    let Some(breach) = fit.breach(site.node, default, Way::Either) else { return };
    if breach.keyword == "type" && breach.pointer() == Pointer::default() {
        return;
    }
    let pointer = site.pointer.key("default").join(&breach.pointer());
    let message = message("default", &breach);
    let hint = breach.remedy.map(|remedy| format!("{remedy}, or mend the schema"));
    let hint = hint.unwrap_or_else(|| "mend the default, or the schema".to_owned());
    findings.warning("default_mismatch", &pointer, At::Value, message, hint);
}

fn message(what: &str, breach: &Breach) -> String {
    match breach.pointer() {
        inner if inner == Pointer::default() => format!("this {what} {}", breach.why),
        inner => format!("`{}` of this {what} {}", inner.text().replace(['`', '\n'], " "), breach.why),
    }
}

/// What the schema refuses, and whether that was found in the text that the example is.
fn breach<'d>(fit: &mut Fit<'d>, sample: &Sample<'d>) -> Option<(Breach, bool)> {
    let Sample { schema, value, way, writing, .. } = sample;
    let breach = fit.breach(schema, value, *way)?;
    if is_fine_in(*writing, value, &breach) {
        return None;
    }
    match (writing, value) {
        (Writing::Json, Node::String(text)) if text.trim_start().starts_with(['{', '[']) => {
            let Ok(read) = Document::parse(&Source::new("", text.trim())) else {
                let fault = json(text).err().unwrap_or_default();
                return Some((Breach::new("type", format!("is a text that is no JSON: {fault}")), false));
            };
            // Of a text that is JSON, what is wrong within is worth more than that it is a text.
            fit.breach(schema, read.root(), *way).map(|within| (within, true))
        }
        (Writing::Text, value) => match text(value) {
            Some(text) => fit.breach(schema, &text, *way).map(|_| (breach, false)),
            None => Some((breach, false)),
        },
        _ => Some((breach, false)),
    }
}

/// Whether what breaks the schema as a value may be right as it is written.
fn is_fine_in(writing: Writing, value: &Node, breach: &Breach) -> bool {
    let at = breach.pointer();
    let is_text = value.at(&at).is_some_and(|inner| inner.as_str().is_some());
    let is_of_type = breach.keyword == "type" || breach.keyword.ends_with("Of");
    match writing {
        Writing::Value | Writing::Json => false,
        Writing::Foreign => value.as_str().is_some(),
        // Lists and objects are written in many styles, and numbers are texts in the end.
        Writing::Form => value.as_str().is_some() || (is_text && is_of_type && at.tokens().count() == 1),
        Writing::Text => is_text && is_of_type && at.tokens().count() == 0,
    }
}

/// A number or flag as the text that is sent.
fn text(value: &Node) -> Option<Node> {
    match value {
        Node::Number(number) => Some(Node::String(number.text().to_owned())),
        Node::Bool(flag) => Some(Node::String(flag.to_string())),
        _ => None,
    }
}

/// The examples that stand in an object, and the schemas that they are values of.
fn samples<'d>(root: &'d Node, site: &Site<'d>) -> Vec<Sample<'d>> {
    let (way, writing) = match site.kind {
        Kind::Schema => return of_schema(site),
        Kind::MediaType => match writing(site) {
            Some(writing) => (way(&site.pointer), writing),
            None => return Vec::new(),
        },
        Kind::Parameter => (Way::Sent, Writing::Text),
        Kind::Header => (Way::Received, Writing::Text),
        _ => return Vec::new(),
    };
    let Some(schema) = site.node.get("schema") else { return Vec::new() };
    let one = site.node.get("example").map(|value| (value, site.pointer.key("example")));
    let named = site
        .node
        .members("examples")
        .filter_map(|(name, node)| named(root, node, site.pointer.key("examples").key(name)));
    one.into_iter().chain(named).map(|(value, pointer)| Sample { schema, value, pointer, way, writing }).collect()
}

/// The value of an example of a name, or of the one that it refers to.
fn named<'d>(root: &'d Node, node: &'d Node, pointer: Pointer) -> Option<(&'d Node, Pointer)> {
    let at = end(root, &pointer);
    let node = resolve(root, node)?;
    let key = ["value", "dataValue"].into_iter().find(|key| node.get(key).is_some())?;
    Some((node.get(key)?, at.key(key)))
}

fn of_schema<'d>(site: &Site<'d>) -> Vec<Sample<'d>> {
    let one = site.node.get("example").map(|value| (value, site.pointer.key("example")));
    let at = site.pointer.key("examples");
    let several = site.node.list("examples").iter().enumerate().map(|(index, value)| (value, at.index(index)));
    let sample =
        |(value, pointer)| Sample { schema: site.node, value, pointer, way: Way::Either, writing: Writing::Value };
    one.into_iter().chain(several).map(sample).collect()
}

/// How examples of a media type are written; none where its schema is not that of the whole body, or has no keys of its own.
fn writing(site: &Site<'_>) -> Option<Writing> {
    let media_type = site.pointer.last()?;
    let essence = essence(&media_type);
    let is_xml = essence.ends_with("/xml") || essence.ends_with("+xml");
    match () {
        () if is_json(&media_type) => Some(Writing::Json),
        () if is_xml || is_event_stream(&media_type) || is_json_lines(&media_type) => None,
        () if essence == "application/x-www-form-urlencoded" || is_multipart(&media_type) => Some(Writing::Form),
        () => Some(Writing::Foreign),
    }
}

/// Which way a media type travels, from where it stands; what the vendor sends on its own may hold anything.
fn way(pointer: &Pointer) -> Way {
    let tokens: Vec<_> = pointer.tokens().collect();
    let is_ours =
        tokens.first().is_some_and(|first| first == "paths") && !tokens.iter().any(|token| token == "callbacks");
    let is_component = tokens.first().is_some_and(|first| first == "components");
    match tokens.as_slice() {
        [.., body, _, _] if body == "requestBody" && is_ours => Way::Sent,
        [.., responses, _, _, _] if responses == "responses" && (is_ours || is_component) => Way::Received,
        [_, bodies, _, _, _] if bodies == "requestBodies" && is_component => Way::Sent,
        _ => Way::Either,
    }
}
