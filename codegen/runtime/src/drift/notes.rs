//! Notes of a reading: takes what a value has beside its schema while it is decoded, gives each once, with a count.
//!
//! Readings within readings have their notes one behind the other in one list, which nobody touches as long as all is documented.

use std::cell::{Cell, RefCell};

use super::DriftKind;
use crate::{fields::Table, line::MOST_CHARS};

/// So many undocumented keys are noted by name in one reading: a server may send new ones without end.
const MOST_NAMED: usize = 128;

thread_local! {
    static STATE: Cell<State> = const { Cell::new(State { is_on: false, start: 0, end: 0 }) };
    static NOTES: RefCell<Vec<Note>> = const { RefCell::new(Vec::new()) };
}

#[derive(Clone, Copy)]
struct State {
    is_on: bool,
    /// Where the notes of the innermost reading begin.
    start: usize,
    end: usize,
}

/// What one reading has met, in the order of the first time.
pub(crate) type Notes = Vec<Note>;

pub(crate) struct Note {
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

/// Notes something, if anybody reads a response.
#[cold]
pub(crate) fn note(kind: DriftKind, place: Place) {
    count(kind, place, None, 1);
}

/// Notes a key that its object does not have in the document, which each item of a long list may have.
#[inline(never)]
pub(crate) fn note_key(table: &'static Table, key: &str) {
    count(DriftKind::UndocumentedField, Place::Schema(table.schema), Some(start(key)), 1);
}

/// Notes that a reading which was only tried is the one that is kept.
pub(crate) fn keep(tried: Notes) {
    for note in tried {
        count(note.kind, note.place, note.key.as_deref(), note.count);
    }
}

fn count(kind: DriftKind, place: Place, key: Option<&str>, times: u64) {
    let state = STATE.get();
    if !state.is_on {
        return;
    }
    // A thread that is about to end has no notes any more.
    let _ = NOTES.try_with(|notes| {
        let Ok(mut notes) = notes.try_borrow_mut() else { return };
        let own = notes.get_mut(state.start..).unwrap_or_default();
        match own.iter_mut().find(|note| note.is(kind, place, key)) {
            Some(note) => note.count = note.count.saturating_add(times),
            None => add(&mut notes, state, Note { kind, place, key: key.map(Box::from), count: times }),
        }
    });
}

#[cold]
fn add(notes: &mut Notes, state: State, mut new: Note) {
    let own = notes.get_mut(state.start..).unwrap_or_default();
    let is_beyond = own.iter().filter(|note| note.key.is_some()).count() >= MOST_NAMED;
    if is_beyond
        && new.key.take().is_some()
        && let Some(note) = own.iter_mut().find(|note| note.is(new.kind, new.place, None))
    {
        note.count = note.count.saturating_add(new.count);
        return;
    }
    notes.push(new);
    STATE.set(State { end: notes.len(), ..state });
}

impl Note {
    fn is(&self, kind: DriftKind, place: Place, key: Option<&str>) -> bool {
        self.kind == kind && self.place.is(place) && self.key.as_deref() == key
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
    outer: State,
}

impl Noting {
    #[inline]
    pub(crate) fn start() -> Self {
        let outer = STATE.get();
        STATE.set(State { is_on: true, start: outer.end, end: outer.end });
        Self { outer }
    }

    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        STATE.get().end == self.outer.end
    }

    pub(crate) fn end(self) -> Notes {
        if self.is_empty() { Notes::new() } else { take(self.outer.end) }
    }
}

/// What was met is forgotten, unless it has been taken.
impl Drop for Noting {
    #[inline]
    fn drop(&mut self) {
        if STATE.replace(self.outer).end > self.outer.end {
            drop(take(self.outer.end));
        }
    }
}

/// The last notes, from there on.
#[cold]
fn take(start: usize) -> Notes {
    let taken = NOTES.try_with(|notes| {
        let mut notes = notes.try_borrow_mut().ok()?;
        let start = start.min(notes.len());
        Some(notes.drain(start..).collect())
    });
    taken.ok().flatten().unwrap_or_default()
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

    fn met(notes: &[Note]) -> Vec<(Option<&str>, u64)> {
        notes.iter().map(|note| (note.key.as_deref(), note.count)).collect()
    }

    #[test]
    fn a_bounded_number_of_keys_is_held() {
        let ((), notes) = noted(|| (0..1_000).for_each(|key| note_key(&TABLE, &format!("k{key}"))));
        assert_eq!(notes.len(), MOST_NAMED + 1);
        assert_eq!(met(&notes)[MOST_NAMED], (None, (1_000 - MOST_NAMED) as u64));
        let ((), notes) = noted(|| note_key(&TABLE, &"ü".repeat(100_000)));
        assert_eq!(notes[0].key.as_deref(), Some("ü".repeat(MOST_CHARS + 1).as_str()));
    }

    #[test]
    fn each_reading_has_notes_of_its_own() {
        note_key(&TABLE, "before");
        let (tried, notes) = noted(|| {
            note_key(&TABLE, "a");
            let ((), tried) = noted(|| ["b", "a"].into_iter().for_each(|key| note_key(&TABLE, key)));
            note_key(&TABLE, "a");
            tried
        });
        assert_eq!((met(&notes), met(&tried)), (vec![(Some("a"), 2)], vec![(Some("b"), 1), (Some("a"), 1)]));
        let ((), notes) = noted(|| [notes, tried].into_iter().for_each(keep));
        assert_eq!(met(&notes), [(Some("a"), 3), (Some("b"), 1)]);
    }

    #[test]
    fn a_reading_that_panics_leaves_no_notes_open() {
        let panicked = std::panic::catch_unwind(|| noted(|| panic!("on purpose")).0);
        assert!(panicked.is_err());
        assert!(!STATE.get().is_on);
    }
}
