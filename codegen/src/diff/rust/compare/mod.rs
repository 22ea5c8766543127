//! From two surfaces to what changes, item by item, with Cargo's levels.

mod aliases;
mod cover;
mod likeness;
mod migration;
mod renames;

use std::collections::{BTreeMap, BTreeSet};

use aliases::Aliases;
use renames::Renames;

use super::surface::{Argument, Item, Kind, Surface, owner, path};
use crate::diff::change::{Impact, ItemChange, ItemKind};
use crate::diff::join::PlacedItem;
use crate::model::ALL;
use crate::pointer::Pointer;

/// A change to an item, before what goes without saying is left out.
#[derive(Debug)]
struct Raw<'s> {
    /// The key that it is known by: of what is gone its own, else the new one.
    key: String,
    what: What,
    kind: ItemKind,
    level: Impact,
    old: Option<(&'s str, &'s Item)>,
    /// The old item in new names.
    before: Option<Item>,
    new: Option<(&'s str, &'s Item)>,
    /// What does now what is gone.
    instead: Option<String>,
    /// Whether who writes down a value of its type must name it.
    is_named: bool,
    /// How many other changes it tells of.
    covers: usize,
}

/// What of an item changes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    Itself,
    /// That it has a trait.
    Trait(String),
    /// Without which features it is not there.
    Features,
}

/// All changes, sorted by item.
pub(super) fn changes(old: &Surface, new: &Surface) -> Vec<PlacedItem> {
    let renames = Renames::find(old, new);
    let (old_aliases, new_aliases) = (Aliases::of(old), Aliases::of(new));
    let mut raw = Vec::new();
    let mut known = BTreeSet::new();
    for (key, item) in old.items() {
        let new_key = renames.key(key);
        match new.entry(&new_key) {
            Some((new_key, new_item)) => {
                known.insert(new_key);
                if new_key == key && item.is_equal(new_item) {
                    continue;
                }
                let before = renames.item(item);
                let is_other = !before.is_same(new_item)
                    && !renames.item(&old_aliases.plain(item)).is_same(&new_aliases.plain(new_item));
                let pair = Pair { old: (key, item), before, new: (new_key, new_item), is_other };
                pair.changes(renames.of(key).is_some(), new, &mut raw);
            }
            None => {
                let instead = key.strip_suffix("::new()").map(|of| format!("{of}Input::new()"));
                let instead = instead.filter(|instead| new.get(instead).is_some());
                let around = owner(key).and_then(|owner| old.get(owner));
                raw.push(Raw { instead, ..Raw::removed(key, item, around) });
            }
        }
    }
    let added = new.items().filter(|(key, _)| !known.contains(key));
    raw.extend(added.map(|(key, item)| {
        let around = owner(key).filter(|owner| known.contains(owner)).and_then(|owner| new.get(owner));
        Raw::added(key, item, around)
    }));
    let told = cover::uncovered(together(raw));
    told.iter().map(Raw::told).collect()
}

/// Items that need other features now, as one change for all that need the same.
fn together(raw: Vec<Raw<'_>>) -> Vec<Raw<'_>> {
    let mut first: BTreeMap<BTreeSet<String>, usize> = BTreeMap::new();
    let mut kept: Vec<Raw<'_>> = Vec::new();
    for change in raw {
        let needed = change.new.map(|(_, item)| item.features.clone()).filter(|_| change.what == What::Features);
        match needed.as_ref().and_then(|needed| first.get(needed)).and_then(|at| kept.get_mut(*at)) {
            Some(known) => known.covers += 1,
            None => {
                first.extend(needed.map(|needed| (needed, kept.len())));
                kept.push(change);
            }
        }
    }
    kept
}

/// An item that is there in both.
struct Pair<'s> {
    old: (&'s str, &'s Item),
    before: Item,
    new: (&'s str, &'s Item),
    /// Whether its signature means something else.
    is_other: bool,
}

impl<'s> Pair<'s> {
    fn changes(self, is_renamed: bool, surface: &Surface, raw: &mut Vec<Raw<'s>>) {
        let (before, now) = (&self.before, self.new.1);
        let one = |what: What, kind: ItemKind, level: Impact| Raw {
            key: self.new.0.to_owned(),
            what,
            kind,
            level,
            old: Some(self.old),
            before: Some(before.clone()),
            new: Some(self.new),
            instead: None,
            is_named: false,
            covers: 0,
        };
        let is_other = self.is_other;
        if is_renamed {
            raw.push(one(What::Itself, ItemKind::Renamed, Impact::Breaking));
        } else if is_other && before.kind != Kind::Feature {
            let is_harmless = is_opened(before, now) || is_generalized(before, now, surface);
            let level = if is_harmless { Impact::Compatible } else { Impact::Breaking };
            raw.push(one(What::Itself, ItemKind::Changed, level));
        } else if is_other && lost(before, now).any(|name| surface.get(&format!("feature {name}")).is_some()) {
            raw.push(one(What::Itself, ItemKind::Changed, Impact::Breaking));
        } else if now.is_deprecated && !before.is_deprecated {
            raw.push(one(What::Itself, ItemKind::Changed, Impact::Compatible));
        }
        if before.kind == now.kind {
            let traits = |from: &Item, to: &Item| from.traits.difference(&to.traits).cloned().collect::<Vec<_>>();
            let lost = traits(before, now).into_iter();
            raw.extend(lost.map(|name| one(What::Trait(name), ItemKind::Removed, Impact::Breaking)));
            let won = traits(now, before).into_iter();
            raw.extend(won.map(|name| one(What::Trait(name), ItemKind::Added, Impact::Compatible)));
        }
        if needs_more(&before.features, &now.features) {
            raw.push(one(What::Features, ItemKind::Changed, Impact::Breaking));
        }
    }
}

