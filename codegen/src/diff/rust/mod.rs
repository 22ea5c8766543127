//! From two versions of a crate's public API to what changes for its users, item by item, by Cargo's rules.
//!
//! A [`Surface`] is made from the model, where each item knows what in the document it comes from, or from the files of a
//! crate that was generated once.

mod compare;
mod of_api;
mod of_files;
mod spelling;
mod surface;

pub(in crate::diff) use surface::Surface;

use super::change::ItemChange;
use super::{Version, read};
use crate::check::Checked;
use crate::findings::Findings;
use crate::model::Api;
use crate::pointer::Pointer;
use crate::report::Report;
use crate::settings::Settings;

/// A change to an item, and what it comes from.
#[derive(Clone, Debug)]
pub(in crate::diff) struct RustChange {
    pub(in crate::diff) change: ItemChange,
    /// Where the item came from in the old document, what differs first.
    pub(in crate::diff) old_at: Vec<Pointer>,
    /// Where it comes from in the new document.
    pub(in crate::diff) new_at: Vec<Pointer>,
}

/// All changes, sorted by item. What goes without saying is left out: members of what comes or goes as a whole, setters of
/// fields, requests of methods.
pub(in crate::diff) fn changes(old: &Surface, new: &Surface) -> Vec<RustChange> {
    compare::changes(old, new)
}

/// The public API of the crate of a document.
pub(in crate::diff) fn surface(checked: &Checked, settings: &Settings) -> Surface {
    // What types alone tell is a matter of whoever generates the crate.
    let mut findings = Findings::default();
    let api = Api::new(checked, checked.root(), &settings.overrides(), settings.selection(), &mut findings);
    Surface::of_api(&api)
}

/// What changes for the users of the crate of an API, whatever changes on the wire.
///
/// # Errors
///
/// All mistakes of both documents at once.
pub fn rust_diff(old: &Version<'_>, new: &Version<'_>) -> Result<Vec<ItemChange>, Report> {
    let (old, new) = match (read(old), read(new)) {
        (Ok(one), Ok(other)) => (surface(&one, old.settings), surface(&other, new.settings)),
        (old, new) => return Err(Report::merged([old.err(), new.err()].into_iter().flatten())),
    };
    Ok(changes(&old, &new).into_iter().map(|change| change.change).collect())
}

#[cfg(test)]
mod tests;
