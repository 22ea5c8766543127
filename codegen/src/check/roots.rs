//! From a document to the places where objects of OpenAPI begin: the document itself, and each place outside of its tables
//! that a reference reads as an object of some kind.

use std::collections::{HashMap, VecDeque};

use super::shape::{Kind, Members, Shape};
use super::version::Version;
use crate::parse::{Node, Object};
use crate::pointer::Pointer;

/// Where objects begin; none of them is within another.
pub(super) struct Roots {
    list: Vec<(Kind, Pointer)>,
    /// What is known of each place: the kind of object that it is read as, if of any.
    kinds: HashMap<Pointer, Option<Kind>>,
}

impl Roots {
    pub(super) fn of(root: &Node, version: Version) -> Self {
        let (kinds, references) = (HashMap::new(), VecDeque::new());
        let mut search = Search { roots: Self { list: Vec::new(), kinds }, version, references };
        search.root(Kind::Document, Pointer::default(), root);
        while let Some((kind, pointer)) = search.references.pop_front() {
            if let Some(node) = root.at(&pointer).filter(|_| !search.roots.kinds.contains_key(&pointer)) {
                search.root(kind, pointer, node);
            }
        }
        search.roots
    }

    /// Each root with what may stand there; the document is the first.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Shape, &Pointer)> {
        self.list.iter().map(|(kind, pointer)| match kind {
            Kind::Document => (Shape::Object(*kind), pointer),
            _ => (Shape::Ref(*kind), pointer),
        })
    }

    /// The kind of object at a place; none where there is no object of OpenAPI.
    pub(super) fn kind(&self, pointer: &Pointer) -> Option<Kind> {
        self.kinds.get(pointer).copied().flatten()
    }

    /// The schemas that stand outside of the document's tables.
    pub(super) fn schemas(&self) -> Vec<Pointer> {
        let schemas = self.list.iter().filter(|(kind, _)| *kind == Kind::Schema);
        schemas.map(|(_, pointer)| pointer.clone()).collect()
    }
}

struct Search {
    roots: Roots,
    version: Version,
    /// Those that were met and not followed yet.
    references: VecDeque<(Kind, Pointer)>,
}

impl Search {
    fn root(&mut self, kind: Kind, pointer: Pointer, node: &Node) {
        self.roots.list.push((kind, pointer.clone()));
        self.value(if kind == Kind::Document { Shape::Object(kind) } else { Shape::Ref(kind) }, node, pointer);
    }

    fn value(&mut self, shape: Shape, node: &Node, pointer: Pointer) {
        let kind = match shape {
            Shape::Object(kind) | Shape::Ref(kind) => Some(kind),
            Shape::FlagOrSchema => Some(Kind::Schema),
            Shape::List(_) | Shape::Map(_) => None,
            _ => return,
        };
        if self.roots.kinds.insert(pointer.clone(), kind).is_some() {
            // It was taken for a root; now it turns out to be within another.
            self.roots.list.retain(|(_, root)| *root != pointer);
            return;
        }
        match (shape, node) {
            (Shape::Ref(kind), Node::Object(object)) => self.object_or_reference(kind, object, &pointer),
            (Shape::FlagOrSchema, Node::Object(object)) => self.object_or_reference(Kind::Schema, object, &pointer),
            (Shape::Object(kind), Node::Object(object)) => self.members(kind, object, &pointer),
            (Shape::List(item), Node::Array(items)) => {
                items.iter().enumerate().for_each(|(index, node)| self.value(*item, node, pointer.index(index)));
            }
            (Shape::Map(item), Node::Object(object)) => {
                object.iter().for_each(|(key, node)| self.value(*item, node, pointer.key(key)));
            }
            _ => {}
        }
    }

    fn object_or_reference(&mut self, kind: Kind, object: &Object, pointer: &Pointer) {
        let reference = object.get("$ref").and_then(Node::as_str);
        self.references.extend(reference.and_then(Pointer::from_reference).map(|target| (kind, target)));
        // What stands beside it is a schema of its own since 3.1.
        if reference.is_none() || (kind == Kind::Schema && self.version > Version::V30) {
            self.members(kind, object, pointer);
        }
    }

    fn members(&mut self, kind: Kind, object: &Object, pointer: &Pointer) {
        for (key, node) in object.iter().filter(|(key, _)| !key.starts_with("x-")) {
            match kind.members() {
                Members::Every(shape) => self.value(shape, node, pointer.key(key)),
                Members::Named(members) => {
                    if let Some(member) = members.iter().find(|member| member.name == key) {
                        self.value(member.shape, node, pointer.key(key));
                    }
                }
            }
        }
    }
}
