//! What the rules find, still addressed by pointer; located against the text once all rules have run.

use std::collections::BTreeMap;

use crate::parse::{At, Document, Positions};
use crate::pointer::Pointer;
use crate::report::{Diagnostic, Level, Report};
use crate::settings::Levels;
use crate::source::Source;

struct Finding {
    rule: &'static str,
    level: Level,
    pointer: Pointer,
    at: At,
    message: String,
    hint: String,
}

/// The findings of one document.
#[derive(Default)]
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    /// Refuses the document for what stands at `pointer`.
    pub(crate) fn error(
        &mut self,
        rule: &'static str,
        pointer: &Pointer,
        at: At,
        message: String,
        hint: impl Into<String>,
    ) {
        self.push(rule, Level::Error, pointer, at, message, hint.into());
    }

    /// Takes the document, but says what deserves a look.
    pub(crate) fn warning(
        &mut self,
        rule: &'static str,
        pointer: &Pointer,
        at: At,
        message: String,
        hint: impl Into<String>,
    ) {
        self.push(rule, Level::Warning, pointer, at, message, hint.into());
    }

    /// Takes the document, and says what could be added to it.
    pub(crate) fn suggestion(
        &mut self,
        rule: &'static str,
        pointer: &Pointer,
        at: At,
        message: String,
        hint: impl Into<String>,
    ) {
        self.push(rule, Level::Suggestion, pointer, at, message, hint.into());
    }

    fn push(&mut self, rule: &'static str, level: Level, pointer: &Pointer, at: At, message: String, hint: String) {
        self.0.push(Finding { rule, level, pointer: pointer.clone(), at, message, hint });
    }

    /// Gives all findings the levels that the settings want.
    pub(crate) fn weigh(&mut self, levels: &Levels<'_>, document: &Document) {
        if levels.is_empty() {
            return;
        }
        self.0.retain_mut(|finding| {
            let origin = document.origin(&finding.pointer);
            let written = if origin.source == 0 { &origin.pointer } else { &finding.pointer };
            let level = levels.of(finding.rule, finding.level, &[&finding.pointer, written]);
            finding.level = level.unwrap_or(finding.level);
            level.is_some()
        });
    }

    /// The places of all refusals in the tree, and their rules.
    pub(crate) fn errors(&self) -> Vec<(Pointer, &'static str)> {
        let errors = self.0.iter().filter(|finding| finding.level == Level::Error);
        errors.map(|finding| (finding.pointer.clone(), finding.rule)).collect()
    }

    /// Looks up the lines of all findings at once, each in the text that its node comes from.
    pub(crate) fn locate(self, document: &Document) -> Report {
        let mut by_source: BTreeMap<usize, Vec<Finding>> = BTreeMap::new();
        for mut finding in self.0 {
            let origin = document.origin(&finding.pointer);
            finding.pointer = origin.pointer;
            by_source.entry(origin.source).or_default().push(finding);
        }
        let reports = by_source.into_iter().map(|(index, found)| Self(found).locate_in(document.source(index)));
        Report::merged(reports)
    }

    /// The same where all pointers lead into one text.
    pub(crate) fn locate_in(self, source: &Source) -> Report {
        if self.0.is_empty() {
            return Report::default();
        }
        let Source { name, text } = source;
        let positions = Positions::find(text, self.0.iter().map(|finding| &finding.pointer));
        let located = self.0.into_iter().map(|finding| {
            let Finding { rule, level, pointer, at, message, hint } = finding;
            Diagnostic::at(rule, level, name, positions.of(&pointer, at), &pointer, message, hint)
        });
        Report::new(located.collect(), name, text)
    }
}
