//! What all schemas that apply to one value say together, however they are written: from parts to a [`View`].

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};

use super::super::Part;
use super::types::{self, Types};
use crate::model::{admits_null, is_annotation};
use crate::openapi::{is_null_schema, resolve};
use crate::parse::Node;
use crate::pointer::Pointer;

/// What has an effect beside a reference.
const BESIDE_REFERENCE: [&str; 6] = ["description", "summary", "nullable", "deprecated", "readOnly", "writeOnly"];

/// A choice between several schemas; null is none of them.
pub(super) struct Union<'d> {
    pub(super) kind: &'static str,
    pub(super) at: Pointer,
    pub(super) members: Vec<Part<'d>>,
}

/// What is said of one value.
pub(super) struct View<'d> {
    /// The schemas that all apply, references followed, the outermost first.
    pub(super) layers: Vec<Part<'d>>,
    pub(super) unions: Vec<Union<'d>>,
    /// The places that references lead to.
    pub(super) references: IndexSet<Pointer>,
    pub(super) is_nullable: bool,
    pub(super) types: Types,
}

impl<'d> View<'d> {
    pub(super) fn of(root: &'d Node, parts: &[Part<'d>]) -> Self {
        let mut view = Self::flat(root, parts);
        view.is_nullable = is_nullable(root, parts);
        view.types = types::of(root, &view);
        view
    }

    /// The layers and unions alone.
    pub(super) fn flat(root: &'d Node, parts: &[Part<'d>]) -> Self {
        let mut view = Self {
            layers: Vec::new(),
            unions: Vec::new(),
            references: IndexSet::new(),
            is_nullable: false,
            types: Types::ANY,
        };
        let mut open: Vec<Part<'d>> = parts.iter().rev().cloned().collect();
        let mut seen = HashSet::new();
        while let Some(part) = open.pop() {
            if seen.insert(std::ptr::from_ref(part.node)) {
                view.add(root, part, &mut open);
            }
        }
        view
    }

    fn add(&mut self, root: &'d Node, part: Part<'d>, open: &mut Vec<Part<'d>>) {
        if let Some(target) = part.node.text("$ref").and_then(Pointer::from_reference) {
            if let Some(node) = root.at(&target) {
                if node.get("$ref").is_none() {
                    self.references.insert(target.clone());
                }
                open.push(Part::new(target, node));
            }
            if part.node.as_object().is_some_and(|object| object.iter().count() > 1) {
                self.layers.push(part);
            }
            return;
        }
        let mut inner = part.list("allOf");
        for kind in ["oneOf", "anyOf"] {
            let members = members(root, &part, kind);
            match members.len() {
                0 => {}
                1 => inner.extend(members),
                _ => self.unions.push(Union { kind, at: part.at.key(kind), members }),
            }
        }
        open.extend(inner.into_iter().rev());
        self.layers.push(part);
    }

    /// What the layers say by a keyword, each with its place.
    pub(super) fn all(&self, key: &str) -> Vec<Part<'d>> {
        let said = self.layers.iter().filter_map(|layer| Some((layer, said(layer, key)?)));
        said.map(|(layer, node)| Part::new(layer.at.key(key), node)).collect()
    }

    /// What the outermost layer says that says something.
    pub(super) fn first(&self, key: &str) -> Option<Part<'d>> {
        self.all(key).into_iter().next()
    }

    /// Whether a layer says that something is so.
    pub(super) fn flag(&self, key: &str) -> bool {
        self.layers.iter().any(|layer| said(layer, key).and_then(Node::as_bool) == Some(true))
    }

    /// The properties by their keys, each with all that is said of it.
    pub(super) fn properties(&self) -> IndexMap<&'d str, Vec<Part<'d>>> {
        let mut properties: IndexMap<&'d str, Vec<Part<'d>>> = IndexMap::new();
        for all in self.all("properties") {
            for (key, node) in all.node.as_object().into_iter().flat_map(|object| object.iter()) {
                properties.entry(key).or_default().push(Part::new(all.at.key(key), node));
            }
        }
        properties
    }

    /// The keys that must be there, each with the place that says so.
    pub(super) fn required(&self) -> IndexMap<&'d str, Pointer> {
        let mut required = IndexMap::new();
        for list in self.all("required") {
            for (index, key) in list.node.as_array().unwrap_or_default().iter().enumerate() {
                if let Some(key) = key.as_str() {
                    required.entry(key).or_insert_with(|| list.at.index(index));
                }
            }
        }
        required
    }

    /// The place of the schema itself.
    pub(super) fn here(&self) -> Pointer {
        let own = self.layers.iter().find(|layer| layer.node.get("$ref").is_none());
        own.or_else(|| self.layers.first()).map(|layer| layer.at.clone()).unwrap_or_default()
    }

    /// The layer that stands where something of the other version stands, else the schema itself.
    pub(super) fn counterpart(&self, other: Option<&Pointer>) -> Pointer {
        let around = |layer: &&Part<'_>| other.is_some_and(|other| other.tail_of(&layer.at).is_some());
        let nearest = self.layers.iter().filter(around).max_by_key(|layer| layer.at.text().len());
        nearest.map_or_else(|| self.here(), |layer| layer.at.clone())
    }

    /// How much there is to compare.
    pub(super) fn weight(&self) -> usize {
        let of = |node: &Node| match node {
            Node::Array(items) => items.len(),
            Node::Object(object) => object.iter().count(),
            _ => 0,
        };
        let layers = self.layers.iter().map(|layer| {
            let lists = ["properties", "required", "enum"].iter().filter_map(|key| layer.node.get(key)).map(of);
            1 + lists.sum::<usize>()
        });
        layers.sum::<usize>() + self.unions.iter().map(|union| union.members.len()).sum::<usize>()
    }
}

/// What a layer says by a keyword; of a reference only what has an effect there.
pub(super) fn said<'d>(layer: &Part<'d>, key: &str) -> Option<&'d Node> {
    let is_heeded = layer.node.get("$ref").is_none() || BESIDE_REFERENCE.contains(&key) || key.starts_with("x-");
    layer.node.get(key).filter(|_| is_heeded)
}

/// The members of a union but null, those of an inner one of the same kind among them.
fn members<'d>(root: &'d Node, part: &Part<'d>, kind: &str) -> Vec<Part<'d>> {
    let mut open: Vec<_> = part.list(kind).into_iter().rev().collect();
    let mut members = Vec::new();
    while let Some(member) = open.pop() {
        let is_same_union =
            member.node.as_object().is_some_and(|object| object.iter().count() == 1 && object.contains(kind));
        match () {
            () if is_same_union => open.extend(member.list(kind).into_iter().rev()),
            () if resolve(root, member.node).is_some_and(is_null_schema) => {}
            () => members.push(member),
        }
    }
    members
}

/// Whether null is documented: by all schemas that say what the value is.
fn is_nullable(root: &Node, parts: &[Part<'_>]) -> bool {
    let says_more = |part: &&Part<'_>| resolve(root, part.node).is_some_and(|node| !is_annotation(node));
    let mut stating = parts.iter().filter(says_more).peekable();
    let admits = |part: &Part<'_>| admits_null(root, part.node, &mut HashSet::new());
    match stating.peek() {
        Some(_) => stating.all(admits),
        None => parts.iter().any(admits),
    }
}
