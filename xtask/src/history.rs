//! Takes a revision; returns the documents and clients that the repository had then, in a folder of their own.

use crate::commands::generate;
use crate::{Failure, input, specs};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;
use walkdir::WalkDir;

/// What the repository had at a revision.
pub(crate) struct Revision {
    name: String,
    folder: TempDir,
}

/// A file of a revision.
struct Blob {
    id: String,
    path: PathBuf,
}

impl Revision {
    /// The last commit that `revision` has in common with what is checked out; itself where it has none.
    pub(crate) fn of(root: &Path, revision: &str) -> Result<Self, Failure> {
        let git = Git { root };
        let spelled = format!("{revision}^{{commit}}");
        let commit = git.line(&["rev-parse", "--verify", "--quiet", "--end-of-options", &spelled]);
        let commit = commit.map_err(|why| {
            let help =
                "name a commit, tag or branch that is there, such as `--base origin/main`; CI may have to fetch it";
            Failure::refused(format!("there is no revision {}{why}\n  help: {help}", crate::shown::text(revision)))
        })?;
        let commit = git.line(&["merge-base", &commit, "HEAD"]).unwrap_or(commit);
        let folder = tempfile::tempdir().map_err(|error| failed(&error))?;
        git.write(&commit, folder.path())?;
        // Nothing may be known of documents then.
        fs::create_dir_all(folder.path().join(specs::FOLDER)).map_err(|error| failed(&error))?;
        Ok(Self { name: revision.to_owned(), folder })
    }

    /// What the user calls it.
    pub(crate) fn name(&self) -> String {
        crate::shown::text(&self.name)
    }

    /// A root with the folders specs/ and generated/ as they were.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The APIs that there were.
    pub(crate) fn known(&self) -> Result<BTreeSet<String>, Failure> {
        specs::known(self.folder())
    }

    /// The files of the client of an API; none if it was not kept.
    pub(crate) fn generated(&self, api: &str) -> Result<BTreeMap<String, String>, Failure> {
        let folder = self.folder().join(generate::FOLDER).join(api);
        let mut files = BTreeMap::new();
        for entry in WalkDir::new(&folder).sort_by_file_name().into_iter().filter_map(Result::ok) {
            let Ok(path) = entry.path().strip_prefix(&folder) else { continue };
            if entry.file_type().is_file() {
                files.insert(crate::shown::path(path), input::read_file(entry.path())?);
            }
        }
        Ok(files)
    }
}

struct Git<'r> {
    root: &'r Path,
}

impl Git<'_> {
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.root).args(args).stdin(Stdio::null());
        command
    }

    /// What a command prints, which is one line.
    fn line(&self, args: &[&str]) -> Result<String, String> {
        let output = self.command(args).output().map_err(|error| format!(": cannot run git: {error}"))?;
        let text = |bytes: &[u8]| crate::shown::text(String::from_utf8_lossy(bytes).trim());
        match (output.status.success(), text(&output.stderr)) {
            (true, _) => Ok(text(&output.stdout)),
            (false, why) if why.is_empty() => Err(String::new()),
            (false, why) => Err(format!(": {why}")),
        }
    }

    fn bytes(&self, command: &mut Command) -> Result<Vec<u8>, Failure> {
        let output = command.output().map_err(|error| failed(&error))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let why = crate::shown::text(String::from_utf8_lossy(&output.stderr).trim());
        Err(Failure::refused(format!("git failed: {why}\n  help: run it by hand in {}", crate::shown::path(self.root))))
    }

    /// Writes the documents and clients of a commit. No filter of the repository is run on them.
    fn write(&self, commit: &str, to: &Path) -> Result<(), Failure> {
        let list = ["ls-tree", "-r", "-z", commit, "--", specs::FOLDER, generate::FOLDER];
        let blobs = blobs(&self.bytes(&mut self.command(&list))?);
        let wanted = to.join("wanted");
        let ids = blobs.iter().map(|blob| format!("{}\n", blob.id)).collect::<String>();
        let ids = fs::write(&wanted, ids).and_then(|()| File::open(&wanted)).map_err(|error| failed(&error))?;
        let found = self.bytes(self.command(&["cat-file", "--batch"]).stdin(ids))?;
        let mut rest = found.as_slice();
        for blob in &blobs {
            let (bytes, tail) = next(rest).ok_or_else(|| failed(&io::ErrorKind::UnexpectedEof.into()))?;
            rest = tail;
            let path = to.join(&blob.path);
            let folder = path.parent().unwrap_or(to);
            fs::create_dir_all(folder).and_then(|()| fs::write(&path, bytes)).map_err(|error| failed(&error))?;
        }
        Ok(())
    }
}

/// The plain files of a list of `<mode> <type> <id>\t<path>\0`.
fn blobs(list: &[u8]) -> Vec<Blob> {
    let lines = list.split(|byte| *byte == 0).filter_map(|line| std::str::from_utf8(line).ok());
    let blob = |line: &str| {
        let (facts, path) = line.split_once('\t')?;
        let mut facts = facts.split(' ');
        let (mode, kind, id) = (facts.next()?, facts.next()?, facts.next()?);
        (mode.starts_with("100") && kind == "blob").then(|| Blob { id: id.to_owned(), path: PathBuf::from(path) })
    };
    lines.filter_map(blob).collect()
}

/// The next object of `<id> blob <size>\n<bytes>\n`, and what follows.
fn next(found: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = found.iter().position(|byte| *byte == b'\n')?;
    let size = std::str::from_utf8(found.get(..end)?).ok()?.rsplit(' ').next()?.parse::<usize>().ok()?;
    let start = end + 1;
    Some((found.get(start..start + size)?, found.get(start + size + 1..)?))
}

fn failed(error: &io::Error) -> Failure {
    Failure::refused(format!("cannot read the history: {error}\n  help: check that git is installed, and the disk"))
}
