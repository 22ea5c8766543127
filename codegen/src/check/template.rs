//! Documents made by `new` say what is still to be written; they are no specification yet.

use super::findings::Findings;
use crate::parse::{At, Node};
use crate::pointer::Pointer;

/// What `new` writes where a person must decide.
const MARKER: &str = "TODO(specwright)";

/// Rule `unfinished_template`.
pub(super) fn unfinished_template(root: &Node, findings: &mut Findings) {
    // Few documents are templates, and addresses take time.
    if is_unfinished(root) {
        unfinished(root, &Pointer::default(), findings);
    }
}

fn is_unfinished(node: &Node) -> bool {
    match node {
        Node::String(text) => text.contains(MARKER),
        Node::Array(items) => items.iter().any(is_unfinished),
        Node::Object(object) => object.iter().any(|(_, item)| is_unfinished(item)),
        _ => false,
    }
}

fn unfinished(node: &Node, pointer: &Pointer, findings: &mut Findings) {
    match node {
        Node::String(text) if text.contains(MARKER) => {
            let message = format!("this place still says `{MARKER}`");
            findings.error(
                "unfinished_template",
                pointer,
                At::Value,
                message,
                "write what the vendor documents, or remove the node",
            );
        }
        Node::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| unfinished(item, &pointer.index(index), findings));
        }
        Node::Object(object) => {
            object.iter().for_each(|(key, item)| unfinished(item, &pointer.key(key), findings));
        }
        _ => {}
    }
}
