//! Choices between schemas.

use super::super::{Part, Walk};
use super::matching::{Matched, Member, matched};
use super::rules;
use super::types::{self, Types};
use super::view::{Union, View};
use super::{Sides, places};
use crate::pointer::Pointer;

pub(super) fn compare<'d>(walk: &mut Walk<'d>, sides: &Sides<'_, 'd>) {
    let (old, new) = (&sides.old.unions, &sides.new.unions);
    match (old.as_slice(), new.as_slice()) {
        ([], [only]) if is_pure(sides.new) => {
            members(walk, sides, whole(sides.old), each(only));
        }
        ([only], []) if is_pure(sides.old) => {
            members(walk, sides, each(only), whole(sides.new));
        }
        _ => several(walk, sides, old, new),
    }
}

fn several<'d>(walk: &mut Walk<'d>, sides: &Sides<'_, 'd>, old: &[Union<'d>], new: &[Union<'d>]) {
    let name = sides.name();
    for (old, new) in old.iter().zip(new) {
        if old.kind != new.kind {
            let message = format!("the choice of {name} is `{}` instead of `{}`", new.kind, old.kind);
            sides.tell(walk, rules::UNION_KIND_CHANGED, Some(&old.at), Some(&new.at), message);
        }
        members(walk, sides, each(old), each(new));
    }
    for gone in old.iter().skip(new.len()) {
        let message = format!("{name} is no choice of {} schemas any more", gone.members.len());
        sides.tell(walk, rules::UNION_REMOVED, Some(&gone.at), None, message);
    }
    for added in new.iter().skip(old.len()) {
        let message = format!("{name} is also a choice of {} schemas", added.members.len());
        sides.tell(walk, rules::UNION_ADDED, None, Some(&added.at), message);
    }
}

/// Whether a view is a choice and nothing else.
fn is_pure(view: &View<'_>) -> bool {
    const SAYS_MORE: [&str; 6] = ["type", "properties", "required", "enum", "items", "additionalProperties"];
    view.layers.iter().all(|layer| SAYS_MORE.iter().all(|key| layer.node.get(key).is_none()))
}

/// All of a view as the one member of a choice.
fn whole<'d>(view: &View<'d>) -> Vec<Member<'d>> {
    vec![Member { parts: view.layers.clone(), at: view.here() }]
}

fn each<'d>(union: &Union<'d>) -> Vec<Member<'d>> {
    let members = union.members.iter();
    members.map(|part| Member { parts: vec![part.clone()], at: part.at.clone() }).collect()
}

/// Compares the members that belong together, and tells of the others.
fn members<'d>(walk: &mut Walk<'d>, sides: &Sides<'_, 'd>, old: Vec<Member<'d>>, new: Vec<Member<'d>>) {
    let Matched { pairs, gone, added } = matched(walk, sides, old, new);
    for (old, new) in pairs {
        walk.compare(sides.direction, old.parts, new.parts);
    }
    // A member of a type that is new or gone is told of with the types.
    let types = |root, member: &Member<'d>| types::of(root, &View::flat(root, &member.parts));
    let is_told = |own: Types, others: Types| own == Types::ANY || own.is_within(others);
    for member in gone.iter().filter(|member| is_told(types(walk.old, member), sides.new.types)) {
        let message = format!("{} is no choice for {} any more", member_name(member), sides.name());
        sides.tell_gone(walk, rules::UNION_MEMBER_REMOVED, &member.at, message);
    }
    for member in added.iter().filter(|member| is_told(types(walk.new, member), sides.old.types)) {
        let message = format!("{} is a new choice for {}", member_name(member), sides.name());
        sides.tell_new(walk, rules::UNION_MEMBER_ADDED, &member.at, message);
    }
}

/// What messages call a member: the component, the title, or its place.
fn member_name(member: &Member<'_>) -> String {
    let first = member.parts.first();
    let target = first.and_then(|part| part.node.text("$ref")).and_then(Pointer::from_reference);
    let title = first.and_then(|part: &Part<'_>| part.node.text("title"));
    match (target, title) {
        (Some(target), _) => places::name(&target),
        (None, Some(title)) => format!("`{title}`"),
        (None, None) => format!("member {}", member.at.last().unwrap_or_default()),
    }
}
