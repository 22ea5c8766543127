//! The keys of objects: which there are, which must be there, and what others may be.

use indexmap::{IndexMap, IndexSet};

use super::super::{Direction, Part, Walk};
use super::equal::Pair;
use super::rules;
use super::view::View;
use super::{Sides, ways};
use crate::model::is_never;
use crate::near::closest;
use crate::parse::Node;
use crate::pointer::Pointer;

/// What an object says of one key.
struct Key<'d> {
    parts: Vec<Part<'d>>,
    at: Pointer,
    is_required: bool,
    /// Whether it does not go the way that is looked at.
    is_left_out: bool,
}

type Keys<'d> = IndexMap<&'d str, Key<'d>>;

pub(super) fn compare<'d>(walk: &mut Walk<'d>, sides: &Sides<'_, 'd>) {
    let mut old = keys(walk.old, sides.direction, sides.old);
    let mut new = keys(walk.new, sides.direction, sides.new);
    let common: IndexSet<&str> = old.keys().filter(|key| new.contains_key(*key)).copied().collect();
    for key in common {
        if let Some((old, new)) = old.shift_remove(key).zip(new.shift_remove(key)) {
            kept(walk, sides, key, old, new);
        }
    }
    let is_told = |_: &&str, key: &mut Key<'_>| !key.is_left_out;
    old.retain(|name, key| is_told(name, key));
    new.retain(|name, key| is_told(name, key));
    for (was, is) in renamed(walk, &old, &new) {
        if let Some((old, new)) = old.shift_remove(was).zip(new.shift_remove(is)) {
            let message = format!("`{was}` of {} is called `{is}` now", sides.name());
            sides.tell(walk, rules::PROPERTY_RENAMED, Some(&old.at), Some(&new.at), message);
            walk.compare(sides.direction, old.parts, new.parts);
        }
    }
    for (name, key) in old {
        removed(walk, sides, name, &key);
    }
    for (name, key) in new {
        added(walk, sides, name, &key);
    }
    others(walk, sides);
}

/// The keys of an object, those included that it requires without saying more.
fn keys<'d>(root: &'d Node, direction: Direction, view: &View<'d>) -> Keys<'d> {
    let required = view.required();
    let mut keys = Keys::new();
    for (name, parts) in view.properties() {
        let at = parts.first().map(|part| part.at.clone()).unwrap_or_default();
        let is_left_out = ways::is_left_out(root, direction, &parts);
        keys.insert(name, Key { parts, at, is_required: required.contains_key(name), is_left_out });
    }
    for (name, at) in required {
        keys.entry(name).or_insert(Key { parts: Vec::new(), at, is_required: true, is_left_out: false });
    }
    keys
}

fn kept<'d>(walk: &mut Walk<'d>, sides: &Sides<'_, 'd>, name: &str, old: Key<'d>, new: Key<'d>) {
    if old.is_left_out && new.is_left_out {
        return;
    }
    let required = |key: &Key<'_>| key.is_required && !key.is_left_out;
    let (pair, verb) = match (required(&old), required(&new)) {
        (false, true) => (Some(rules::PROPERTY_BECAME_REQUIRED), "is required now"),
        // It is gone this way, which is told with its value.
        (true, false) if new.is_left_out => (None, ""),
        (true, false) => (Some(rules::PROPERTY_BECAME_OPTIONAL), "is optional now"),
        _ => (None, ""),
    };
    if let Some(pair) = pair {
        let message = format!("`{name}` of {} {verb}", sides.name());
        sides.tell(walk, pair, Some(&old.at), Some(&new.at), message);
    }
    if !old.parts.is_empty() && !new.parts.is_empty() {
        walk.compare(sides.direction, old.parts, new.parts);
    } else if old.parts.is_empty() != new.parts.is_empty() {
        // It was required without being described, or is so now.
        let empty = old.parts.is_empty();
        let (pair, verb) = match empty {
            true => (rules::PROPERTY_ADDED, "is described"),
            false => (rules::PROPERTY_REMOVED, "is not described any more"),
        };
        sides.tell(walk, pair, Some(&old.at), Some(&new.at), format!("`{name}` of {} {verb}", sides.name()));
    }
}

