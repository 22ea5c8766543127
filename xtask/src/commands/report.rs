//! Takes how a command ended, and a file; writes all that the generator found there, and returns the same end. Others take the
//! text alone.

use crate::{Context, Exit, Failure};
use specwright_codegen::{Diagnostic, Report};
use std::fs;
use std::io;
use std::path::Path;

pub(super) fn write(path: Option<&Path>, done: Result<Exit, Failure>, context: &Context) -> Result<Exit, Failure> {
    let Some(path) = path else { return done };
    let mut found = context.reported();
    found.extend(done.as_ref().err().into_iter().flat_map(Failure::reports).flat_map(Report::diagnostics).cloned());
    let written = json(found)
        .and_then(|text| fs::write(context.resolve(path), text))
        .map_err(|error| Failure::io("write", path, &error, "name a file in a folder that exists"));
    match (done, written) {
        (done, Ok(())) => done,
        (Ok(_), Err(failure)) => Err(failure),
        (Err(failure), Err(other)) => Err(failure.and(other)),
    }
}

/// An array of objects, sorted by place.
pub(super) fn json(mut found: Vec<Diagnostic>) -> io::Result<String> {
    found.sort_by(|a, b| key(a).cmp(&key(b)));
    Ok(serde_json::to_string_pretty(&found)? + "\n")
}

/// By place, whichever document came first.
fn key(one: &Diagnostic) -> (&str, usize, usize, &str, &str) {
    (&one.file, one.line, one.column, one.rule, &one.message)
}
