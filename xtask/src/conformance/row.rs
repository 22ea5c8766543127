//! What was measured of one document: a row of the table, and a line of JSON. What was not measured is absent.

use super::facts::Facts;
use super::findings::Findings;
use serde::Serialize;
use std::time::Duration;

/// The members in the order in which they are written.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) struct Row {
    pub(crate) document: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<String>,
    pub(crate) generated: bool,
    pub(crate) compiled: bool,
    /// Those of the document; not known of one that cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) operations: Option<usize>,
    /// Those of the crate.
    pub(super) operations_emitted: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) schemas: Option<usize>,
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
}

pub(super) fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
