//! Whether two values of the documents are the same, however they are written.

use crate::parse::Node;

/// Key order and the spelling of numbers make no difference.
pub(super) fn same(old: &Node, new: &Node) -> bool {
    match (old, new) {
        (Node::Object(old), Node::Object(new)) => {
            let is_in_new = |(key, value): (&str, &Node)| new.get(key).is_some_and(|other| same(value, other));
            old.iter().count() == new.iter().count() && old.iter().all(is_in_new)
        }
        (Node::Array(old), Node::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
        }
        (Node::Number(old), Node::Number(new)) => same_number(old.text(), new.text()),
        (old, new) => old == new,
    }
}

/// Numbers of many digits are the same only if their texts are: as floats they might be by chance.
fn same_number(old: &str, new: &str) -> bool {
    const DIGITS_OF_A_FLOAT: usize = 15;
    let float = |number: &str| {
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        number.parse::<f64>().ok().filter(|_| digits <= DIGITS_OF_A_FLOAT)
    };
    old == new || float(old).is_some_and(|old| float(new) == Some(old))
}

/// The same of members; absent is what says nothing.
pub(super) fn same_member(old: Option<&Node>, new: Option<&Node>) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => same(old, new),
        (None, None) => true,
        (Some(only), None) | (None, Some(only)) => says_nothing(only),
    }
}

/// Whether a member might as well be absent.
fn says_nothing(node: &Node) -> bool {
    match node {
        Node::Bool(flag) => !flag,
        Node::String(text) => text.trim().is_empty(),
        Node::Array(items) => items.is_empty(),
        Node::Object(object) => object.iter().next().is_none(),
        Node::Null => true,
        Node::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::Document;
    use crate::source::Source;

    fn node(text: &str) -> Node {
        Document::parse(&Source::new("t.yaml", text)).unwrap().root().clone()
    }

    #[test]
    fn what_is_the_same() {
        for (old, new) in [("{a: 1, b: [2]}", "{b: [2.0], a: 1e0}"), ("{a: {b: null}}", "{a: {b: null}}")] {
            assert!(same(&node(old), &node(new)), "{old} {new}");
        }
        for (old, new) in [
            ("{a: 1}", "{a: 1, b: 2}"),
            ("{a: [1, 2]}", "{a: [2, 1]}"),
            ("{a: '1'}", "{a: 1}"),
            ("{a: 12345678901234567890}", "{a: 12345678901234567891}"),
        ] {
            assert!(!same(&node(old), &node(new)), "{old} {new}");
        }
    }
}
