//! Changes that need no version of their own because the settings say why.

use super::Diff;
use crate::report::Report;
use crate::settings::Settings;

impl Diff {
    /// Takes the waivers of settings: changes that they name by fingerprint ask for no version.
    ///
    /// # Errors
    ///
    /// Rule `settings`: a waiver that no change matches, all of them at once.
    pub fn waive(&mut self, settings: &Settings) -> Result<(), Report> {
        for change in &mut self.changes {
            let reason = settings.waivers().find(|(fingerprint, _)| *fingerprint == change.fingerprint);
            change.waived = reason.map(|(_, reason)| reason.to_owned());
        }
        settings.judge_waivers(|fingerprint| self.changes.iter().any(|change| change.fingerprint == fingerprint))
    }
}
