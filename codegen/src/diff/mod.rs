//! From two versions of an API to what changed: on the wire, to Rust users, and why.

mod cause;
mod change;
mod join;
mod locate;
mod reach;
mod review;
mod rule;
mod rust;
mod show;
mod verdict;
mod waive;
mod wire;

pub(crate) use rule::all as rules;

pub use change::{Bump, Cause, Change, Impact, ItemChange, ItemKind, Spot};
pub use review::{Review, Versions};
pub use show::{Format, render};

use std::collections::BTreeMap;

use crate::Bundle;
use crate::report::Report;
use crate::settings::Settings;
use rust::Sketch;

/// One version of an API.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// The OpenAPI document.
    pub spec: &'a Bundle,
    /// How its client is generated.
    pub settings: &'a Settings,
    /// The client that was generated from it then, by relative paths, where it was kept.
    pub generated: Option<&'a BTreeMap<String, String>>,
}

/// What changed between two versions.
#[derive(Clone, Debug, Default)]
pub struct Diff {
    changes: Vec<Change>,
}

impl Diff {
    /// All changes, those that weigh most first.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }
}

/// Compares two versions of an API.
///
/// # Errors
///
/// All mistakes of both versions at once.
pub fn diff(old: &Version<'_>, new: &Version<'_>) -> Result<Diff, Report> {
    let (old_sketch, new_sketch) = match sketches(old, new) {
        (Ok(old), Ok(new)) => (old, new),
        (old, new) => return Err(Report::merged([old.err(), new.err()].into_iter().flatten())),
    };
    let (checked, new_checked) = (old_sketch.checked(), new_sketch.checked());
    let wire = wire::changes(checked, new_checked);
    let mut joined = join::join(wire, rust::changes(&old_sketch, &new_sketch), checked.root(), new_checked.root());
    if let Some(files) = old.generated {
        joined.extend(join::of_generator(rust::since(files, &old_sketch)));
    }
    let mut changes = locate::locate(joined, checked.document(), new_checked.document());
    changes.sort_by(|a, b| key(a).cmp(&key(b)));
    Ok(Diff { changes })
}

/// What weighs most comes first, then by place.
fn key(change: &Change) -> impl Ord {
    let line = change.new.as_ref().or(change.old.as_ref()).map_or(0, |spot| spot.line);
    (std::cmp::Reverse(change.weight()), line, change.pointer.clone(), change.id)
}

/// Both versions, each on a processor of its own where there are two.
fn sketches(old: &Version<'_>, new: &Version<'_>) -> (Result<Sketch, Report>, Result<Sketch, Report>) {
    std::thread::scope(|scope| {
        let other = scope.spawn(|| Sketch::of(old));
        let new = Sketch::of(new);
        let old = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (old, new)
    })
}
