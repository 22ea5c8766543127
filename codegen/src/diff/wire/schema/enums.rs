//! Listed values.

use indexmap::IndexMap;

use super::super::Walk;
use super::Sides;
use super::objects::MOST_RENAMED;
use super::rules;
use super::values::{shown, text};
use super::view::View;
use crate::near::is_spelling;
use crate::parse::Node;
use crate::pointer::Pointer;

/// The values that are listed, each with its place; null is told of elsewhere.
type Values<'d> = IndexMap<String, (&'d Node, Pointer)>;

pub(super) fn compare(walk: &mut Walk<'_>, sides: &Sides<'_, '_>) {
    let (old, new) = (listed(sides.old), listed(sides.new));
    let place = |view: &View<'_>| view.first("enum").map(|part| part.at);
    let name = sides.name();
    match (old, new) {
        (None, None) => {}
        (None, Some(new)) => {
            let message = format!("{name} is one of {} listed values, and was free", new.len());
            sides.tell(walk, rules::ENUM_ADDED, None, place(sides.new).as_ref(), message);
        }
        (Some(old), None) => {
            let message = format!("{name} is free, and was one of {} listed values", old.len());
            sides.tell(walk, rules::ENUM_REMOVED, place(sides.old).as_ref(), None, message);
        }
        (Some(old), Some(new)) => changed(walk, sides, &old, &new),
    }
}

fn changed(walk: &mut Walk<'_>, sides: &Sides<'_, '_>, old: &Values<'_>, new: &Values<'_>) {
    let name = sides.name();
    let mut gone: Vec<_> = old.iter().filter(|(value, _)| !new.contains_key(*value)).map(|(_, found)| found).collect();
    // Among very many nobody looks for a slip.
    let is_few = gone.len() <= MOST_RENAMED;
    let added = new.iter().filter(|(value, _)| !old.contains_key(*value)).map(|(_, found)| found);
    for (value, at) in added {
        let is_same = |(other, _): &&(&Node, Pointer)| match (value.as_str(), other.as_str()) {
            (Some(value), Some(other)) => is_spelling(value, other),
            _ => false,
        };
        match is_few.then(|| gone.iter().position(is_same)).flatten() {
            Some(index) => {
                let (was, old_at) = gone.remove(index);
                let message = format!("{} of {name} is spelled {}", shown(was), shown(value));
                sides.tell(walk, rules::ENUM_VALUE_RENAMED, Some(old_at), Some(at), message);
            }
            None => {
                let message = format!("{} is a new value of {name}", shown(value));
                sides.tell_new(walk, rules::ENUM_VALUE_ADDED, at, message);
            }
        }
    }
    for (value, at) in gone {
        let message = format!("{} is no value of {name} any more", shown(value));
        sides.tell_gone(walk, rules::ENUM_VALUE_REMOVED, at, message);
    }
}

/// The values that all lists of a view have; none where there is no list.
fn listed<'d>(view: &View<'d>) -> Option<Values<'d>> {
    let lists = view.all("enum").into_iter().map(|list| {
        let values = list.node.as_array().unwrap_or_default().iter().enumerate();
        let values = values.filter(|(_, value)| **value != Node::Null);
        values.map(|(index, value)| (text(value), (value, list.at.index(index)))).collect::<Values<'d>>()
    });
    lists.reduce(|mut all, more| {
        all.retain(|value, _| more.contains_key(value));
        all
    })
}
