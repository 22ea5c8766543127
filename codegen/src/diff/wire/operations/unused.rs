//! Components that nothing leads to: nobody meets them on the wire, but a client may have types of them.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::pair::{Matched, Pair, mark};
use super::rules;
use super::security::demanded;
use crate::diff::rule::Rule;
use crate::diff::wire::values::same;
use crate::diff::wire::{Part, Walk};
use crate::parse::{Node, Object};
use crate::pointer::{FILES, Pointer};

/// The components that something leads to, in each document.
struct Reached<'d> {
    old: HashSet<Pointer>,
    new: HashSet<Pointer>,
    schemes: BTreeSet<&'d str>,
}

/// Compares the components that have not been met on the way.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let (old, new) = (reached(walk.old), reached(walk.new));
    let schemes = demanded(walk.old).into_iter().chain(demanded(walk.new)).collect();
    let found = Reached { old, new, schemes };
    let nothing = Part::new(Pointer::default(), &super::ANYTHING);
    let part = |root| Part::new(Pointer::default(), root).get("components").unwrap_or_else(|| nothing.clone());
    let pair = Pair::new(part(walk.old), part(walk.new));
    let kinds = [pair.old.node, pair.new.node].into_iter().filter_map(Node::as_object).flat_map(Object::iter);
    let kinds: BTreeSet<_> = kinds.map(|(kind, _)| kind).filter(|kind| !kind.starts_with("x-")).collect();
    for kind in kinds {
        of_kind(walk, &pair, kind, &found);
    }
}

fn of_kind<'d>(walk: &mut Walk<'d>, components: &Pair<'d>, kind: &str, found: &Reached<'d>) {
    let is_demanded = |name: &str| kind == "securitySchemes" && found.schemes.contains(name);
    let name = |name: &str| (!name.starts_with("x-") && !is_demanded(name)).then(|| name.to_owned());
    let Matched { both, removed, added } = components.members(kind, name);
    let rule = |schema: Rule| if kind == "schemas" { schema } else { rules::UNUSED_COMPONENT_CHANGED };
    let title = |name: &str| {
        if kind == "schemas" { format!("the schema `{name}`") } else { format!("`{name}` under `{kind}`") }
    };
    for ((_, name), pair) in both {
        let is_used = found.old.contains(&pair.old.at) && found.new.contains(&pair.new.at);
        if !is_used && !same(pair.old.node, pair.new.node) {
            let message = format!("{} changed, which nothing refers to", title(name));
            walk.tell(rule(rules::UNUSED_SCHEMA_CHANGED), mark(&pair.old), mark(&pair.new), message);
        }
    }
    for ((_, name), old) in removed.into_iter().filter(|(_, part)| !found.old.contains(&part.at)) {
        let message = format!("{} is gone, which nothing referred to", title(name));
        walk.tell(rule(rules::UNUSED_SCHEMA_REMOVED), mark(&old), None, message);
    }
    for ((_, name), new) in added.into_iter().filter(|(_, part)| !found.new.contains(&part.at)) {
        let message = format!("{} is new, which nothing refers to", title(name));
        walk.tell(rule(rules::UNUSED_SCHEMA_ADDED), None, mark(&new), message);
    }
}

/// All components that references lead to, from all that is no component on.
fn reached(root: &Node) -> HashSet<Pointer> {
    let derived = derived(root);
    let mut ends = HashSet::new();
    let mut components = HashSet::new();
    let own = root.as_object().into_iter().flat_map(Object::iter);
    let mut open: Vec<_> = own.filter(|(key, _)| !["components", FILES].contains(key)).map(|(_, node)| node).collect();
    while let Some(node) = open.pop() {
        match node {
            Node::Array(items) => open.extend(items),
            Node::Object(object) => {
                open.extend(object.iter().map(|(_, node)| node));
                let mut fresh: Vec<_> = targets(node).filter(|end| ends.insert(end.clone())).collect();
                let is_base = |end: &&Pointer| root.at(end).is_some_and(|end| end.get("discriminator").is_some());
                let mut bases: Vec<_> = fresh.iter().filter(is_base).cloned().collect();
                while let Some(base) = bases.pop() {
                    let others = derived.get(&base).into_iter().flatten();
                    let others: Vec<_> = others.filter(|end| ends.insert((*end).clone())).cloned().collect();
                    bases.extend(others.iter().cloned());
                    fresh.extend(others);
                }
                open.extend(fresh.iter().filter_map(|end| root.at(end)));
                components.extend(fresh.iter().filter_map(component));
            }
            _ => {}
        }
    }
    components
}

/// The schemas that are composed of each: one with a discriminator stands for them, too.
fn derived(root: &Node) -> HashMap<Pointer, Vec<Pointer>> {
    let at = Pointer::default().key("components").key("schemas");
    let mut derived: HashMap<_, Vec<_>> = HashMap::new();
    for (name, schema) in root.get("components").into_iter().flat_map(|node| node.members("schemas")) {
        for base in schema.list("allOf").iter().filter_map(|part| part.text("$ref")).filter_map(Pointer::from_reference)
        {
            derived.entry(base).or_default().push(at.key(name));
        }
    }
    derived
}

/// What an object refers to; the members of a choice may be named.
fn targets(node: &Node) -> impl Iterator<Item = Pointer> {
    let reference = node.text("$ref").and_then(Pointer::from_reference);
    let mapping = node.get("propertyName").and_then(|_| node.get("mapping")).and_then(Node::as_object);
    let named = mapping.into_iter().flat_map(Object::iter).filter_map(|(_, target)| {
        let target = target.as_str()?;
        let by_name = || Pointer::default().key("components").key("schemas").key(target);
        Some(Pointer::from_reference(target).unwrap_or_else(by_name))
    });
    reference.into_iter().chain(named)
}

/// The component that a place is in.
fn component(at: &Pointer) -> Option<Pointer> {
    let mut tokens = at.tokens();
    let (first, kind, name) = (tokens.next()?, tokens.next()?, tokens.next()?);
    (first == "components").then(|| Pointer::default().key(&first).key(&kind).key(&name))
}
