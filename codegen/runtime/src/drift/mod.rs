//! What responses show of a vendor that changed: takes the notes of each reading, tells each thing once, and counts on.

mod notes;

use std::{
    cmp::Ordering,
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::{
    BodyError,
    line::{MOST_CHARS, cut},
};

pub(crate) use notes::{Notes, Noting, Place, keep, note, note_key, noted};

/// So many undocumented keys of one object are told by name.
const MOST_KEYS_OF_ONE: usize = 32;

/// And so many of all objects.
const MOST_KEYS: usize = 1_000;

/// Something in responses that the document does not say, and how often it came.
///
/// A client and its clones tell each thing once: to [`on_drift`](crate::HttpClientBuilder::on_drift), and as an event of `tracing`
/// (level WARN, target `specwright::drift`). [`HttpClient::drift`](crate::HttpClient::drift) gives all of them, and the counts.
/// No value of a response is in it, but the name of an undocumented key. Of bodies that do not fit, it is what comes before the
/// mistake, and the mistake. Payloads of webhooks are read without a client, and not looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    operation: &'static str,
    kind: DriftKind,
    pointer: String,
    key: Option<String>,
    count: u64,
}

/// How a response differs from the document.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DriftKind {
    /// A text that an enum does not list, or one at the key that tells the members of a union apart.
    UnknownValue,
    /// A key that the object does not have.
    UndocumentedField,
    /// A required key is not there.
    MissingKey,
    /// A value of another type, null among them, or one that is no member of a union.
    WrongType,
}

impl Drift {
    /// The id of the operation whose response showed it first.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// What it is.
    pub fn kind(&self) -> DriftKind {
        self.kind
    }

    /// Where in the document the schema stands: `#/components/schemas/Connection/properties/status`.
    ///
    /// Of an undocumented field it is the object's. It is empty where nothing but the operation is known.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The undocumented key, escaped and cut; `None` for all keys beyond those that are told by name, and for all other kinds.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// How often it came so far.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Where nothing but the operation is known, it tells one from the other.
    fn order(&self, other: &Self) -> Ordering {
        let place = |drift: &Self| if drift.pointer.is_empty() { drift.operation } else { "" };
        let rest = |drift: &Self| (place(drift), drift.kind);
        let order = self.pointer.cmp(&other.pointer).then_with(|| rest(self).cmp(&rest(other)));
        order.then_with(|| self.key.cmp(&other.key))
    }

    fn trace(&self) {
        tracing::warn!(
            target: "specwright::drift",
            {
                "specwright.operation" = self.operation,
                "specwright.drift.kind" = %self.kind,
                "specwright.drift.pointer" = self.pointer,
                "specwright.drift.key" = self.key,
            },
            "a response differs from the document"
        );
    }
}

impl fmt::Display for DriftKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::UnknownValue => "unknown value",
            Self::UndocumentedField => "undocumented field",
            Self::MissingKey => "missing key",
            Self::WrongType => "wrong type",
        })
    }
}

/// "operation `getAccount`: undocumented field `region` (#/components/schemas/Account), 3 times".
impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "operation `{}`: {}", self.operation, self.kind)?;
        if let Some(key) = &self.key {
            write!(f, " `{key}`")?;
        }
        if !self.pointer.is_empty() {
            write!(f, " ({})", self.pointer)?;
        }
        match self.count {
            1 => Ok(()),
            count => write!(f, ", {count} times"),
        }
    }
}

/// What the caller wants to be told.
pub(crate) type Callback = Box<dyn Fn(&Drift) + Send + Sync>;

/// All that a client has met. The default is that of a server which no document describes: it keeps silent.
#[derive(Default)]
pub(crate) struct Drifts {
    is_on: bool,
    /// In order.
    known: Mutex<Vec<Drift>>,
    callback: Option<Callback>,
}

impl Drifts {
    pub(crate) fn new(callback: Option<Callback>) -> Self {
        Self { is_on: true, known: Mutex::default(), callback }
    }

