//! What `x-specwright` says of two nodes that are one: how the client behaves, and how it is known.

use super::pair::{Pair, member_mark};
use super::rest::verb;
use super::{Pass, rules};
use crate::diff::rule::Rule;
use crate::diff::wire::values::{same, same_member};
use crate::openapi::EXTENSION;
use crate::parse::{Node, Object};

/// How a statement is known; it may stand beside each.
const EVIDENCE: [&str; 4] = ["source", "evidence", "reason", "openQuestion"];

/// Says who made the change beside it, and is none itself.
const CAUSE: &str = "change";

/// Compares all that the extension says.
pub(super) fn compare<'d>(
    pass: &mut Pass<'_, 'd>,
    holders: &Pair<'d>,
    old: Option<&'d Node>,
    new: Option<&'d Node>,
    what: &str,
) {
    let mut is_evidence_told = false;
    for key in keys(old, new) {
        let members = (old.and_then(|node| node.get(key)), new.and_then(|node| node.get(key)));
        if key == CAUSE || same_member(members.0, members.1) {
            continue;
        }
        let is_of_evidence = EVIDENCE.contains(&key) || is_same_but_for_evidence(members);
        if !is_of_evidence {
            tell(pass, holders, key, rule(key), format!("`{key}` of {what} {}", verb(members.0, members.1)));
        } else if !std::mem::replace(&mut is_evidence_told, true) {
            tell(pass, holders, key, rules::EVIDENCE_CHANGED, format!("how {what} is known changed"));
        }
    }
}

fn rule(key: &str) -> Rule {
    match key {
        "pagination" => rules::PAGINATION_CHANGED,
        "poll" => rules::POLL_CHANGED,
        "retry" => rules::RETRY_CHANGED,
        "idempotencyKey" => rules::IDEMPOTENCY_KEY_CHANGED,
        "rateLimit" => rules::RATE_LIMIT_CHANGED,
        _ => rules::EXTENSION_CHANGED,
    }
}

fn tell<'d>(pass: &mut Pass<'_, 'd>, holders: &Pair<'d>, key: &str, rule: Rule, message: String) {
    let (old, new) = holders.get(EXTENSION);
    let (old, new) = (old.as_ref().unwrap_or(&holders.old), new.as_ref().unwrap_or(&holders.new));
    pass.walk.tell(rule, member_mark(old, key), member_mark(new, key), message);
}

fn keys<'d>(old: Option<&'d Node>, new: Option<&'d Node>) -> Vec<&'d str> {
    let own = |node: Option<&'d Node>| node.and_then(Node::as_object).into_iter().flat_map(Object::iter);
    let fresh = own(new).filter(|(key, _)| old.is_none_or(|old| old.get(key).is_none()));
    own(old).chain(fresh).map(|(key, _)| key).collect()
}

/// Whether two statements say the same, and only what they rest on differs.
fn is_same_but_for_evidence(statements: (Option<&Node>, Option<&Node>)) -> bool {
    let (Some(Node::Object(old)), Some(Node::Object(new))) = statements else { return false };
    let is_in = |object: &Object, other: &Object| {
        let mut said = object.iter().filter(|(key, _)| !EVIDENCE.contains(key));
        said.all(|(key, value)| other.get(key).is_some_and(|other| same(value, other)))
    };
    is_in(old, new) && is_in(new, old)
}
