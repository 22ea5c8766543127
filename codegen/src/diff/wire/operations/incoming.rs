//! What the vendor calls, and users of the API serve: webhooks, and the callbacks that calls ask for. Its bodies are received, and the
//! answers to it are sent.

use super::bodies::{self, content, same_media, value};
use super::call;
use super::pair::{Matched, Pair, matched};
use super::parameters::{Parameter, declared};
use super::rest::{extensions, rest};
use super::{Pass, rules};
use crate::diff::rule::Rule;
use crate::diff::wire::values::same_member;
use crate::diff::wire::{Direction, Part};
use crate::openapi::{METHODS, OTHER_METHODS, Status, operations};
use crate::parse::{Node, Object};
use crate::pointer::Pointer;

const HANDLED: [&str; 7] = ["tags", "operationId", "parameters", "requestBody", "responses", "callbacks", "deprecated"];

/// Path items that the vendor calls, to be compared later.
pub(super) struct Open<'d> {
    items: Pair<'d>,
    removed: Rule,
    added: Rule,
    what: String,
}

/// Compares all webhooks, and the callbacks of calls that have been compared before.
pub(super) fn compare(pass: &mut Pass<'_, '_>) {
    let roots = Pair::new(root(pass.walk.old), root(pass.walk.new));
    let name = |name: &str| (!name.starts_with("x-")).then(|| name.to_owned());
    let Matched { both, removed, added } = roots.members("webhooks", name);
    for ((_, name), old) in removed {
        pass.removed(rules::WEBHOOK_REMOVED, &old, format!("the webhook `{name}` is gone"));
    }
    for ((_, name), new) in added {
        pass.added(rules::WEBHOOK_ADDED, &new, format!("the webhook `{name}` is new"));
    }
    for ((_, name), items) in both {
        let (removed, added) = (rules::WEBHOOK_REMOVED, rules::WEBHOOK_ADDED);
        pass.incoming.push_back(Open { items, removed, added, what: format!("the webhook `{name}`") });
    }
    while let Some(open) = pass.incoming.pop_front() {
        item(pass, &open);
    }
}

fn root(node: &Node) -> Part<'_> {
    Part::new(Pointer::default(), node)
}

/// Notes the callbacks of two operations for later, since they may have callbacks of their own.
pub(super) fn callbacks<'d>(pass: &mut Pass<'_, 'd>, operations: &Pair<'d>, of: &str) {
    let Matched { both, removed, added } = operations.members("callbacks", |name| Some(name.to_owned()));
    for ((_, name), old) in removed {
        pass.removed(rules::CALLBACK_REMOVED, &old, format!("the callback `{name}` of {of} is gone"));
    }
    for ((_, name), new) in added {
        pass.added(rules::CALLBACK_ADDED, &new, format!("the callback `{name}` of {of} is new"));
    }
    for ((_, name), written) in both {
        let pair = pass.resolved(&written);
        if pass.is_first(Direction::Response, &pair) {
            callback(pass, &pair, &format!("the callback `{name}` of {of}"));
        }
    }
}

/// A callback calls some addresses, each told by an expression.
fn callback<'d>(pass: &mut Pass<'_, 'd>, pair: &Pair<'d>, what: &str) {
    let entries = |part: &Part<'d>| {
        let members = part.node.as_object().into_iter().flat_map(Object::iter);
        let members = members.filter(|(key, _)| !key.starts_with("x-") && *key != "$ref");
        members.map(|(key, node)| (key, Part::new(part.at.key(key), node))).collect::<Vec<_>>()
    };
    let (old, new) = (entries(&pair.old), entries(&pair.new));
    extensions(pass, pair, what);
    let Matched { mut both, mut removed, mut added } = matched(old, new, |key| *key);
    let only = removed.len() == 1 && added.len() == 1;
    if let (true, Some((was, old)), Some((is, new))) = (only, removed.pop(), added.pop()) {
        let change = Pair::new(old, new);
        let message = format!("{what} goes to `{is}` now, and no longer to `{was}`");
        pass.changed(rules::CALLBACK_MOVED, &change, message);
        both.push((is, change));
    }
    for (expression, old) in removed {
        pass.removed(rules::CALLBACK_REMOVED, &old, format!("{what} no longer goes to `{expression}`"));
    }
    for (expression, new) in added {
        pass.added(rules::CALLBACK_ADDED, &new, format!("{what} goes to `{expression}`, too"));
    }
    for (_, items) in both {
        let (removed, added) = (rules::CALLBACK_REMOVED, rules::CALLBACK_ADDED);
        pass.incoming.push_back(Open { items, removed, added, what: what.to_owned() });
    }
}

