//! Rules on how much a document asks for: what schemas are composed of is brought together, each time anew.

use std::collections::HashSet;

use super::Subject;
use super::findings::Findings;
use super::shape::Kind;
use crate::openapi::resolve;
use crate::parse::{At, Node};

/// How many schemas and keys may be brought together in all. Large public documents have some ten thousand.
const MOST_COMPOSED: usize = 200_000;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    too_much_composition(subject, findings);
}

/// A member of a union becomes a variant, with its own conversions, in far more code than a key.
const VARIANT: usize = 4;

/// Names the schema at which it becomes too much.
fn too_much_composition(subject: &Subject<'_>, findings: &mut Findings) {
    let mut left = MOST_COMPOSED;
    for site in subject.sites.of(Kind::Schema) {
        let variants = ["oneOf", "anyOf"].iter().map(|key| site.node.list(key).len()).sum::<usize>();
        let composed = if is_composed(site.node) { composed_size(subject.root, site.node, left) } else { 0 };
        let Some(rest) = left.checked_sub(VARIANT * variants + composed) else {
            let message =
                format!("the schemas up to this one are composed of more than {MOST_COMPOSED} schemas and keys");
            let hint = "compose of fewer, or leave out what no call needs";
            return findings.error("too_much_composition", &site.pointer, At::Key, message, hint);
        };
        left = rest;
    }
}

/// Whether a schema brings together the keys of others.
fn is_composed(node: &Node) -> bool {
    let has_choice = ["oneOf", "anyOf", "then", "else", "dependentSchemas"].iter().any(|key| node.get(key).is_some());
    node.get("allOf").is_some() || (node.get("properties").is_some() && has_choice)
}

/// How many schemas and keys a schema is composed of, counted until they are more than `most`.
fn composed_size(root: &Node, node: &Node, most: usize) -> usize {
    let (mut open, mut seen, mut size) = (vec![node], HashSet::new(), 0);
    while let Some(node) = open.pop().filter(|_| size <= most) {
        size += 1;
        let Some(node) = resolve(root, node).filter(|node| seen.insert(std::ptr::from_ref(*node))) else { continue };
        size += node.members("properties").count();
        open.extend(["allOf", "oneOf", "anyOf"].iter().flat_map(|key| node.list(key)));
        open.extend(["then", "else"].iter().filter_map(|key| node.get(key)));
        open.extend(node.members("dependentSchemas").map(|(_, schema)| schema));
    }
    size
}
