//! A copy of what commands read and write: takes nothing, gives a folder with specs and generated clients.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use xtask::Context;

/// The root of this repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// What a command said, and its exit code.
pub struct Said {
    pub code: u8,
    pub stdout: String,
    pub stderr: String,
}

/// Runs a command in-process at a root.
pub fn run(root: &Path, arguments: &[&str]) -> Said {
    let context = Context::captured(root);
    let code = xtask::run(arguments, &context);
    Said { code, stdout: context.stdout(), stderr: context.stderr() }
}

/// `specs/` and `generated/` in a folder of their own.
pub fn copy() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["specs", "generated"] {
        copy_folder(&root().join(name), &folder.path().join(name));
    }
    folder
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
