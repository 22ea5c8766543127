//! Schemas that are written alike: only what their references lead to can differ.

use super::super::{Direction, Part, Walk};
use super::conditions::INVERTING;
use crate::openapi::resolve;
use crate::parse::{Node, Object};

/// The keywords that hold one schema.
const ONE: [&str; 12] = [
    "items",
    "additionalProperties",
    "not",
    "if",
    "then",
    "else",
    "propertyNames",
    "contains",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
    "additionalItems",
];
/// The keywords that hold a list of them.
const LISTS: [&str; 4] = ["allOf", "oneOf", "anyOf", "prefixItems"];
/// The keywords that hold them by names.
const MAPS: [&str; 3] = ["properties", "patternProperties", "dependentSchemas"];

/// Whether nothing but what references lead to can differ; that is compared then.
pub(super) fn is_settled<'d>(walk: &mut Walk<'d>, direction: Direction, old: &Part<'d>, new: &Part<'d>) -> bool {
    let has_more = |part: &Part<'d>, root| part.plain_end(root).get("$ref").is_some();
    if has_more(old, walk.old) || has_more(new, walk.new) {
        return false;
    }
    let (old, new) = (old.resolved(walk.old), new.resolved(walk.new));
    // What members of an `allOf` lead to makes one value, whose views are to be compared.
    let is_settled = old.at.last() == new.at.last() && old.node == new.node && !composes(old.node);
    if is_settled && !old.node.flag(direction.left_out()) {
        follow_members(walk, direction, &old, &new);
    }
    is_settled
}

/// Whether a schema is put together of others that stand elsewhere.
fn composes(node: &Node) -> bool {
    node.list("allOf").iter().any(has_reference)
}

fn has_reference(node: &Node) -> bool {
    match node {
        Node::Object(object) => object.contains("$ref") || object.iter().any(|(_, node)| has_reference(node)),
        Node::Array(items) => items.iter().any(has_reference),
        _ => false,
    }
}

/// Has what references of two equal schemas lead to compared.
pub(super) fn follow<'d>(walk: &mut Walk<'d>, direction: Direction, old: &Part<'d>, new: &Part<'d>) {
    if old.node.flag(direction.left_out()) {
        return;
    }
    if old.node.get("$ref").is_some() || composes(old.node) {
        return walk.compare(direction, vec![old.clone()], vec![new.clone()]);
    }
    follow_members(walk, direction, old, new);
}

fn follow_members<'d>(walk: &mut Walk<'d>, direction: Direction, old: &Part<'d>, new: &Part<'d>) {
    if !has_reference(old.node) {
        return;
    }
    for key in ONE {
        if let Some((old, new)) = old.get(key).zip(new.get(key)).filter(|(old, _)| has_reference(old.node)) {
            let direction = if INVERTING.contains(&key) { direction.opposite() } else { direction };
            follow(walk, direction, &old, &new);
        }
    }
    for key in LISTS.into_iter().filter(|key| old.node.get(key).is_some()) {
        for (old, new) in old.list(key).iter().zip(&new.list(key)) {
            follow(walk, direction, old, new);
        }
    }
    for key in MAPS.into_iter().filter(|key| old.node.get(key).is_some()) {
        let (at, new) = (old.at.key(key), new.get(key));
        let members = old.node.members(key).filter(|(_, node)| has_reference(node));
        for (name, node) in members {
            if let Some(new) = new.as_ref().and_then(|new| new.get(name)) {
                follow(walk, direction, &Part::new(at.key(name), node), &new);
            }
        }
    }
}

/// What people read, which does not tell one value from another.
const TEXTS: [&str; 7] = ["description", "title", "example", "examples", "externalDocs", "$comment", "x-specwright"];

/// Two nodes of which one may be a reference, each with the root of its document.
#[derive(Clone, Copy)]
pub(super) struct Pair<'d> {
    old_root: &'d Node,
    new_root: &'d Node,
    /// How many references may still be followed: two circles out of step would be followed for ever.
    left: u8,
}

impl<'d> Pair<'d> {
    pub(super) fn new(old_root: &'d Node, new_root: &'d Node) -> Self {
        Self { old_root, new_root, left: 16 }
    }

    /// The same behind one more reference.
    fn deeper(self) -> Option<Self> {
        self.left.checked_sub(1).map(|left| Self { left, ..self })
    }

    /// Whether two schemas say the same of a value, texts for people aside.
    pub(super) fn is_alike(self, old: &Node, new: &Node) -> bool {
        match (old, new) {
            (Node::Object(a), Node::Object(b)) => match (old.text("$ref"), new.text("$ref")) {
                (None, None) => self.has_alike_members(a, b, &TEXTS),
                (Some(a), Some(b)) => a == b,
                (Some(_), None) => {
                    let ends = self.deeper().zip(resolve(self.old_root, old));
                    ends.is_some_and(|(pair, old)| pair.is_alike(old, new))
                }
                (None, Some(_)) => {
                    let ends = self.deeper().zip(resolve(self.new_root, new));
                    ends.is_some_and(|(pair, new)| pair.is_alike(old, new))
                }
            },
            (Node::Array(a), Node::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(old, new)| self.is_alike(old, new))
            }
            _ => old == new,
        }
    }

    fn has_alike_members(self, old: &Object, new: &Object, ignored: &[&str]) -> bool {
        let count = |object: &Object| object.iter().filter(|(key, _)| !ignored.contains(key)).count();
        let mut own = old.iter().filter(|(key, _)| !ignored.contains(key));
        count(old) == count(new)
            && own.all(|(key, old)| match (old, new.get(key)) {
                // Keys are names here.
                (Node::Object(old), Some(Node::Object(new))) if MAPS.contains(&key) => {
                    self.has_alike_members(old, new, &[])
                }
                (old, new) => new.is_some_and(|new| self.is_alike(old, new)),
            })
    }
}
