//! Reviews as one comment on a pull request: the verdict first, what breaks with its evidence, the rest folded.

use super::human::operations;
use super::{count, counts, inert, place, versions};
use crate::diff::change::{Cause, Change, Impact, ItemChange};
use crate::diff::review::{self, Review};

/// GitHub takes 65,536 characters; a byte is at least as much.
const MOST_BYTES: usize = 59_000;

/// Of one change so many items are shown.
const MOST_ITEMS: usize = 12;

/// What finds the comment again that is to be brought up to date.
const MARK: &str = "<!-- specwright review -->";

pub(super) fn markdown(reviews: &[Review]) -> String {
    let mut page = Page { text: format!("{MARK}\n"), left_out: 0 };
    page.text += &headline(reviews);
    for review in reviews.iter().filter(|review| !review.diff.changes().is_empty() || !review.is_covered()) {
        page.text += &title(review);
        breaking(review, &mut page);
        for cause in Cause::ALL {
            folded(review, cause, &mut page);
        }
    }
    if page.left_out > 0 {
        let left = count(page.left_out, "change");
        page.text += &format!("\n{left} more: `diff` prints all of them.\n");
    }
    page.text
}

/// The comment so far.
struct Page {
    text: String,
    left_out: usize,
}

impl Page {
    /// Whether there is room for a part, and enough behind it to end what is open.
    fn has_room(&self, part: &str) -> bool {
        self.text.len() + part.len() < MOST_BYTES
    }

    /// Adds a part where there is room for it.
    fn add(&mut self, part: &str) {
        if self.has_room(part) {
            self.text += part;
        } else {
            self.left_out += 1;
        }
    }
}

fn headline(reviews: &[Review]) -> String {
    let uncovered = reviews.iter().filter(|review| !review.is_covered()).count();
    let verdict = match review::verdict(reviews) {
        Impact::None => "nothing changes",
        Impact::Breaking => "**breaking**",
        Impact::Warning => "**warning**: some users may have to change something",
        Impact::Compatible => "**compatible**",
        Impact::Documentation => "**documentation only**",
    };
    let version = match uncovered {
        0 => String::new(),
        _ => ", and **the version is too low**".to_owned(),
    };
    format!("### API review: {verdict}{version}\n")
}

fn title(review: &Review) -> String {
    let counts = counts(review.diff.changes().iter());
    let versions = versions(review).map(|line| format!("  \n{}", inert::markdown(&line))).unwrap_or_default();
    format!("\n#### {}\n\n{counts}{versions}\n", inert::code(&review.name))
}

fn breaking(review: &Review, page: &mut Page) {
    let changes = review.diff.changes().iter().filter(|change| change.weight() == Impact::Breaking);
    changes.for_each(|change| page.add(&shown(change)));
}

fn folded(review: &Review, cause: Cause, page: &mut Page) {
    let is_meant = |change: &&Change| change.weight() < Impact::Breaking && change.cause == cause;
    let changes: Vec<_> = review.diff.changes().iter().filter(is_meant).collect();
    if changes.is_empty() {
        return;
    }
    let counts = counts(changes.iter().copied());
    let head = format!("\n<details><summary>{} ({counts})</summary>\n", cause.title());
    if !page.has_room(&head) {
        page.left_out += changes.len();
        return;
    }
    page.text += &head;
    changes.into_iter().for_each(|change| page.add(&shown(change)));
    page.text += "\n</details>\n";
}

/// One change: what it is, what it means, where, and what it rests on.
fn shown(change: &Change) -> String {
    let mut text = format!("\n- **{}** {}\n", change.weight().word(), inert::markdown(&change.message));
    let mut facts = vec![format!("{}, {}", inert::code(&place(change)), inert::code(change.id))];
    facts.push(format!("wire: {}, Rust: {}", change.level.word(), change.rust_level.word()));
    facts.extend(operations(change).map(|names| format!("used by {}", inert::markdown(&names))));
    text += &format!("  <br>{}\n", facts.join(" · "));
    if change.weight() == Impact::Breaking {
        text += &format!("  <br>{}\n", evidence(change));
    }
    if change.rust.is_empty() {
        return text;
    }
    text += "\n  | Rust item | | now |\n  |---|---|---|\n";
    text.extend(change.rust.iter().take(MOST_ITEMS).map(row));
    let more = change.rust.len().saturating_sub(MOST_ITEMS);
    if more > 0 {
        text += &format!("  | {} more | | |\n", count(more, "item"));
    }
    text
}

fn row(item: &ItemChange) -> String {
    let weight = if item.level == Impact::Breaking { "**breaking**" } else { item.level.word() };
    let migration = inert::markdown(&item.migration);
    format!("  | {} | {} {weight} | {migration} |\n", inert::code(&item.item).replace('|', "\\|"), item.kind.word())
}

/// Who changed, what says so, and how to waive it.
fn evidence(change: &Change) -> String {
    let cause = match change.cause {
        Cause::Vendor => "the API changed",
        Cause::Correction => "we were wrong",
        Cause::Generator => "the generator changed",
    };
    let sources: Vec<_> = change.sources.iter().take(3).map(|source| inert::link(source)).collect();
    let sources = match (sources.is_empty(), change.cause) {
        (_, Cause::Generator) => String::new(),
        (true, _) => ", **no source**".to_owned(),
        (false, _) => format!(", by {}", sources.join(", ")),
    };
    let evidence = change.evidence.as_deref().filter(|word| *word != "documented");
    let evidence = evidence.map(|word| format!(" ({})", inert::markdown(word))).unwrap_or_default();
    let waiver = match &change.waived {
        Some(reason) => format!("waived: {}", inert::markdown(reason)),
        None => format!("fingerprint {}", inert::code(&change.fingerprint)),
    };
    format!("{cause}{sources}{evidence} · {waiver}")
}
