//! From path items behind a `$ref` to path items in place: takes a document, copies in what the references lead to.

use super::findings::Findings;
use super::roots::Roots;
use super::shape::Kind;
use super::version::Version;
use crate::openapi::end;
use crate::parse::{At, Document, Node};
use crate::pointer::Pointer;

/// How many values may be copied in all: a large path item that many paths refer to stands in each of them.
const MOST_COPIED: usize = 500_000;

/// Copies each path item to the paths that refer to it. A reference to nothing, or to something else, stays.
pub(super) fn copy_in(document: &mut Document, version: Version, findings: &mut Findings) {
    let at = Pointer::default().key("paths");
    let paths = document.root().members("paths");
    let referring: Vec<_> =
        paths.filter(|(_, item)| item.text("$ref").is_some()).map(|(path, _)| at.key(path)).collect();
    if referring.is_empty() {
        return;
    }
    let roots = Roots::of(document.root(), version);
    let (mut copies, mut left) = (Vec::new(), MOST_COPIED);
    for path in referring {
        let Some(members) = members(document.root(), &path, &roots) else { continue };
        let size = members.iter().map(|(_, _, node)| node.size()).sum();
        let Some(rest) = left.checked_sub(size) else { return too_much_copying(&path, findings) };
        left = rest;
        let copied = members.into_iter().map(|(from, key, node)| (from, key.to_owned(), node.clone()));
        copies.push((path, copied.collect::<Vec<_>>()));
    }
    let (root, origins) = document.parts_mut();
    let before = origins.clone();
    for (path, members) in copies {
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
fn members<'d>(root: &'d Node, path: &Pointer, roots: &Roots) -> Option<Vec<(Pointer, &'d str, &'d Node)>> {
    let (end, mut at, mut found) = (end(root, path), path.clone(), Vec::new());
    while at != end {
        at =
            Pointer::from_reference(root.at(&at)?.text("$ref")?).filter(|at| roots.kind(at) == Some(Kind::PathItem))?;
        let members = root.at(&at)?.as_object()?.iter().filter(|(key, _)| *key != "$ref");
        found.extend(members.map(|(key, node)| (at.clone(), key, node)));
    }
    let is_whole = root.at(&end)?.get("$ref").is_none();
    is_whole.then_some(found)
}

/// Names the path at which it becomes too much.
fn too_much_copying(path: &Pointer, findings: &mut Findings) {
    let message = format!("the paths up to this one take more than {MOST_COPIED} values from path items elsewhere");
    let hint = "let fewer paths refer to large path items";
    findings.error("too_much_copying", &path.key("$ref"), At::Value, message, hint);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    /// A document in which so many paths refer to one item, copied in; and whether that was refused.
    fn copied(paths: usize, item: &str) -> (Document, bool) {
        let paths: String = (0..paths).map(|at| format!("  /p{at}: {{$ref: '#/x-item'}}\n")).collect();
        let text = format!("openapi: 3.0.3\npaths:\n{paths}x-item: {item}\n");
        let mut document = Document::parse(&Source::new("t.yaml", text)).unwrap();
        let mut findings = Findings::default();
        copy_in(&mut document, Version::V30, &mut findings);
        let report = findings.locate(&document);
        let refused = report.diagnostics().first().is_some_and(|found| found.rule == "too_much_copying");
        (document, refused)
    }

    fn summary(document: &Document) -> Option<&str> {
        document.root().get("paths")?.get("/p0")?.text("summary")
    }

    #[test]
    fn what_is_copied_has_a_most() {
        let large = format!("{{summary: A, x-a: [{}]}}", "1, ".repeat(1_000));
        let (document, refused) = copied(400, &large);
        assert_eq!((summary(&document), refused), (Some("A"), false));
        let (document, refused) = copied(600, &large);
        assert_eq!((summary(&document), refused), (None, true));
    }

    #[test]
    fn a_long_text_counts() {
        let long = format!("{{summary: {}}}", "a".repeat(64_000));
        assert!(!copied(400, &long).1);
        assert!(copied(600, &long).1);
    }
}
