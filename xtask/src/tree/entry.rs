//! Takes a relative path from an untrusted list; returns it only if it stays inside its folder on every system.

use std::fmt;
use std::path::{Path, PathBuf};

/// First components that are never ours: build products and the user's repository.
const NEVER_OURS: [&str; 3] = ["target", "Cargo.lock", ".git"];

/// A relative path with `/` separators that names a file inside a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry(String);

impl Entry {
    /// Checks the path; the error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        if text.chars().any(|c| c.is_control() || c == '\\' || c == ':') {
            return Err("it holds a backslash, a colon or a control character");
        }
        if text.starts_with('/') {
            return Err("it is absolute");
        }
        if text.split('/').any(|part| matches!(part, "" | "." | "..")) {
            return Err("it has an empty, `.` or `..` component");
        }
        match text.split('/').next() {
            Some(first) if NEVER_OURS.iter().any(|name| name.eq_ignore_ascii_case(first)) => {
                Err("it names something that is never generated")
            }
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// The path with `/` separators.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folders on the way to the file, the outermost first.
    pub(super) fn folders(&self) -> impl Iterator<Item = &str> {
        self.0.match_indices('/').map(|(end, _)| self.0.get(..end).unwrap_or_default())
    }

    pub(super) fn within(&self, folder: &Path) -> PathBuf {
        self.0.split('/').fold(folder.to_path_buf(), |path, part| path.join(part))
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
