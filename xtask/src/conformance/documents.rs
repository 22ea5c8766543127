//! Takes files and folders; returns the documents among and below them, each once, in the order of their paths.
//!
//! A file that another document refers to and that is no document itself is left out, unless it was named.

use crate::commands::standalone;
use crate::{Context, Failure, bundle, input, shown};
use glob::Pattern;
use specwright_codegen::Source;
use std::collections::{BTreeMap, BTreeSet};
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
            if is_document(&entry) {
                let name = name(path, entry.path().strip_prefix(&top).unwrap_or(entry.path()), paths.len());
                let is_named = entry.depth() == 0;
                found.entry(entry.into_path()).or_insert((name, is_named));
            }
        }
    }
    let parts: BTreeSet<PathBuf> = found.keys().flat_map(|path| parts(path)).collect();
    let is_wanted = |path: &Path| {
        filter.is_none_or(|filter| filter.matches(&path.file_name().unwrap_or_default().to_string_lossy()))
    };
    found.retain(|path, (_, is_named)| is_wanted(path) && (*is_named || !parts.contains(path)));
    if found.is_empty() {
        let message = "no document is there to measure\n  help: name files, or folders of .yaml, .yml or .json files";
        let filter = filter.map(|filter| format!(" that match {}", shown::text(filter.as_str()))).unwrap_or_default();
        return Err(Failure::refused(format!("{message}{filter}")));
    }
    Ok(found.into_iter().map(|(path, (name, _))| Document { path, name }).collect())
}

/// Any file that was named, and below folders those that end as documents do.
fn is_document(entry: &DirEntry) -> bool {
    let ending = entry.path().extension().and_then(|ending| ending.to_str());
    entry.path().is_file() && (entry.depth() == 0 || ending.is_some_and(|ending| ENDINGS.contains(&ending)))
}

/// The files that are no documents of their own, but belong to the one at a path.
fn parts(path: &Path) -> Vec<PathBuf> {
    let folder = standalone::folder(path);
    let Ok(text) = input::read_file(path) else { return Vec::new() };
    let bundle = bundle::read(Source { name: standalone::file_name(path), text }, Some(folder), Vec::new());
    let files = bundle.files.into_iter().filter_map(|(path, text)| Some(Source { name: path, text: text.ok()? }));
    files.filter(|file| !is_whole(file)).map(|file| folder.join(file.name)).collect()
}

/// Whether a file says that it is a document.
fn is_whole(file: &Source) -> bool {
    specwright_codegen::json(file).is_ok_and(|value| value.get("openapi").or_else(|| value.get("swagger")).is_some())
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
