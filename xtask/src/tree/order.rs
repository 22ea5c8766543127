//! Takes what a plan writes and removes; returns the steps in an order that a kill at any point cannot spoil.

use super::apply::Step;
use super::entry::Entry;
use super::list;
use std::collections::BTreeSet;

/// The file list, on disk and as it is to be; `new_text` is none where the whole folder goes.
pub(super) struct List<'a> {
    pub(super) entry: &'a Entry,
    pub(super) old_text: Option<&'a str>,
    pub(super) new_text: Option<&'a str>,
    pub(super) old: &'a BTreeSet<Entry>,
    pub(super) new: &'a BTreeSet<&'a Entry>,
}

// Why this order: (1) the list first names old and new files, so that whatever exists later is on it and no file can
// become an orphan that nobody dares to remove; (2) removals, (3) emptied folders and (4) writes follow, each of which
// `--check` sees while it is missing; (5) the final list, or its removal, comes last, because until then the list must
// keep naming what is still to go. Temporary files have a reserved name, so the next run knows and removes them.
pub(super) fn order(list: &List<'_>, gone: Vec<Entry>, mut emptied: Vec<String>, writes: Vec<Step>) -> Vec<Step> {
    let top = emptied.pop_if(|folder| folder.is_empty());
    let mut steps: Vec<Step> = list.first().into_iter().collect();
    steps.extend(gone.into_iter().map(Step::RemoveFile));
    steps.extend(emptied.into_iter().map(Step::RemoveFolder));
    steps.extend(writes);
    if steps.first() != list.last().as_ref() {
        steps.extend(list.last());
    }
    steps.extend(top.map(Step::RemoveFolder));
    steps
}

impl List<'_> {
    /// The list that names old and new files, unless the one on disk already does.
    fn first(&self) -> Option<Step> {
        let adds = self.new.iter().any(|entry| *entry != self.entry && !self.old.contains(entry));
        let drops = self.old.iter().any(|entry| !self.new.contains(entry));
        match (adds, drops) {
            (false, _) => None,
            (true, false) => self.last(),
            (true, true) => {
                let both: BTreeSet<&Entry> = self.old.iter().chain(self.new.iter().copied()).collect();
                Some(Step::Write(self.entry.clone(), list::render(both)))
            }
        }
    }

    /// The final list, unless it is on disk.
    fn last(&self) -> Option<Step> {
        match (self.old_text, self.new_text) {
            (old, new) if old == new => None,
            (_, Some(new)) => Some(Step::Write(self.entry.clone(), new.to_owned())),
            (_, None) => Some(Step::RemoveFile(self.entry.clone())),
        }
    }
}
