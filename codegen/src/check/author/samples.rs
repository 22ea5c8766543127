//! A rule on examples that are not there: each JSON body that a call sends or a success brings has one somewhere.

use std::collections::HashSet;

use super::super::Subject;
use super::super::findings::Findings;
use super::operations::successes;
use crate::calls::{Call, calls};
use crate::openapi::{is_json, resolve};
use crate::parse::{At, Node};
use crate::pointer::Pointer;

/// So many schemas of a body are looked at.
const MOST_LOOKED_AT: usize = 256;

pub(super) fn missing_example(subject: &Subject<'_>, findings: &mut Findings) {
    let root = subject.root;
    for call in calls(root) {
        for (what, pointer, body) in bodies(root, &call) {
            let media: Vec<_> = body.members("content").filter(|(media_type, _)| is_json(media_type)).collect();
            if media.is_empty() || media.iter().any(|(_, media)| has_example(root, media)) {
                continue;
            }
            let message = format!("{what} has no example");
            let hint = "show one that the vendor shows, under `example` of the media type";
            findings.warning("missing_example", &pointer, At::Key, message, hint);
        }
    }
}

/// The body that is sent, and those of successes: what messages call them, where the operation names them, and they themselves.
fn bodies<'d>(root: &'d Node, call: &Call<'d>) -> Vec<(&'static str, Pointer, &'d Node)> {
    let sent = call.operation.get("requestBody").map(|body| ("this body", call.pointer.key("requestBody"), body));
    let responses = call.operation.get("responses").and_then(Node::as_object);
    let at = call.pointer.key("responses");
    let received = responses.into_iter().flat_map(successes).map(|(key, body)| ("this success", at.key(key), body));
    let all = sent.into_iter().chain(received);
    all.filter_map(|(what, at, body)| Some((what, at, resolve(root, body)?))).collect()
}

/// Whether a media type, its schema or anything within that has an example, as far as it was looked at; what is only a text or
/// a flag needs none.
fn has_example(root: &Node, media: &Node) -> bool {
    let Some(media) = resolve(root, media) else { return true };
    let has = |node: &Node| ["example", "examples"].iter().any(|key| node.get(key).is_some());
    let is_scalar = media.get("schema").and_then(|schema| resolve(root, schema)).is_some_and(is_scalar);
    if has(media) || is_scalar {
        return true;
    }
    let (mut open, mut seen) = (Vec::from_iter(media.get("schema")), HashSet::new());
    while let Some(node) = open.pop() {
        if seen.len() == MOST_LOOKED_AT {
            return true;
        }
        let Some(node) = resolve(root, node).filter(|node| seen.insert(std::ptr::from_ref(*node))) else { continue };
        if has(node) {
            return true;
        }
        open.extend(["allOf", "oneOf", "anyOf"].iter().flat_map(|key| node.list(key)));
        open.extend(node.members("properties").map(|(_, property)| property));
        open.extend(["items", "additionalProperties"].iter().filter_map(|key| node.get(key)));
    }
    false
}

/// Whether a schema is that of a text, a number or a flag, or lists its values.
fn is_scalar(schema: &Node) -> bool {
    let is_listed = !schema.list("enum").is_empty();
    is_listed || schema.text("type").is_some_and(|ty| ["string", "integer", "number", "boolean"].contains(&ty))
}
