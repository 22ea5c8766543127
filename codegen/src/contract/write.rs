//! Values as texts.

use crate::parse::Node;

/// The JSON text of a value; numbers keep their spelling.
pub(super) fn json_text(node: &Node) -> String {
    let mut out = String::new();
    write(node, &mut out);
    out
}

fn write(node: &Node, out: &mut String) {
    match node {
        Node::Null => out.push_str("null"),
        Node::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Node::Number(number) => match Node::number(number.text()) {
            Some(_) => out.push_str(number.text()),
            None => out.push_str("null"),
        },
        Node::String(text) => out.push_str(&serde_json::Value::from(text.as_str()).to_string()),
        Node::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                write(item, out);
            }
            out.push(']');
        }
        Node::Object(object) => {
            out.push('{');
            for (index, (key, item)) in object.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                out.push_str(&serde_json::Value::from(key).to_string());
                out.push(':');
                write(item, out);
            }
            out.push('}');
        }
    }
}

/// The text of what is no array or object.
pub(super) fn scalar_text(node: &Node) -> Option<String> {
    match node {
        Node::String(text) => Some(text.clone()),
        Node::Number(number) => Some(number.text().to_owned()),
        Node::Bool(flag) => Some(flag.to_string()),
        Node::Null | Node::Array(_) | Node::Object(_) => None,
    }
}

/// A text as a header can hold it, in one line.
pub(super) fn header_text(text: &str, longest: usize) -> String {
    let plain = |c: char| if (' '..='~').contains(&c) { c } else { '?' };
    text.chars().take(longest).map(plain).collect::<String>().trim().to_owned()
}
