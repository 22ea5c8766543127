//! A line for a request and its answer, without values that may be secrets.

use crate::shown;
use specwright_codegen::Answer;
use specwright_runtime::mock::Received;

/// `200 GET /accounts/7?limit: listAccounts, example`.
pub(super) fn answered(received: &Received, answer: &Answer, faults: &[String]) -> String {
    let mut what: Vec<_> = answer.operation.iter().map(|id| shown::text(id)).collect();
    match answer.mistakes.as_slice() {
        [] => what.push(answer.origin.word().to_owned()),
        mistakes => what.extend(mistakes.iter().map(|mistake| shown::text(&mistake.to_string()))),
    }
    what.extend(answer.remarks.iter().map(|remark| shown::text(remark)));
    what.extend(faults.iter().map(|fault| shown::text(fault)));
    line(received, answer.status, &what.join(", "))
}

pub(super) fn refused(received: &Received, status: u16, why: &str) -> String {
    line(received, status, &shown::text(why))
}

fn line(received: &Received, status: u16, what: &str) -> String {
    format!("{status} {} {}: {what}\n", received.method(), target(received))
}

/// The path, and the names of the query.
fn target(received: &Received) -> String {
    let names: Vec<_> = received.query_pairs().map(|(name, _)| shown::text(&name)).collect();
    let mark = if names.is_empty() { "" } else { "?" };
    format!("{}{mark}{}", shown::text(received.path()), names.join("&"))
}
