//! Notes of a reading: takes what a value has beside its schema while it is decoded, gives each once, with a count.

use std::cell::Cell;

use super::DriftKind;
use crate::{fields::Table, line::MOST_CHARS};

/// So many undocumented keys are noted by name in one reading: a server may send new ones without end.
const MOST_NAMED: usize = 128;

thread_local! {
    static NOTES: Cell<Option<Notes>> = const { Cell::new(None) };
}

/// What one reading has met, in the order of the first time.
#[derive(Default)]
pub(crate) struct Notes {
    all: Vec<Note>,
    named: usize,
}

pub(super) struct Note {
    pub(super) kind: DriftKind,
    pub(super) place: Place,
    /// An undocumented key, as much of it as is told.
    pub(super) key: Option<Box<str>>,
    pub(super) count: u64,
}

/// Where the schema stands that a value does not follow.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    Schema(&'static str),
    Key(&'static Table, &'static str),
}

impl Place {
    /// Whether two are the same text in memory. The same place may be there twice, which those who name it find out.
    fn is(self, other: Self) -> bool {
        match (self, other) {
            (Self::Schema(one), Self::Schema(other)) => std::ptr::eq(one, other),
            (Self::Key(table, key), Self::Key(other, of_other)) => {
                std::ptr::eq(table, other) && std::ptr::eq(key, of_other)
            }
            _ => false,
        }
    }

    /// As `$ref`s write it; empty where nobody said.
    pub(super) fn pointer(self) -> String {
        match self {
            Self::Schema(schema) => schema.to_owned(),
            Self::Key(table, key) => table.pointer(Some(key)).unwrap_or_default(),
        }
    }
}

impl Notes {
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(super) fn into_iter(self) -> impl Iterator<Item = Note> {
        self.all.into_iter()
    }

    fn count(&mut self, kind: DriftKind, place: Place, key: Option<&str>, count: u64) {
        let is_same = |note: &&mut Note| note.kind == kind && note.place.is(place) && note.key.as_deref() == key;
        match self.all.iter_mut().find(is_same) {
            Some(note) => note.count = note.count.saturating_add(count),
            None if key.is_some() && self.named >= MOST_NAMED => self.count(kind, place, None, count),
            None => {
                self.named += usize::from(key.is_some());
                self.all.push(Note { kind, place, key: key.map(Box::from), count });
            }
        }
    }
}

/// Notes something, if anybody reads a response.
#[cold]
pub(crate) fn note(kind: DriftKind, place: Place) {
    write(|notes| notes.count(kind, place, None, 1));
}

/// Notes a key that its object does not have in the document.
#[cold]
pub(crate) fn note_key(table: &'static Table, key: &str) {
    let place = Place::Schema(table.schema);
    write(|notes| notes.count(DriftKind::UndocumentedField, place, Some(start(key)), 1));
}

/// Notes that a reading which was only tried is the one that is kept.
pub(crate) fn keep(tried: Notes) {
    if !tried.is_empty() {
        write(|notes| {
            tried.all.into_iter().for_each(|note| notes.count(note.kind, note.place, note.key.as_deref(), note.count))
        });
    }
}

/// Reads something, and gives the notes of it.
pub(crate) fn noted<T>(read: impl FnOnce() -> T) -> (T, Notes) {
    let noting = Noting::start();
    let value = read();
    (value, noting.end())
}

/// Notes of what is read from now on, apart from those of whatever is being read around it.
pub(crate) struct Noting {
    outer: Option<Notes>,
}

impl Noting {
    pub(crate) fn start() -> Self {
        Self { outer: replace(Some(Notes::default())) }
    }

    pub(crate) fn end(self) -> Notes {
        replace(None).unwrap_or_default()
    }
}

impl Drop for Noting {
    fn drop(&mut self) {
        replace(self.outer.take());
    }
}

/// A thread that is about to end has no notes any more.
fn replace(notes: Option<Notes>) -> Option<Notes> {
    NOTES.try_with(|cell| cell.replace(notes)).ok().flatten()
}

fn write(change: impl FnOnce(&mut Notes)) {
    if let Some(mut notes) = replace(None) {
        change(&mut notes);
        replace(Some(notes));
    }
}

/// One character more than is told of a key, by which it shows that it was cut.
fn start(key: &str) -> &str {
    let end = (key.len() > MOST_CHARS).then(|| key.char_indices().nth(MOST_CHARS + 1)).flatten();
    end.and_then(|(end, _)| key.get(..end)).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    static TABLE: Table = Table { schema: "#/It", keys: &[], elsewhere: &[] };

    fn met(notes: &Notes) -> Vec<(Option<&str>, u64)> {
        notes.all.iter().map(|note| (note.key.as_deref(), note.count)).collect()
    }

    #[test]
    fn a_bounded_number_of_keys_is_held() {
        let ((), notes) = noted(|| (0..1_000).for_each(|key| note_key(&TABLE, &format!("k{key}"))));
        assert_eq!(notes.all.len(), MOST_NAMED + 1);
        assert_eq!(met(&notes)[MOST_NAMED], (None, (1_000 - MOST_NAMED) as u64));
        let ((), notes) = noted(|| note_key(&TABLE, &"ü".repeat(100_000)));
        assert_eq!(notes.all[0].key.as_deref(), Some("ü".repeat(MOST_CHARS + 1).as_str()));
    }

    #[test]
    fn each_reading_has_notes_of_its_own() {
        note_key(&TABLE, "before");
        let (tried, notes) = noted(|| {
            note_key(&TABLE, "a");
            let ((), tried) = noted(|| note_key(&TABLE, "b"));
            note_key(&TABLE, "a");
            tried
        });
        assert_eq!((met(&notes), met(&tried)), (vec![(Some("a"), 2)], vec![(Some("b"), 1)]));
        let ((), notes) = noted(|| [notes, tried].into_iter().for_each(keep));
        assert_eq!(met(&notes), [(Some("a"), 2), (Some("b"), 1)]);
    }

    #[test]
    fn a_reading_that_panics_leaves_no_notes_open() {
        let panicked = std::panic::catch_unwind(|| noted(|| panic!("on purpose")).0);
        assert!(panicked.is_err());
        assert!(replace(None).is_none());
    }
}
