//! Two nodes side by side, and lists of them matched.

use std::collections::HashMap;
use std::hash::Hash;

use crate::diff::wire::{Mark, Part};
use crate::parse::{At, Node};

/// A node of the old document and the one of the new document that it became.
#[derive(Clone, Debug)]
pub(super) struct Pair<'d> {
    pub(super) old: Part<'d>,
    pub(super) new: Part<'d>,
}

impl<'d> Pair<'d> {
    pub(super) fn new(old: Part<'d>, new: Part<'d>) -> Self {
        Self { old, new }
    }

    /// A member in both documents.
    pub(super) fn get(&self, key: &str) -> (Option<Part<'d>>, Option<Part<'d>>) {
        (self.old.get(key), self.new.get(key))
    }

    /// The nodes of a member, for those who need no place.
    pub(super) fn nodes(&self, key: &str) -> (Option<&'d Node>, Option<&'d Node>) {
        (self.old.node.get(key), self.new.node.get(key))
    }

    /// Whether a member is `true`, in each.
    pub(super) fn flags(&self, key: &str) -> (bool, bool) {
        (self.old.node.flag(key), self.new.node.flag(key))
    }

    /// What both lead to, after all references.
    pub(super) fn resolved(&self, old: &'d Node, new: &'d Node) -> Self {
        Self { old: self.old.resolved(old), new: self.new.resolved(new) }
    }

    /// The members of an object member, matched by their names as `name` writes them.
    pub(super) fn members<K: Hash + Eq + Clone>(
        &self,
        key: &str,
        name: impl Fn(&str) -> Option<K>,
    ) -> Matched<'d, (K, &'d str)> {
        let named = |part: &Part<'d>| {
            let members = part.members(key).into_iter();
            members.filter_map(|(key, part)| Some(((name(key)?, key), part))).collect::<Vec<_>>()
        };
        matched(named(&self.old), named(&self.new), |(name, _)| name.clone())
    }
}

/// Where a node is in its document.
pub(super) fn mark(part: &Part<'_>) -> Option<Mark> {
    Some((part.at.clone(), At::Key))
}

/// Where a member is; where it would be, if it is not there.
pub(super) fn member_mark(part: &Part<'_>, key: &str) -> Option<Mark> {
    if part.node.get(key).is_some() { Some((part.at.key(key), At::Key)) } else { mark(part) }
}

/// What two lists have in common, and what only one of them has.
#[derive(Debug)]
pub(super) struct Matched<'d, L> {
    /// In both, by the label in the new one.
    pub(super) both: Vec<(L, Pair<'d>)>,
    pub(super) removed: Vec<(L, Part<'d>)>,
    pub(super) added: Vec<(L, Part<'d>)>,
}

/// Matches two lists by a key of their labels; of several with one key the first of each list.
pub(super) fn matched<'d, L, K: Hash + Eq>(
    old: Vec<(L, Part<'d>)>,
    new: Vec<(L, Part<'d>)>,
    key: impl Fn(&L) -> K,
) -> Matched<'d, L> {
    let mut places: HashMap<K, usize> = HashMap::new();
    for (index, (label, _)) in old.iter().enumerate() {
        places.entry(key(label)).or_insert(index);
    }
    let mut left: Vec<Option<(L, Part<'d>)>> = old.into_iter().map(Some).collect();
    let (mut both, mut added) = (Vec::new(), Vec::new());
    for (label, part) in new {
        let found = places.get(&key(&label)).and_then(|index| left.get_mut(*index)).and_then(Option::take);
        match found {
            Some((_, old)) => both.push((label, Pair::new(old, part))),
            None => added.push((label, part)),
        }
    }
    Matched { both, removed: left.into_iter().flatten().collect(), added }
}
