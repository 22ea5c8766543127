//! `[[waive]]` of `client.toml`: changes that need no new version, each with the reason.

use serde::Deserialize;
use toml::Spanned;

use super::{Settings, diagnostic, settings};
use crate::report::Report;
use crate::source::Source;

/// One waiver.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Waiver {
    /// The fingerprint, as a review prints it.
    change: Spanned<String>,
    reason: Spanned<String>,
}

/// The waivers, each with a reason.
pub(super) fn read(source: &Source, waivers: Vec<Waiver>) -> Result<Vec<Waiver>, Report> {
    match waivers.iter().find(|waiver| waiver.reason.get_ref().trim().is_empty()) {
        Some(waiver) => {
            let message = "this waiver has no reason".to_owned();
            Err(settings(source, waiver.reason.span(), message, "say why nobody is broken by the change"))
        }
        None => Ok(waivers),
    }
}

impl Settings {
    /// Fingerprints of changes, and why they need no new version.
    pub(crate) fn waivers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.waivers.iter().map(|waiver| (waiver.change.get_ref().as_str(), waiver.reason.get_ref().as_str()))
    }

    /// What is wrong with the waivers, once the changes are known.
    pub(crate) fn judge_waivers(&self, is_change: impl Fn(&str) -> bool) -> Result<(), Report> {
        let stale = self.waivers.iter().filter(|waiver| !is_change(waiver.change.get_ref()));
        let diagnostics = stale.map(|waiver| {
            let message = format!("no change has the fingerprint `{}`", waiver.change.get_ref().escape_debug());
            diagnostic(&self.source, waiver.change.span(), message, "remove it; `diff` prints those that there are")
        });
        let diagnostics: Vec<_> = diagnostics.collect();
        if diagnostics.is_empty() {
            return Ok(());
        }
        Err(Report::new(diagnostics, &self.source.name, &self.source.text))
    }
}
