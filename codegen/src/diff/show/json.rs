//! Reviews for programs: one object, its keys as CONTRIBUTING.md lists them.

use serde::Serialize;

use crate::diff::change::{Bump, Cause, Change, Impact, ItemChange};
use crate::diff::review::{self, Review};

#[derive(Serialize)]
struct All<'r> {
    verdict: Impact,
    bump: Bump,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    versions: Vec<Versions<'r>>,
    changes: Vec<One<'r>>,
}

#[derive(Serialize)]
struct Versions<'r> {
    api: &'r str,
    verdict: Impact,
    bump: Bump,
    old: &'r str,
    new: &'r str,
    needed: Option<String>,
    is_covered: bool,
}

#[derive(Serialize)]
struct One<'r> {
    api: &'r str,
    id: &'r str,
    level: Impact,
    rust_level: Impact,
    cause: Cause,
    pointer: &'r str,
    old_pointer: Option<&'r str>,
    new_pointer: Option<&'r str>,
    old_file: Option<&'r str>,
    new_file: Option<&'r str>,
    old_line: Option<usize>,
    new_line: Option<usize>,
    message: &'r str,
    rust: &'r [ItemChange],
    operations: &'r [String],
    sources: &'r [String],
    evidence: Option<&'r str>,
    fingerprint: &'r str,
    waived: Option<&'r str>,
}

pub(super) fn json(reviews: &[Review]) -> String {
    let all = All {
        verdict: review::verdict(reviews),
        bump: review::bump(reviews),
        versions: reviews.iter().filter_map(versions).collect(),
        changes: review::changes(reviews).map(|(api, change)| one(api, change)).collect(),
    };
    // Strings and numbers alone cannot fail to be written.
    serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"
}

fn versions(review: &Review) -> Option<Versions<'_>> {
    let versions = review.versions.as_ref()?;
    Some(Versions {
        api: &review.name,
        verdict: review.diff.verdict(),
        bump: review.diff.bump(),
        old: &versions.old,
        new: &versions.new,
        needed: review.needed(),
        is_covered: review.is_covered(),
    })
}

fn one<'r>(api: &'r str, change: &'r Change) -> One<'r> {
    let (old, new) = (change.old.as_ref(), change.new.as_ref());
    One {
        api,
        id: change.id,
        level: change.level,
        rust_level: change.rust_level,
        cause: change.cause,
        pointer: &change.pointer,
        old_pointer: old.map(|spot| spot.pointer.as_str()),
        new_pointer: new.map(|spot| spot.pointer.as_str()),
        old_file: old.map(|spot| spot.file.as_str()),
        new_file: new.map(|spot| spot.file.as_str()),
        old_line: old.map(|spot| spot.line),
        new_line: new.map(|spot| spot.line),
        message: &change.message,
        rust: &change.rust,
        operations: &change.operations,
        sources: &change.sources,
        evidence: change.evidence.as_deref(),
        fingerprint: &change.fingerprint,
        waived: change.waived.as_deref(),
    }
}
