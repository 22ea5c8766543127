//! Takes a plan; returns its changes as text: a unified diff for a changed file, kind and name for the others.

use super::plan::{Change, Kind, Plan};
use crate::streams::Look;
use similar::TextDiff;
use std::time::Duration;

impl Plan {
    /// The changes as text, in the order of their paths; empty if there are none.
    #[must_use]
    pub fn diff(&self, look: Look) -> String {
        self.changes.iter().map(|change| change.text(look)).collect()
    }
}

impl Change {
    fn text(&self, look: Look) -> String {
        match self.kind {
            Kind::Missing => format!("missing: {}\n", self.path),
            Kind::Orphan => format!("orphan: {}\n", self.path),
            Kind::Foreign => format!("orphan: {} (not ours: remove it by hand)\n", self.path),
            Kind::Changed => match std::str::from_utf8(&self.old) {
                Ok(old) => unified(&self.path, old, &self.new, look),
                Err(_) => format!("changed: {} (not text)\n", self.path),
            },
        }
    }
}

/// What makes one text of another, as a patch.
pub(crate) fn unified(path: &str, old: &str, new: &str, look: Look) -> String {
    // Two texts that share nothing take quadratic time; past the limit the diff is only less small.
    let diff = TextDiff::configure().timeout(Duration::from_secs(2)).diff_lines(old, new);
    dress(&diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string(), look)
}

/// Colours the lines and hides control characters where a terminal shows them; leaves a patch intact elsewhere.
fn dress(diff: &str, look: Look) -> String {
    if look == Look::Plain {
        return diff.to_owned();
    }
    let visible = |c: char| {
        if c.is_control() && c != '\t' { '\u{fffd}' } else { c }
    };
    let lines = diff.lines().map(|line| {
        let line: String = line.chars().map(visible).collect();
        let style = match line.chars().next() {
            Some('+') => "32",
            Some('-') => "31",
            Some('@') => "36",
            _ => return line + "\n",
        };
        look.paint(style, &line) + "\n"
    });
    lines.collect()
}
