//! What schemas demand beyond types and bounds: conditions, and rules between keys.

use std::collections::BTreeMap;

use super::super::Walk;
use super::Sides;
use super::equal;
use super::rules;
use super::values::text;
use super::view::View;
use crate::openapi::{EXTENSION, is_plain_condition};
use crate::parse::Node;
use crate::pointer::Pointer;

/// Conditions, each of keywords that say something together.
const CONDITIONS: [&[&str]; 8] = [
    &["not"],
    &["if", "then", "else"],
    &["contains", "minContains", "maxContains"],
    &["propertyNames"],
    &["patternProperties"],
    &["dependentSchemas"],
    &["unevaluatedItems"],
    &["unevaluatedProperties"],
];
/// The conditions that forbid what their schema allows.
pub(super) const INVERTING: [&str; 2] = ["not", "if"];

pub(super) fn compare<'d>(walk: &mut Walk<'d>, sides: &Sides<'_, 'd>) {
    for keys in CONDITIONS {
        condition(walk, sides, keys);
    }
    key_rules(walk, sides);
    accepts(walk, sides);
}

fn condition<'d>(walk: &mut Walk<'d>, sides: &Sides<'_, 'd>, keys: &[&str]) {
    let (old, new) = (stated(sides.old, keys), stated(sides.new, keys));
    let texts = |stated: &[super::Part<'_>]| {
        let mut texts: Vec<_> = stated.iter().map(|part| (part.at.last(), text(part.node))).collect();
        texts.sort();
        texts
    };
    if texts(&old) == texts(&new) {
        for (old, new) in old.iter().zip(&new).filter(|(old, new)| old.node == new.node) {
            let is_inverting = old.at.last().is_some_and(|key| INVERTING.contains(&key.as_str()));
            let direction = if is_inverting { sides.direction.opposite() } else { sides.direction };
            equal::follow(walk, direction, old, new);
        }
        return;
    }
    let (pair, verb) = match (old.is_empty(), new.is_empty()) {
        (true, false) => (rules::CONDITION_ADDED, "is new"),
        (false, true) => (rules::CONDITION_REMOVED, "is gone"),
        _ => (rules::CONDITION_CHANGED, "changed"),
    };
    let word = keys.first().copied().unwrap_or_default();
    let message = format!("the condition `{word}` of {} {verb}", sides.name());
    let place = |stated: &[super::Part<'_>]| stated.first().map(|part| part.at.clone());
    sides.tell(walk, pair, place(&old).as_ref(), place(&new).as_ref(), message);
}

/// What the layers say by some keywords, unless it is a rule between keys or says nothing.
fn stated<'d>(view: &View<'d>, keys: &[&str]) -> Vec<super::Part<'d>> {
    let says_nothing = |node: &Node| *node == Node::Bool(true) || *node == Node::object::<&str>([]);
    let is_rule = |layer: &&super::Part<'_>| keys.contains(&"if") && is_plain_condition(layer.node);
    let layers = view.layers.iter().filter(|layer| layer.node.get("$ref").is_none() && !is_rule(layer));
    layers
        .flat_map(|layer| keys.iter().filter_map(|key| layer.get(key)))
        .filter(|part| !says_nothing(part.node))
        .collect()
}

/// Rules between keys, in words, each with its place.
type KeyRules = BTreeMap<String, Pointer>;

fn key_rules(walk: &mut Walk<'_>, sides: &Sides<'_, '_>) {
    let (old, new) = (key_rules_of(sides.old), key_rules_of(sides.new));
    for (words, at) in old.iter().filter(|(words, _)| !new.contains_key(*words)) {
        let message = format!("{} does not demand any more: {words}", sides.name());
        sides.tell_gone(walk, rules::KEY_RULE_REMOVED, at, message);
    }
    for (words, at) in new.iter().filter(|(words, _)| !old.contains_key(*words)) {
        let message = format!("{} demands: {words}", sides.name());
        sides.tell_new(walk, rules::KEY_RULE_ADDED, at, message);
    }
}

fn key_rules_of(view: &View<'_>) -> KeyRules {
    let mut found = KeyRules::new();
    for layer in view.layers.iter().filter(|layer| layer.node.get("$ref").is_none()) {
        let ours = layer.get(EXTENSION);
        for holder in std::iter::once(layer).chain(&ours) {
            dependencies(holder, &mut found);
            implications(holder, &mut found);
        }
        if let Some(ours) = &ours {
            for order in ours.list("order") {
                let key = |name| order.node.text(name).unwrap_or_default();
                found.entry(format!("`{}` is later than `{}`", key("later"), key("earlier"))).or_insert(order.at);
            }
        }
    }
    found
}

fn dependencies(holder: &super::Part<'_>, found: &mut KeyRules) {
    for (key, needs) in holder.members("dependentRequired") {
        for (index, need) in needs.node.as_array().unwrap_or_default().iter().enumerate() {
            if let Some(need) = need.as_str() {
                found.entry(format!("`{need}` where there is `{key}`")).or_insert_with(|| needs.at.index(index));
            }
        }
    }
}

fn implications(holder: &super::Part<'_>, found: &mut KeyRules) {
    if !is_plain_condition(holder.node) {
        return;
    }
    let (Some(condition), Some(then)) = (holder.get("if"), holder.get("then")) else { return };
    let mut cases: Vec<_> = condition.node.members("properties").map(|(key, schema)| case(key, schema)).collect();
    cases.sort();
    for (index, key) in then.node.list("required").iter().enumerate() {
        if let Some(key) = key.as_str() {
            let words = format!("`{key}` where {}", cases.join(" and "));
            found.entry(words).or_insert_with(|| then.at.key("required").index(index));
        }
    }
}

/// One key of an `if`, and the texts that it may hold.
fn case(key: &str, schema: &Node) -> String {
    let mut values: Vec<_> = schema.list("enum").iter().filter_map(Node::as_str).collect();
    values.sort_unstable();
    format!("`{key}` is {}", values.join(" or "))
}

/// Compares which other types may arrive.
fn accepts(walk: &mut Walk<'_>, sides: &Sides<'_, '_>) {
    let words = |view: &View<'_>| {
        let lists = view.all(EXTENSION).into_iter().filter_map(|ours| ours.get("accepts"));
        let mut at = None;
        let mut words: Vec<String> = Vec::new();
        for list in lists {
            words.extend(list.node.as_array().unwrap_or_default().iter().filter_map(Node::as_str).map(str::to_owned));
            at = at.or(Some(list.at));
        }
        words.sort();
        words.dedup();
        (words, at)
    };
    let ((old, old_at), (new, new_at)) = (words(sides.old), words(sides.new));
    if old != new {
        let shown = |words: &[String]| if words.is_empty() { "nothing".to_owned() } else { words.join(", ") };
        let name = sides.name();
        let message = format!("besides its type, {name} may be {} instead of {}", shown(&new), shown(&old));
        sides.tell(walk, rules::ACCEPTS_CHANGED, old_at.as_ref(), new_at.as_ref(), message);
    }
}
