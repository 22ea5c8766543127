//! Takes files and folders; returns the documents among and below them, each once, in the order of their paths.

use crate::{Context, Failure, shown};
use glob::Pattern;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// What documents below a folder end in.
const ENDINGS: [&str; 3] = ["yaml", "yml", "json"];

/// One document to measure.
pub(crate) struct Document {
    pub(super) path: PathBuf,
    /// Below a folder, the path from there: results must not depend on where the folder is.
    pub(super) name: String,
}

/// The documents; none at all is a failure, for nothing would be measured.
pub(crate) fn find(paths: &[PathBuf], filter: Option<&Pattern>, context: &Context) -> Result<Vec<Document>, Failure> {
    let mut found = BTreeMap::new();
    for path in paths {
        let top = context.resolve(path);
        for entry in WalkDir::new(&top).sort_by_file_name() {
            let entry = entry.map_err(|error| unreadable(path, error))?;
            if is_document(&entry) && filter.is_none_or(|filter| filter.matches(&entry.file_name().to_string_lossy())) {
                let name = name(path, entry.path().strip_prefix(&top).unwrap_or(entry.path()), paths.len());
                found.entry(entry.into_path()).or_insert(name);
            }
        }
    }
    if found.is_empty() {
        let message = "no document is there to measure\n  help: name files, or folders of .yaml, .yml or .json files";
        let filter = filter.map(|filter| format!(" that match {}", shown::text(filter.as_str()))).unwrap_or_default();
        return Err(Failure::refused(format!("{message}{filter}")));
    }
    Ok(found.into_iter().map(|(path, name)| Document { path, name }).collect())
}

/// Any file that was named, and below folders those that end as documents do.
fn is_document(entry: &DirEntry) -> bool {
    let ending = entry.path().extension().and_then(|ending| ending.to_str());
    entry.path().is_file() && (entry.depth() == 0 || ending.is_some_and(|ending| ENDINGS.contains(&ending)))
}

/// `below` is empty for a file that was named. Of several paths, each tells its documents from those of the others.
fn name(path: &Path, below: &Path, paths: usize) -> String {
    let is_file = below.as_os_str().is_empty();
    match (is_file, paths) {
        (true, _) => shown::path(path),
        (false, 1) => shown::path(below),
        (false, _) => shown::path(&path.join(below)),
    }
}

fn unreadable(path: &Path, error: walkdir::Error) -> Failure {
    let place = if error.depth() == 0 { path } else { error.path().unwrap_or(path) }.to_owned();
    let error = error.into_io_error().unwrap_or_else(|| io::Error::other("it leads back to itself"));
    Failure::io("read", &place, &error, "check the path")
}
