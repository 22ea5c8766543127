//! What users of one version of a crate can name, and what changes for them.

use std::collections::BTreeMap;

use crate::check::Checked;
use crate::diff::Version;
use crate::diff::join::PlacedItem;
use crate::report::Report;

/// What users of one version of a crate can name.
pub(in crate::diff) struct Sketch {
    checked: Checked,
}

impl Sketch {
    pub(in crate::diff) fn of(version: &Version<'_>) -> Result<Self, Report> {
        let levels = version.settings.levels();
        let checked = Checked::new(crate::document(version.spec)?, version.settings.selection(), &levels)?;
        Ok(Self { checked })
    }

    /// The document that it is made of.
    pub(in crate::diff) fn checked(&self) -> &Checked {
        &self.checked
    }
}

/// What changes from one version to another.
pub(in crate::diff) fn changes(_old: &Sketch, _new: &Sketch) -> Vec<PlacedItem> {
    Vec::new()
}

/// What changes from files that were generated before to what is generated now.
pub(in crate::diff) fn since(_files: &BTreeMap<String, String>, _new: &Sketch) -> Vec<PlacedItem> {
    Vec::new()
}
