//! The error of the text types: takes what was expected, prints that and never the text itself.

/// A text that does not have the form its type asks for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not {expected}")]
pub struct FormatError {
    expected: &'static str,
}

impl FormatError {
    pub(crate) fn new(expected: &'static str) -> Self {
        Self { expected }
    }
}
