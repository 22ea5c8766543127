//! Takes what went wrong; returns one value that holds the exit code and everything to tell the user.

use crate::{Exit, shown};
use specwright_codegen::Report;
use std::io;
use std::path::Path;

/// Why a command stopped.
#[derive(Debug)]
pub struct Failure {
    exit: Exit,
    pub(crate) items: Vec<Item>,
}

#[derive(Debug)]
pub(crate) enum Item {
    Message(String),
    Report(Report),
}

impl Failure {
    /// The exit code that this leads to.
    #[must_use]
    pub fn exit(&self) -> Exit {
        self.exit
    }

    pub(crate) fn refused(message: impl Into<String>) -> Self {
        Self { exit: Exit::Failed, items: vec![Item::Message(message.into())] }
    }

    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, items: vec![Item::Message(message.into())] }
    }

    /// `action` completes "cannot …"; `advice` says what to do about it.
    pub(crate) fn io(action: &str, path: &Path, error: &io::Error, advice: &str) -> Self {
        Self::refused(format!("cannot {action} {}: {error}\n  help: {advice}", shown::path(path)))
    }

    /// This, and what else went wrong after it.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.items.extend(other.items);
        self
    }

    /// What the generator found.
    pub(crate) fn reports(&self) -> impl Iterator<Item = &Report> {
        self.items.iter().filter_map(|item| match item {
            Item::Report(report) => Some(report),
            Item::Message(_) => None,
        })
    }

    /// What the generator found, and what else went wrong, if anything did.
    pub(crate) fn parted(self) -> (Vec<Report>, Option<Self>) {
        let (mut reports, mut others) = (Vec::new(), Vec::new());
        for item in self.items {
            match item {
                Item::Report(report) => reports.push(report),
                message => others.push(message),
            }
        }
        (reports, (!others.is_empty()).then_some(Self { exit: self.exit, items: others }))
    }

    /// The first line of all that there is to tell.
    pub(crate) fn headline(&self) -> String {
        let text = match self.items.first() {
            Some(Item::Message(message)) => message.clone(),
            Some(Item::Report(report)) => report.to_string(),
            None => String::new(),
        };
        text.lines().next().unwrap_or_default().to_owned()
    }

    /// All the failures as one; none if there are none.
    pub(crate) fn all(failures: Vec<Self>) -> Result<(), Self> {
        let items: Vec<Item> = failures.into_iter().flat_map(|failure| failure.items).collect();
        if items.is_empty() { Ok(()) } else { Err(Self { exit: Exit::Failed, items }) }
    }
}

impl From<Report> for Failure {
    fn from(report: Report) -> Self {
        Self { exit: Exit::Failed, items: vec![Item::Report(report)] }
    }
}