    pub(crate) fn all(&self) -> Vec<Drift> {
        self.known().clone()
    }

    /// Takes what was noted while a body was read, and the error if it does not fit.
    pub(crate) fn take(&self, operation: &'static str, noting: Noting, error: Option<&BodyError>) {
        if !noting.is_empty() || error.is_some() {
            self.meet(operation, noting.end(), error.and_then(BodyError::drift));
        }
    }

    #[cold]
    fn meet(&self, operation: &'static str, notes: Notes, misfit: Option<(DriftKind, Option<&str>)>) {
        let notes = notes.into_iter().map(|note| {
            let key = note.key.map(|key| cut(key.escape_debug(), MOST_CHARS));
            Drift { operation, kind: note.kind, pointer: note.place.pointer(), key, count: note.count }
        });
        let misfit = misfit.map(|(kind, pointer)| {
            let pointer = pointer.unwrap_or_default().to_owned();
            Drift { operation, kind, pointer, key: None, count: 1 }
        });
        if self.is_on {
            self.tell(notes.chain(misfit).collect());
        }
    }

    /// Counts all, and tells what nobody knows yet.
    fn tell(&self, met: Vec<Drift>) {
        let new: Vec<_> = {
            let mut known = self.known();
            met.into_iter().filter_map(|drift| count(&mut known, drift)).collect()
        };
        // Nobody waits for the caller's function.
        for drift in new {
            drift.trace();
            if let Some(callback) = &self.callback {
                callback(&drift);
            }
        }
    }

    fn known(&self) -> MutexGuard<'_, Vec<Drift>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts one, and gives it back if it is new.
fn count(known: &mut Vec<Drift>, mut drift: Drift) -> Option<Drift> {
    let mut found = known.binary_search_by(|known| known.order(&drift));
    if found.is_err() && drift.key.is_some() && is_full(known, &drift.pointer) {
        drift.key = None;
        found = known.binary_search_by(|known| known.order(&drift));
    }
    match found {
        Ok(index) => {
            let known = known.get_mut(index)?;
            known.count = known.count.saturating_add(drift.count);
            None
        }
        Err(index) => {
            known.insert(index, drift.clone());
            Some(drift)
        }
    }
}

/// Whether no further key of an object is told by name.
fn is_full(known: &[Drift], pointer: &str) -> bool {
    let named = || known.iter().filter(|drift| drift.key.is_some());
    named().count() >= MOST_KEYS || named().filter(|drift| drift.pointer == pointer).count() >= MOST_KEYS_OF_ONE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(pointer: usize, key: usize) -> Drift {
        let (pointer, key) = (format!("#/{pointer:04}"), Some(format!("{key:04}")));
        Drift { operation: "op", kind: DriftKind::UndocumentedField, pointer, key, count: 1 }
    }

    #[test]
    fn a_bounded_number_of_keys_has_names() {
        let mut known = Vec::new();
        let new = (0..100).flat_map(|pointer| (0..50).map(move |key| named(pointer, key)));
        let told = new.filter_map(|drift| count(&mut known, drift)).count();
        assert_eq!(known.iter().filter(|drift| drift.key.is_some()).count(), MOST_KEYS);
        assert_eq!((told, known.len()), (MOST_KEYS + 100, MOST_KEYS + 100));
        assert_eq!(known.iter().map(|drift| drift.count).sum::<u64>(), 100 * 50);
        assert!(known.is_sorted_by(|one, other| one.order(other) == Ordering::Less));
        // Those that are known stay what they are.
        assert_eq!(count(&mut known, named(0, 0)), None);
        assert_eq!(known.iter().find(|drift| drift.key.is_some()).map(|drift| drift.count), Some(2));
    }

    #[test]
    fn counts_have_an_end() {
        let mut known = vec![Drift { count: u64::MAX, ..named(0, 0) }];
        assert_eq!(count(&mut known, named(0, 0)), None);
        assert_eq!(known[0].count, u64::MAX);
    }
}
