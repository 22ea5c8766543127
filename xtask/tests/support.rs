//! Takes files as text; returns a repository in a temporary folder, on which tests run commands.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use xtask::Context;

/// A document that the generator takes without a warning.
pub(crate) const SPEC: &str = include_str!("petstore.yaml");

/// What a command did.
pub(crate) struct Ran {
    pub(crate) exit: u8,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A repository root.
pub(crate) struct Repository {
    folder: TempDir,
}

impl Repository {
    /// One with nothing in it.
    pub(crate) fn empty() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// One with the given APIs, all with the same document.
    pub(crate) fn with(apis: &[&str]) -> Self {
        let repository = Self::empty();
        for api in apis {
            repository.write(&format!("specs/{api}/openapi.yaml"), SPEC);
            let settings = format!("[package]\nname = \"{api}-client\"\nversion = \"0.1.0\"\n");
            let description = format!("description = \"A client for {api}\"\n");
            repository.write(&format!("specs/{api}/client.toml"), &(settings + &description));
        }
        repository
    }

    /// The same after a first `generate`.
    pub(crate) fn generated(apis: &[&str]) -> Self {
        let repository = Self::with(apis);
        repository.run(&["generate"]).expect(0);
        repository
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn append(&self, path: &str, text: &str) {
        self.write(path, &(self.read(path) + text));
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn exists(&self, path: &str) -> bool {
        self.path(path).symlink_metadata().is_ok()
    }

    pub(crate) fn context(&self) -> Context {
        Context::captured(self.folder.path())
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        run(args, &self.context())
    }
}

pub(crate) fn run(args: &[&str], context: &Context) -> Ran {
    let exit = xtask::run(args, context);
    Ran { exit, stdout: context.stdout(), stderr: context.stderr() }
}

impl Ran {
    /// Asserts the exit code.
    pub(crate) fn expect(self, exit: u8) -> Self {
        assert_eq!(self.exit, exit, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Asserts what stdout says.
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(self.stdout.contains(text), "no `{text}` in stdout:\n{}", self.stdout);
        self
    }

    /// Asserts what stderr says.
    pub(crate) fn complains(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "no `{text}` in stderr:\n{}", self.stderr);
        self
    }
}

/// All files below a folder: relative path to content and, to see what was written anew, the file's identity.
pub(crate) fn snapshot(folder: &Path) -> BTreeMap<String, (Vec<u8>, u64)> {
    let mut files = BTreeMap::new();
    collect(folder, folder, &mut files);
    files
}

fn collect(top: &Path, folder: &Path, files: &mut BTreeMap<String, (Vec<u8>, u64)>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            collect(top, &entry.path(), files);
        } else {
            let path = entry.path().strip_prefix(top).unwrap().to_str().unwrap().replace('\\', "/");
            files.insert(path, (fs::read(entry.path()).unwrap_or_default(), identity(&entry.path())));
        }
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    path.symlink_metadata().unwrap().ino()
}

#[cfg(not(unix))]
fn identity(_: &Path) -> u64 {
    0
}
