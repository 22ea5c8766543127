//! Values of a document as texts: to be compared, and to be shown.

use crate::parse::{Node, value};

/// How many characters of a value messages show.
const MOST_SHOWN: usize = 60;

/// A text that equal values share, however their keys stand and their numbers are spelled.
pub(super) fn text(node: &Node) -> String {
    match node {
        Node::Number(number) => plain(number.text()),
        Node::Array(items) => format!("[{}]", items.iter().map(text).collect::<Vec<_>>().join(",")),
        Node::Object(object) => {
            let mut members: Vec<_> = object.iter().map(|(key, node)| format!("{key:?}:{}", text(node))).collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
        _ => value(node).to_string(),
    }
}

/// A number in one spelling.
pub(super) fn plain(text: &str) -> String {
    match (text.parse::<i128>(), text.parse::<f64>()) {
        (Ok(integer), _) => integer.to_string(),
        // Every integer of this size has a float of its own.
        (_, Ok(float)) if float.fract() == 0.0 && float.abs() < 9e15 => (float as i128).to_string(),
        (_, Ok(float)) => float.to_string(),
        _ => text.to_owned(),
    }
}

/// A value in a message.
pub(super) fn shown(node: &Node) -> String {
    let text = node.as_str().map_or_else(|| value(node).to_string(), str::to_owned);
    let text = text.replace(['\n', '`'], " ");
    match text.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or_default()),
        None => format!("`{text}`"),
    }
}