fn removed(walk: &mut Walk<'_>, sides: &Sides<'_, '_>, name: &str, key: &Key<'_>) {
    let pair = if key.is_required { rules::PROPERTY_REMOVED_REQUIRED } else { rules::PROPERTY_REMOVED };
    sides.tell_gone(walk, pair, &key.at, format!("{} has no `{name}` any more", sides.name()));
}

fn added(walk: &mut Walk<'_>, sides: &Sides<'_, '_>, name: &str, key: &Key<'_>) {
    let (pair, word) = match key.is_required {
        true => (rules::PROPERTY_ADDED_REQUIRED, "required"),
        false => (rules::PROPERTY_ADDED, "optional"),
    };
    sides.tell_new(walk, pair, &key.at, format!("{} has a new {word} `{name}`", sides.name()));
}

/// How many keys may be gone or new where it is asked which have another name.
pub(super) const MOST_RENAMED: usize = 64;

/// The keys that have another name: the nearest, else the only one that says the same.
fn renamed<'d>(walk: &mut Walk<'d>, old: &Keys<'d>, new: &Keys<'d>) -> Vec<(&'d str, &'d str)> {
    if old.len().max(new.len()) > MOST_RENAMED || !walk.spend(old.len() * new.len()) {
        return Vec::new();
    }
    let pair = Pair::new(walk.old, walk.new);
    let is_like = |old: &Key<'_>, new: &Key<'_>| old.is_required == new.is_required && is_alike(pair, old, new);
    let mut found = Vec::new();
    for (was, key) in old {
        let like: Vec<&'d str> = new.iter().filter(|(_, new)| is_like(key, new)).map(|(is, _)| *is).collect();
        let near = closest(was, like.iter().copied());
        let only = match like.as_slice() {
            [only] if old.values().filter(|old| new.get(only).is_some_and(|new| is_like(old, new))).count() == 1 => {
                Some(*only)
            }
            _ => None,
        };
        if let Some(is) = near.or(only).filter(|is| !found.iter().any(|(_, taken)| taken == is)) {
            found.push((*was, is));
        }
    }
    found
}

fn is_alike(pair: Pair<'_>, old: &Key<'_>, new: &Key<'_>) -> bool {
    let mut parts = old.parts.iter().zip(&new.parts);
    old.parts.len() == new.parts.len()
        && !old.parts.is_empty()
        && parts.all(|(old, new)| pair.is_alike(old.node, new.node))
}

/// What keys that are not named may hold.
enum Others<'d> {
    Anything,
    Nothing,
    Described(Vec<Part<'d>>),
}

fn others<'d>(walk: &mut Walk<'d>, sides: &Sides<'_, 'd>) {
    let place = |view: &View<'_>| view.first("additionalProperties").map(|part| part.at);
    let (old_at, new_at) = (place(sides.old), place(sides.new));
    let (pair, verb) = match (others_of(sides.old), others_of(sides.new)) {
        (Others::Nothing, Others::Nothing) | (Others::Anything, Others::Anything) => return,
        (Others::Described(old), Others::Described(new)) => return walk.compare(sides.direction, old, new),
        (_, Others::Nothing) => (rules::ADDITIONAL_PROPERTIES_CLOSED, "takes no keys but those that are named"),
        (Others::Nothing, _) => (rules::ADDITIONAL_PROPERTIES_OPENED, "takes other keys than those that are named"),
        (_, Others::Described(_)) => (rules::ADDITIONAL_PROPERTIES_TYPED, "says what its other keys hold"),
        (_, Others::Anything) => (rules::ADDITIONAL_PROPERTIES_UNTYPED, "does not say what its other keys hold"),
    };
    sides.tell(walk, pair, old_at.as_ref(), new_at.as_ref(), format!("{} {verb}", sides.name()));
}

fn others_of<'d>(view: &View<'d>) -> Others<'d> {
    let stated = view.all("additionalProperties");
    if stated.iter().any(|part| is_never(part.node)) {
        return Others::Nothing;
    }
    let is_described = |part: &Part<'_>| part.node.as_object().is_some_and(|object| object.iter().next().is_some());
    let described: Vec<_> = stated.into_iter().filter(is_described).collect();
    if described.is_empty() { Others::Anything } else { Others::Described(described) }
}
