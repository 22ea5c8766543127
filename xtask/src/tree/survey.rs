//! Takes a folder and the entries known for it; returns what else is there, and which folders end up empty.

use super::disk::is_leftover;
use super::entry::Entry;
use super::plan::Ownership;
use crate::Failure;
use std::collections::BTreeSet;
use std::fs::{self, DirEntry};
use std::path::Path;

/// What Cargo may leave in a crate's folder; where no crate is wanted, its leavings would break the workspace.
const BUILD_PRODUCTS: [&str; 2] = ["target", "Cargo.lock"];

/// What the entries say about a folder.
pub(super) struct Known<'a> {
    ownership: Ownership,
    files: BTreeSet<&'a Entry>,
    folders: BTreeSet<&'a str>,
    old_files: BTreeSet<&'a Entry>,
    old_folders: BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    /// From what the folder is to hold and what it no longer is to hold.
    pub(super) fn new(
        ownership: Ownership,
        desired: impl Iterator<Item = &'a Entry> + Clone,
        vanished: impl Iterator<Item = &'a Entry> + Clone,
    ) -> Self {
        Self {
            ownership,
            folders: desired.clone().flat_map(Entry::folders).collect(),
            files: desired.collect(),
            old_folders: vanished.clone().flat_map(Entry::folders).collect(),
            old_files: vanished.collect(),
        }
    }

    fn tolerates(&self, path: &str) -> bool {
        !self.files.is_empty() && BUILD_PRODUCTS.contains(&path)
    }
}

/// What was found; paths are relative, with `/` separators.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) leftovers: Vec<Entry>,
    /// Neither wanted nor ours; a folder that holds nothing else stands for all that is in it.
    pub(super) foreign: Vec<String>,
    /// Folders that hold nothing once all that goes is gone, the innermost first; `""` is the folder itself.
    pub(super) emptied: Vec<String>,
}

/// What a folder holds once all that goes is gone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    Nothing,
    Something,
}

pub(super) fn survey(folder: &Path, known: &Known<'_>) -> Result<Survey, Failure> {
    let mut survey = Survey::default();
    let rest = walk(folder, "", known, &mut survey)?;
    if rest == Rest::Nothing && known.files.is_empty() {
        survey.emptied.push(String::new());
    }
    Ok(survey)
}

fn walk(folder: &Path, prefix: &str, known: &Known<'_>, survey: &mut Survey) -> Result<Rest, Failure> {
    let failed = |error| Failure::io("read", folder, &error, "check its permissions");
    let mut children: Vec<DirEntry> = fs::read_dir(folder).and_then(Iterator::collect).map_err(failed)?;
    children.sort_by_key(DirEntry::file_name);
    let mut rest = Rest::Nothing;
    for child in children {
        let name = child.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let is_folder = child.file_type().map_err(failed)?.is_dir();
        let left = match (is_folder, known.tolerates(&path)) {
            (_, true) => Rest::Something,
            (true, false) => subfolder(&child.path(), &path, known, survey)?,
            (false, false) => file(&name, &path, known, survey),
        };
        if left == Rest::Something {
            rest = Rest::Something;
        }
    }
    Ok(rest)
}

fn subfolder(folder: &Path, path: &str, known: &Known<'_>, survey: &mut Survey) -> Result<Rest, Failure> {
    let wanted = known.folders.contains(path);
    let ours = wanted || known.old_folders.contains(path);
    if !ours && known.ownership == Ownership::Listed {
        return Ok(Rest::Something);
    }
    let (foreign, emptied) = (survey.foreign.len(), survey.emptied.len());
    let rest = walk(folder, &format!("{path}/"), known, survey)?;
    if rest == Rest::Nothing && !wanted {
        survey.emptied.push(path.to_owned());
        return Ok(Rest::Nothing);
    }
    if !ours {
        survey.foreign.truncate(foreign);
        survey.emptied.truncate(emptied);
        survey.foreign.push(format!("{path}/"));
    }
    Ok(Rest::Something)
}

fn file(name: &str, path: &str, known: &Known<'_>, survey: &mut Survey) -> Rest {
    match Entry::parse(path) {
        Ok(entry) if is_leftover(name) => {
            survey.leftovers.push(entry);
            return Rest::Nothing;
        }
        Ok(entry) if known.old_files.contains(&entry) => return Rest::Nothing,
        Ok(entry) if known.files.contains(&entry) => return Rest::Something,
        _ => {}
    }
    if known.ownership == Ownership::Folder {
        survey.foreign.push(path.to_owned());
    }
    Rest::Something
}
