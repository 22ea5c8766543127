//! From changes at pointers to changes at lines, with why they are and whom they concern.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use sha2::{Digest, Sha256};

use super::cause::{Statements, Told, cause};
use super::change::{Cause, Change, Spot};
use super::join::{GENERATOR_CHANGED, Joined};
use super::reach::Reach;
use super::wire::Mark;
use crate::parse::{At, Document, Positions};
use crate::pointer::Pointer;

/// What is known of one version.
struct Side<'d> {
    said: Statements<'d>,
    reach: Reach<'d>,
}

impl<'d> Side<'d> {
    fn of(document: &'d Document) -> Self {
        Self { said: Statements::of(document.root()), reach: Reach::new(document.root()) }
    }

    /// What the document says of a place, or of the operations that use it where it says nothing there.
    fn told(&mut self, at: &Pointer) -> Told<'d> {
        let users = self.reach.users(at);
        let mut sources = self.said.sources(at);
        if sources.is_empty() {
            sources = users.iter().flat_map(|(operation, _)| self.said.sources(operation)).collect();
            let mut seen = HashSet::new();
            sources.retain(|source| seen.insert(*source));
        }
        let operations = users.into_iter().map(|(_, id)| id).collect();
        Told { change: self.said.change(at), sources, evidence: self.said.evidence(at), operations }
    }
}

/// The changes with all that the documents tell of them.
pub(super) fn locate(changes: Vec<Joined>, old: &Document, new: &Document) -> Vec<Change> {
    let old_spots = spots(changes.iter().map(|change| change.old.as_ref()), old);
    let new_spots = spots(changes.iter().map(|change| change.new.as_ref()), new);
    let (mut old, mut new) = (Side::of(old), Side::of(new));
    let located = changes.into_iter().zip(old_spots).zip(new_spots);
    located.map(|((change, old_spot), new_spot)| told(change, old_spot, new_spot, &mut old, &mut new)).collect()
}

fn told(
    change: Joined,
    old_spot: Option<Spot>,
    new_spot: Option<Spot>,
    old: &mut Side<'_>,
    new: &mut Side<'_>,
) -> Change {
    let place = |mark: &Option<Mark>| mark.as_ref().map(|(at, _)| at.clone());
    let (old_at, new_at) = (place(&change.old), place(&change.new));
    let fingerprint = fingerprint(&change, new_at.as_ref().or(old_at.as_ref()));
    let (old_told, new_told) = (old_at.map(|at| old.told(&at)), new_at.map(|at| new.told(&at)));
    let cause = match change.rule == GENERATOR_CHANGED {
        true => Cause::Generator,
        false => cause((&old.said, old_told.as_ref()), (&new.said, new_told.as_ref())),
    };
    let Told { operations, sources, evidence, .. } = new_told.or(old_told).unwrap_or_default();
    let pointer = new_spot.as_ref().or(old_spot.as_ref()).map(|spot| spot.pointer.clone()).unwrap_or_default();
    let mut rust = change.items;
    rust.sort_by(|a, b| (Reverse(a.level), &a.item).cmp(&(Reverse(b.level), &b.item)));
    Change {
        id: change.rule.id,
        level: change.rule.level,
        rust_level: rust.iter().map(|item| item.level).max().unwrap_or_default(),
        cause,
        pointer,
        old: old_spot,
        new: new_spot,
        message: change.message,
        rust,
        operations,
        sources: sources.into_iter().map(str::to_owned).collect(),
        evidence: evidence.map(str::to_owned),
        fingerprint,
        waived: None,
    }
}

/// Twelve digits made of what a change says, and not of the lines that it stands on.
fn fingerprint(change: &Joined, at: Option<&Pointer>) -> String {
    let mut hash = Sha256::new();
    let items = change.items.iter().map(|item| item.migration.as_str());
    // The pointer in the tree of all files, for two files may have equal parts.
    for part in [change.rule.id, at.map(Pointer::text).unwrap_or_default(), &change.message].into_iter().chain(items) {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// The places of some nodes of a document, in their order.
fn spots<'m>(marks: impl Iterator<Item = Option<&'m Mark>>, document: &Document) -> Vec<Option<Spot>> {
    let mut by_source: BTreeMap<usize, Vec<(usize, Pointer, At)>> = BTreeMap::new();
    let mut found = Vec::new();
    for (index, mark) in marks.enumerate() {
        found.push(None);
        let Some((pointer, at)) = mark else { continue };
        let origin = document.origin(pointer);
        by_source.entry(origin.source).or_default().push((index, origin.pointer, *at));
    }
    for (source, marks) in by_source {
        let source = document.source(source);
        let positions = Positions::find(&source.text, marks.iter().map(|(_, pointer, _)| pointer));
        for (index, pointer, at) in marks {
            let place = positions.of(&pointer, at);
            let (line, column) = (place.line, place.column);
            let spot = Spot { file: source.name.clone(), line, column, pointer: pointer.to_string() };
            found.get_mut(index).into_iter().for_each(|slot| *slot = Some(spot.clone()));
        }
    }
    found
}
