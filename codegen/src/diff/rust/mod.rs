//! What changes for users of the generated crate.

use std::collections::BTreeMap;

use super::Version;
use super::join::PlacedItem;
use crate::check::Checked;
use crate::report::Report;

/// What users of one version of a crate can name.
pub(super) struct Sketch {
    checked: Checked,
}

impl Sketch {
    pub(super) fn of(version: &Version<'_>) -> Result<Self, Report> {
        let levels = version.settings.levels();
        let checked = Checked::new(crate::document(version.spec)?, version.settings.selection(), &levels)?;
        Ok(Self { checked })
    }

    /// The document that it is made of.
    pub(super) fn checked(&self) -> &Checked {
        &self.checked
    }
}

/// What changes from one version to another.
pub(super) fn changes(_old: &Sketch, _new: &Sketch) -> Vec<PlacedItem> {
    Vec::new()
}

/// What changes from files that were generated before to what is generated now.
pub(super) fn since(_files: &BTreeMap<String, String>, _new: &Sketch) -> Vec<PlacedItem> {
    Vec::new()
}
