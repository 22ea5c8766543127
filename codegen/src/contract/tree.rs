//! From texts to the values that a schema means: takes what a URL, header or form holds, gives values to judge.

use indexmap::IndexMap;

use crate::check::fit::{Fit, Way};
use crate::openapi::alternatives;
use crate::parse::{Node, json};

/// Texts in the structure that they came in, which alone does not tell numbers from texts.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    Text(String),
    List(Vec<Tree>),
    Map(IndexMap<String, Tree>),
    /// A value that is known already.
    Value(Node),
}

impl Tree {
    /// Adds an entry; one that is there already becomes a list of both.
    pub(super) fn push(map: &mut IndexMap<String, Tree>, key: String, entry: Tree) {
        match map.get_mut(&key) {
            Some(Self::List(entries)) => entries.push(entry),
            Some(before) => {
                let first = std::mem::replace(before, Self::List(Vec::new()));
                *before = Self::List(vec![first, entry]);
            }
            None => {
                map.insert(key, entry);
            }
        }
    }
}

/// The value that a tree stands for, if one of the schemas takes it; else the one that comes near.
pub(super) fn value<'d>(root: &'d Node, fit: &mut Fit<'d>, schemas: &[&'d Node], tree: &Tree) -> Node {
    let all: Vec<_> = schemas.iter().flat_map(|schema| alternatives(root, schema)).collect();
    match tree {
        Tree::Value(node) if wants_only_list(&all) && node.as_array().is_none() => Node::Array(vec![node.clone()]),
        Tree::Value(node) => node.clone(),
        Tree::Text(_) if wants_only_list(&all) && !is_json_list(tree) => {
            value(root, fit, schemas, &Tree::List(vec![tree.clone()]))
        }
        Tree::Text(text) => scalar(fit, schemas, &all, text),
        Tree::List(items) => {
            let inner: Vec<_> = all.iter().filter_map(|schema| schema.get("items")).collect();
            Node::Array(items.iter().map(|item| value(root, fit, &inner, item)).collect())
        }
        Tree::Map(entries) if wants_only_list(&all) => {
            let items = Tree::List(entries.values().cloned().collect());
            value(root, fit, schemas, &items)
        }
        Tree::Map(entries) => {
            Node::object(entries.iter().map(|(key, entry)| (key.as_str(), value(root, fit, &of_key(&all, key), entry))))
        }
    }
}

/// The schemas of a key.
fn of_key<'d>(all: &[&'d Node], key: &str) -> Vec<&'d Node> {
    let own = all.iter().filter_map(|schema| schema.get("properties")?.get(key));
    let own: Vec<_> = own.collect();
    if !own.is_empty() {
        return own;
    }
    all.iter().filter_map(|schema| schema.get("additionalProperties")).collect()
}

fn wants(all: &[&Node], ty: &str) -> bool {
    all.iter().any(|schema| schema.text("type") == Some(ty))
}

fn wants_only_list(all: &[&Node]) -> bool {
    let others = ["boolean", "integer", "number", "object", "string"];
    wants(all, "array") && !others.iter().any(|ty| wants(all, ty))
}

fn is_json_list(tree: &Tree) -> bool {
    matches!(tree, Tree::Text(text) if text.starts_with('[') && json(text).is_ok())
}

/// The first reading of a text that fits; the first of all if none does.
fn scalar<'d>(fit: &mut Fit<'d>, schemas: &[&'d Node], all: &[&'d Node], text: &str) -> Node {
    let readings = readings(all, text);
    let fitting = readings.iter().find(|reading| {
        schemas.is_empty() || schemas.iter().any(|schema| fit.breach(schema, reading, Way::Sent).is_none())
    });
    fitting.or(readings.first()).cloned().unwrap_or(Node::Null)
}

fn readings(all: &[&Node], text: &str) -> Vec<Node> {
    let is_open = all.iter().all(|schema| schema.get("type").is_none());
    let own = Node::String(text.to_owned());
    let mut readings = Vec::new();
    if is_open || wants(all, "string") {
        readings.push(own.clone());
    }
    if is_open || wants(all, "integer") || wants(all, "number") {
        readings.extend(Node::number(text));
    }
    if is_open || wants(all, "boolean") {
        readings.extend(text.parse().ok().map(Node::Bool));
    }
    if (is_open || wants(all, "object") || wants(all, "array")) && text.starts_with(['{', '[']) {
        readings.extend(json(text).ok());
    }
    if ["", "null"].contains(&text) && all.iter().any(|schema| schema.flag("nullable")) {
        readings.push(Node::Null);
    }
    if !readings.contains(&own) {
        readings.push(own);
    }
    readings
}
