//! From the text between two values to the comments and blank lines in it, and what else is there.

use super::tree::Line;

/// What stands between two values.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Gap {
    /// The comment that follows the first value on its line.
    pub(super) trailing: Option<String>,
    /// The other lines, with the columns at which they start, 0 behind a dash.
    pub(super) lines: Vec<(usize, Line)>,
    /// All but blanks and comments.
    pub(super) marks: String,
}

/// Reads a gap; `is_first` says that no value comes before it.
pub(super) fn gap(text: &str, is_first: bool) -> Gap {
    let mut gap = Gap::default();
    let mut lines = text.split('\n').enumerate().peekable();
    let mut is_behind_dash = false;
    while let Some((index, line)) = lines.next() {
        let is_whole = index > 0 || is_first;
        let (marks, comment) = split(line, is_whole);
        gap.marks.extend(marks.chars().filter(|c| !c.is_whitespace()));
        gap.marks.push('\n');
        // What stands behind a dash is about what comes next, however deep it is.
        is_behind_dash |= is_whole && !marks.trim().is_empty();
        let column = if is_behind_dash { 0 } else { line.chars().take_while(|c| *c == ' ').count() };
        match comment {
            Some(comment) if is_whole => gap.lines.push((column, Line::Comment(comment))),
            Some(comment) => gap.trailing = Some(comment),
            // What follows the last line end is the indentation of what comes next.
            None if is_whole && line.trim().is_empty() && lines.peek().is_some() => {
                gap.lines.push((column, Line::Blank))
            }
            None => {}
        }
    }
    gap
}

/// A line before and from its comment on.
fn split(line: &str, is_whole: bool) -> (&str, Option<String>) {
    let starts = |at: usize| {
        let before = line.get(..at).unwrap_or_default();
        before.ends_with([' ', '\t']) || (is_whole && before.is_empty())
    };
    let found = line.match_indices('#').map(|(at, _)| at).find(|at| starts(*at));
    match found.and_then(|at| line.split_at_checked(at)) {
        Some((marks, comment)) => (marks, Some(comment.trim_end().to_owned())),
        None => (line, None),
    }
}
