//! Takes a plan; carries out its steps one after the other, each all or nothing, and returns the first failure.

use super::disk::{blocked, temporary_name};
use super::entry::Entry;
use super::plan::Plan;
use crate::{Failure, shown};
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// One change to the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Puts a file in its place by renaming a finished one.
    Write(Entry, String),
    /// Removes a file or a link, not what it leads to.
    RemoveFile(Entry),
    /// Removes a folder, by its relative path, if it is empty; `""` is the plan's folder itself.
    RemoveFolder(String),
}

impl Plan {
    /// What [`Plan::apply`] does, in this order.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Makes the folder hold what it is to hold.
    ///
    /// # Errors
    ///
    /// A step failed; those before it are done, and another run goes on from there.
    pub fn apply(&self) -> Result<(), Failure> {
        self.apply_first(self.steps.len())
    }

    /// Only the first steps, as if the process was killed after them.
    ///
    /// # Errors
    ///
    /// As [`Plan::apply`].
    pub fn apply_first(&self, count: usize) -> Result<(), Failure> {
        self.steps.iter().take(count).try_for_each(|step| step.apply(&self.folder))
    }
}

impl Step {
    fn apply(&self, folder: &Path) -> Result<(), Failure> {
        match self {
            Self::Write(entry, text) => write(folder, entry, text),
            Self::RemoveFile(entry) => remove_file(folder, entry),
            Self::RemoveFolder(path) => remove_folder(&folder.join(path)),
        }
    }
}

fn write(folder: &Path, entry: &Entry, text: &str) -> Result<(), Failure> {
    check_way(folder, entry)?;
    let path = entry.within(folder);
    let parent = path.parent().unwrap_or(folder);
    let temporary = parent.join(temporary_name());
    let written = fs::create_dir_all(parent)
        .and_then(|()| write_new(&temporary, text))
        .and_then(|()| fs::rename(&temporary, &path));
    written.map_err(|error| {
        let _ = fs::remove_file(&temporary);
        Failure::io("write", &path, &error, "check permissions and free space, then run the command again")
    })
}

/// Puts a text in the place of a file, all or nothing; the file keeps its permissions.
pub(crate) fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let temporary = path.with_file_name(temporary_name());
    let written = fs::metadata(path)
        .and_then(|metadata| write_new(&temporary, text).map(|()| metadata.permissions()))
        .and_then(|permissions| fs::set_permissions(&temporary, permissions))
        .and_then(|()| fs::rename(&temporary, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&temporary);
        Failure::io("write", path, &error, "check permissions and free space, then run the command again")
    })
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    unless(ErrorKind::NotFound, fs::remove_file(path))?;
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}

fn remove_file(folder: &Path, entry: &Entry) -> Result<(), Failure> {
    check_way(folder, entry)?;
    let path = entry.within(folder);
    unless(ErrorKind::NotFound, fs::remove_file(&path))
        .map_err(|error| Failure::io("remove", &path, &error, "check its permissions, then run the command again"))
}

fn remove_folder(path: &Path) -> Result<(), Failure> {
    let removed = unless(ErrorKind::DirectoryNotEmpty, fs::remove_dir(path));
    unless(ErrorKind::NotFound, removed)
        .map_err(|error| Failure::io("remove", path, &error, "check its permissions, then run the command again"))
}

fn check_way(folder: &Path, entry: &Entry) -> Result<(), Failure> {
    match blocked(folder, entry)? {
        None => Ok(()),
        Some(path) => {
            let path = shown::path(&path);
            Err(Failure::refused(format!("{path} became a link or a file meanwhile\n  help: run the command again")))
        }
    }
}

fn unless(harmless: ErrorKind, result: io::Result<()>) -> io::Result<()> {
    result.or_else(|error| if error.kind() == harmless { Ok(()) } else { Err(error) })
}
