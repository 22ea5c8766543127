//! The two programs that this library is: which commands each has, and how messages name them.

use std::fmt;

/// A program, which shows as its name on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// `cargo xtask`: the commands of this repository.
    Xtask,
    /// `specwright`: those for documents anywhere.
    Specwright,
}

impl Program {
    /// A command on one document, ready to be typed.
    pub(crate) fn on(self, command: &str, document: &str) -> String {
        match self {
            Self::Xtask => format!("{self} {command} --spec {document}"),
            Self::Specwright => format!("{self} {command} {document}"),
        }
    }
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Xtask => "cargo xtask",
            Self::Specwright => "specwright",
        })
    }
}
