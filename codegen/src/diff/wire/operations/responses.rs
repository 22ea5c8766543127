//! The responses of two operations that are one: statuses, then headers and bodies.

use super::bodies::{content, has_content};
use super::pair::{Matched, Pair, matched};
use super::rest::{extensions, rest};
use super::{Pass, headers, links, rules};
use crate::answers::{documented, has_body};
use crate::diff::wire::{Direction, Part};
use crate::openapi::Status;
use crate::parse::Node;

/// A response of an operation.
struct Response<'d> {
    status: Status,
    key: &'d str,
    is_success: bool,
}

/// Compares the responses of two operations.
pub(super) fn compare<'d>(pass: &mut Pass<'_, 'd>, operations: &Pair<'d>, method: &str, what: &str) {
    let old = listed(pass.walk.old, &operations.old);
    let new = listed(pass.walk.new, &operations.new);
    let Matched { both, removed, added } = matched(old, new, |response| code(response.status));
    for (response, pair) in both {
        let what = format!("the response {} of {what}", response.key);
        one(pass, &pair, has_body(method, response.status), &what);
    }
    for (response, old) in removed {
        let rule = match response.status {
            _ if response.is_success => rules::RESPONSE_SUCCESS_REMOVED,
            Status::Default => rules::RESPONSE_DEFAULT_REMOVED,
            _ => rules::RESPONSE_ERROR_REMOVED,
        };
        pass.removed(rule, &old, format!("the response {} of {what} is gone", response.key));
    }
    for (response, new) in added {
        let rule = match response.status {
            Status::Default => rules::RESPONSE_DEFAULT_ADDED,
            _ if response.is_success => rules::RESPONSE_SUCCESS_ADDED,
            _ => rules::RESPONSE_ERROR_ADDED,
        };
        pass.added(rule, &new, format!("the response {} of {what} is new", response.key));
    }
    if let (Some(old), Some(new)) = operations.get("responses") {
        extensions(pass, &Pair::new(old, new), what);
    }
}

/// All responses as they are written, in document order.
fn listed<'d>(root: &'d Node, operation: &Part<'d>) -> Vec<(Response<'d>, Part<'d>)> {
    let written = operation.members("responses").into_iter().filter(|(key, _)| Status::parse(key).is_some());
    let read = documented(root, operation.node, &operation.at);
    let both = written.zip(read);
    both.map(|((key, part), read)| (Response { status: read.status, key, is_success: read.is_success }, part)).collect()
}

/// A number for each status.
fn code(status: Status) -> u16 {
    match status {
        Status::Code(code) => code,
        Status::Range(digit) => u16::from(digit),
        Status::Default => 0,
    }
}

fn one<'d>(pass: &mut Pass<'_, 'd>, written: &Pair<'d>, has_body: bool, what: &str) {
    let pair = pass.resolved(written);
    if has_body {
        body(pass, &pair, what);
    }
    if pass.is_first(Direction::Response, &pair) {
        headers::compare(pass, &pair, what);
        links::compare(pass, &pair, what);
        rest(pass, written, &["headers", "content", "links"], what);
    }
}

fn body<'d>(pass: &mut Pass<'_, 'd>, pair: &Pair<'d>, what: &str) {
    let direction = Direction::Response;
    match (has_content(pair.old.node), has_content(pair.new.node)) {
        (false, false) => {}
        (true, false) => {
            pass.changed_at(direction.of(rules::BODY_REMOVED), pair, "content", format!("{what} has no body any more"));
        }
        (false, true) => {
            pass.changed_at(direction.of(rules::BODY_ADDED), pair, "content", format!("{what} has a body now"));
        }
        (true, true) => content(pass, direction, pair, what),
    }
}
