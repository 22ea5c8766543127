//! What was measured of one document: a row of the table, and a line of JSON. What was not measured is absent.

use super::facts::Facts;
use super::findings::Findings;
use super::round_trip::RoundTrip;
use serde::Serialize;
use specwright_codegen::{Diagnostic, Report};
use std::time::Duration;

/// The members in the order in which they are written.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) struct Row {
    pub(crate) document: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<String>,
    /// Whether it breaks no rule of OpenAPI; not known of one that cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) valid: Option<bool>,
    pub(crate) generated: bool,
    pub(crate) compiled: bool,
    /// Those of the document; not known of one that cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) operations: Option<usize>,
    /// Those of the crate.
    pub(super) operations_emitted: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) schemas: Option<usize>,
    /// Of the values that the schemas allow, and of those that the document gives; not known unless asked for.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub(crate) values: Option<RoundTrip>,
    /// Schemas that state a type and became any value; not known of a document that is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) untyped: Option<usize>,
    /// Constraints that are not enforced; not known of a document that is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) unchecked: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) generate_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) check_ms: Option<u64>,
    /// Of the compiler, in units of 1,000,000 bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) peak_mb: Option<u64>,
    #[serde(rename = "diagnostics")]
    pub(super) findings: Findings,
}

impl Row {
    pub(super) fn new(document: &str) -> Self {
        Self { document: document.to_owned(), ..Self::default() }
    }

    pub(super) fn describe(&mut self, facts: &Facts) {
        self.version.clone_from(&facts.version);
        self.operations = Some(facts.operations);
        self.schemas = Some(facts.schemas);
    }

    /// What the generator says of the document.
    pub(super) fn add_report(&mut self, report: &Report) {
        let is_broken = report.diagnostics().iter().any(Diagnostic::breaks_specification);
        self.valid = Some(self.valid != Some(false) && !is_broken);
        self.findings.add_report(report);
    }

    pub(super) fn add_values(&mut self, mut done: RoundTrip) {
        self.findings.extend(std::mem::take(&mut done.findings));
        self.values = Some(done);
    }

    /// Whether each valid value came back; so it is where none was sent.
    pub(crate) fn is_lossless(&self) -> bool {
        self.values.as_ref().is_none_or(RoundTrip::is_lossless)
    }
}

pub(super) fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
