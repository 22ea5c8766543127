//! Takes the repository; has Cargo build the run-time library for metadata, and returns where rustc finds it.

use crate::{Context, Failure};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const NAME: &str = "specwright_runtime";

/// The run-time library, and all that it depends on.
#[derive(Debug)]
pub(super) struct Library {
    metadata: PathBuf,
    /// The folders in which the metadata of its dependencies lies.
    dependencies: BTreeSet<PathBuf>,
}

impl Library {
    pub(super) fn build(context: &Context) -> Result<Self, Failure> {
        let files = files(context)?;
        let is_ours = |path: &&PathBuf| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&format!("lib{NAME}-")))
        };
        let metadata = files.iter().find(is_ours).ok_or_else(|| {
            Failure::refused("Cargo does not say where the run-time library is\n  help: report this as a bug")
        })?;
        let dependencies = files.iter().filter_map(|path| path.parent().map(Path::to_owned)).collect();
        Ok(Self { metadata: metadata.clone(), dependencies })
    }

    /// The target folder, of which the metadata lies in `debug/deps`.
    pub(super) fn target(&self) -> &Path {
        self.metadata.ancestors().nth(3).unwrap_or(&self.metadata)
    }

    /// Lets a call of rustc use the library.
    pub(super) fn offer(&self, rustc: &mut Command) {
        rustc.arg("--extern").arg(joined(&format!("{NAME}="), &self.metadata));
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

/// All that Cargo makes, or has made before. No crate needs TLS to be checked.
fn files(context: &Context) -> Result<Vec<PathBuf>, Failure> {
    let mut command = Command::new(context.cargo());
    command.args(["check", "--quiet", "--locked", "--package=specwright-runtime", "--no-default-features"]);
    command.args(["--message-format=json-render-diagnostics"]).current_dir(context.root()?).stdin(Stdio::null());
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
