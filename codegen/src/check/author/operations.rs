//! Rules on what each operation documents: its source, a success, what happens otherwise.

use super::super::Subject;
use super::super::findings::Findings;
use crate::calls::calls;
use crate::incoming::incoming;
use crate::openapi::{EXTENSION, Status};
use crate::parse::{At, Node, Object};
use crate::pointer::Pointer;

/// Each operation of paths and webhooks names its own pages; callbacks are told of where their operation is.
pub(super) fn missing_source(subject: &Subject<'_>, findings: &mut Findings) {
    let called = calls(subject.root).map(|call| (call.pointer, call.operation));
    let sent = incoming(subject.root).into_iter().filter(|operation| !is_within_call(&operation.pointer));
    for (pointer, operation) in called.chain(sent.map(|operation| (operation.pointer, operation.node))) {
        if operation.get(EXTENSION).is_none_or(|said| said.list("source").is_empty()) {
            let message = "this operation does not say which pages it rests on".to_owned();
            let hint = "name them: `x-specwright: {source: [{url: …, retrieved: …}]}`";
            findings.warning("missing_source", &pointer, At::Key, message, hint);
        }
    }
}

fn is_within_call(pointer: &Pointer) -> bool {
    pointer.tokens().next().is_some_and(|first| first == "paths")
}

/// An operation without any response has a rule of its own.
pub(super) fn missing_success(subject: &Subject<'_>, findings: &mut Findings) {
    for (pointer, statuses) in documented(subject) {
        let is_success = |status: &Status| match status {
            Status::Code(code) => *code < 400,
            Status::Range(digit) => *digit < 4,
            Status::Default => true,
        };
        if !statuses.is_empty() && !statuses.iter().any(is_success) {
            let message = "this operation documents errors only; whatever else comes is an error too".to_owned();
            let hint = "document the success, such as \"200\" or \"204\"";
            findings.warning("missing_success", &pointer, At::Key, message, hint);
        }
    }
}

pub(super) fn missing_error_response(subject: &Subject<'_>, findings: &mut Findings) {
    for (pointer, statuses) in documented(subject) {
        let is_error = |status: &Status| match status {
            Status::Code(code) => *code >= 400,
            Status::Range(digit) => *digit >= 4,
            Status::Default => true,
        };
        if !statuses.is_empty() && !statuses.iter().any(is_error) {
            let message = "this operation does not say what its errors look like".to_owned();
            let hint = "document them: \"4XX\" or `default`, or the statuses that the vendor names";
            findings.warning("missing_error_response", &pointer, At::Key, message, hint);
        }
    }
}

/// The responses of each call, and the statuses that they are for.
fn documented<'d>(subject: &Subject<'d>) -> impl Iterator<Item = (Pointer, Vec<Status>)> + use<'d> {
    calls(subject.root).filter_map(|call| {
        let responses = call.operation.get("responses").and_then(Node::as_object)?;
        let statuses = responses.iter().filter_map(|(key, _)| Status::parse(key)).collect();
        Some((call.pointer.key("responses"), statuses))
    })
}

/// The responses of an operation that are successes.
pub(super) fn successes(responses: &Object) -> impl Iterator<Item = (&str, &Node)> {
    responses.iter().filter(|(key, _)| matches!(Status::parse(key), Some(Status::Code(200..=299) | Status::Range(2))))
}
