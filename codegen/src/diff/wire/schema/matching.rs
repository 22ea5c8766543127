//! Which members of two choices belong together, in whatever order they stand.

use super::super::{Part, Walk};
use super::Sides;
use super::discriminators;
use super::equal::Pair;
use super::types::{self, Types};
use super::view::View;
use crate::parse::Node;
use crate::pointer::Pointer;

/// One member of a choice: all that is said of it.
pub(super) struct Member<'d> {
    pub(super) parts: Vec<Part<'d>>,
    pub(super) at: Pointer,
}

/// Members that belong together, and the rest.
pub(super) struct Matched<'d> {
    pub(super) pairs: Vec<(Member<'d>, Member<'d>)>,
    pub(super) gone: Vec<Member<'d>>,
    pub(super) added: Vec<Member<'d>>,
}

/// How many pairs of members are looked at for what they hold.
const MOST_COMPARED: usize = 4_096;

/// First by name, then by value of the discriminator, by title, by content, and last by what comes nearest.
pub(super) fn matched<'d>(
    walk: &mut Walk<'d>,
    sides: &Sides<'_, 'd>,
    old: Vec<Member<'d>>,
    new: Vec<Member<'d>>,
) -> Matched<'d> {
    let mut matched = Matched { pairs: Vec::new(), gone: old, added: new };
    matched.by_key(|member| target(member), |member| target(member));
    let (old_values, new_values) = (discriminators::values(sides.old), discriminators::values(sides.new));
    let value = |values: &discriminators::Values, member: &Member<'_>| {
        let target = target(member)?;
        values.iter().find(|(_, at)| **at == target).map(|(value, _)| value.clone())
    };
    matched.by_key(|member| value(&old_values, member), |member| value(&new_values, member));
    matched.by_key(title, title);
    let pairs = matched.gone.len() * matched.added.len();
    if pairs <= MOST_COMPARED && walk.spend(pairs) {
        matched.by_content(Pair::new(walk.old, walk.new));
        matched.by_likeness(walk);
    } else {
        matched.by_key(|member| Some(member.at.clone()), |member| Some(member.at.clone()));
    }
    matched
}

fn target(member: &Member<'_>) -> Option<Pointer> {
    member.parts.first().and_then(|part| part.node.text("$ref")).and_then(Pointer::from_reference)
}

fn title(member: &Member<'_>) -> Option<String> {
    member.parts.iter().find_map(|part| part.node.text("title")).map(str::to_owned)
}

impl<'d> Matched<'d> {
    /// Brings members together that have a key in common which no other has.
    fn by_key<K: Ord>(
        &mut self,
        old_key: impl Fn(&Member<'d>) -> Option<K>,
        new_key: impl Fn(&Member<'d>) -> Option<K>,
    ) {
        let mut places: std::collections::BTreeMap<K, Vec<usize>> = std::collections::BTreeMap::new();
        for (index, member) in self.added.iter().enumerate() {
            if let Some(key) = new_key(member) {
                places.entry(key).or_default().push(index);
            }
        }
        let mut taken = Vec::new();
        for (index, member) in self.gone.iter().enumerate() {
            let found = old_key(member).and_then(|key| places.get_mut(&key));
            if let Some(place) = found.filter(|found| !found.is_empty()).map(|found| found.remove(0)) {
                taken.push((index, place));
            }
        }
        self.take(&taken);
    }

    fn by_content(&mut self, pair: Pair<'d>) {
        let is_alike = |old: &Member<'d>, new: &Member<'d>| {
            let mut parts = old.parts.iter().zip(&new.parts);
            old.parts.len() == new.parts.len() && parts.all(|(old, new)| pair.is_alike(old.node, new.node))
        };
        let mut taken: Vec<(usize, usize)> = Vec::new();
        for (index, old) in self.gone.iter().enumerate() {
            let is_free = |place: &usize| !taken.iter().any(|(_, other)| other == place);
            let mut places = self.added.iter().enumerate().filter(|(_, new)| is_alike(old, new)).map(|(at, _)| at);
            if let Some(place) = places.find(is_free) {
                taken.push((index, place));
            }
        }
        self.take(&taken);
    }

    /// The nearest first.
    fn by_likeness(&mut self, walk: &Walk<'d>) {
        let old: Vec<_> = self.gone.iter().map(|member| Shape::of(walk.old, member)).collect();
        let new: Vec<_> = self.added.iter().map(|member| Shape::of(walk.new, member)).collect();
        let mut likeness = Vec::new();
        for (index, old) in old.iter().enumerate() {
            let scores = new.iter().enumerate().map(|(place, new)| (old.likeness(new), index, place));
            likeness.extend(scores.filter(|(score, ..)| *score > 0));
        }
        likeness.sort_by_key(|(score, index, place)| (std::cmp::Reverse(*score), *index, *place));
        let mut taken: Vec<(usize, usize)> = Vec::new();
        for (_, index, place) in likeness {
            if !taken.iter().any(|(old, new)| *old == index || *new == place) {
                taken.push((index, place));
            }
        }
        self.take(&taken);
    }

    fn take(&mut self, taken: &[(usize, usize)]) {
        if taken.is_empty() {
            return;
        }
        let mut old: Vec<_> = std::mem::take(&mut self.gone).into_iter().map(Some).collect();
        let mut new: Vec<_> = std::mem::take(&mut self.added).into_iter().map(Some).collect();
        for (index, place) in taken {
            let old = old.get_mut(*index).and_then(Option::take);
            let new = new.get_mut(*place).and_then(Option::take);
            self.pairs.extend(old.zip(new));
        }
        self.gone = old.into_iter().flatten().collect();
        self.added = new.into_iter().flatten().collect();
    }
}

/// What one member is like.
struct Shape<'d> {
    types: Types,
    keys: Vec<&'d str>,
    is_named: bool,
}

impl<'d> Shape<'d> {
    fn of(root: &'d Node, member: &Member<'d>) -> Self {
        let view = View::flat(root, &member.parts);
        let keys = view.properties().into_keys().collect();
        Self { types: types::of(root, &view), keys, is_named: target(member).is_some() }
    }

    /// Of a hundred; nothing where they are not the same thing.
    fn likeness(&self, other: &Self) -> usize {
        if !self.types.meets(other.types) {
            return 0;
        }
        let all = self.keys.len().max(other.keys.len());
        let common = self.keys.iter().filter(|key| other.keys.contains(key)).count();
        match () {
            // Components of other names are the same thing only if most of their keys are.
            () if all == 0 && self.is_named && other.is_named => 0,
            () if all == 0 => {
                if self.types == other.types {
                    100
                } else {
                    50
                }
            }
            () if common * 2 < all => 0,
            () => 100 * common / all,
        }
    }
}
