//! Takes paths and untrusted text; returns text that is safe to print: no control character reaches a terminal.

use std::path::Path;

/// The path with `/` separators and with control characters escaped.
pub(crate) fn path(path: &Path) -> String {
    text(&path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"))
}

/// The text with control characters escaped.
pub(crate) fn text(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { c.escape_default().to_string() } else { c.to_string() }).collect()
}

/// `1 file`, `2 files`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
