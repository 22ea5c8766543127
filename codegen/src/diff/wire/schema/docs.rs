//! What people read of a value: descriptions, titles, examples, how it is known, and what is deprecated.

use std::collections::HashMap;

use super::super::operations::rules as texts;
use super::super::{Part, Walk};
use super::rules;
use super::values::text;
use super::view::View;
use super::{Sides, values};
use crate::diff::rule::Rule;
use crate::openapi::EXTENSION;
use crate::parse::Node;
use crate::pointer::Pointer;

/// The words of our extension that say how a statement is known.
const EVIDENCE: [&str; 4] = ["source", "evidence", "reason", "openQuestion"];

pub(super) fn compare(walk: &mut Walk<'_>, sides: &Sides<'_, '_>) {
    let kinds: [(Rule, &[&str], &str); 5] = [
        (texts::DESCRIPTION_CHANGED, &["description", "summary"], "description"),
        (rules::TITLE_CHANGED, &["title"], "title"),
        (texts::EXAMPLE_CHANGED, &["example", "examples"], "example"),
        (texts::EXTERNAL_DOCS_CHANGED, &["externalDocs"], "link to further documentation"),
        (rules::COMMENT_CHANGED, &["$comment"], "comment"),
    ];
    for (rule, keys, word) in kinds {
        let all = |view: &View<'_>| -> Vec<(String, Pointer)> {
            keys.iter().flat_map(|key| view.all(key)).flat_map(|part| texts_of(&part)).collect()
        };
        told(walk, sides, rule, (all(sides.old), all(sides.new)), word);
    }
    told(walk, sides, texts::EVIDENCE_CHANGED, (evidence(sides.old), evidence(sides.new)), "evidence");
    extensions(walk, sides);
    deprecation(walk, sides);
}

/// What a layer says by one keyword; each element of `examples` is an example.
fn texts_of(part: &Part<'_>) -> Said {
    match part.node {
        Node::Array(items) if part.at.last().as_deref() == Some("examples") => {
            items.iter().enumerate().map(|(index, item)| (words(item), part.at.index(index))).collect()
        }
        node => vec![(words(node), part.at.clone())],
    }
}

/// What people read; space around it says nothing.
fn words(node: &Node) -> String {
    node.as_str().map_or_else(|| text(node), |words| words.trim().to_owned())
}

type Said = Vec<(String, Pointer)>;

/// Tells of the first text that the other version does not have.
fn told(walk: &mut Walk<'_>, sides: &Sides<'_, '_>, rule: Rule, (old, new): (Said, Said), word: &str) {
    let (gone, added) = (without(&old, &new), without(&new, &old));
    let verb = match (gone, added) {
        (None, None) => return,
        (None, Some(_)) => "is new",
        (Some(_), None) => "is gone",
        (Some(_), Some(_)) => "changed",
    };
    let message = format!("the {word} of {} {verb}", sides.name());
    sides.tell_plain(walk, rule, gone, added, message);
}

/// The place of the first text that others lack.
fn without<'a>(texts: &'a Said, others: &Said) -> Option<&'a Pointer> {
    let mut left: HashMap<&str, usize> = HashMap::new();
    others.iter().for_each(|(text, _)| *left.entry(text).or_default() += 1);
    let mut is_matched = |text: &str| match left.get_mut(text) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    };
    texts.iter().find(|(text, _)| !is_matched(text)).map(|(_, at)| at)
}

fn evidence(view: &View<'_>) -> Said {
    let of_layer = |part: &Part<'_>| -> Said {
        EVIDENCE.iter().filter_map(|key| part.get(key)).map(|part| (text(part.node), part.at)).collect()
    };
    view.all(EXTENSION).iter().flat_map(of_layer).collect()
}

/// Extensions of others: nobody but their authors knows what they say.
fn extensions(walk: &mut Walk<'_>, sides: &Sides<'_, '_>) {
    let mut keys: Vec<&str> = Vec::new();
    for layer in sides.old.layers.iter().chain(&sides.new.layers) {
        let own = layer.node.as_object().into_iter().flat_map(|object| object.iter()).map(|(key, _)| key);
        keys.extend(own.filter(|key| key.starts_with("x-") && *key != EXTENSION));
    }
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        let all = |view: &View<'_>| view.all(key).into_iter().map(|part| (text(part.node), part.at)).collect();
        told(walk, sides, texts::EXTENSION_CHANGED, (all(sides.old), all(sides.new)), &format!("`{key}`"));
    }
}

fn deprecation(walk: &mut Walk<'_>, sides: &Sides<'_, '_>) {
    let (rule, verb) = match (sides.old.flag("deprecated"), sides.new.flag("deprecated")) {
        (false, true) => (rules::SCHEMA_DEPRECATED, "is deprecated"),
        (true, false) => (rules::SCHEMA_UNDEPRECATED, "is no longer deprecated"),
        _ => return,
    };
    let stated = |part: &Part<'_>| *part.node == Node::Bool(true);
    let place = |view: &View<'_>| view.all("deprecated").into_iter().find(stated).map(|part| part.at);
    let message = format!("{} {verb}", sides.name());
    sides.tell_plain(walk, rule, place(sides.old).as_ref(), place(sides.new).as_ref(), message);
}

/// Compares what a value is when it is left out.
pub(super) fn default(walk: &mut Walk<'_>, sides: &Sides<'_, '_>) {
    let (old, new) = (sides.old.first("default"), sides.new.first("default"));
    let name = sides.name();
    let message = match (&old, &new) {
        (None, None) => return,
        (Some(old), Some(new)) if text(old.node) == text(new.node) => return,
        (Some(old), Some(new)) => {
            format!("the default of {name} is {} instead of {}", values::shown(new.node), values::shown(old.node))
        }
        (None, Some(new)) => format!("{name} has the default {}, and had none", values::shown(new.node)),
        (Some(old), None) => format!("{name} has no default any more, and had {}", values::shown(old.node)),
    };
    let (old, new) = (old.map(|part| part.at), new.map(|part| part.at));
    sides.tell(walk, rules::DEFAULT_CHANGED, old.as_ref(), new.as_ref(), message);
}
