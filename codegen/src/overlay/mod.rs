//! From a document and its overlays (OpenAPI Overlay 1.0 and 1.1) to the document that they make of it.
//!
//! All mistakes of all overlays are told at once. Other than in the specification, an action that selects nothing is
//! one: what it was written for has moved.

mod merge;
mod select;

use crate::findings::Findings;
use crate::parse::{At, Document, Node, Origin, Origins};
use crate::pointer::Pointer;
use crate::report::Report;
use crate::source::Source;
use merge::{Came, Conflict, depth, kind, merge};
use select::{overlay_path, select};

/// How many values overlays may add, and how many may stand in one another: copies of copies grow without end.
const MOST_VALUES: usize = 500_000;
const DEEPEST: usize = 128;

const MEMBERS: [&str; 4] = ["overlay", "info", "extends", "actions"];
const ACTION_MEMBERS: [&str; 5] = ["target", "description", "update", "remove", "copy"];

/// Applies overlays in their order.
pub(crate) fn apply(document: &mut Document, overlays: &[Source]) -> Result<(), Report> {
    let (mut reports, mut left) = (Vec::new(), MOST_VALUES);
    for overlay in overlays {
        match Document::parse(overlay) {
            Err(report) => reports.push(report),
            Ok(overlay) => {
                let mut findings = Findings::default();
                let (source, tree) = document.add(overlay);
                let (root, origins) = document.parts_mut();
                Overlay { root, origins, source, left: &mut left, findings: &mut findings }.apply(&tree);
                reports.push(findings.locate_in(document.source(source)));
            }
        }
    }
    let report = Report::merged(reports);
    if report.error_count() > 0 { Err(report) } else { Ok(()) }
}

struct Overlay<'a> {
    root: &'a mut Node,
    origins: &'a mut Origins,
    source: usize,
    /// How many more values may be added.
    left: &'a mut usize,
    findings: &'a mut Findings,
}

