//! Takes a node and a new one; merges the new one into it, and notes where each part comes from.

use crate::parse::{Node, Origin, Origins};
use crate::pointer::Pointer;

/// Where a new node comes from.
pub(super) enum Came<'a> {
    /// From an overlay.
    Added(Origin),
    /// From this place of the document as it was; and where the overlay says so.
    Copied(&'a Origins, Pointer, Pointer),
}

/// What cannot be merged, by the place in the overlay.
#[derive(PartialEq)]
pub(super) struct Conflict {
    pub(super) pointer: Pointer,
    pub(super) message: String,
}

impl Came<'_> {
    /// The same for what stands below.
    fn below(&self, step: impl Fn(&Pointer) -> Pointer) -> Self {
        match self {
            Self::Added(origin) => Self::Added(Origin { source: origin.source, pointer: step(&origin.pointer) }),
            Self::Copied(before, from, at) => Self::Copied(before, step(from), at.clone()),
        }
    }

    /// The new node stands at a place of the document now.
    fn note(&self, pointer: &Pointer, origins: &mut Origins) {
        match self {
            Self::Added(origin) => origins.set(pointer.clone(), origin.clone()),
            Self::Copied(before, from, _) => origins.copy(before, from, pointer),
        }
    }

    fn in_overlay(&self) -> &Pointer {
        match self {
            Self::Added(origin) => &origin.pointer,
            Self::Copied(.., at) => at,
        }
    }

    /// Adds one element to a list.
    pub(super) fn push(&self, items: &mut Vec<Node>, new: &Node, pointer: &Pointer, origins: &mut Origins) {
        self.note(&pointer.index(items.len()), origins);
        items.push(new.clone());
    }

    /// Adds the elements of a list to another.
    pub(super) fn append(&self, items: &mut Vec<Node>, new: &Node, pointer: &Pointer, origins: &mut Origins) {
        for (index, item) in new.as_array().unwrap_or_default().iter().enumerate() {
            self.below(|from| from.index(index)).push(items, item, pointer, origins);
        }
    }
}

/// What a node is to a merge.
pub(super) fn kind(node: &Node) -> &'static str {
    match node {
        Node::Array(_) => "a list",
        Node::Object(_) => "an object",
        _ => "a single value",
    }
}

/// How many nodes of a tree stand in one another.
pub(super) fn depth(node: &Node) -> usize {
    let deepest = match node {
        Node::Array(items) => items.iter().map(depth).max(),
        Node::Object(object) => object.iter().map(|(_, node)| depth(node)).max(),
        _ => None,
    };
    1 + deepest.unwrap_or(0)
}

/// Merges a new node into one at a pointer.
pub(super) fn merge(
    node: &mut Node,
    new: &Node,
    pointer: &Pointer,
    came: &Came<'_>,
    origins: &mut Origins,
    conflicts: &mut Vec<Conflict>,
) {
    match (node, new) {
        (Node::Object(object), Node::Object(more)) => {
            for (key, value) in more.iter() {
                let (came, pointer) = (came.below(|from| from.key(key)), pointer.key(key));
                match object.get_mut(key) {
                    Some(known) => merge(known, value, &pointer, &came, origins, conflicts),
                    None => {
                        came.note(&pointer, origins);
                        object.insert(key, value.clone());
                    }
                }
            }
        }
        (Node::Array(items), Node::Array(_)) => came.append(items, new, pointer, origins),
        (node, new) if kind(node) == kind(new) => {
            came.note(pointer, origins);
            *node = new.clone();
        }
        (node, new) => {
            let message = format!("this is {}, where the document has {} at {pointer}", kind(new), kind(node));
            conflicts.push(Conflict { pointer: came.in_overlay().clone(), message });
        }
    }
}
