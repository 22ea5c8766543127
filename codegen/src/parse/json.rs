//! From a [`Node`] to the JSON value that it stands for.

use serde_json::{Map, Value};

use super::Node;

/// A number beyond a double has no value here, and becomes null.
pub(crate) fn value(node: &Node) -> Value {
    match node {
        Node::Null => Value::Null,
        Node::Bool(value) => Value::Bool(*value),
        Node::Number(number) => number.text().parse().map_or(Value::Null, Value::Number),
        Node::String(text) => Value::String(text.clone()),
        Node::Array(items) => Value::Array(items.iter().map(value).collect()),
        Node::Object(object) => {
            Value::Object(object.iter().map(|(key, node)| (key.to_owned(), value(node))).collect::<Map<_, _>>())
        }
    }
}
