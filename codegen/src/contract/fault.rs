//! What is wrong with a request, before its lines are looked up.

use crate::check::fit::Breach;
use crate::parse::Node;
use crate::pointer::Pointer;

use super::locate::schema_of;
use super::secret::sounds_secret;

/// So many are told of one request.
pub(super) const MOST_FAULTS: usize = 20;

/// How much of a name that came is shown.
const LONGEST_NAME: usize = 80;

/// Which statuses a refusal may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    UnknownPath,
    UnknownMethod,
    NoCredentials,
    MediaType,
    /// What cannot be read at all.
    Malformed,
    Value,
}

impl Kind {
    /// The statuses that say it, the most precise first.
    pub(super) fn statuses(self) -> &'static [u16] {
        match self {
            Self::UnknownPath => &[404],
            Self::UnknownMethod => &[405],
            Self::NoCredentials => &[401, 403],
            Self::MediaType => &[415, 400, 422],
            Self::Malformed => &[400, 422],
            Self::Value => &[422, 400],
        }
    }

    /// The status where the document leaves it open.
    pub(super) fn usual_status(self) -> u16 {
        match self {
            Self::Value => 400,
            other => other.statuses().first().copied().unwrap_or(400),
        }
    }
}

#[derive(Debug)]
pub(super) struct Fault {
    pub(super) kind: Kind,
    pub(super) rule: &'static str,
    pub(super) place: String,
    pub(super) message: String,
    pub(super) pointer: Option<Pointer>,
}

impl Fault {
    pub(super) fn new(
        kind: Kind,
        rule: &'static str,
        place: impl Into<String>,
        message: impl Into<String>,
        pointer: &Pointer,
    ) -> Self {
        Self { kind, rule, place: place.into(), message: message.into(), pointer: Some(pointer.clone()) }
    }

    /// What a value breaks; `at` is where the document describes it.
    pub(super) fn of_breach(
        root: &Node,
        breach: &Breach,
        (rule, place): (&'static str, &str),
        at: &Pointer,
        is_secret: bool,
    ) -> Self {
        let inner = breach.pointer();
        let place = match inner.text() {
            "" => place.to_owned(),
            text => format!("{place} at {}", shown_name(text)),
        };
        let found = schema_of(root, breach);
        let is_secret = is_secret
            || found.as_ref().is_some_and(|(schema, _)| holds_secret(schema))
            || inner.parts().any(|key| sounds_secret(&key));
        let message = match is_secret {
            true => format!("is not what `{}` asks for", breach.keyword),
            false => breach.why.clone(),
        };
        let pointer = found.map_or_else(|| at.clone(), |(schema, pointer)| keyword(schema, &pointer, breach.keyword));
        Self { kind: Kind::Value, rule, place, message, pointer: Some(pointer) }
    }
}

/// Where a keyword stands, or an older one that says the same.
fn keyword(schema: &Node, pointer: &Pointer, keyword: &str) -> Pointer {
    match schema.get(keyword) {
        Some(_) => pointer.key(keyword),
        None => pointer.clone(),
    }
}

/// Whether the document says that messages may not show a value.
fn holds_secret(schema: &Node) -> bool {
    schema.text("format") == Some("password") || schema.flag("writeOnly")
}

/// A name or pointer as a message shows it.
pub(super) fn shown_name(text: &str) -> String {
    let short: String =
        text.chars().take(LONGEST_NAME).map(|c| if c.is_control() || c == '`' { ' ' } else { c }).collect();
    if short.len() < text.len() { format!("`{short}…`") } else { format!("`{short}`") }
}
