//! From changes at pointers to changes at lines: takes both documents, looks up each text once.

use std::collections::BTreeMap;

use super::change::{Cause, Change, Impact, Spot};
use super::wire::{Mark, WireChange};
use crate::parse::{At, Document, Positions};
use crate::pointer::Pointer;

/// The changes with their places in both versions.
pub(super) fn locate(changes: Vec<WireChange>, old: &Document, new: &Document) -> Vec<Change> {
    let old_spots = spots(changes.iter().map(|change| change.old.as_ref()), old);
    let new_spots = spots(changes.iter().map(|change| change.new.as_ref()), new);
    let located = changes.into_iter().zip(old_spots).zip(new_spots);
    located.map(|((change, old), new)| located_change(&change, old, new)).collect()
}

fn located_change(change: &WireChange, old: Option<Spot>, new: Option<Spot>) -> Change {
    let pointer = new.as_ref().or(old.as_ref()).map(|spot| spot.pointer.clone()).unwrap_or_default();
    Change {
        id: change.rule.id,
        level: change.rule.level,
        rust_level: Impact::None,
        cause: Cause::Vendor,
        pointer,
        old,
        new,
        message: change.message.clone(),
        rust: Vec::new(),
        fingerprint: String::new(),
    }
}

/// The places of some nodes of a document, in their order.
fn spots<'m>(marks: impl Iterator<Item = Option<&'m Mark>>, document: &Document) -> Vec<Option<Spot>> {
    let mut by_source: BTreeMap<usize, Vec<(usize, Pointer, At)>> = BTreeMap::new();
    let mut count = 0;
    for (index, mark) in marks.enumerate() {
        count += 1;
        let Some((pointer, at)) = mark else { continue };
        let origin = document.origin(pointer);
        by_source.entry(origin.source).or_default().push((index, origin.pointer, *at));
    }
    let mut found = vec![None; count];
    for (source, marks) in by_source {
        let source = document.source(source);
        let positions = Positions::find(&source.text, marks.iter().map(|(_, pointer, _)| pointer));
        for (index, pointer, at) in marks {
            let place = positions.of(&pointer, at);
            let (line, column) = (place.line, place.column);
            let spot = Spot { file: source.name.clone(), line, column, pointer: pointer.to_string() };
            if let Some(slot) = found.get_mut(index) {
                *slot = Some(spot);
            }
        }
    }
    found
}
