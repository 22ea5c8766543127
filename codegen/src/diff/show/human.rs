//! Reviews for people at a terminal.

use super::{count, counts, inert, place, versions};
use crate::diff::change::{Change, Impact};
use crate::diff::review::Review;

/// So many operations are named.
const MOST_OPERATIONS: usize = 4;

pub(super) fn human(reviews: &[Review]) -> String {
    reviews.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn one(review: &Review) -> String {
    let changes = review.diff.changes();
    let verdict = review.diff.verdict().word();
    let mut text = match changes.is_empty() {
        true => format!("{}: no change\n", inert::line(&review.name)),
        false => format!("{}: {verdict} ({})\n", inert::line(&review.name), counts(changes.iter())),
    };
    text.extend(versions(review).map(|line| format!("{line}\n")));
    text.extend(changes.iter().map(change));
    text
}

fn change(change: &Change) -> String {
    let mut lines = vec![format!("\n{}[{}]: {}", change.weight().word(), change.id, inert::line(&change.message))];
    lines.push(format!("  --> {}", inert::line(&place(change))));
    lines.push(format!("   = at {}", inert::line(&change.pointer)));
    lines.push(format!("   = on the wire: {}; to Rust: {}", change.level.word(), change.rust_level.word()));
    lines.extend(operations(change).map(|names| format!("   = operations: {}", inert::line(&names))));
    lines.extend(change.rust.iter().map(|item| {
        let words = format!("{} {}", item.kind.word(), item.level.word());
        format!("   = rust: {} ({words}): {}", inert::line(&item.item), inert::line(&item.migration))
    }));
    lines.push(format!("   = cause: {}", cause(change)));
    let is_waivable = change.weight() > Impact::Documentation || change.rust_level > Impact::None;
    match &change.waived {
        Some(reason) => lines.push(format!("   = waived: {}", inert::line(reason))),
        None if is_waivable => lines.push(format!("   = fingerprint: {}", change.fingerprint)),
        None => {}
    }
    lines.join("\n") + "\n"
}

fn cause(change: &Change) -> String {
    let word = match change.cause {
        crate::diff::change::Cause::Vendor => "vendor",
        crate::diff::change::Cause::Correction => "correction",
        crate::diff::change::Cause::Generator => "generator",
    };
    match change.sources.first() {
        Some(source) => format!("{word}, by {}", inert::line(source)),
        None => word.to_owned(),
    }
}

/// The first operations by name, the others counted.
pub(super) fn operations(change: &Change) -> Option<String> {
    let named: Vec<_> = change.operations.iter().take(MOST_OPERATIONS).map(String::as_str).collect();
    let more = change.operations.len().saturating_sub(MOST_OPERATIONS);
    let more = if more > 0 { format!(" and {}", count(more, "other")) } else { String::new() };
    (!named.is_empty()).then(|| named.join(", ") + &more)
}
