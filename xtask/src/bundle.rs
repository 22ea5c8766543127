//! Takes a document and its folder; returns it with the other files below the folder that it refers to.

use crate::input::{MAX_INPUT_BYTES, read_stream};
use crate::shown;
use specwright_codegen::{Bundle, Source, refers_to};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Component, Path};

/// How many other files one document may have.
const MAX_FILES: usize = 5_000;

/// The document with its overlays and all files that any of them needs. One that cannot be had is told by the generator,
/// which knows where it is referred to.
///
/// A document without a folder has no other files.
pub(crate) fn read(document: Source, folder: Option<&Path>, overlays: Vec<Source>) -> Bundle {
    let own = || std::iter::once(&document).chain(&overlays).map(|source| source.text.as_str());
    let mut open: BTreeSet<String> = own().flat_map(|text| refers_to(&document.name, "", text)).collect();
    let mut left = MAX_INPUT_BYTES.saturating_sub(own().map(|text| text.len() as u64).sum());
    let mut files = BTreeMap::new();
    while let Some(path) = open.pop_first() {
        let text = match folder {
            None => Err("a document on standard input stands alone".to_owned()),
            Some(_) if files.len() == MAX_FILES => Err(format!("a document may have {MAX_FILES} other files")),
            Some(folder) => read_below(folder, &path, left),
        };
        let found = text.iter().flat_map(|text| refers_to(&document.name, &path, text));
        open.extend(found.filter(|found| !files.contains_key(found)));
        left -= text.as_ref().map_or(0, |text| text.len() as u64);
        files.insert(path, text);
    }
    Bundle { document, files, overlays }
}

/// The text of a file below a folder, or why there is none.
pub(crate) fn read_below(folder: &Path, path: &str, most: u64) -> Result<String, String> {
    let is_below = Path::new(path).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => "it does not exist".to_owned(),
        _ => error.to_string(),
    };
    let real = folder.join(path).canonicalize().map_err(failed)?;
    // A link may lead anywhere.
    if !is_below || !real.starts_with(folder.canonicalize().map_err(failed)?) {
        return Err("it lies outside of the folder of the document".to_owned());
    }
    if !real.is_file() {
        return Err("it is no file".to_owned());
    }
    let text = read_stream(File::open(&real).map_err(failed)?, &shown::text(path)).map_err(|why| why.headline())?;
    if text.len() as u64 > most {
        return Err(format!("all files together are larger than {MAX_INPUT_BYTES} bytes"));
    }
    Ok(text)
}
