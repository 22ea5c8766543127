//! Documents made by `new` say what is still to be written; they are no specification yet.

use super::findings::Findings;
use crate::parse::{At, Node};
use crate::pointer::Pointer;

/// What `new` writes where a person must decide.
const MARKER: &str = "TODO(specwright)";

/// Rule `unfinished_template`.
pub(super) fn unfinished_template(node: &Node, pointer: &Pointer, findings: &mut Findings) {
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
            items
                .iter()
                .enumerate()
                .for_each(|(index, item)| unfinished_template(item, &pointer.index(index), findings));
        }
        Node::Object(object) => {
            object.iter().for_each(|(key, item)| unfinished_template(item, &pointer.key(key), findings));
        }
        _ => {}
    }
}
