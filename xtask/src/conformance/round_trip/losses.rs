//! Takes what became of values; returns the losses, alike ones together, and the examples that break their schema.

use super::compare::differences;
use super::judge::Breach;
use super::program::Answer;
use super::trials::{Origin, Trial};
use crate::conformance::findings::Findings;
use serde::Serialize;
use serde_json::Value;
use specwright_codegen::Level;
use std::collections::BTreeMap;

/// The longest text of a value that is shown, in characters.
const LONGEST: usize = 300;

/// Values of one schema that lose the same.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Lost {
    /// `decode_failed`, `enum_value_unknown`, `crashed`, `key_lost`, `null_lost`, `value_changed`, `key_invented`.
    pub(crate) cause: String,
    /// The pointer of the schema.
    pub(crate) place: String,
    /// Where in the value, or why it was not taken.
    pub(crate) at: String,
    pub(crate) samples: usize,
    pub(crate) examples: usize,
    /// The first such value.
    pub(crate) first: String,
}

/// An example that breaks its schema.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Broken {
    pub(crate) example: String,
    /// The keyword that it breaks, and where.
    pub(crate) keyword: String,
    pub(crate) at: String,
    pub(crate) identical: bool,
}

#[derive(Default)]
pub(super) struct Losses {
    lost: BTreeMap<(String, String, String), Lost>,
    broken: Vec<Broken>,
}

impl Losses {
    /// Whether the value came back unchanged.
    pub(super) fn judge(&mut self, trial: &Trial, value: &Value, answer: &Answer) -> bool {
        let found = match answer {
            Answer::Value(after) => {
                let found = differences(value, after);
                found.into_iter().map(|(loss, at)| (loss.to_string(), at)).collect()
            }
            Answer::Unknown(_) => vec![("enum_value_unknown".to_owned(), String::new())],
            Answer::Refused(why) => vec![("decode_failed".to_owned(), unplaced(why).to_owned())],
            Answer::Crashed(why) => vec![("crashed".to_owned(), (*why).to_owned())],
        };
        let is_same = found.is_empty();
        if let Origin::Example(example, Some(Breach { keyword, path })) = &trial.origin {
            let (example, keyword, at) = (format!("#{example}"), keyword.clone(), path.clone());
            self.broken.push(Broken { example, keyword, at, identical: is_same });
            return is_same;
        }
        for (cause, at) in found {
            let place = format!("#{}", trial.place);
            let lost = self.lost.entry((cause.clone(), place.clone(), at.clone())).or_insert_with(|| Lost {
                cause,
                place,
                at,
                samples: 0,
                examples: 0,
                first: shortened(&value.to_string()),
            });
            match trial.origin {
                Origin::Sample => lost.samples += 1,
                Origin::Example(..) => lost.examples += 1,
            }
        }
        is_same
    }

    /// Each kind of loss is one finding.
    pub(super) fn finish(self, findings: &mut Findings) -> (Vec<Lost>, Vec<Broken>) {
        let lost: Vec<Lost> = self.lost.into_values().collect();
        for lost in &lost {
            let text = format!("{} {}: {}", lost.place, lost.at, lost.first);
            findings.add(&format!("round_trip::{}", lost.cause), Level::Error, &text);
        }
        (lost, self.broken)
    }
}

/// The message without the position in the line, which says nothing to people.
fn unplaced(message: &str) -> &str {
    message.rfind(" at line ").and_then(|at| message.get(..at)).unwrap_or(message)
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}
