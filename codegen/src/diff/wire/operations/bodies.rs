//! Bodies: whether there is one, of which media types, and what it holds. A body that the vendor sends is compared as a response is.

use std::collections::BTreeSet;

use super::pair::{Matched, Pair};
use super::rest::rest;
use super::{Pass, rules};
use crate::diff::wire::values::{same, same_member};
use crate::diff::wire::{Direction, Part};
use crate::openapi::is_json;
use crate::parse::Node;

/// Compares the request bodies of two operations.
pub(super) fn compare<'d>(pass: &mut Pass<'_, 'd>, direction: Direction, operations: &Pair<'d>, what: &str) {
    match operations.get("requestBody") {
        (None, None) => {}
        (Some(old), None) => {
            pass.removed(direction.of(rules::BODY_REMOVED), &old, format!("{what} has no body any more"));
        }
        (None, Some(new)) => body_added(pass, direction, &new, what),
        (Some(old), Some(new)) => both(pass, direction, &Pair::new(old, new), what),
    }
}

fn body_added<'d>(pass: &mut Pass<'_, 'd>, direction: Direction, new: &Part<'d>, what: &str) {
    if direction == Direction::Request && new.resolved(pass.walk.new).node.flag("required") {
        pass.added(rules::REQUEST_BODY_ADDED_REQUIRED, new, format!("{what} has a body now, which is required"));
    } else {
        pass.added(direction.of(rules::BODY_ADDED), new, format!("{what} has a body now"));
    }
}

fn both<'d>(pass: &mut Pass<'_, 'd>, direction: Direction, written: &Pair<'d>, what: &str) {
    let pair = pass.resolved(written);
    if !pass.is_first(direction, &pair) {
        return;
    }
    let what = format!("the body of {what}");
    match pair.flags("required") {
        (false, true) => {
            let rule = direction.of(rules::BODY_BECAME_REQUIRED);
            pass.changed_at(rule, &pair, "required", format!("{what} is required now"));
        }
        (true, false) => {
            let rule = direction.of(rules::BODY_BECAME_OPTIONAL);
            pass.changed_at(rule, &pair, "required", format!("{what} is optional now"));
        }
        _ => {}
    }
    content(pass, direction, &pair, &what);
    rest(pass, written, &["required", "content"], &what);
}

/// Compares what two bodies may be.
pub(super) fn content<'d>(pass: &mut Pass<'_, 'd>, direction: Direction, pair: &Pair<'d>, what: &str) {
    let shared = pair.get("content");
    if let (Some(old), Some(new)) = shared
        && !pass.is_first(direction, &Pair::new(old, new))
    {
        return;
    }
    let Matched { mut both, removed, added } = pair.members("content", |name| Some(plain(name)));
    match (removed.as_slice(), added.as_slice()) {
        ([((_, old), was)], [((plain, new), is)]) => {
            let change = Pair::new(was.clone(), is.clone());
            let rule = direction.of(rules::MEDIA_TYPE_CHANGED);
            pass.changed(rule, &change, format!("{what} is `{new}` now, and no longer `{old}`"));
            both.push(((plain.clone(), new), change));
        }
        _ => {
            for ((_, name), old) in &removed {
                let rule = direction.of(rules::MEDIA_TYPE_REMOVED);
                pass.removed(rule, old, format!("{what} is no longer `{name}`"));
            }
            for ((_, name), new) in &added {
                pass.added(direction.of(rules::MEDIA_TYPE_ADDED), new, format!("{what} may be `{name}` now"));
            }
        }
    }
    for (_, pair) in both {
        media(pass, direction, &pair, what);
    }
}

/// Compares what two parameters or headers carry, be it by a schema or a media type.
pub(super) fn value<'d>(pass: &mut Pass<'_, 'd>, direction: Direction, pair: &Pair<'d>, what: &str) {
    let first = |part: &Part<'d>| part.members("content").into_iter().next().map(|(_, media)| media);
    match (first(&pair.old), first(&pair.new)) {
        (None, None) => pass.schemas(direction, pair, "schema"),
        (Some(old), Some(new)) => media(pass, direction, &Pair::new(old, new), what),
        (old, new) => {
            let mixed = Pair::new(old.unwrap_or_else(|| pair.old.clone()), new.unwrap_or_else(|| pair.new.clone()));
            let mixed = pass.resolved(&mixed);
            pass.schemas(direction, &mixed, "schema");
        }
    }
}

fn media<'d>(pass: &mut Pass<'_, 'd>, direction: Direction, written: &Pair<'d>, what: &str) {
    let pair = pass.resolved(written);
    if !pass.is_first(direction, &pair) {
        return;
    }
    pass.schemas(direction, &pair, "schema");
    pass.schemas(direction, &pair, "itemSchema");
    for key in ENCODINGS {
        let (old, new) = pair.nodes(key);
        if !same_member(old, new) {
            let rule = direction.of(rules::ENCODING_CHANGED);
            pass.changed_at(rule, &pair, key, format!("the parts of {what} are written in another way"));
        }
    }
    rest(pass, written, &["schema", "itemSchema", "encoding", "prefixEncoding", "itemEncoding"], what);
}

const ENCODINGS: [&str; 3] = ["encoding", "prefixEncoding", "itemEncoding"];

/// A media type without what makes no difference: case, spaces, order, and a character set that is the usual one.
pub(super) fn plain(media_type: &str) -> String {
    let lower = media_type.to_ascii_lowercase();
    let mut parts = lower.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default().to_owned();
    let is_usual = |parameter: &String| {
        parameter.starts_with("charset=") && (is_json(&essence) || parameter.trim_matches('"').ends_with("=utf-8"))
    };
    let parameters = parts.filter(|part| !part.is_empty()).map(|part| part.replace([' ', '"'], ""));
    let parameters: BTreeSet<_> = parameters.filter(|parameter| !is_usual(parameter)).collect();
    parameters.into_iter().fold(essence.clone(), |text, parameter| text + ";" + &parameter)
}

/// Whether a node has anything in its body.
pub(super) fn has_content(node: &Node) -> bool {
    node.members("content").next().is_some()
}

/// Whether two headers, or what else holds one value, are described by the same words for what they are written as.
pub(super) fn same_media(old: &Node, new: &Node) -> bool {
    let name = |node: &Node| node.members("content").next().map(|(name, _)| Node::String(plain(name)));
    match (name(old), name(new)) {
        (Some(old), Some(new)) => same(&old, &new),
        (old, new) => old.is_none() && new.is_none(),
    }
}
