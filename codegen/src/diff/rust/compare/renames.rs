//! Which items of one surface are those of the other under another name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::likeness::{Likeness, references, swapped};
use crate::diff::rust::surface::{Argument, Item, Kind, Surface, last, owner, path};

/// New names by old ones.
#[derive(Default)]
pub(super) struct Renames {
    /// Keys of items whose own name is another.
    keys: BTreeMap<String, String>,
    /// Features.
    features: BTreeMap<String, String>,
}

impl Renames {
    /// Operations first, by what they call; then types, by where they stand and what they hold; then what belongs to either.
    pub(super) fn find(old: &Surface, new: &Surface) -> Self {
        let mut renames = Self::default();
        renames.by_wire(old, new, |key| {
            let is_operation = key.starts_with("Client::") || (key.starts_with("operations::") && !is_member(key));
            is_operation || key.starts_with("servers::") || key.starts_with("webhooks::")
        });
        renames.types(old, new);
        renames.members(old, new);
        renames.features(old, new);
        renames
    }

    /// The new name of an item of its own, where it has one.
    pub(super) fn of(&self, key: &str) -> Option<&str> {
        self.keys.get(key).map(String::as_str)
    }

    /// The key that an old item has among the new ones.
    pub(super) fn key(&self, key: &str) -> String {
        if let Some(renamed) = self.keys.get(key) {
            return renamed.clone();
        }
        match owner(key).and_then(|owner| Some((self.keys.get(owner)?, key.get(owner.len()..)?))) {
            Some((owner, rest)) => format!("{owner}{rest}"),
            None => key.to_owned(),
        }
    }

    /// An old item in new names.
    pub(super) fn item(&self, item: &Item) -> Item {
        let ty = |ty: &String| swapped(ty, |name| self.of(name));
        let mut item = item.clone();
        item.arguments.iter_mut().for_each(|argument| argument.ty = ty(&argument.ty));
        item.traits = item.traits.iter().map(ty).collect();
        item.features = item.features.iter().map(|name| self.feature(name)).collect();
        item.ty = ty(&item.ty);
        item
    }

    fn feature(&self, name: &str) -> String {
        self.features.get(name).cloned().unwrap_or_else(|| name.to_owned())
    }

    fn by_wire(&mut self, old: &Surface, new: &Surface, is_meant: impl Fn(&str) -> bool) {
        let gone = named(without(old, new).filter(|(key, _)| is_meant(key)));
        let come = named(without(new, old).filter(|(key, _)| is_meant(key)));
        for (id, old) in gone {
            if let (Some(old), Some(new)) = (old, come.get(&id).copied().flatten()) {
                self.keys.insert(old.to_owned(), new.to_owned());
            }
        }
    }

    fn types(&mut self, old: &Surface, new: &Surface) {
        let is_type = |(key, item): &(&str, &Item)| {
            let kind = matches!(item.kind, Kind::Alias | Kind::Struct | Kind::Enum);
            key.starts_with("types::") && !is_member(key) && kind && item.wire.as_deref() != Some("required")
        };
        let gone: Vec<_> = without(old, new).filter(is_type).map(|(key, item)| Likeness::of(old, key, item)).collect();
        let come: Vec<_> = without(new, old).filter(is_type).map(|(key, item)| Likeness::of(new, key, item)).collect();
        if gone.is_empty() || come.is_empty() {
            return;
        }
        self.pairs(&gone, &come, |like| like.place(), |one, other| one.is_near(other));
        self.by_use(old, new, &gone, &come);
        self.pairs(&gone, &come, |like| like.members(), |_, _| true);
        self.companions(old, new);
    }

