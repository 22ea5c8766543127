//! From trees to the places that they give a name by `$anchor`, `$dynamicAnchor` and `$id`.

use std::collections::HashMap;

use super::root_of;
use crate::parse::{Node, Object};
use crate::pointer::Pointer;

/// The keys that give a place a name.
const NAMING: [&str; 3] = ["$anchor", "$dynamicAnchor", "$id"];

/// All names that places have.
#[derive(Default)]
pub(super) struct Anchors {
    /// By file and name.
    named: HashMap<(String, String), Vec<Pointer>>,
    dynamic: HashMap<String, Vec<Pointer>>,
    /// By the text of the `$id`, with the file that it stands in.
    ids: HashMap<String, Vec<(String, Pointer)>>,
}

impl Anchors {
    /// Reads files, each with its path.
    pub(super) fn of<'a>(files: impl Iterator<Item = (&'a str, &'a Node)>) -> Self {
        let mut anchors = Self::default();
        // Few documents name places so, and addresses take time.
        let naming = files.filter(|(_, root)| has_names(root));
        naming.for_each(|(path, root)| anchors.read(path, root, &root_of(path)));
        anchors
    }

    /// The places that have a name in a file.
    pub(super) fn of_name(&self, file: &str, name: &str) -> &[Pointer] {
        self.named.get(&(file.to_owned(), name.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// The place that has an address of its own, and its file; none where several claim it.
    pub(super) fn of_id(&self, id: &str) -> Option<(&str, &Pointer)> {
        match self.ids.get(id).map(Vec::as_slice) {
            Some([(file, place)]) => Some((file, place)),
            _ => None,
        }
    }

    /// The places of a name that may stand for each other, in all files.
    pub(super) fn dynamic(&self, name: &str) -> &[Pointer] {
        self.dynamic.get(name).map_or(&[], Vec::as_slice)
    }

    fn read(&mut self, file: &str, node: &Node, at: &Pointer) {
        match node {
            Node::Array(items) => {
                items.iter().enumerate().for_each(|(index, item)| self.read(file, item, &at.index(index)));
            }
            Node::Object(object) => self.object(file, object, at),
            _ => {}
        }
    }

    fn object(&mut self, file: &str, object: &Object, at: &Pointer) {
        let text = |key| object.get(key).and_then(Node::as_str);
        for name in [text("$anchor"), text("$dynamicAnchor")].into_iter().flatten() {
            self.named.entry((file.to_owned(), name.to_owned())).or_default().push(at.clone());
        }
        if let Some(name) = text("$dynamicAnchor") {
            self.dynamic.entry(name.to_owned()).or_default().push(at.clone());
        }
        if let Some(id) = text("$id").map(|id| id.trim_end_matches('#')).filter(|id| !id.is_empty()) {
            self.ids.entry(id.to_owned()).or_default().push((file.to_owned(), at.clone()));
        }
        for (key, node) in object.iter().filter(|(_, node)| matches!(node, Node::Array(_) | Node::Object(_))) {
            self.read(file, node, &at.key(key));
        }
    }
}

fn has_names(node: &Node) -> bool {
    match node {
        Node::Array(items) => items.iter().any(has_names),
        Node::Object(object) => object.iter().any(|(key, node)| NAMING.contains(&key) || has_names(node)),
        _ => false,
    }
}
