//! Takes Rust types of a generated crate; returns a program that decodes and encodes values of them, and asks it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::child::{self, End, Limits};
use serde_json::Value;

/// A value to decode, by the number of its type.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) ty: usize,
    pub(super) value: Value,
}

/// What became of a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answer {
    Value(Value),
    /// It came back, but an enum does not know a value of it.
    Unknown(Value),
    /// Decoding or encoding failed.
    Refused(String),
    /// The program broke down, or had to be stopped.
    Crashed(&'static str),
}

const LIMITS: Limits = Limits { time: Duration::from_secs(120), memory: 2_000_000_000 };

/// How often a program that broke down is started again.
const MOST_CRASHES: usize = 20;

/// The program: it reads a line for each value, and answers with a line.
pub(super) fn source(krate: &str, types: &[String]) -> String {
    let entries: String = types.iter().map(|ty| format!("        trip::<{ty}>,\n")).collect();
    TEMPLATE.replace("CRATE", krate).replace("ENTRIES", &entries)
}

const TEMPLATE: &str = r#"use CRATE::runtime::serde::{Serialize, de::DeserializeOwned};
use CRATE::runtime::serde_json;
use std::fmt::Debug;
use std::io::{BufRead, Write};

type Trip = fn(&str) -> Result<(bool, String), serde_json::Error>;

fn trip<T: Clone + Debug + PartialEq + DeserializeOwned + Serialize>(text: &str) -> Result<(bool, String), serde_json::Error> {
    let value: T = serde_json::from_str(text)?;
    let is_known = !format!("{value:?}").contains("UnknownValue(");
    Ok((is_known, serde_json::to_string(&value)?))
}

mod table {
    #[allow(unused_imports, reason = "a table may name neither")]
    use CRATE::{runtime, types};
    use super::{Trip, trip};

    pub(super) static TYPES: &[Trip] = &[
ENTRIES    ];
}

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let Some((number, text)) = line.split_once(' ') else { continue };
        let Some(trip) = number.parse().ok().and_then(|number: usize| table::TYPES.get(number)) else { continue };
        match trip(text) {
            Ok((true, text)) => writeln!(out, "+{text}")?,
            Ok((false, text)) => writeln!(out, "?{text}")?,
            Err(error) => writeln!(out, "-{}", error.to_string().replace('\n', " "))?,
        }
        out.flush()?;
    }
    Ok(())
}
"#;

/// An answer for each question. A crash is the answer to the first question that has no other.
pub(super) fn ask(program: &Path, folder: &Path, questions: &[Question]) -> io::Result<Vec<Answer>> {
    let mut answers = Vec::new();
    for _ in 0..=MOST_CRASHES {
        let rest = questions.get(answers.len()..).unwrap_or_default();
        if rest.is_empty() {
            break;
        }
        let (input, output) = (folder.join("questions"), folder.join("answers"));
        let lines: String = rest.iter().map(|question| format!("{} {}\n", question.ty, question.value)).collect();
        fs::write(&input, lines)?;
        let mut command = Command::new(program);
        command.stdin(File::open(&input)?).stdout(File::create(&output)?).stderr(Stdio::null());
        let ran = child::run(&mut command, LIMITS)?;
        answers.extend(fs::read_to_string(&output)?.lines().map(answer));
        if answers.len() < questions.len() {
            answers.push(Answer::Crashed(match ran.end {
                End::TooSlow => "it took more than two minutes",
                End::TooLarge => "it took more than 2 GB",
                End::Ended(_) => "the program broke down",
            }));
        }
    }
    answers.resize(questions.len(), Answer::Crashed("not asked, after many crashes"));
    Ok(answers)
}

fn answer(line: &str) -> Answer {
    let value = |text: &str, answer: fn(Value) -> Answer| {
        serde_json::from_str(text).map_or_else(|error| Answer::Refused(error.to_string()), answer)
    };
    match line.split_at_checked(1) {
        Some(("+", text)) => value(text, Answer::Value),
        Some(("?", text)) => value(text, Answer::Unknown),
        Some(("-", error)) => Answer::Refused(error.to_owned()),
        _ => Answer::Crashed("the program broke down"),
    }
}

/// Numbers types in the order in which they are first asked for.
#[derive(Debug, Default)]
pub(super) struct Types {
    known: BTreeMap<String, usize>,
    names: Vec<String>,
}

impl Types {
    pub(super) fn number(&mut self, ty: &str) -> usize {
        if let Some(number) = self.known.get(ty) {
            return *number;
        }
        self.names.push(ty.to_owned());
        self.known.insert(ty.to_owned(), self.names.len() - 1);
        self.names.len() - 1
    }

    pub(super) fn names(&self) -> &[String] {
        &self.names
    }
}
