//! What users of one version of a crate can name, and what changes for them.

use std::collections::BTreeMap;

use super::{Surface, compare};
use crate::check::Checked;
use crate::diff::Version;
use crate::diff::join::PlacedItem;
use crate::findings::Findings;
use crate::model::Api;
use crate::report::Report;

/// What users of one version of a crate can name.
pub(in crate::diff) struct Sketch {
    checked: Checked,
    surface: Surface,
}

impl Sketch {
    pub(in crate::diff) fn of(version: &Version<'_>) -> Result<Self, Report> {
        let levels = version.settings.levels();
        let checked = Checked::new(crate::document(version.spec)?, version.settings.selection(), &levels)?;
        // What types alone tell is a matter for whoever generates the crate.
        let (overrides, mut findings) = (version.settings.overrides(), Findings::default());
        let api = Api::new(&checked, checked.root(), &overrides, version.settings.selection(), &mut findings);
        let surface = Surface::of_api(&api);
        Ok(Self { checked, surface })
    }

    /// The document that it is made of.
    pub(in crate::diff) fn checked(&self) -> &Checked {
        &self.checked
    }
}

/// What changes from one version to another, sorted by item. What goes without saying is left out: members of what comes or
/// goes as a whole, setters of fields, requests of methods.
pub(in crate::diff) fn changes(old: &Sketch, new: &Sketch) -> Vec<PlacedItem> {
    compare::changes(&old.surface, &new.surface)
}

/// What changes from files that were generated before to what is generated now.
pub(in crate::diff) fn since(files: &BTreeMap<String, String>, new: &Sketch) -> Vec<PlacedItem> {
    compare::changes(&Surface::of_files(files), &new.surface)
}
