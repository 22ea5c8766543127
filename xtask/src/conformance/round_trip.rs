//! Takes a generated crate and its document; sends values that the document allows through the types of the crate, and
//! returns which of them come back unchanged.

mod compare;
mod containers;
mod coverage;
mod dialect;
mod examples;
mod judge;
mod losses;
mod pattern;
mod program;
mod sampler;
mod scalars;
mod schemas;
mod trials;
mod undocumented;

pub(crate) use coverage::Covered;
pub(crate) use losses::{Broken, Lost};

use super::checker::Checker;
use super::findings::Findings;
use crate::Failure;
use losses::Losses;
use program::{Answer, Question};
use serde::Serialize;
use serde_json::Value;
use specwright_codegen::TypedPlace;
use std::path::Path;
use trials::{Origin, Trial};

/// The ways that a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Direction {
    Both,
    Sent,
    Received,
}

impl Direction {
    /// What keys are marked with that do not travel this way.
    fn absent(self) -> Option<&'static str> {
        match self {
            Self::Both => None,
            Self::Sent => Some("readOnly"),
            Self::Received => Some("writeOnly"),
        }
    }
}

/// What became of all values.
#[derive(Debug, Default, Serialize)]
pub struct RoundTrip {
    /// Values made from the schemas, each valid.
    pub samples: usize,
    /// Those of them that came back unchanged.
    pub lossless: usize,
    /// Values that the document gives.
    pub examples: usize,
    /// Those of them that came back unchanged, valid or not.
    pub examples_identical: usize,
    /// Those of them that break their own schema.
    pub examples_invalid: usize,
    /// How much of the schemas the samples show.
    pub(super) coverage: Covered,
    /// What no sample shows: the pointers of schemas, and what of them.
    pub(super) uncovered: Vec<String>,
    pub(super) lost: Vec<Lost>,
    pub(super) broken_examples: Vec<Broken>,
    #[serde(skip)]
    pub(super) findings: Findings,
}

impl RoundTrip {
    /// The first error, else the first warning.
    #[must_use]
    pub fn first_finding(&self) -> Option<&str> {
        self.findings.first()
    }

    /// Whether each valid value came back.
    #[must_use]
    pub fn is_lossless(&self) -> bool {
        self.lossless == self.samples && self.lost.is_empty()
    }
}

impl Checker {
    /// Sends values through the types of a crate that compiles. `document` is what it was generated from, and `places`
    /// tells its types.
    ///
    /// # Errors
    ///
    /// rustc or the program that it makes cannot be run. What values lose is no error, but a finding.
    pub fn round_trip(&self, folder: &Path, document: &Value, places: &[TypedPlace]) -> Result<RoundTrip, Failure> {
        let trials = trials::trials(document, places);
        let mut done = trials.start();
        if trials.questions.is_empty() {
            return Ok(done);
        }
        let out = self.folder()?;
        match self.program(folder, |krate| program::source(krate, trials.types.names()), out.path())? {
            Ok(program) => {
                let asked = program::ask(&program, out.path(), &trials.questions);
                let answers = asked.map_err(|error| Failure::io("run", &program, &error, "run the command again"))?;
                judge_answers(&trials.trials, &trials.questions, &answers, &mut done);
            }
            Err(findings) => done.findings.extend(findings),
        }
        Ok(done)
    }
}

fn judge_answers(trials: &[Trial], questions: &[Question], answers: &[Answer], done: &mut RoundTrip) {
    let mut losses = Losses::default();
    for ((trial, question), answer) in trials.iter().zip(questions).zip(answers) {
        let is_same = losses.judge(trial, &question.value, answer);
        match &trial.origin {
            Origin::Sample => done.lossless += usize::from(is_same),
            Origin::Example(..) => done.examples_identical += usize::from(is_same),
        }
    }
    (done.lost, done.broken_examples) = losses.finish(&mut done.findings);
}
