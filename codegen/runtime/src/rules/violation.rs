//! What is wrong with a value that was to be sent: takes its place and the rule, prints both without any secret.

use std::fmt;

use crate::value::Misfit;

/// Where in a request a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Argument {
    /// The path parameter of this name.
    Path(&'static str),
    /// The query parameter of this name.
    Query(&'static str),
    /// The header of this name.
    Header(&'static str),
    /// The cookie of this name.
    Cookie(&'static str),
    /// The body.
    Body,
}

/// One demand of the document that a value does not meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    pub(super) argument: Argument,
    pub(super) path: String,
    pub(super) rule: &'static str,
    pub(super) problem: String,
    pub(super) value: Option<String>,
}

impl Violation {
    /// A body that cannot be JSON.
    pub(crate) fn misfit(misfit: Misfit) -> Self {
        Self { argument: Argument::Body, path: String::new(), rule: "type", problem: misfit.to_owned(), value: None }
    }

    /// Where in the request the value was to go.
    pub fn argument(&self) -> Argument {
        self.argument
    }

    /// Where in the argument's JSON the value is: `remitAddress.latitude`, `items[3]`; empty for the argument itself.
    ///
    /// For a key that is missing, where it should be.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The keyword that demands it: `maxLength`, `dependentRequired`, `if`, `order`.
    pub fn rule(&self) -> &'static str {
        self.rule
    }

    /// The string, number or boolean that breaks the rule, as JSON but cut at 80 characters.
    ///
    /// `None` for arrays and objects, which may hold secrets, and for values that may be secrets themselves: those that
    /// the document calls so, headers and cookies.
    pub fn value(&self) -> Option<&str> {
        self.value.as_deref()
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { argument, path, rule, problem, value } = self;
        let dot = if path.is_empty() || path.starts_with('[') { "" } else { "." };
        match argument {
            Argument::Path(name) => write!(f, "path parameter `{name}{dot}{path}`")?,
            Argument::Query(name) => write!(f, "query parameter `{name}{dot}{path}`")?,
            Argument::Header(name) => write!(f, "header parameter `{name}{dot}{path}`")?,
            Argument::Cookie(name) => write!(f, "cookie parameter `{name}{dot}{path}`")?,
            Argument::Body if path.is_empty() => f.write_str("body")?,
            Argument::Body => write!(f, "body `{path}`")?,
        }
        write!(f, ": {problem} ({rule})")?;
        value.iter().try_for_each(|value| write!(f, ": {value}"))
    }
}

/// Values that the document does not allow, all of them at once, though no more than a hundred.
///
/// `Display` gives each a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidationError(Vec<Violation>);

/// More than anybody reads.
pub(super) const MOST_VIOLATIONS: usize = 100;

impl ValidationError {
    pub(crate) fn unless_empty(mut violations: Vec<Violation>) -> Option<Self> {
        violations.truncate(MOST_VIOLATIONS);
        (!violations.is_empty()).then_some(Self(violations))
    }

    /// What is wrong, at least one thing; argument by argument, a whole value before its parts.
    pub fn violations(&self) -> &[Violation] {
        &self.0
    }
}

impl fmt::Display for ValidationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<_> = self.0.iter().map(Violation::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for ValidationError {}
