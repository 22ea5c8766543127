//! Reviews as entries of a changelog: what changed for users, by its cause.

use super::{count, inert};
use crate::diff::change::{Cause, Change, Impact};
use crate::diff::review::Review;

pub(super) fn changelog(reviews: &[Review]) -> String {
    let told = reviews.iter().filter(|review| !review.diff.changes().is_empty());
    told.map(one).collect::<Vec<_>>().join("\n")
}

fn one(review: &Review) -> String {
    let version = review.versions.as_ref().map(|versions| format!(" {}", versions.new)).unwrap_or_default();
    let mut text = format!("## {}{version}\n", inert::markdown(&review.name));
    for cause in Cause::ALL {
        let changes: Vec<_> = review.diff.changes().iter().filter(|change| change.cause == cause).collect();
        if !changes.is_empty() {
            text += &format!("\n### {}\n\n", cause.title());
            let (texts, felt): (Vec<_>, Vec<_>) =
                changes.into_iter().partition(|change| change.weight() <= Impact::Documentation);
            text.extend(felt.into_iter().map(entry));
            if !texts.is_empty() {
                text += &format!("- {} of the documentation\n", count(texts.len(), "change"));
            }
        }
    }
    text
}

fn entry(change: &Change) -> String {
    let mark = if change.weight() == Impact::Breaking { "**Breaking:** " } else { "" };
    let items = change.rust.iter().map(|item| format!("  - {}\n", inert::markdown(&item.migration)));
    format!("- {mark}{}\n{}", inert::markdown(&change.message), items.collect::<String>())
}
