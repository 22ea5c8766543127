//! Takes a folder and an entry; returns what is on disk there, without ever following a link inside the folder.

use super::entry::Entry;
use crate::Failure;
use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What is at the place of an entry.
#[derive(Debug)]
pub(super) enum Found {
    Missing,
    File(Vec<u8>),
    /// A link, a pipe or the like: replaced or removed as such, never opened.
    Special,
    Folder,
    /// Something that is not a folder stands on the way: a link may lead out of the folder.
    Blocked(PathBuf),
}

pub(super) fn look(folder: &Path, entry: &Entry) -> Result<Found, Failure> {
    if let Some(path) = blocked(folder, entry)? {
        return Ok(Found::Blocked(path));
    }
    let path = entry.within(folder);
    match metadata(&path)? {
        None => Ok(Found::Missing),
        Some(metadata) if metadata.is_dir() => Ok(Found::Folder),
        Some(metadata) if metadata.is_file() => read(&path).map(Found::File),
        Some(_) => Ok(Found::Special),
    }
}

/// The first thing on the way to the entry that exists and is not a plain folder.
pub(super) fn blocked(folder: &Path, entry: &Entry) -> Result<Option<PathBuf>, Failure> {
    for parent in entry.folders() {
        let path = folder.join(parent);
        match metadata(&path)? {
            None => return Ok(None),
            Some(metadata) if !metadata.is_dir() => return Ok(Some(path)),
            Some(_) => {}
        }
    }
    Ok(None)
}

/// What is there, links not followed; nothing if there is nothing.
pub(super) fn metadata(path: &Path) -> Result<Option<Metadata>, Failure> {
    match path.symlink_metadata() {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(Failure::io("look at", path, &error, "check its permissions")),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| Failure::io("read", path, &error, "check its permissions"))
}

/// The temporary name that this process writes to before it renames.
pub(super) fn temporary_name() -> String {
    format!(".specwright-{}.tmp", std::process::id())
}

/// Whether a file of this name is one that a killed run left behind: the names are reserved.
pub(crate) fn is_leftover(name: &str) -> bool {
    let number = name.strip_prefix(".specwright-").and_then(|rest| rest.strip_suffix(".tmp"));
    number.is_some_and(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
}
