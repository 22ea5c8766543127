//! Takes the text of a file list, which anybody may have edited; returns its safe entries and what was refused.

use super::entry::Entry;
use crate::shown;
use std::collections::BTreeSet;

/// What a file list says.
#[derive(Debug, Default)]
pub(super) struct FileList {
    pub(super) entries: BTreeSet<Entry>,
    pub(super) refused: Vec<String>,
}

impl FileList {
    pub(super) fn parse(text: &str) -> Self {
        let mut list = Self::default();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match Entry::parse(line) {
                Ok(entry) => {
                    list.entries.insert(entry);
                }
                Err(why) => list.refused.push(format!("entry `{}` is ignored: {why}", shown::text(line))),
            }
        }
        list
    }
}

/// The text of a list of these entries.
pub(super) fn render<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> String {
    entries.into_iter().map(|entry| format!("{entry}\n")).collect()
}
