//! From changes on the wire and changes to items of the crate to one list, in which each item stands with what caused it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::change::{Impact, ItemChange};
use super::reach::Reach;
use super::rule::Rule;
use super::wire::{Mark, WireChange};
use crate::parse::{At, Node};
use crate::pointer::Pointer;

crate::diff::rule::rules! {
    RUST_ITEM_CHANGED = "rust_item_changed": None;
    GENERATOR_CHANGED = "generator_changed": None;
    CLIENT_REMOVED = "client_removed": None;
}

/// A change to an item, and the places of the documents that the item is made of.
#[derive(Clone, Debug)]
pub(super) struct PlacedItem {
    pub(super) change: ItemChange,
    /// Whether nothing of the item changes but which operations use it.
    pub(super) of_use: bool,
    pub(super) old_at: Vec<Pointer>,
    pub(super) new_at: Vec<Pointer>,
}

/// A change, and the items that it changes.
#[derive(Clone, Debug)]
pub(super) struct Joined {
    pub(super) rule: Rule,
    pub(super) old: Option<Mark>,
    pub(super) new: Option<Mark>,
    pub(super) message: String,
    pub(super) items: Vec<ItemChange>,
}

/// Puts each item with the change that is nearest to it; those without any make changes of their own.
pub(super) fn join(wire: Vec<WireChange>, items: Vec<PlacedItem>, old: &Node, new: &Node) -> Vec<Joined> {
    // Words for people change no item.
    let felt = || wire.iter().map(|change| (change.rule.level > Impact::Documentation).then_some(change));
    let mut old = Side::new(old, felt().map(|change| change?.old.as_ref()));
    let mut new = Side::new(new, felt().map(|change| change?.new.as_ref()));
    let mut joined: Vec<Joined> = wire.into_iter().map(Joined::from).collect();
    let mut left = Vec::new();
    for item in items {
        let of = |side: &mut Side<'_>, places: &[Pointer]| match item.of_use {
            true => side.using(places),
            false => side.near(places),
        };
        let near = of(&mut old, &item.old_at).into_iter().chain(of(&mut new, &item.new_at)).max();
        let near = near.or_else(|| old.reached(&item.old_at).into_iter().chain(new.reached(&item.new_at)).max());
        match near.and_then(|near| joined.get_mut(near.change.0)) {
            Some(change) => change.items.push(item.change),
            None => left.push(item),
        }
    }
    joined.extend(alone(left, RUST_ITEM_CHANGED, "nothing changes on the wire, but the generated item does"));
    joined
}

/// What changed because the generator did, of an unchanged document.
pub(super) fn of_generator(items: Vec<PlacedItem>) -> Vec<Joined> {
    alone(items, GENERATOR_CHANGED, "the same document is generated otherwise than before")
}

/// One change for each type or operation whose items have no cause in the document.
fn alone(items: Vec<PlacedItem>, rule: Rule, message: &str) -> Vec<Joined> {
    let mut by_owner: indexmap::IndexMap<String, Joined> = indexmap::IndexMap::new();
    for item in items {
        let owner = owner(&item.change.item).to_owned();
        let mark = |places: Vec<Pointer>| places.into_iter().next().map(|at| (at, At::Key));
        let (old, new) = (mark(item.old_at), mark(item.new_at));
        let message = format!("`{owner}`: {message}");
        let first = by_owner.entry(owner).or_insert(Joined { rule, old, new, message, items: Vec::new() });
        first.items.push(item.change);
    }
    by_owner.into_values().collect()
}

/// The type or module that an item belongs to.
fn owner(item: &str) -> &str {
    let mut ends = item.match_indices("::").map(|(at, _)| at);
    let second = if item.starts_with("Client::") { None } else { ends.nth(1) };
    second.and_then(|end| item.get(..end)).unwrap_or(item)
}

/// How a change lies to an item, the nearest last; within one kind the shorter way is nearer, then the first change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Near {
    kind: Kind,
    steps: Reverse<usize>,
    change: Reverse<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// A type within the change, or a change within the type, by references.
    Reached,
    /// The item is a part of what changed.
    Around,
    /// What the item refers to changed.
    Behind,
    /// A part of the item changed.
    Within,
}

/// The changes of one document, by place.
struct Side<'d> {
    changes: BTreeMap<Pointer, usize>,
    reach: Reach<'d>,
}

impl<'d> Side<'d> {
    fn new<'m>(root: &'d Node, marks: impl Iterator<Item = Option<&'m Mark>>) -> Self {
        let mut changes = BTreeMap::new();
        for (index, mark) in marks.enumerate() {
            if let Some((at, _)) = mark {
                changes.entry(at.clone()).or_insert(index);
            }
        }
        Self { changes, reach: Reach::new(root) }
    }

    /// The nearest change to an item that stands at some places.
    fn near(&mut self, places: &[Pointer]) -> Option<Near> {
        let mut found = Vec::new();
        for place in places {
            found.extend(self.below(place, Kind::Within));
            for target in self.reach.targets(place) {
                found.extend(self.below(&target, Kind::Behind));
            }
            found.extend(self.above(place));
        }
        found.into_iter().max()
    }

    fn below(&self, place: &Pointer, kind: Kind) -> Option<Near> {
        let own = self.changes.get_key_value(place);
        let below = self.changes.range(place.key("")..).take_while(|(at, _)| at.tail_of(place).is_some());
        own.into_iter().chain(below).filter_map(|(at, change)| Some(near(kind, &at.tail_of(place)?, *change))).max()
    }

    fn above(&self, place: &Pointer) -> Option<Near> {
        let above = std::iter::successors(place.parent(), Pointer::parent);
        let mut found = above.filter_map(|at| {
            let change = self.changes.get(&at)?;
            Some(near(Kind::Around, &place.tail_of(&at)?, *change))
        });
        found.next()
    }

    /// The first change around the values from which references lead to an item.
    fn using(&mut self, places: &[Pointer]) -> Option<Near> {
        let reach = &mut self.reach;
        let is_component = |at: &Pointer| at.tokens().next().is_some_and(|first| first == "components");
        let mut leads =
            |at: &Pointer| places.iter().any(|place| place.tail_of(at).is_some() || reach.leads_to(at, place));
        let mut found = self.changes.iter().filter(|(at, _)| !is_component(at) && leads(at)).map(|(_, change)| *change);
        found.next().map(|change| near(Kind::Reached, &Pointer::default(), change))
    }

    /// The first change that references lead to from an item, or from which they lead to it.
    fn reached(&mut self, places: &[Pointer]) -> Option<Near> {
        let reach = &mut self.reach;
        let mut is_reached =
            |at: &Pointer| places.iter().any(|place| reach.leads_to(place, at) || reach.leads_to(at, place));
        let mut found = self.changes.iter().filter(|(at, _)| is_reached(at)).map(|(_, change)| *change);
        found.next().map(|change| near(Kind::Reached, &Pointer::default(), change))
    }
}

fn near(kind: Kind, way: &Pointer, change: usize) -> Near {
    Near { kind, steps: Reverse(way.tokens().count()), change: Reverse(change) }
}

impl From<WireChange> for Joined {
    fn from(change: WireChange) -> Self {
        let WireChange { rule, old, new, message } = change;
        Self { rule, old, new, message, items: Vec::new() }
    }
}
