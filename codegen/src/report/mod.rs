//! What was found in the input: located diagnostics with a hint, collected and shown all at once.

mod render;
mod sarif;

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub use render::Style;
pub use sarif::sarif;
use serde::Serialize;

use crate::parse::Place;
use crate::pointer::Pointer;

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The input may hold more than it states; nothing is wrong with it.
    Suggestion,
    /// The input is taken, but something in it deserves a look.
    Warning,
    /// The input is refused.
    Error,
}

/// How the rules begin that tell of our own limits, extension and settings, and of overlays.
const OURS: [&str; 19] = [
    "deep_",
    "extension_",
    "external_",
    "generator",
    "layout",
    "misplaced_extension_",
    "missing_reason",
    "missing_source",
    "name_collision",
    "overlay_",
    "settings",
    "too_much_",
    "unenforced_",
    "unfinished_",
    "unfounded_evidence",
    "unknown_extension_",
    "unknown_property",
    "unstated_",
    "unsupported_",
];

/// The rules on what the specification allows, although its authors can hardly mean it.
const ALLOWED: [&str; 16] = [
    "default_mismatch",
    "empty_range",
    "enum_null",
    "enum_value_type",
    "example_mismatch",
    "misplaced_keyword",
    "missing_error_response",
    "missing_example",
    "missing_success",
    "open_media_type",
    "ref_sibling",
    "repeated_value",
    "reserved_header",
    "undefined_serialization",
    "unknown_required",
    "unquoted_value",
];

/// One finding, with its place in the input.
#[derive(Clone, Debug, Serialize)]
pub struct Diagnostic {
    /// The stable id, in snake case.
    pub rule: &'static str,
    /// Refusal or advice.
    pub level: Level,
    /// The name of the source.
    pub file: String,
    /// 1-based line.
    pub line: usize,
    /// 1-based column, in characters.
    pub column: usize,
    /// The JSON pointer of the node, as a URI fragment (`#/paths/~1a`).
    pub pointer: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
    #[serde(skip)]
    bytes: Range<usize>,
}

impl Diagnostic {
    /// Whether the document breaks the specification of OpenAPI here. Other findings tell of what this generator cannot
    /// do, of its own extension and settings, and of what is allowed and seldom meant.
    pub fn breaks_specification(&self) -> bool {
        let is_ours = OURS.iter().any(|prefix| self.rule.starts_with(prefix));
        !is_ours && !ALLOWED.contains(&self.rule)
    }

    pub(crate) fn at(
        rule: &'static str,
        level: Level,
        file: &str,
        place: Place,
        pointer: &Pointer,
        message: String,
        hint: String,
    ) -> Self {
        let Place { line, column, bytes } = place;
        Self { rule, level, file: file.to_owned(), line, column, pointer: pointer.to_string(), message, hint, bytes }
    }
}

/// All that was found in one run, file by file in source order.
#[derive(Clone, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
    texts: BTreeMap<String, Arc<str>>,
}

impl Report {
    pub(crate) fn new(mut diagnostics: Vec<Diagnostic>, file: &str, text: &str) -> Self {
        diagnostics.sort_by(|a, b| (a.line, a.column, a.rule, &a.message).cmp(&(b.line, b.column, b.rule, &b.message)));
        diagnostics.dedup_by(|a, b| (a.rule, &a.pointer, &a.message) == (b.rule, &b.pointer, &b.message));
        let texts =
            if diagnostics.is_empty() { BTreeMap::new() } else { BTreeMap::from([(file.to_owned(), Arc::from(text))]) };
        Self { diagnostics, texts }
    }

    /// The findings in several files, file by file.
    pub(crate) fn merged(reports: impl IntoIterator<Item = Self>) -> Self {
        reports.into_iter().fold(Self::default(), |mut all, report| {
            all.diagnostics.extend(report.diagnostics);
            all.texts.extend(report.texts);
            all
        })
    }

    /// The same by file and place, whichever run they come from.
    pub(crate) fn sorted(mut self) -> Self {
        let place = |one: &Diagnostic| (one.line, one.column, one.rule);
        self.diagnostics.sort_by(|a, b| (&a.file, place(a), &a.message).cmp(&(&b.file, place(b), &b.message)));
        self
    }

    /// Those of some levels among them.
    pub(crate) fn only(mut self, is_meant: impl Fn(Level) -> bool) -> Self {
        self.diagnostics.retain(|diagnostic| is_meant(diagnostic.level));
        self
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// The number of refusals.
    pub fn error_count(&self) -> usize {
        self.count(Level::Error)
    }

    /// The number of warnings.
    pub fn warning_count(&self) -> usize {
        self.count(Level::Warning)
    }

    /// The number of suggestions.
    pub fn suggestion_count(&self) -> usize {
        self.count(Level::Suggestion)
    }

    fn count(&self, level: Level) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count()
    }

    /// The findings, file by file in source order.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The whole report as text for people, each finding with the line it points at.
    pub fn render(&self, style: Style) -> String {
        render::render(self, style)
    }

    fn text(&self, file: &str) -> &str {
        self.texts.get(file).map_or("", |text| text)
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.diagnostics).finish()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(Style::Plain))
    }
}

impl std::error::Error for Report {}
