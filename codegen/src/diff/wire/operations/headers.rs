//! The headers of two responses that are one; their names have no case.

use super::bodies::{same_media, value};
use super::pair::{Matched, Pair};
use super::rest::rest;
use super::{Pass, rules};
use crate::diff::wire::Direction;
use crate::openapi::{Form, form};
use crate::parse::Node;

const HANDLED: [&str; 5] = ["required", "deprecated", "schema", "content", "style"];

/// Compares the headers of two responses.
pub(super) fn compare<'d>(pass: &mut Pass<'_, 'd>, responses: &Pair<'d>, of: &str) {
    let name = |name: &str| {
        let name = name.to_ascii_lowercase();
        // OpenAPI leaves it to the media types.
        (name != "content-type").then_some(name)
    };
    let Matched { both, removed, added } = responses.members("headers", name);
    for ((_, name), written) in both {
        one(pass, &written, &format!("the header `{name}` of {of}"));
    }
    for ((_, name), old) in removed {
        let is_required = old.resolved(pass.walk.old).node.flag("required");
        let rule = if is_required { rules::RESPONSE_HEADER_REMOVED_REQUIRED } else { rules::RESPONSE_HEADER_REMOVED };
        pass.removed(rule, &old, format!("the header `{name}` of {of} is gone"));
    }
    for ((_, name), new) in added {
        pass.added(rules::RESPONSE_HEADER_ADDED, &new, format!("the header `{name}` of {of} is new"));
    }
}

fn one<'d>(pass: &mut Pass<'_, 'd>, written: &Pair<'d>, what: &str) {
    let pair = pass.resolved(written);
    if !pass.is_first(Direction::Response, &pair) {
        return;
    }
    match pair.flags("required") {
        (false, true) => {
            let rule = rules::RESPONSE_HEADER_BECAME_REQUIRED;
            pass.changed_at(rule, &pair, "required", format!("{what} is always there now"));
        }
        (true, false) => {
            let rule = rules::RESPONSE_HEADER_BECAME_OPTIONAL;
            pass.changed_at(rule, &pair, "required", format!("{what} may be absent now"));
        }
        _ => {}
    }
    let (set, unset) = (rules::RESPONSE_HEADER_DEPRECATED, rules::RESPONSE_HEADER_UNDEPRECATED);
    pass.flag(&pair, "deprecated", set, unset, what);
    serialization(pass, &pair, what);
    value(pass, Direction::Response, &pair, what);
    let handled = [HANDLED.as_slice(), &["explode"]].concat();
    rest(pass, written, &handled, what);
}

fn serialization<'d>(pass: &mut Pass<'_, 'd>, pair: &Pair<'d>, what: &str) {
    let key = if same_media(pair.old.node, pair.new.node) { "explode" } else { "content" };
    let is_other = explodes(pass.walk.old, pair.old.node) != explodes(pass.walk.new, pair.new.node);
    if key == "content" || is_other {
        let rule = rules::RESPONSE_HEADER_SERIALIZATION_CHANGED;
        pass.changed_at(rule, pair, key, format!("{what} is written in another way"));
    }
}

/// `explode` says nothing of what has no elements.
fn explodes(root: &Node, header: &Node) -> bool {
    header.flag("explode") && header.get("schema").is_some_and(|schema| form(root, schema) != Form::Scalar)
}
