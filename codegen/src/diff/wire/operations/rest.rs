//! What is left of two objects when all that has rules of its own is taken away: texts, examples, extensions, and whatever nobody
//! thought of.

use super::pair::Pair;
use super::{Pass, extension, rules};
use crate::diff::rule::Rule;
use crate::diff::wire::schema::rules::UNCLASSIFIED_CHANGE;
use crate::diff::wire::values::{same, same_member};
use crate::openapi::{EXTENSION, resolve};
use crate::parse::{Node, Object};

/// Compares all members but those that are handled elsewhere; `what` names the object in messages.
pub(super) fn rest<'d>(pass: &mut Pass<'_, 'd>, written: &Pair<'d>, handled: &[&str], what: &str) {
    but(pass, written, |key| handled.contains(&key), what);
}

/// Compares the extensions of an object whose other members are compared elsewhere, however many it has.
pub(super) fn extensions<'d>(pass: &mut Pass<'_, 'd>, pair: &Pair<'d>, what: &str) {
    but(pass, pair, |key| !key.starts_with("x-"), what);
}

fn but<'d>(pass: &mut Pass<'_, 'd>, written: &Pair<'d>, is_handled: impl Fn(&str) -> bool, what: &str) {
    let pair = pass.resolved(written);
    for key in keys(written, &pair).into_iter().filter(|key| *key != "$ref" && !is_handled(key)) {
        let old = member(written.old.node, pair.old.node, key);
        let new = member(written.new.node, pair.new.node, key);
        match key {
            EXTENSION => extension::compare(pass, &pair, old, new, what),
            "examples" => examples(pass, &pair, what),
            _ if same_member(old, new) => {}
            _ => {
                let (rule, name) = classified(key);
                // Both versions of a text are better read side by side.
                let is_text = ["description", "summary"].contains(&key);
                let verb =
                    if is_text && old.is_some() && new.is_some() { "changed".to_owned() } else { verb(old, new) };
                pass.changed_at(rule, &pair, key, format!("{name} of {what} {verb}"));
            }
        }
    }
}

/// What happened to a member; short values are shown.
pub(super) fn verb(old: Option<&Node>, new: Option<&Node>) -> String {
    match (old, new) {
        (None, _) => "is new".to_owned(),
        (_, None) => "is gone".to_owned(),
        (Some(old), Some(new)) => match (short(old), short(new)) {
            (Some(old), Some(new)) => format!("is {new} now, and was {old}"),
            _ => "changed".to_owned(),
        },
    }
}

/// A value that a message has room for.
fn short(node: &Node) -> Option<String> {
    const LONGEST: usize = 40;
    match node {
        Node::Bool(flag) => Some(flag.to_string()),
        Node::Number(number) => Some(number.text().to_owned()),
        Node::String(text) => Some(format!("`{text}`")),
        _ => None,
    }
    .filter(|text| text.len() <= LONGEST && !text.contains('\n'))
}

/// What stands beside a reference goes before what it leads to.
fn member<'d>(written: &'d Node, end: &'d Node, key: &str) -> Option<&'d Node> {
    written.get(key).or_else(|| end.get(key))
}

/// The keys of all four, each once, in their order.
fn keys<'d>(written: &Pair<'d>, pair: &Pair<'d>) -> Vec<&'d str> {
    let nodes = [pair.old.node, pair.new.node];
    let beside = [written.old.node, written.new.node].into_iter().filter(|node| node.get("$ref").is_some());
    let mut keys: Vec<&str> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for node in nodes.into_iter().chain(beside) {
        let members = node.as_object().into_iter().flat_map(Object::iter);
        keys.extend(members.map(|(key, _)| key).filter(|key| seen.insert(*key)));
    }
    keys
}

/// The rule for a member that any object may have, and how messages call it.
fn classified(key: &str) -> (Rule, String) {
    match key {
        "description" => (rules::DESCRIPTION_CHANGED, "the description".to_owned()),
        "summary" => (rules::SUMMARY_CHANGED, "the summary".to_owned()),
        "externalDocs" => (rules::EXTERNAL_DOCS_CHANGED, "the link to documentation".to_owned()),
        "example" => (rules::EXAMPLE_CHANGED, "the example".to_owned()),
        other if other.starts_with("x-") => (rules::EXTENSION_CHANGED, format!("`{other}`")),
        other => (UNCLASSIFIED_CHANGE, format!("`{other}`")),
    }
}

/// Examples may be components.
fn examples<'d>(pass: &mut Pass<'_, 'd>, pair: &Pair<'d>, what: &str) {
    let matched = pair.members("examples", |name| Some(name.to_owned()));
    let (old_root, new_root) = (pass.walk.old, pass.walk.new);
    for ((_, name), both) in matched.both {
        let ends = resolve(old_root, both.old.node).zip(resolve(new_root, both.new.node));
        if ends.is_none_or(|(old, new)| !same(old, new)) {
            pass.changed(rules::EXAMPLE_CHANGED, &both, format!("the example `{name}` of {what} changed"));
        }
    }
    for ((_, name), old) in matched.removed {
        pass.removed(rules::EXAMPLE_CHANGED, &old, format!("the example `{name}` of {what} is gone"));
    }
    for ((_, name), new) in matched.added {
        pass.added(rules::EXAMPLE_CHANGED, &new, format!("the example `{name}` of {what} is new"));
    }
}