/// Whether users may do with a type what they could not.
fn is_opened(before: &Item, now: &Item) -> bool {
    now.is_exhaustive && Item { is_exhaustive: true, ..before.clone() }.is_same(now)
}

/// Whether a function takes all that it took, and more.
fn is_generalized(before: &Item, now: &Item, surface: &Surface) -> bool {
    let takes = |(old, new): (&Argument, &Argument)| {
        let target = new.ty.strip_prefix("impl Into<").and_then(|rest| rest.strip_suffix('>')).unwrap_or_default();
        let is_made = || surface.get(target).is_some_and(|of| of.traits.contains(&format!("From<{}>", old.ty)));
        old.ty == new.ty || old.ty == target || is_made()
    };
    let is_other = before.is_reordered(now) || before.arguments.len() != now.arguments.len();
    !is_other
        && before.arguments.iter().zip(&now.arguments).all(takes)
        && Item { arguments: now.arguments.clone(), ..before.clone() }.is_same(now)
}

/// Whether an item is a part of which nothing else stands for the rest.
fn is_named(item: &Item, around: Option<&Item>) -> bool {
    matches!(item.kind, Kind::Field | Kind::Variant) && around.is_some_and(|of| of.is_exhaustive)
}

/// What a feature brings no longer.
fn lost<'i>(before: &'i Item, now: &'i Item) -> impl Iterator<Item = &'i str> {
    brings(before).filter(|name| !brings(now).any(|known| known == *name))
}

fn brings(feature: &Item) -> impl Iterator<Item = &str> {
    feature.ty.split(", ").filter(|name| !name.is_empty())
}

/// Whether somebody had an item who has it no longer, with the same features. The one of everything brings all others.
fn needs_more(old: &BTreeSet<String>, new: &BTreeSet<String>) -> bool {
    !new.is_empty() && (old.is_empty() || old.iter().any(|name| name != ALL && !new.contains(name)))
}

impl<'s> Raw<'s> {
    /// `around` is the type that it belonged to.
    fn removed(key: &'s str, item: &'s Item, around: Option<&Item>) -> Self {
        Self {
            key: key.to_owned(),
            what: What::Itself,
            kind: ItemKind::Removed,
            level: Impact::Breaking,
            old: Some((key, item)),
            before: None,
            new: None,
            instead: None,
            is_named: is_named(item, around),
            covers: 0,
        }
    }

    /// `around` is the type that it belongs to, where that was there before.
    fn added(key: &'s str, item: &'s Item, around: Option<&Item>) -> Self {
        let is_named = is_named(item, around);
        Self {
            key: key.to_owned(),
            what: What::Itself,
            kind: ItemKind::Added,
            level: if is_named { Impact::Breaking } else { Impact::Compatible },
            old: None,
            before: None,
            new: Some((key, item)),
            instead: None,
            is_named,
            covers: 0,
        }
    }

    fn told(&self) -> PlacedItem {
        let shown = |of: Option<(&str, &Item)>| {
            of.map(|(key, item)| match &self.what {
                What::Itself if item.is_deprecated => format!("#[deprecated] {}", item.shown(path(key))),
                What::Itself => item.shown(path(key)),
                What::Trait(name) => format!("impl {name} for {key}"),
                What::Features => format!("{} with {}", path(key), migration::features(&item.features)),
            })
        };
        let (mut old, mut new) = (shown(self.old), shown(self.new));
        if let What::Trait(_) = &self.what {
            let other = if self.kind == ItemKind::Added { &mut old } else { &mut new };
            *other = None;
        }
        let item = match &self.what {
            What::Trait(name) => format!("impl {name} for {}", self.key),
            _ => path(&self.key).to_owned(),
        };
        let change = ItemChange { item, kind: self.kind, level: self.level, old, new, migration: self.migration() };
        let of_use = self.what == What::Features;
        PlacedItem { change, of_use, old_at: self.places(self.old, self.new), new_at: self.places(self.new, self.old) }
    }

    /// Where one side comes from: first the arguments that the other side has not so.
    fn places(&self, of: Option<(&str, &Item)>, other: Option<(&str, &Item)>) -> Vec<Pointer> {
        let Some((_, item)) = of else { return Vec::new() };
        let others = other.map(|(_, item)| item.arguments.as_slice()).unwrap_or_default();
        let is_known = |name: &str, ty: &str| others.iter().any(|other| other.name == name && other.ty == ty);
        let own = item.arguments.iter().filter(|own| other.is_some() && !is_known(&own.name, &own.ty));
        let mut places: Vec<_> = own.filter_map(|own| own.at.clone()).collect();
        places.extend(item.at.iter().filter(|at| !places.contains(at)).cloned().collect::<Vec<_>>());
        places
    }
}
