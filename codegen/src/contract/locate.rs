//! Where a document says something: takes places in its tree, gives lines of its texts. A text is read for it only when somebody asks.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::answer::Passage;
use crate::check::fit::Breach;
use crate::parse::{At, Document, Node, Object, Positions};
use crate::pointer::Pointer;

/// So many places are remembered; requests seldom break as many rules of a document.
const MOST_REMEMBERED: usize = 4_096;

/// The passages that were asked for.
#[derive(Debug, Default)]
pub(super) struct Passages(Mutex<HashMap<Pointer, Passage>>);

impl Passages {
    pub(super) fn of(&self, document: &Document, pointer: &Pointer) -> Passage {
        if let Some(passage) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(pointer) {
            return passage.clone();
        }
        let passage = find(document, pointer);
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() < MOST_REMEMBERED {
            known.insert(pointer.clone(), passage.clone());
        }
        passage
    }
}

fn find(document: &Document, pointer: &Pointer) -> Passage {
    let origin = document.origin(pointer);
    let source = document.source(origin.source);
    let place = Positions::find(&source.text, [&origin.pointer]).of(&origin.pointer, At::Key);
    Passage { pointer: origin.pointer.to_string(), file: source.name.clone(), line: place.line, column: place.column }
}

/// The schema that a breach is one of, and where it stands.
pub(super) fn schema_of<'d>(root: &'d Node, breach: &Breach) -> Option<(&'d Node, Pointer)> {
    let mut path = Vec::new();
    let found = search(root, breach, &mut path)?;
    Some((found, path.iter().fold(Pointer::default(), |pointer, key: &String| pointer.key(key))))
}

fn search<'d>(node: &'d Node, breach: &Breach, path: &mut Vec<String>) -> Option<&'d Node> {
    let mut below = |key: String, inner: &'d Node| {
        path.push(key);
        let found = search(inner, breach, path);
        if found.is_none() {
            path.pop();
        }
        found
    };
    match node {
        Node::Object(_) if breach.is_of(node) => Some(node),
        Node::Object(object) => Object::iter(object).find_map(|(key, inner)| match inner {
            Node::Object(_) | Node::Array(_) => below(key.to_owned(), inner),
            _ => None,
        }),
        Node::Array(items) => items.iter().enumerate().find_map(|(index, inner)| below(index.to_string(), inner)),
        _ => None,
    }
}
