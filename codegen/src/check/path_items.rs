//! From path items behind a `$ref` to path items in place: takes a document, copies in what the references lead to.

use super::roots::Roots;
use super::shape::Kind;
use super::version::Version;
use crate::openapi::end;
use crate::parse::{Document, Node, Object};
use crate::pointer::Pointer;

/// Copies each path item to the paths that refer to it. A reference to nothing, or to something else, stays.
pub(super) fn copy_in(document: &mut Document, version: Version) {
    let at = Pointer::default().key("paths");
    let paths = document.root().members("paths");
    let referring: Vec<_> =
        paths.filter(|(_, item)| item.text("$ref").is_some()).map(|(path, _)| at.key(path)).collect();
    if referring.is_empty() {
        return;
    }
    let roots = Roots::of(document.root(), version);
    let copies: Vec<_> = referring.iter().filter_map(|path| members(document.root(), path, &roots)).collect();
    let (root, origins) = document.parts_mut();
    let before = origins.clone();
    for (pointer, from, members) in copies {
        let Some(Node::Object(item)) = root.at_mut(&pointer) else { continue };
        item.remove("$ref");
        for (key, node) in members.iter() {
            // What stands beside the reference says it for this path.
            if !item.contains(key) {
                origins.copy(&before, &from.key(key), &pointer.key(key));
                item.insert(key, node.clone());
            }
        }
    }
}

/// What the reference of a path item leads to, by the places of both.
fn members(root: &Node, path: &Pointer, roots: &Roots) -> Option<(Pointer, Pointer, Object)> {
    let from = end(root, path);
    let item = root.at(&from)?.as_object().filter(|item| !item.contains("$ref"))?;
    (roots.kind(&from) == Some(Kind::PathItem)).then(|| (path.clone(), from, item.clone()))
}
