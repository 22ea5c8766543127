//! What was measured of one document: a row of the table, and a line of JSON. What was not measured is absent.

use super::facts::Facts;
use super::findings::Findings;
use super::round_trip::{Broken, Covered, Lost, RoundTrip};
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
    /// Of the values that the schemas allow, and of those that the document gives; not known unless asked for.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub(crate) values: Option<Values>,
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

/// What became of the values that were sent through the types.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Values {
    pub(super) samples: usize,
    pub(super) lossless: usize,
    pub(super) examples: usize,
    pub(super) examples_identical: usize,
    pub(super) examples_invalid: usize,
    /// How much of the schemas the samples show: a pair of how many of how many.
    pub(super) coverage: Covered,
    /// What no sample shows: the pointers of schemas, and what of them.
    pub(super) uncovered: Vec<String>,
    /// Values that were made and dropped, because they break their schema.
    pub(super) dropped: usize,
    pub(super) lost: Vec<Lost>,
    pub(super) broken_examples: Vec<Broken>,
}

impl Values {
    /// Whether each valid value came back.
    pub(crate) fn are_kept(&self) -> bool {
        self.lost.is_empty()
    }
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

    pub(super) fn add_values(&mut self, done: RoundTrip) {
        self.findings.extend(done.findings);
        self.values = Some(Values {
            samples: done.samples,
            lossless: done.lossless,
            examples: done.examples,
            examples_identical: done.examples_identical,
            examples_invalid: done.examples_invalid,
            coverage: done.covered,
            uncovered: done.missed,
            dropped: done.dropped,
            lost: done.lost,
            broken_examples: done.broken,
        });
    }
}

pub(super) fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
