//! How much two types are alike, and the types that signatures name.

use std::collections::BTreeSet;

use crate::diff::rust::surface::{Item, Kind, Surface, last};
use crate::pointer::Pointer;

/// Two of which so much of what either has is the same are nearly the same.
const NEAR: (usize, usize) = (7, 10);

/// A type, as far as it tells whether another is the same one.
pub(super) struct Likeness<'s> {
    pub(super) key: &'s str,
    item: &'s Item,
    members: BTreeSet<String>,
    signatures: String,
}

impl<'s> Likeness<'s> {
    pub(super) fn of(surface: &Surface, key: &'s str, item: &'s Item) -> Self {
        let members = || surface.members(key).filter(|(_, item)| item.kind != Kind::Function);
        let shown = members().map(|(key, item)| blank(&item.shown(key)));
        let signatures = format!("{:?} {} {}", item.kind, blank(&item.ty), shown.collect::<Vec<_>>().join("\n"));
        Self { key, item, members: members().map(|(key, _)| last(key).to_owned()).collect(), signatures }
    }

    /// Where it stands, and for which direction.
    pub(super) fn place(&self) -> Option<(Pointer, Option<String>, u8)> {
        Some((self.item.at.first()?.clone(), self.item.wire.clone(), self.item.kind as u8))
    }

    /// All that it holds, whatever the names of types are there.
    pub(super) fn members(&self) -> Option<String> {
        (!self.members.is_empty()).then(|| format!("{:?} {}", self.item.wire, self.signatures))
    }

    /// Whether most members are the same, or there are none.
    pub(super) fn is_near(&self, other: &Likeness<'_>) -> bool {
        let (shared, all) = (self.members.intersection(&other.members).count(), self.members.union(&other.members));
        self.item.kind == other.item.kind && shared * NEAR.1 >= all.count() * NEAR.0
    }
}

/// The types of the crate that a signature names, as keys, in their order.
pub(super) fn references(item: &Item) -> impl Iterator<Item = &str> {
    let texts = item.arguments.iter().map(|argument| argument.ty.as_str()).chain([item.ty.as_str()]);
    texts.flat_map(|text| parts(text).filter_map(|(part, is_name)| is_name.then_some(part)))
}

/// A signature with some types under other names.
pub(super) fn swapped<'n>(text: &str, name: impl Fn(&str) -> Option<&'n str>) -> String {
    let part = |(part, is_name): (&str, bool)| match name(part).filter(|_| is_name) {
        Some(name) => name.to_owned(),
        None => part.to_owned(),
    };
    parts(text).map(part).collect()
}

fn blank(text: &str) -> String {
    parts(text).map(|(part, is_name)| if is_name { "_" } else { part }).collect()
}

/// The parts of a signature: paths of types of the crate, and what is between them.
fn parts(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '#');
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_path = is_part(rest.chars().next()?);
        let end = rest.find(|c| is_part(c) != is_path).unwrap_or(rest.len());
        let (part, tail) = rest.split_at(end);
        rest = tail;
        Some((part, is_path && (part.starts_with("types::") || part.starts_with("operations::"))))
    })
}
