//! What a value of the wrong type plainly means: takes it and the shape that is asked for, returns the right value.

use super::super::shape::{Kind, Shape};
use super::types::word;
use crate::parse::Node;

/// What a value that does not fit is taken for.
pub(super) enum Meaning {
    None,
    /// The same in another spelling, as people write it every day.
    Same(Node),
    /// Something else, and what messages call it.
    Plain(Node, String),
}

/// Whether a value has the type that is asked for. Its members are another question.
pub(super) fn fits(shape: Shape, node: &Node) -> bool {
    match shape {
        Shape::Any => true,
        Shape::Text | Shape::Word(_) => matches!(node, Node::String(_)),
        Shape::Flag => matches!(node, Node::Bool(_)),
        Shape::Number => matches!(node, Node::Number(_)),
        Shape::Ref(Kind::Schema) | Shape::FlagOrSchema => matches!(node, Node::Bool(_) | Node::Object(_)),
        Shape::Object(_) | Shape::Ref(_) | Shape::Map(_) => matches!(node, Node::Object(_)),
        Shape::List(_) => matches!(node, Node::Array(_)),
    }
}

/// The value of a shape that says nothing.
pub(super) fn empty(shape: Shape) -> Option<Node> {
    match shape {
        Shape::Object(_) | Shape::Ref(_) | Shape::Map(_) | Shape::FlagOrSchema => Some(Node::object::<&str>([])),
        Shape::List(_) => Some(Node::Array(Vec::new())),
        _ => None,
    }
}

pub(super) fn meaning(shape: Shape, node: &Node) -> Meaning {
    // Some languages have one value for an empty list and an empty object.
    if is_empty(node)
        && let Some(nothing) = empty(shape)
    {
        return Meaning::Plain(nothing, "empty".to_owned());
    }
    let meant = match (shape, node) {
        (Shape::Text | Shape::Word(_), Node::Number(number)) => {
            return Meaning::Same(Node::String(number.text().to_owned()));
        }
        (Shape::Text | Shape::Word(_), Node::Bool(value)) => Some(Node::String(value.to_string())),
        (Shape::Flag, node) => flag(node).map(Node::Bool),
        (Shape::Number, Node::String(text)) => Node::number(text.trim()),
        (Shape::FlagOrSchema, Node::String(_)) => flag(node).map(Node::Bool).or_else(|| Some(schema(node))),
        (Shape::FlagOrSchema | Shape::Ref(Kind::Schema), node) => Some(schema(node)),
        (Shape::List(item), node) => element(*item, node).map(|node| Node::Array(vec![node])),
        (Shape::Object(kind) | Shape::Ref(kind), Node::String(text)) => object(kind, text),
        _ => None,
    };
    meant.map_or(Meaning::None, |meant| {
        let said = said(&meant);
        Meaning::Plain(meant, said)
    })
}

fn is_empty(node: &Node) -> bool {
    match node {
        Node::Array(items) => items.is_empty(),
        Node::Object(object) => object.iter().next().is_none(),
        _ => false,
    }
}

/// YAML 1.1 has more words for the two than YAML 1.2.
fn flag(node: &Node) -> Option<bool> {
    let text = match node {
        Node::String(text) => text.trim().to_ascii_lowercase(),
        Node::Number(number) => number.text().to_owned(),
        _ => return None,
    };
    match text.as_str() {
        "true" | "yes" | "on" | "1" => Some(true),
        "false" | "no" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// A schema that is a word for a type, or the text of a reference; of all else nothing is known.
fn schema(node: &Node) -> Node {
    match node {
        Node::String(text) if text.starts_with("#/") => Node::object([("$ref", node.clone())]),
        Node::String(text) => Node::object(word(text).is_some().then(|| ("type", node.clone()))),
        _ => Node::object::<&str>([]),
    }
}

/// One element where a list of them is asked for.
fn element(item: Shape, node: &Node) -> Option<Node> {
    let has = |key: &str| node.get(key).is_some();
    let is_one = match item {
        Shape::Any | Shape::Text => matches!(node, Node::String(_) | Node::Number(_)),
        Shape::Object(Kind::SecurityRequirement) | Shape::Ref(Kind::Schema) => matches!(node, Node::Object(_)),
        Shape::Object(Kind::Server) => has("url"),
        Shape::Ref(Kind::Parameter) => has("name") || has("$ref"),
        Shape::Object(_) => has("name"),
        _ => false,
    };
    is_one.then(|| node.clone())
}

/// An object of which only the member that matters was written.
fn object(kind: Kind, text: &str) -> Option<Node> {
    let key = match kind {
        Kind::SecurityRequirement => return Some(Node::object([(text, Node::Array(Vec::new()))])),
        Kind::Response => "description",
        Kind::Discriminator => "propertyName",
        Kind::Server | Kind::ExternalDocs => "url",
        Kind::Tag | Kind::License | Kind::Contact => "name",
        _ => return None,
    };
    Some(Node::object([(key, Node::String(text.to_owned()))]))
}

/// What a message calls it.
fn said(node: &Node) -> String {
    match node {
        Node::Bool(value) => format!("`{value}`"),
        Node::Number(number) => format!("`{}`", number.text()),
        Node::String(text) => format!("`{text}`"),
        Node::Array(_) => "a list of one".to_owned(),
        Node::Object(object) => match object.iter().next() {
            None => "any value".to_owned(),
            Some((key, Node::String(text))) => format!("`{{{key}: {text}}}`"),
            Some((key, _)) => format!("`{key}`"),
        },
        Node::Null => "absent".to_owned(),
    }
}