impl Overlay<'_> {
    fn apply(mut self, tree: &Node) {
        let at = Pointer::default();
        overlay_version(tree, self.findings);
        let Some(actions) = tree.get("actions").and_then(Node::as_array).filter(|actions| !actions.is_empty()) else {
            return overlay_member(&at.key("actions"), "an overlay needs `actions`, a list of them", self.findings);
        };
        unknown_members(tree, &at, &MEMBERS, self.findings);
        for (index, action) in actions.iter().enumerate() {
            // What is too large already only takes longer with every further action.
            if *self.left > 0 {
                self.action(action, &at.key("actions").index(index));
            }
        }
    }

    fn action(&mut self, action: &Node, at: &Pointer) {
        unknown_members(action, at, &ACTION_MEMBERS, self.findings);
        let Some(target) = action.text("target") else {
            return overlay_member(at, "an action needs a `target`, a JSONPath", self.findings);
        };
        let remove = action.flag("remove");
        if remove != action.get("remove").is_some_and(|value| *value != Node::Bool(false)) {
            return overlay_member(&at.key("remove"), "`remove` is true or false", self.findings);
        }
        match (remove, action.get("update"), action.get("copy")) {
            (true, ..) => self.remove(target, at),
            (false, Some(update), None) => self.update(target, update, at),
            (false, None, Some(Node::String(from))) => self.copy(target, from, at),
            (false, None, Some(_)) => overlay_member(&at.key("copy"), "`copy` is a JSONPath", self.findings),
            _ => overlay_member(at, "an action needs one of `update`, `remove: true` and `copy`", self.findings),
        }
    }

    /// The nodes that a path selects, in document order; one that selects nothing is a mistake.
    fn select(&mut self, path: &str, at: &Pointer) -> Option<Vec<Pointer>> {
        match select(self.root, path) {
            Ok(found) if found.is_empty() => overlay_match("selects nothing", path, at, self.findings),
            Ok(found) => return Some(found),
            Err(why) => overlay_path(&why, path, at, self.findings),
        }
        None
    }

    fn remove(&mut self, target: &str, at: &Pointer) {
        let at = at.key("target");
        // From the end on, so that what is still to go stays where it is.
        for pointer in self.select(target, &at).into_iter().flatten().rev() {
            let Some((list, key)) = pointer.parent().zip(pointer.last()) else {
                overlay_merge(&at, "the whole document cannot be removed", self.findings);
                continue;
            };
            match (self.root.at_mut(&list), key.parse::<usize>()) {
                (Some(Node::Object(object)), _) => drop(object.remove(&key)),
                (Some(Node::Array(items)), Ok(index)) if index < items.len() => {
                    self.origins.remove_element(&list, index, items.len());
                    items.remove(index);
                }
                _ => {}
            }
        }
    }

    fn update(&mut self, target: &str, update: &Node, at: &Pointer) {
        let came = Came::Added(Origin { source: self.source, pointer: at.key("update") });
        self.merge(target, update, &came, at);
    }

    fn copy(&mut self, target: &str, from: &str, at: &Pointer) {
        let at_copy = at.key("copy");
        let Some(found) = self.select(from, &at_copy) else { return };
        let ([from], before) = (found.as_slice(), self.origins.clone()) else {
            return overlay_match("selects more than one node to copy", from, &at_copy, self.findings);
        };
        let Some(node) = self.root.at(from).cloned() else { return };
        self.merge(target, &node, &Came::Copied(&before, from.clone(), at_copy), at);
    }

    fn merge(&mut self, target: &str, new: &Node, came: &Came<'_>, at: &Pointer) {
        let at = at.key("target");
        let Some(found) = self.select(target, &at) else { return };
        let kinds = found.iter().filter_map(|pointer| self.root.at(pointer).map(kind));
        let kinds: Vec<_> = kinds.collect();
        if kinds.windows(2).any(|pair| pair.first() != pair.last()) {
            return overlay_merge(&at, "this selects nodes of several kinds", self.findings);
        }
        let depth = depth(new);
        let deepest = found.iter().map(|pointer| pointer.tokens().count() + depth).max().unwrap_or_default();
        match self.left.checked_sub(new.size().saturating_mul(found.len())) {
            Some(left) if deepest <= DEEPEST => *self.left = left,
            _ => {
                *self.left = 0;
                return overlay_merge(&at, "this makes the document too large or too deep", self.findings);
            }
        }
        let mut conflicts = Vec::new();
        for pointer in found {
            if let Some(node) = self.root.at_mut(&pointer) {
                match (node, new) {
                    (Node::Array(items), Node::Array(_)) => came.append(items, new, &pointer, self.origins),
                    (Node::Array(items), _) => came.push(items, new, &pointer, self.origins),
                    (node, _) => merge(node, new, &pointer, came, self.origins, &mut conflicts),
                }
            }
        }
        conflicts.dedup();
        for Conflict { pointer, message } in conflicts {
            overlay_merge(&pointer, &message, self.findings);
        }
    }
}

fn overlay_version(tree: &Node, findings: &mut Findings) {
    let version = match tree.get("overlay") {
        Some(Node::String(version)) => version.as_str(),
        Some(Node::Number(version)) => version.text(),
        _ => "none",
    };
    if !["1.0", "1.1"].iter().any(|known| version == *known || version.starts_with(&format!("{known}."))) {
        let message = format!("the version of this overlay is {version}");
        let hint = "write the overlay in version 1.0 or 1.1 (`overlay: 1.1.0`)";
        findings.error("overlay_version", &Pointer::default().key("overlay"), At::Value, message, hint);
    }
}

fn unknown_members(node: &Node, at: &Pointer, known: &[&str], findings: &mut Findings) {
    let members = node.as_object().into_iter().flat_map(|object| object.iter()).map(|(key, _)| key);
    for key in members.filter(|key| !known.contains(key) && !key.starts_with("x-")) {
        overlay_member(&at.key(key), &format!("`{key}` is no member here"), findings);
    }
}

fn overlay_member(pointer: &Pointer, message: &str, findings: &mut Findings) {
    let hint = "write `overlay: 1.1.0`, `info` and `actions`, each with a `target`, and `update`, `remove` or `copy`";
    findings.error("overlay_member", pointer, At::Key, message.to_owned(), hint);
}

fn overlay_match(what: &str, path: &str, pointer: &Pointer, findings: &mut Findings) {
    let message = format!("`{path}` {what} in the document");
    let hint = "mend the path; if the document has changed, the action may be needed no more";
    findings.error("overlay_match", pointer, At::Value, message, hint);
}

fn overlay_merge(pointer: &Pointer, message: &str, findings: &mut Findings) {
    let hint = "objects merge with objects, lists take more elements, and other values take each other's place";
    findings.error("overlay_merge", pointer, At::Value, message.to_owned(), hint);
}
