//! Takes the repository, if there is one; has Cargo build the run-time library, its own or the one that is built in, and returns where
//! rustc finds it.

use crate::runtime::lay_out;
use crate::{Context, Failure, Program};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const NAME: &str = "specwright_runtime";

/// The run-time library, and all that it depends on.
#[derive(Debug)]
pub(super) struct Library {
    file: PathBuf,
    /// The folders in which its dependencies lie.
    dependencies: BTreeSet<PathBuf>,
    /// Where there is no repository: a copy, with all that is built of it.
    _copy: Option<TempDir>,
}

/// What generated crates are compiled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To see whether they are valid.
    Check,
    /// To run programs that use them, too.
    Run,
}

impl Library {
    pub(super) fn build(context: &Context, purpose: Purpose) -> Result<Self, Failure> {
        let copy = match context.program() {
            Program::Xtask => None,
            Program::Specwright => Some(copy()?),
        };
        let files = match &copy {
            Some(copy) => files(context, purpose, copy.path(), false)?,
            None => files(context, purpose, context.root()?, true)?,
        };
        let is_ours = |path: &&PathBuf| {
            let is_named = |name: &str| name.starts_with(&format!("lib{NAME}-")) && name.ends_with(".rmeta");
            path.file_name().is_some_and(|name| is_named(&name.to_string_lossy()))
        };
        let metadata = files.iter().find(is_ours).ok_or_else(|| {
            Failure::refused("Cargo does not say where the run-time library is\n  help: report this as a bug")
        })?;
        let dependencies = files.iter().filter_map(|path| path.parent().map(Path::to_owned)).collect();
        // Cargo puts the code beside it; what it says of the code is a copy that any other build replaces.
        let file = if purpose == Purpose::Check { metadata.clone() } else { metadata.with_extension("rlib") };
        Ok(Self { file, dependencies, _copy: copy })
    }

    /// The target folder, of which the library lies in `debug/deps`.
    pub(super) fn target(&self) -> &Path {
        self.file.ancestors().nth(3).unwrap_or(&self.file)
    }

    /// Lets a call of rustc use the library.
    pub(super) fn offer(&self, rustc: &mut Command) {
        rustc.arg("--extern").arg(joined(&format!("{NAME}="), &self.file));
        for folder in &self.dependencies {
            rustc.arg("-L").arg(joined("dependency=", folder));
        }
    }
}

fn joined(prefix: &str, path: &Path) -> OsString {
    let mut text = OsString::from(prefix);
    text.push(path);
    text
}

/// The run-time library that this program was built with, in a folder that goes with it.
fn copy() -> Result<TempDir, Failure> {
    let unwritable = |error| {
        Failure::io("write to", &std::env::temp_dir(), &error, "make room there, or name another folder in TMPDIR")
    };
    let folder = tempfile::Builder::new().prefix("specwright-").tempdir().map_err(unwritable)?;
    lay_out(folder.path())?;
    Ok(folder)
}

/// All that Cargo makes, or has made before, for any features of a crate but TLS, which none needs here.
fn files(context: &Context, purpose: Purpose, folder: &Path, is_locked: bool) -> Result<Vec<PathBuf>, Failure> {
    let mut command = Command::new(context.cargo());
    command.arg(if purpose == Purpose::Check { "check" } else { "build" });
    command.args(["--quiet", "--package=specwright-runtime", "--no-default-features", "--features=blocking,mock"]);
    command.args(is_locked.then_some("--locked"));
    command.args(["--message-format=json-render-diagnostics"]).current_dir(folder).stdin(Stdio::null());
    let unrunnable = |error| Failure::io("run", Path::new(context.cargo()), &error, "check that Cargo is installed");
    let output = command.output().map_err(unrunnable)?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::refused(format!("the run-time library cannot be built\n{}", said.trim_end())));
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let files = messages.flat_map(|message| match message.get("filenames") {
        Some(serde_json::Value::Array(files)) => files.clone(),
        _ => Vec::new(),
    });
    Ok(files.filter_map(|file| file.as_str().map(PathBuf::from)).collect())
}