fn item<'d>(pass: &mut Pass<'_, 'd>, open: &Open<'d>) {
    let pair = pass.resolved(&open.items);
    if !pass.is_first(Direction::Response, &pair) {
        return;
    }
    let all = |part: &Part<'d>| {
        let all = operations(part.node, &part.at).into_iter();
        all.map(|(method, at, node)| (method, Part::new(at, node))).collect::<Vec<_>>()
    };
    let Matched { both, removed, added } = matched(all(&pair.old), all(&pair.new), Clone::clone);
    for (method, operations) in both {
        operation(pass, &pair, &operations, &method, &open.what);
    }
    for (method, old) in removed {
        pass.removed(open.removed, &old, format!("{} is no longer sent by {method}", open.what));
    }
    for (method, new) in added {
        pass.added(open.added, &new, format!("{} is sent by {method} now", open.what));
    }
    let handled = [METHODS.as_slice(), &[OTHER_METHODS, "parameters", "$ref"]].concat();
    rest(pass, &open.items, &handled, &open.what);
}

fn operation<'d>(pass: &mut Pass<'_, 'd>, items: &Pair<'d>, pair: &Pair<'d>, method: &str, what: &str) {
    pass.flag(pair, "deprecated", rules::OPERATION_DEPRECATED, rules::OPERATION_UNDEPRECATED, what);
    call::operation_id(pass, pair, what);
    call::tags(pass, pair, what);
    parameters(pass, items, pair, what);
    bodies::compare(pass, Direction::Response, pair, what);
    answers(pass, pair, method, what);
    callbacks(pass, pair, what);
    rest(pass, pair, &HANDLED, what);
}

fn parameters<'d>(pass: &mut Pass<'_, 'd>, items: &Pair<'d>, pair: &Pair<'d>, of: &str) {
    let old = declared(pass.walk.old, [&items.old, &pair.old], &[], false, &items.old.at);
    let new = declared(pass.walk.new, [&items.new, &pair.new], &[], false, &items.new.at);
    let Matched { both, removed, added } = matched(old, new, Parameter::id);
    for (parameter, old) in removed {
        let message = format!("{} is no longer sent", parameter.of(of));
        pass.removed(rules::INCOMING_PARAMETER_REMOVED, &old, message);
    }
    for (parameter, new) in added {
        pass.added(rules::INCOMING_PARAMETER_ADDED, &new, format!("{} is sent now", parameter.of(of)));
    }
    for (parameter, pair) in both {
        if pass.is_first(Direction::Response, &pair) {
            incoming_parameter(pass, &pair, &parameter.of(of));
        }
    }
}

fn incoming_parameter<'d>(pass: &mut Pass<'_, 'd>, pair: &Pair<'d>, what: &str) {
    let keys = ["required", "style", "explode", "allowReserved", "content"];
    let is_other = |key: &&str| {
        let (old, new) = pair.nodes(key);
        if *key == "content" { !same_media(pair.old.node, pair.new.node) } else { !same_member(old, new) }
    };
    if let Some(key) = keys.into_iter().find(is_other) {
        let message = format!("when or how {what} is sent changed");
        pass.changed_at(rules::INCOMING_PARAMETER_CHANGED, pair, key, message);
    }
    pass.flag(pair, "deprecated", rules::PARAMETER_DEPRECATED, rules::PARAMETER_UNDEPRECATED, what);
    value(pass, Direction::Response, pair, what);
    rest(pass, pair, &[keys.as_slice(), &["name", "in", "deprecated", "allowEmptyValue", "schema"]].concat(), what);
}

/// What users of the API may answer.
fn answers<'d>(pass: &mut Pass<'_, 'd>, operations: &Pair<'d>, method: &str, what: &str) {
    let code = |key: &str| Status::parse(key).map(|_| key.trim().to_ascii_uppercase());
    let Matched { both, removed, added } = operations.members("responses", code);
    for ((_, key), old) in removed {
        pass.removed(rules::INCOMING_ANSWER_REMOVED, &old, format!("{what} may no longer be answered by {key}"));
    }
    for ((_, key), new) in added {
        pass.added(rules::INCOMING_ANSWER_ADDED, &new, format!("{what} may be answered by {key} now"));
    }
    for ((_, key), written) in both {
        let what = format!("the answer {key} to {what}");
        let pair = pass.resolved(&written);
        let has_body = Status::parse(key).is_some_and(|status| crate::answers::has_body(method, status));
        if has_body {
            content(pass, Direction::Request, &pair, &what);
        }
        if pass.is_first(Direction::Request, &pair) {
            rest(pass, &written, &["content", "links"], &what);
        }
    }
}
