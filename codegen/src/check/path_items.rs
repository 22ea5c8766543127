//! From path items behind a `$ref` to path items in place: takes a document, copies in what the references lead to.

use super::roots::Roots;
use super::shape::Kind;
use super::version::Version;
use crate::openapi::end;
use crate::parse::{Document, Node};
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
    let copies: Vec<_> =
        referring.into_iter().filter_map(|path| Some((members(document.root(), &path, &roots)?, path))).collect();
    let (root, origins) = document.parts_mut();
    let before = origins.clone();
    for (members, path) in copies {
        let Some(Node::Object(item)) = root.at_mut(&path) else { continue };
        item.remove("$ref");
        for (from, key, node) in members {
            // What stands beside the reference says it for this path.
            if !item.contains(&key) {
                origins.copy(&before, &from.key(&key), &path.key(&key));
                item.insert(&key, node);
            }
        }
    }
}

/// What a path item has by its reference, and by the references there: place, key and value, the nearest first.
fn members(root: &Node, path: &Pointer, roots: &Roots) -> Option<Vec<(Pointer, String, Node)>> {
    let (end, mut at, mut found) = (end(root, path), path.clone(), Vec::new());
    while at != end {
        at =
            Pointer::from_reference(root.at(&at)?.text("$ref")?).filter(|at| roots.kind(at) == Some(Kind::PathItem))?;
        let members = root.at(&at)?.as_object()?.iter().filter(|(key, _)| *key != "$ref");
        found.extend(members.map(|(key, node)| (at.clone(), key.to_owned(), node.clone())));
    }
    let is_whole = root.at(&end)?.get("$ref").is_none();
    is_whole.then_some(found)
}
