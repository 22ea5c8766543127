//! From two versions of an API to what changed: on the wire, to Rust users, and why.

mod change;
mod locate;
mod rule;
mod rust;
mod wire;

pub use change::{Bump, Cause, Change, Impact, ItemChange, ItemKind, Spot};
pub use rust::rust_diff;

use std::collections::BTreeMap;

use crate::Bundle;
use crate::check::Checked;
use crate::report::Report;
use crate::settings::Settings;

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

    /// How much all changes together weigh, on the wire or to Rust users.
    pub fn verdict(&self) -> Impact {
        self.changes.iter().map(|change| change.level.max(change.rust_level)).max().unwrap_or_default()
    }
}

/// Compares two versions of an API.
///
/// # Errors
///
/// All mistakes of both documents at once.
pub fn diff(old: &Version<'_>, new: &Version<'_>) -> Result<Diff, Report> {
    let (old, new) = match (read(old), read(new)) {
        (Ok(old), Ok(new)) => (old, new),
        (old, new) => return Err(Report::merged([old.err(), new.err()].into_iter().flatten())),
    };
    let changes = wire::changes(&old, &new);
    let mut changes = locate::locate(changes, old.document(), new.document());
    changes.sort_by(|a, b| b.level.cmp(&a.level).then_with(|| a.pointer.cmp(&b.pointer)));
    Ok(Diff { changes })
}

fn read(version: &Version<'_>) -> Result<Checked, Report> {
    Checked::new(crate::document(version.spec)?, version.settings.selection())
}
