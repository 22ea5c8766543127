//! Why something changed, and what it rests on: takes the places of a change in both documents.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Cause;
use crate::openapi::EXTENSION;
use crate::parse::Node;
use crate::pointer::Pointer;

/// What one version of a document says of itself at a place.
pub(super) struct Statements<'d> {
    root: &'d Node,
    /// Each page of the whole document, and what was read of it.
    pages: BTreeMap<&'d str, Readings<'d>>,
}

/// The hashes of the texts that a page had, and when they were read.
#[derive(Debug, Default, PartialEq, Eq)]
struct Readings<'d> {
    hashes: BTreeSet<&'d str>,
    dates: BTreeSet<&'d str>,
}

impl Readings<'_> {
    /// Whether the page has another text now, as far as that can be known.
    fn is_other(&self, old: &Self) -> bool {
        match self.hashes.is_empty() || old.hashes.is_empty() {
            true => self.dates != old.dates,
            false => self.hashes != old.hashes,
        }
    }
}

impl<'d> Statements<'d> {
    pub(super) fn of(root: &'d Node) -> Self {
        let mut pages: BTreeMap<_, Readings<'_>> = BTreeMap::new();
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            match node {
                Node::Array(items) => open.extend(items),
                Node::Object(object) => open.extend(object.iter().map(|(_, node)| node)),
                _ => continue,
            }
            for source in node.get(EXTENSION).into_iter().flat_map(|said| said.list("source")) {
                let Some(name) = name(source) else { continue };
                let readings = pages.entry(name).or_default();
                readings.hashes.extend(source.text("sha256"));
                readings.dates.extend(source.text("retrieved"));
            }
        }
        Self { root, pages }
    }

    /// The nodes around a place, itself first.
    fn around(&self, at: &Pointer) -> impl Iterator<Item = &'d Node> + use<'d> {
        let (root, mut next) = (self.root, Some(at.clone()));
        std::iter::from_fn(move || {
            let at = next.take()?;
            next = at.parent();
            Some(root.at(&at))
        })
        .flatten()
    }

    /// Who changed, as the nearest statement about a place says.
    pub(super) fn change(&self, at: &Pointer) -> Option<Cause> {
        let said = self.around(at).find_map(|node| node.get(EXTENSION)?.text("change"))?;
        Some(if said == "correction" { Cause::Correction } else { Cause::Vendor })
    }

    /// The pages that the nearest statement about a place rests on.
    pub(super) fn sources(&self, at: &Pointer) -> Vec<&'d str> {
        let of = |node: &'d Node| {
            let sources: Vec<_> = node.get(EXTENSION)?.list("source").iter().filter_map(name).collect();
            (!sources.is_empty()).then_some(sources)
        };
        self.around(at).find_map(of).unwrap_or_default()
    }

    /// How the nearest statement about a place is known, where that is not documented.
    pub(super) fn evidence(&self, at: &Pointer) -> Option<&'d str> {
        self.around(at).find_map(|node| node.get(EXTENSION)?.text("evidence"))
    }
}

fn name(source: &Node) -> Option<&str> {
    source.text("url").or_else(|| source.text("title"))
}

/// What one version says of a place.
#[derive(Default)]
pub(super) struct Told<'d> {
    pub(super) change: Option<Cause>,
    pub(super) sources: Vec<&'d str>,
    pub(super) evidence: Option<&'d str>,
    /// The ids of the operations that it concerns.
    pub(super) operations: Vec<String>,
}

/// Who changed: what the document says at the place or around it, else whether the pages that it rests on were other ones.
///
/// A document without any source tells nothing of its author, so its API changed.
pub(super) fn cause(old: (&Statements<'_>, Option<&Told<'_>>), new: (&Statements<'_>, Option<&Told<'_>>)) -> Cause {
    let (said, told) = if new.1.is_some() { new } else { old };
    if let Some(cause) = told.and_then(|told| told.change) {
        return cause;
    }
    let named = told.map(|told| told.sources.clone()).filter(|sources| !sources.is_empty());
    let pages = named.unwrap_or_else(|| said.pages.keys().copied().collect());
    let is_other = |page: &&str| match (old.0.pages.get(page), new.0.pages.get(page)) {
        (Some(old), Some(new)) => new.is_other(old),
        _ => true,
    };
    if pages.is_empty() || pages.iter().any(is_other) { Cause::Vendor } else { Cause::Correction }
}
