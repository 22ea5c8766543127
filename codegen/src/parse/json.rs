//! From a [`Node`] to the JSON that it stands for.

use serde_json::{Map, Number, Value};

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
/// The same as text, with keys in their order and numbers as they are spelled.
pub(crate) fn text(node: &Node) -> String {
    let quoted = |text: &str| Value::from(text).to_string();
    match node {
        Node::Number(number) if serde_json::from_str::<Number>(number.text()).is_ok() => number.text().to_owned(),
        Node::Null | Node::Number(_) => "null".to_owned(),
        Node::Bool(value) => value.to_string(),
        Node::String(text) => quoted(text),
        Node::Array(items) => format!("[{}]", items.iter().map(text).collect::<Vec<_>>().join(",")),
        Node::Object(object) => {
            let members = object.iter().map(|(key, node)| format!("{}:{}", quoted(key), text(node)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
    }
}
