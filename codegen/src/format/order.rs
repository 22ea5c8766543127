//! The order of keys in the objects of OpenAPI, and the values that are quoted by rule.
//!
//! It is that of the specification's tables, with what is short before what is long: the paths and components of a document come
//! last. Maps of names, and all that is no object of OpenAPI, keep their author's order.

use std::collections::HashMap;

use super::tree::{Collection, Kind as Node, Tree, Value};
use crate::check::{Kind, Members, Shape};

/// Stands for all extensions.
const EXTENSIONS: &str = "x-";

const DOCUMENT: &[&str] = &[
    "openapi",
    "$self",
    "info",
    "jsonSchemaDialect",
    "servers",
    "tags",
    "security",
    "externalDocs",
    EXTENSIONS,
    "paths",
    "webhooks",
    "components",
];
const INFO: &[&str] = &["title", "summary", "description", "termsOfService", "contact", "license", "version"];
const SERVER: &[&str] = &["name", "url", "description", "variables"];
const TAG: &[&str] = &["name", "summary", "description", "externalDocs", "parent", "kind"];
const REQUEST_BODY: &[&str] = &["description", "required", "content"];
const RESPONSE: &[&str] = &["summary", "description", "headers", "content", "links"];
const MEDIA_TYPE: &[&str] =
    &["schema", "itemSchema", "example", "examples", "encoding", "prefixEncoding", "itemEncoding"];
const SCHEMA: &[&str] = &[
    "$schema",
    "$comment",
    "title",
    "type",
    "format",
    "nullable",
    "description",
    "deprecated",
    "readOnly",
    "writeOnly",
    "default",
    "enum",
    "const",
    "multipleOf",
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "pattern",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "required",
    "properties",
    "patternProperties",
    "propertyNames",
    "additionalProperties",
    "unevaluatedProperties",
    "dependentRequired",
    "dependentSchemas",
    "prefixItems",
    "items",
    "contains",
    "unevaluatedItems",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "if",
    "then",
    "else",
    "discriminator",
    "xml",
    "externalDocs",
    "example",
    "examples",
    "$defs",
];

/// Quotes what is quoted by rule, and puts keys in order, if the tree is an OpenAPI document.
pub(super) fn arrange(tree: &mut Tree) {
    quote_enums(tree);
    let Value::Collection(root) = tree.root.value else { return };
    if key_of(tree, root, "openapi") {
        Arrange { tree, ranks: HashMap::new() }.value(root, Shape::Object(Kind::Document));
    }
}

fn key_of(tree: &Tree, collection: usize, key: &str) -> bool {
    let collection = tree.collection(collection).filter(|collection| collection.kind == Node::Mapping);
    collection.is_some_and(|collection| {
        tree.entries(collection).any(|entry| entry.key.as_ref().is_some_and(|text| text.value == key))
    })
}

/// The order of a kind where it is not that of the tables.
fn listed(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Document => DOCUMENT,
        Kind::Info => INFO,
        Kind::Server => SERVER,
        Kind::Tag => TAG,
        Kind::RequestBody => REQUEST_BODY,
        Kind::Response => RESPONSE,
        Kind::MediaType => MEDIA_TYPE,
        Kind::Schema => SCHEMA,
        _ => &[],
    }
}

/// The place of each known key among the others.
fn ranks(kind: Kind) -> HashMap<&'static str, usize> {
    let named = match kind.members() {
        Members::Named(members) => members,
        Members::Every(_) => &[],
    };
    let mut ranks = HashMap::new();
    let names = ["$ref"].into_iter().chain(listed(kind).iter().copied()).chain(named.iter().map(|member| member.name));
    for name in names {
        let next = ranks.len();
        ranks.entry(name).or_insert(next);
    }
    // Which method comes first is up to the author: it is the order of the client, too.
    let first = ranks.get("get").copied();
    let methods = named.iter().filter(|member| matches!(member.shape, Shape::Object(Kind::Operation)));
    ranks.extend(methods.filter_map(|method| Some((method.name, first?))));
    ranks
}

struct Arrange<'a> {
    tree: &'a mut Tree,
    ranks: HashMap<String, HashMap<&'static str, usize>>,
}

