//! Changes that need no version of their own because the settings say why.

use super::Diff;
use crate::report::Report;
use crate::settings::Settings;

impl Diff {
    /// Takes the waivers of settings: changes that they name by fingerprint ask for no version.
    ///
    /// `before` are the settings of the old version, as far as it has its own. A waiver that they have too was for changes
    /// which are in that version now, and stays until the next one.
    ///
    /// # Errors
    ///
    /// Rule `settings`: a waiver that no change matches, all of them at once.
    pub fn waive(&mut self, settings: &Settings, before: Option<&Settings>) -> Result<(), Report> {
        for change in &mut self.changes {
            let reason = settings.waivers().find(|(fingerprint, _)| *fingerprint == change.fingerprint);
            change.waived = reason.map(|(_, reason)| reason.to_owned());
        }
        let before = before.filter(|before| before.version() == settings.version());
        let is_old = |wanted: &str| before.is_some_and(|before| before.waivers().any(|(known, _)| known == wanted));
        let is_change = |wanted: &str| self.changes.iter().any(|change| change.fingerprint == wanted);
        settings.judge_waivers(|wanted| is_change(wanted) || is_old(wanted))
    }
}
