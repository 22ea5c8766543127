//! What one API asks of its reviewers: takes a diff and the versions of its client.

use super::Diff;
use super::change::{Bump, Cause, Change, Impact, ItemChange, ItemKind};
use super::join::CLIENT_REMOVED;

/// The changes of one API, and whether the version of its client says as much.
#[derive(Clone, Debug)]
pub struct Review {
    /// What the reader knows the API by.
    pub name: String,
    /// What changed.
    pub diff: Diff,
    /// The versions of the client; none where two documents are compared that have none.
    pub versions: Option<Versions>,
}

/// The version that a client had, and the one that it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    /// Before.
    pub old: String,
    /// Now.
    pub new: String,
}

impl Review {
    /// That of an API whose document is gone, and with it the client.
    pub fn gone(name: &str) -> Self {
        let message = format!("`{name}` has no document any more, so it has no client");
        let item = ItemChange {
            item: format!("the crate of `{name}`"),
            kind: ItemKind::Removed,
            level: Impact::Breaking,
            old: None,
            new: None,
            migration: "no crate takes its place".to_owned(),
        };
        let change = Change {
            id: CLIENT_REMOVED.id,
            level: CLIENT_REMOVED.level,
            rust_level: item.level,
            cause: Cause::Vendor,
            pointer: "#".to_owned(),
            old: None,
            new: None,
            message,
            rust: vec![item],
            operations: Vec::new(),
            sources: Vec::new(),
            evidence: None,
            waived: None,
            fingerprint: String::new(),
        };
        Self { name: name.to_owned(), diff: Diff { changes: vec![change] }, versions: None }
    }

    /// The lowest version that says what changed; none where there are no versions.
    pub fn needed(&self) -> Option<String> {
        self.versions.as_ref().and_then(|versions| self.diff.bump().after(&versions.old))
    }

    /// Whether the version says what changed, or there is none.
    pub fn is_covered(&self) -> bool {
        let covered = |versions: &Versions| self.diff.bump().is_covered(&versions.old, &versions.new);
        self.versions.as_ref().is_none_or(covered)
    }
}

/// The verdict on several APIs.
pub(super) fn verdict(reviews: &[Review]) -> Impact {
    reviews.iter().map(|review| review.diff.verdict()).max().unwrap_or_default()
}

/// The part of a version that the weightiest of several APIs raises.
pub(super) fn bump(reviews: &[Review]) -> Bump {
    reviews.iter().map(|review| review.diff.bump()).max().unwrap_or_default()
}

/// All changes of several APIs, each with the name of its own.
pub(super) fn changes(reviews: &[Review]) -> impl Iterator<Item = (&str, &Change)> {
    reviews.iter().flat_map(|review| review.diff.changes().iter().map(|change| (review.name.as_str(), change)))
}
