//! Why a body does not fit its type: takes serde's error, returns words that quote no value of the body.

use std::fmt;

use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

use crate::DriftKind;
use crate::line::{MOST_CHARS, cut, push_index, push_key};
use crate::media::essence;

/// A body that does not fit its documented type.
///
/// Neither `Display` nor `Debug` quotes the body: a wrong value may be a secret. What was expected is said, and where.
pub struct BodyError(Box<Details>);

struct Details {
    problem: Problem,
    path: Option<String>,
    pointer: Option<String>,
}

#[derive(Debug)]
enum Problem {
    MediaType(String),
    Undocumented(String),
    NoEvents(String),
    NotText,
    Empty,
    BreaksOff,
    NotJson,
    MissingKey(String),
    WrongType { expected: Option<String> },
}

impl BodyError {
    /// Where in the JSON value the mistake is: `company.name`, `meters[2]`; `None` at the top or without JSON.
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// Where in the document the schema of the innermost property stands that does not fit:
    /// `#/components/schemas/Company/properties/name`.
    pub fn pointer(&self) -> Option<&str> {
        self.0.pointer.as_deref()
    }

    /// `essence` is what the server says instead of JSON.
    pub(crate) fn media_type(essence: &str) -> Self {
        Self::new(Problem::MediaType(cut(essence.escape_debug(), MOST_CHARS)), None)
    }

    /// A media type that none of several documented ones fits.
    pub(crate) fn undocumented(media_type: &str) -> Self {
        Self::new(Problem::Undocumented(cut(essence(media_type).escape_debug(), MOST_CHARS)), None)
    }

    pub(crate) fn no_events(essence: &str) -> Self {
        Self::new(Problem::NoEvents(cut(essence.escape_debug(), MOST_CHARS)), None)
    }

    pub(crate) fn not_text() -> Self {
        Self::new(Problem::NotText, None)
    }

    pub(crate) fn empty() -> Self {
        Self::new(Problem::Empty, None)
    }

    pub(crate) fn json(error: &serde_json::Error, path: Option<&Path>, pointer: Option<String>) -> Self {
        let problem = match error.classify() {
            Category::Eof => Problem::BreaksOff,
            Category::Syntax | Category::Io => Problem::NotJson,
            Category::Data => match missing_key(error) {
                Some(key) => Problem::MissingKey(key),
                None => Problem::WrongType { expected: expected(error) },
            },
        };
        let mut error = Self::new(problem, path.map(path_text).filter(|path| !path.is_empty()));
        // What is no JSON fits no schema.
        error.0.pointer = pointer.filter(|_| error.is_json());
        error
    }

    /// Whether the body is JSON, be it of another type.
    pub(crate) fn is_json(&self) -> bool {
        matches!(self.0.problem, Problem::MissingKey(_) | Problem::WrongType { .. })
    }

    /// What it says of a vendor that changed, and where; a body that is no JSON comes from a server in trouble, or another one.
    pub(crate) fn drift(&self) -> Option<(DriftKind, Option<&str>)> {
        let kind = match self.0.problem {
            Problem::MissingKey(_) => DriftKind::MissingKey,
            Problem::WrongType { .. } => DriftKind::WrongType,
            _ => return None,
        };
        Some((kind, self.pointer()))
    }

    fn new(problem: Problem, path: Option<String>) -> Self {
        Self(Box::new(Details { problem, path, pointer: None }))
    }
}

/// The path in one line of bearable length: the keys of a map are the server's to choose.
fn path_text(path: &Path) -> String {
    let mut text = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => push_index(&mut text, *index),
            Segment::Map { key: name } | Segment::Enum { variant: name } => push_key(&mut text, name),
            // A key that was never read to its end.
            Segment::Unknown => {}
        }
    }
    cut(text.chars(), MOST_CHARS)
}

/// The name in serde's "missing field `name`": names are the document's, never values.
fn missing_key(error: &serde_json::Error) -> Option<String> {
    let message = error.to_string();
    let (name, _) = message.strip_prefix("missing field `")?.split_once('`')?;
    Some(name.to_owned())
}

/// What serde expected: its message ends in words of ours, after a value that may be a secret.
pub(crate) fn expected(error: &serde_json::Error) -> Option<String> {
    let message = error.to_string();
    let (_, words) = message.rsplit_once(", expected ")?;
    words.split(" at line ").next().map(str::to_owned)
}

/// What was expected instead of a value that does not fit, in words that do not quote the value.
pub(crate) fn expectation(error: &serde_path_to_error::Error<serde_json::Error>) -> String {
    let missing = || missing_key(error.inner()).map(|key| format!("the key `{key}`"));
    let words = expected(error.inner()).or_else(missing).unwrap_or_else(|| "another value".to_owned());
    let words = match path_text(error.path()) {
        path if path.is_empty() => words,
        path => format!("{words} at `{path}`"),
    };
    // Words within words grow with the depth of the value.
    cut(words.chars(), MOST_CHARS)
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MediaType(essence) => write!(f, "the body is `{essence}` instead of JSON"),
            Self::Undocumented(essence) => {
                write!(f, "the body is `{essence}`, which is none of the documented media types")
            }
            Self::NoEvents(essence) => write!(f, "the body is `{essence}` instead of events"),
            Self::NotText => f.write_str("the body is not UTF-8 text"),
            Self::Empty => f.write_str("the body is empty"),
            Self::BreaksOff => f.write_str("the JSON breaks off"),
            Self::NotJson => f.write_str("the body is not JSON that can be read"),
            Self::MissingKey(name) => write!(f, "the key `{name}` is missing"),
            Self::WrongType { expected: Some(expected) } => {
                write!(f, "the value does not have the documented type: expected {expected}")
            }
            Self::WrongType { expected: None } => f.write_str("the value does not have the documented type"),
        }
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.path(), self.pointer()) {
            (Some(path), Some(pointer)) => write!(f, "at `{path}` ({pointer}): ")?,
            (Some(path), None) => write!(f, "at `{path}`: ")?,
            (None, Some(pointer)) => write!(f, "at the top ({pointer}): ")?,
            (None, None) => {}
        }
        self.0.problem.fmt(f)
    }
}

impl fmt::Debug for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyError")
            .field("problem", &self.0.problem)
            .field("path", &self.0.path)
            .field("pointer", &self.0.pointer)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for BodyError {}
