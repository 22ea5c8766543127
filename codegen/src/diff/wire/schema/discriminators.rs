//! The key by which a choice is made, and what its values stand for.

use std::collections::BTreeMap;

use super::super::Walk;
use super::Sides;
use super::rules;
use super::view::View;
use crate::parse::Node;
use crate::pointer::Pointer;

/// The components that values stand for by a mapping.
pub(super) type Values = BTreeMap<String, Pointer>;

pub(super) fn compare(walk: &mut Walk<'_>, sides: &Sides<'_, '_>) {
    let (old, new) = (sides.old.first("discriminator"), sides.new.first("discriminator"));
    let name = sides.name();
    let (pair, message) = match (&old, &new) {
        (None, None) => return,
        (None, Some(new)) => (rules::DISCRIMINATOR_ADDED, format!("`{}` tells which {name} is", key(new.node))),
        (Some(old), None) => {
            (rules::DISCRIMINATOR_REMOVED, format!("`{}` does not tell any more which {name} is", key(old.node)))
        }
        (Some(old), Some(new)) if key(old.node) == key(new.node) => {
            return mapping(walk, sides, &old.at.key("mapping"), &new.at.key("mapping"));
        }
        (Some(old), Some(new)) => {
            let message = format!("`{}` tells which {name} is, instead of `{}`", key(new.node), key(old.node));
            (rules::DISCRIMINATOR_CHANGED, message)
        }
    };
    let (old, new) = (old.map(|part| part.at), new.map(|part| part.at));
    sides.tell(walk, pair, old.as_ref(), new.as_ref(), message);
}

fn key(discriminator: &Node) -> &str {
    discriminator.text("propertyName").unwrap_or_default()
}

fn mapping(walk: &mut Walk<'_>, sides: &Sides<'_, '_>, old_at: &Pointer, new_at: &Pointer) {
    let (old, new) = (values(sides.old), values(sides.new));
    let (old_members, new_members) = (targets(sides.old), targets(sides.new));
    let name = sides.name();
    for (value, target) in &old {
        let at = old_at.key(value);
        let component = target.last().unwrap_or_default();
        match new.get(value) {
            // What is told of its member is enough.
            None if old_members.contains(target) && !new_members.contains(target) => {}
            None => {
                let message = format!("`{value}` does not stand for `{component}` any more in {name}");
                sides.tell_gone(walk, rules::DISCRIMINATOR_VALUE_REMOVED, &at, message);
            }
            Some(other) if is_renamed(walk, target, other) => {}
            Some(other) => {
                let other = other.last().unwrap_or_default();
                let message = format!("`{value}` stands for `{other}` instead of `{component}` in {name}");
                sides.tell(walk, rules::DISCRIMINATOR_VALUE_MOVED, Some(&at), Some(&new_at.key(value)), message);
            }
        }
    }
    for (value, target) in new.iter().filter(|(value, _)| !old.contains_key(*value)) {
        if old_members.contains(target) || !new_members.contains(target) {
            let message = format!("`{value}` stands for `{}` in {name}", target.last().unwrap_or_default());
            sides.tell_new(walk, rules::DISCRIMINATOR_VALUE_ADDED, &new_at.key(value), message);
        }
    }
}

/// Whether two components are one, which has another name or stays as it is.
fn is_renamed(walk: &Walk<'_>, old: &Pointer, new: &Pointer) -> bool {
    old == new || (walk.new.at(old).is_none() && walk.old.at(new).is_none())
}

/// What the mapping of a view says, but for what the names of components say anyway.
pub(super) fn values(view: &View<'_>) -> Values {
    let schemas = Pointer::default().key("components").key("schemas");
    let discriminator = view.first("discriminator");
    let mapping = discriminator.iter().flat_map(|part| part.node.members("mapping"));
    let read = mapping.filter_map(|(value, target)| {
        let target = target.as_str()?;
        let at = Pointer::from_reference(target).unwrap_or_else(|| schemas.key(target));
        (at != schemas.key(value)).then(|| (value.to_owned(), at))
    });
    read.collect()
}

/// The components among which is chosen.
fn targets(view: &View<'_>) -> Vec<Pointer> {
    let members = view.unions.iter().flat_map(|union| &union.members);
    members.filter_map(|part| part.node.text("$ref")).filter_map(Pointer::from_reference).collect()
}
