//! From reviews to text: for people at a terminal, for a pull request, for a changelog, and for programs.

mod changelog;
mod human;
mod inert;
mod json;
mod markdown;

use super::change::{Bump, Cause, Change, Impact, ItemKind};
use super::review::Review;

/// What reviews are written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Lines for a terminal.
    Human,
    /// A comment on a pull request, of less than 60 kB.
    Markdown,
    /// An entry of a changelog.
    Changelog,
    /// One JSON object.
    Json,
}

/// The reviews as a text that ends with its last line.
pub fn render(reviews: &[Review], format: Format) -> String {
    match format {
        Format::Human => human::human(reviews),
        Format::Markdown => markdown::markdown(reviews),
        Format::Changelog => changelog::changelog(reviews),
        Format::Json => json::json(reviews),
    }
}

impl Impact {
    fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Documentation => "documentation",
            Self::Compatible => "compatible",
            Self::Warning => "warning",
            Self::Breaking => "breaking",
        }
    }
}

impl Bump {
    fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl Cause {
    /// What a section about it is called.
    fn title(self) -> &'static str {
        match self {
            Self::Vendor => "The API changed",
            Self::Correction => "Corrections of what was written down of the API",
            Self::Generator => "The generator changed",
        }
    }

    const ALL: [Self; 3] = [Self::Vendor, Self::Correction, Self::Generator];
}

impl ItemKind {
    fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Renamed => "renamed",
        }
    }
}

/// Where a change stands, as an editor opens it: `file:line`, of both versions where they differ.
fn place(change: &Change) -> String {
    match (&change.old, &change.new) {
        (Some(old), Some(new)) if old.file == new.file && old.line == new.line => format!("{}:{}", new.file, new.line),
        (Some(old), Some(new)) if old.file == new.file => format!("{}:{} (was {})", new.file, new.line, old.line),
        (Some(old), Some(new)) => format!("{}:{} (was {}:{})", new.file, new.line, old.file, old.line),
        (None, Some(new)) => format!("{}:{} (new)", new.file, new.line),
        (Some(old), None) => format!("{}:{} (gone)", old.file, old.line),
        (None, None) => String::new(),
    }
}

/// What the version of a client has to do with what changed.
fn versions(review: &Review) -> Option<String> {
    let (versions, needed) = (review.versions.as_ref()?, review.needed()?);
    let (old, new) = (&versions.old, &versions.new);
    Some(match (review.is_covered(), review.diff.bump()) {
        (_, Bump::None) if old == new => format!("version {new} may stay"),
        (true, bump) => format!("version {old} became {new}, which covers a {} change", bump.word()),
        (false, Bump::None) => format!("version {old} must not become {new}"),
        (false, bump) => {
            format!("version {old} must become {needed} or higher for a {} change; it is {new}", bump.word())
        }
    })
}

/// `1 change`, `2 changes`.
fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// How many changes there are of each weight, the heaviest first.
fn counts<'c>(changes: impl Iterator<Item = &'c Change>) -> String {
    let all: Vec<_> = changes.map(Change::weight).collect();
    let levels = [Impact::Breaking, Impact::Warning, Impact::Compatible, Impact::Documentation, Impact::None];
    let of = |level: &Impact| all.iter().filter(|other| *other == level).count();
    let named = levels.iter().map(|level| (of(level), level.word())).filter(|(number, _)| *number > 0);
    let text = named.map(|(number, word)| format!("{number} {word}")).collect::<Vec<_>>().join(", ");
    if text.is_empty() { "no change".to_owned() } else { text }
}