    /// Takes each two that have the same mark, and nobody else has.
    fn pairs<M: Ord>(
        &mut self,
        gone: &[Likeness<'_>],
        come: &[Likeness<'_>],
        mark: impl Fn(&Likeness<'_>) -> Option<M>,
        is_like: impl Fn(&Likeness<'_>, &Likeness<'_>) -> bool,
    ) {
        let taken: BTreeSet<String> = self.keys.values().cloned().collect();
        let open = gone.iter().filter(|like| !self.keys.contains_key(like.key));
        let gone = only(open.map(|like| (like, mark(like))));
        let come = only(come.iter().filter(|like| !taken.contains(like.key)).map(|like| (like, mark(like))));
        for (mark, one) in gone {
            if let (Some(one), Some(Some(other))) = (one, come.get(&mark))
                && is_like(one, other)
            {
                self.keys.insert(one.key.to_owned(), other.key.to_owned());
            }
        }
    }

    /// What stands where the other stood, wherever either is used, and holds nearly the same.
    fn by_use(&mut self, old: &Surface, new: &Surface, gone: &[Likeness<'_>], come: &[Likeness<'_>]) {
        let gone: HashMap<_, _> = gone.iter().map(|like| (like.key, like)).collect();
        let come: HashMap<_, _> = come.iter().map(|like| (like.key, like)).collect();
        let mut votes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (key, item) in old.items() {
            let Some(other) = new.get(&self.key(key)) else { continue };
            for (one, other) in references(item).zip(references(other)) {
                if let (Some(one), Some(other)) = (gone.get(one), come.get(other)) {
                    votes.entry(one.key).or_default().insert(other.key);
                }
            }
        }
        let taken: BTreeSet<String> = self.keys.values().cloned().collect();
        for (one, others) in votes {
            let only = others.first().filter(|other| others.len() == 1 && !taken.contains(**other));
            if let Some(other) = only.filter(|_| !self.keys.contains_key(one))
                && gone.get(one).zip(come.get(other)).is_some_and(|(one, other)| one.is_near(other))
            {
                self.keys.insert(one.to_owned(), (*other).to_owned());
            }
        }
    }

    /// What takes the required values of a renamed type has its name from that.
    fn companions(&mut self, old: &Surface, new: &Surface) {
        let companion = |surface: &Surface, of: &str| {
            let taken = surface.get(&format!("{of}::new()"))?.arguments.first()?.ty.clone();
            surface.get(&taken).filter(|item| item.wire.as_deref() == Some("required")).map(|_| taken)
        };
        let pairs = self.keys.iter().filter_map(|(one, other)| Some((companion(old, one)?, companion(new, other)?)));
        let pairs: Vec<_> = pairs.filter(|(one, other)| one != other).collect();
        self.keys.extend(pairs);
    }

    /// Members of what is there in both: by what the API calls them, else the only one of a signature for the only one.
    fn members(&mut self, old: &Surface, new: &Surface) {
        let mut gone: BTreeMap<_, Vec<(&str, &Item)>> = BTreeMap::new();
        let mut come: BTreeMap<_, Vec<(&str, &Item)>> = BTreeMap::new();
        for (key, item) in old.items().filter(|(key, _)| may_be_renamed(key)) {
            let Some(of) = owner(key).map(|of| self.key(of)).filter(|of| new.get(of).is_some()) else { continue };
            if new.get(&self.key(key)).is_none() {
                gone.entry((of, item.kind as u8)).or_default().push((key, item));
            }
        }
        let before: HashMap<_, _> = self.keys.iter().map(|(old, new)| (new.as_str(), old.as_str())).collect();
        for (key, item) in new.items().filter(|(key, _)| may_be_renamed(key)) {
            let Some(of) = owner(key) else { continue };
            let rest = key.get(of.len()..).unwrap_or_default();
            if old.get(&format!("{}{rest}", before.get(of).unwrap_or(&of))).is_some() {
                continue;
            }
            come.entry((of.to_owned(), item.kind as u8)).or_default().push((key, item));
        }
        for (at, gone) in &gone {
            let come = come.get(at).map(Vec::as_slice).unwrap_or_default();
            let wire = |item: &Item| item.wire.clone();
            let signature = |item: &Item| Some(format!("{:?}{}", item.receiver, item.shown("")));
            self.only_ones(gone, come, wire);
            self.only_ones(gone, come, |item| {
                // A value that came is not one that went, although neither holds anything.
                let is_value = item.kind == Kind::Variant && item.ty.is_empty();
                signature(&Item { arguments: unnamed(item), ..item.clone() }).filter(|_| !is_value)
            });
        }
    }

    fn only_ones(&mut self, gone: &[(&str, &Item)], come: &[(&str, &Item)], mark: impl Fn(&Item) -> Option<String>) {
        let taken: BTreeSet<String> = self.keys.values().cloned().collect();
        let gone = gone.iter().filter(|(key, _)| !self.keys.contains_key(*key));
        let gone = only(gone.map(|(key, item)| (*key, mark(&self.item(item)))));
        let come = only(come.iter().filter(|(key, _)| !taken.contains(*key)).map(|(key, item)| (*key, mark(item))));
        for (mark, old) in gone {
            if let (Some(old), Some(Some(new))) = (old, come.get(&mark)) {
                self.keys.insert(old.to_owned(), (*new).to_owned());
            }
        }
    }

    /// A feature that is gone is another if all that it brought comes with that one.
    fn features(&mut self, old: &Surface, new: &Surface) {
        let mut heirs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let only = |item: &'_ Item| match item.features.len() {
            1 => item.features.first().cloned(),
            _ => None,
        };
        for (key, item) in old.items() {
            if let (Some(feature), Some(heir)) = (only(item), new.get(&self.key(key)).and_then(only)) {
                heirs.entry(feature).or_default().insert(heir);
            }
        }
        let key = |name: &str| format!("feature {name}");
        for (feature, heirs) in heirs {
            let (Some(heir), 1) = (heirs.first(), heirs.len()) else { continue };
            if new.get(&key(&feature)).is_none() && old.get(&key(heir)).is_none() {
                self.keys.insert(key(&feature), key(heir));
                self.features.insert(feature, heir.clone());
            }
        }
    }
}

/// What one has and the other has not.
fn without<'s>(one: &'s Surface, other: &'s Surface) -> impl Iterator<Item = (&'s str, &'s Item)> {
    one.items().filter(|(key, _)| other.get(key).is_none())
}

/// Items by what they belong to, their kind and what the API calls them, as far as that tells one.
fn named<'s>(items: impl Iterator<Item = (&'s str, &'s Item)>) -> BTreeMap<(String, u8, String), Option<&'s str>> {
    let marked = items.filter_map(|(key, item)| {
        Some((key, Some((owner(key).unwrap_or_default().to_owned(), item.kind as u8, item.wire.clone()?))))
    });
    only(marked)
}

/// What has a mark, by marks; none for a mark that several have.
fn only<T: Copy, M: Ord>(marked: impl Iterator<Item = (T, Option<M>)>) -> BTreeMap<M, Option<T>> {
    let mut only = BTreeMap::new();
    for (key, mark) in marked {
        let Some(mark) = mark else { continue };
        only.entry(mark).and_modify(|known| *known = None).or_insert(Some(key));
    }
    only
}

/// The arguments of a function, whatever their names.
fn unnamed(item: &Item) -> Vec<Argument> {
    item.arguments.iter().map(|argument| Argument { name: String::new(), ..argument.clone() }).collect()
}

/// Whether a key is that of something that belongs to a type.
fn is_member(key: &str) -> bool {
    path(key).matches("::").count() > 1
}

/// Whether it belongs to a type, and has a name from the document.
fn may_be_renamed(key: &str) -> bool {
    let is_own = matches!(last(key), "new" | "validate" | "Unknown") || last(key).starts_with("send");
    let of_type = is_member(key) || key.starts_with("ClientBuilder::") || key.starts_with("ErrorBody::");
    of_type && !is_own
}
