//! Takes nothing; returns the files of specwright-runtime as this program was built with them, fit to stand alone.

use super::manifest;
use crate::Failure;
use include_dir::{Dir, File, include_dir};
use std::collections::BTreeMap;

static FOLDER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../codegen/runtime");
static ROOT_MANIFEST: &str = include_str!("../../../Cargo.toml");
static ROOT_LOCK: &str = include_str!("../../../Cargo.lock");

/// Relative path to text: the manifest, the sources, the licences and a README.
pub(super) fn files() -> Result<BTreeMap<String, String>, Failure> {
    let mut files = BTreeMap::new();
    collect(&FOLDER, &mut files)?;
    let manifest = files.get_mut("Cargo.toml").ok_or_else(|| broken("it has no Cargo.toml"))?;
    *manifest = manifest::standalone(manifest, ROOT_MANIFEST).map_err(|why| broken(&why))?;
    Ok(files)
}

/// The same with a lock file, as a package that no folder around it can take in.
pub(super) fn files_to_build() -> Result<BTreeMap<String, String>, Failure> {
    let mut files = files()?;
    files.insert("Cargo.lock".to_owned(), ROOT_LOCK.to_owned());
    files.entry("Cargo.toml".to_owned()).and_modify(|manifest| manifest.push_str("\n[workspace]\n"));
    Ok(files)
}

fn collect(folder: &Dir<'_>, files: &mut BTreeMap<String, String>) -> Result<(), Failure> {
    for file in folder.files() {
        let path = name(file);
        if is_wanted(&path) {
            let text = file.contents_utf8().ok_or_else(|| broken(&format!("{path} is not UTF-8")))?;
            files.insert(path, text.to_owned());
        }
    }
    folder.dirs().try_for_each(|folder| collect(folder, files))
}

fn name(file: &File<'_>) -> String {
    file.path().to_string_lossy().replace('\\', "/")
}

fn is_wanted(path: &str) -> bool {
    let source = path.starts_with("src/") && path.ends_with(".rs");
    source || ["Cargo.toml", "README.md", "LICENSE-APACHE", "LICENSE-MIT"].contains(&path)
}

fn broken(why: &str) -> Failure {
    Failure::refused(format!("the built-in runtime cannot be laid out: {why}\n  help: report this as a bug"))
}
