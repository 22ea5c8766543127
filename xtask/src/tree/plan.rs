//! Takes the files that a folder is to hold; returns the changes that this needs, by comparison with the disk alone.

use super::apply::Step;
use super::compare::Comparison;
use crate::Failure;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Whose the files of a folder are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ownership {
    /// Ours, whatever is in it: a foreign file makes it stale, and is overwritten where one of ours belongs.
    Folder,
    /// Ours only what its file list names; everything else is the user's.
    Listed,
}

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is not there.
    Missing,
    /// It holds something else.
    Changed,
    /// It is left from an earlier run, and goes.
    Orphan,
    /// It is not ours, and stays until somebody removes it.
    Foreign,
}

/// One difference between a folder and what it is to hold.
#[derive(Debug)]
pub struct Change {
    /// The path as users know it.
    pub path: String,
    /// What is wrong with it.
    pub kind: Kind,
    pub(super) old: Vec<u8>,
    pub(super) new: String,
}

/// Everything that makes a folder hold what it is to hold.
#[derive(Debug)]
pub struct Plan {
    pub(super) folder: PathBuf,
    pub(super) changes: Vec<Change>,
    pub(super) steps: Vec<Step>,
    pub(super) warnings: Vec<String>,
}

impl Plan {
    /// The differences, in the order of their paths.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Whether the folder holds what it is to hold, and nothing else of ours.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.changes.is_empty()
    }

    /// How many files the steps write or remove.
    #[must_use]
    pub fn files(&self) -> usize {
        self.changes.iter().filter(|change| change.kind != Kind::Foreign && !change.path.ends_with('/')).count()
    }

    /// What is wrong with the file list.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

/// Compares `desired` (relative path to text) with `folder`, which messages call `label`.
///
/// # Errors
///
/// The folder cannot be read, or holds something that must not be overwritten.
pub fn plan(
    desired: &BTreeMap<String, String>,
    folder: &Path,
    label: &str,
    ownership: Ownership,
) -> Result<Plan, Failure> {
    let mut comparison = Comparison::new(desired, folder, label, ownership)?;
    comparison.compare_desired()?;
    let gone = comparison.compare_vanished()?;
    let found = comparison.survey(&gone)?;
    Ok(comparison.finish(gone, found))
}
