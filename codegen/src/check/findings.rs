//! What the rules find, still addressed by pointer; located against the text once all rules have run.

use crate::parse::{At, Document, Positions};
use crate::pointer::Pointer;
use crate::report::{Diagnostic, Level, Report};

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

    fn push(&mut self, rule: &'static str, level: Level, pointer: &Pointer, at: At, message: String, hint: String) {
        self.0.push(Finding { rule, level, pointer: pointer.clone(), at, message, hint });
    }

    /// Looks up the lines of all findings at once.
    pub(crate) fn locate(self, document: &Document) -> Report {
        if self.0.is_empty() {
            return Report::default();
        }
        let positions = Positions::find(document.text(), self.0.iter().map(|finding| &finding.pointer));
        let located = self.0.into_iter().map(|finding| {
            let place = positions.of(&finding.pointer, finding.at);
            Diagnostic::at(
                finding.rule,
                finding.level,
                document.name(),
                place,
                &finding.pointer,
                finding.message,
                finding.hint,
            )
        });
        Report::new(located.collect(), document.name(), document.text())
    }
}