impl Arrange<'_> {
    /// Goes through a collection that should have this shape; its depth is that of the document, which the reader bounds.
    fn value(&mut self, index: usize, shape: Shape) {
        match shape {
            Shape::Object(kind) | Shape::Ref(kind) => self.object(index, kind),
            Shape::FlagOrSchema => self.object(index, Kind::Schema),
            Shape::List(inner) => self.each(index, Node::Sequence, |_| Some(*inner)),
            Shape::Map(inner) => self.each(index, Node::Mapping, |_| Some(*inner)),
            Shape::Any | Shape::Text | Shape::Flag | Shape::Number | Shape::Word(_) => {}
        }
    }

    fn object(&mut self, index: usize, kind: Kind) {
        match kind.members() {
            Members::Every(shape) => {
                if kind == Kind::Responses {
                    self.quote_statuses(index);
                }
                self.each(index, Node::Mapping, |key| (!key.starts_with("x-")).then_some(shape));
            }
            Members::Named(members) => {
                self.sort(index, kind);
                self.each(index, Node::Mapping, |key| {
                    members.iter().find(|member| member.name == key).map(|member| member.shape)
                });
            }
        }
    }

    fn each(&mut self, index: usize, kind: Node, shape: impl Fn(&str) -> Option<Shape>) {
        let Some(collection) = self.tree.collection(index).filter(|collection| collection.kind == kind) else { return };
        let inner = self.tree.entries(collection).filter_map(|entry| match entry.value {
            Value::Collection(inner) => {
                shape(entry.key.as_ref().map_or("", |key| key.value.as_str())).map(|shape| (inner, shape))
            }
            _ => None,
        });
        for (inner, shape) in inner.collect::<Vec<_>>() {
            self.value(inner, shape);
        }
    }

    fn sort(&mut self, index: usize, kind: Kind) {
        let ranks = self.ranks.entry(format!("{kind:?}")).or_insert_with(|| ranks(kind));
        let extension = ranks.get(EXTENSIONS).copied().unwrap_or(usize::MAX);
        let entries = &self.tree.entries;
        let rank = |entry: &usize| {
            let key = entries.get(*entry).and_then(|entry| entry.key.as_ref()).map_or("", |key| key.value.as_str());
            let unknown = if key.starts_with(EXTENSIONS) { extension } else { usize::MAX - 1 };
            ranks.get(key).copied().unwrap_or(unknown)
        };
        let is_mapping = |collection: &&mut Collection| collection.kind == Node::Mapping;
        if let Some(collection) = self.tree.collections.get_mut(index).filter(is_mapping) {
            collection.entries.sort_by_key(rank);
        }
    }

    /// `2XX` is quoted as `"200"` has to be.
    fn quote_statuses(&mut self, index: usize) {
        let entries = self.tree.collection(index).map_or_else(Vec::new, |collection| collection.entries.clone());
        for entry in entries {
            let key = self.tree.entries.get_mut(entry).and_then(|entry| entry.key.as_mut());
            if let Some(key) = key.filter(|key| key.value.starts_with(|c: char| c.is_ascii_digit())) {
                key.is_quoted = true;
            }
        }
    }
}

/// The texts of each enum are quoted, all of them, so that a new one among them is, too.
fn quote_enums(tree: &mut Tree) {
    let lists = tree.entries.iter().filter(|entry| entry.key.as_ref().is_some_and(|key| key.value == "enum"));
    let lists = lists.filter_map(|entry| match entry.value {
        Value::Collection(list) => tree.collection(list).filter(|list| list.kind == Node::Sequence),
        _ => None,
    });
    for value in lists.flat_map(|list| list.entries.clone()).collect::<Vec<_>>() {
        if let Some(Value::Scalar(scalar)) = tree.entries.get_mut(value).map(|entry| &mut entry.value) {
            scalar.is_quoted = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name that is in a list alone is misspelt, or would never be sorted among the others.
    #[test]
    fn lists_name_known_members() {
        for kind in [
            Kind::Document,
            Kind::Info,
            Kind::Server,
            Kind::Tag,
            Kind::RequestBody,
            Kind::Response,
            Kind::MediaType,
            Kind::Schema,
        ] {
            let Members::Named(members) = kind.members() else { panic!("{kind:?} has no names") };
            let is_known =
                |name: &&'static str| members.iter().any(|member| member.name == *name) || *name == EXTENSIONS;
            let unknown: Vec<_> = listed(kind).iter().copied().filter(|name| !is_known(name)).collect();
            assert_eq!(unknown, [""; 0], "{kind:?}");
        }
    }
}
