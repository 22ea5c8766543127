//! Takes the value of `--runtime`; returns how the client names specwright-runtime and which files lie beside it.

mod manifest;
mod relative;
mod source;

use crate::{Context, Failure, shown};
use specwright_codegen::RuntimeDependency;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) use relative::real;

/// The folder of the copy, below the client's.
const BESIDE: &str = "runtime";

/// Where a client finds the runtime.
pub(crate) enum Runtime {
    /// In a copy that is laid beside it.
    Beside,
    Version(String),
    /// In a folder, relative to the client's.
    Folder(String),
}

impl Runtime {
    /// `out` is the client's folder, which need not exist yet.
    pub(crate) fn from_flag(value: Option<&String>, out: &Path, context: &Context) -> Result<Self, Failure> {
        match value {
            None => Ok(Self::Beside),
            Some(value) if semver::VersionReq::parse(value).is_ok() => Ok(Self::Version(value.clone())),
            Some(value) => folder(&context.resolve(Path::new(value)), out).map(Self::Folder),
        }
    }

    pub(crate) fn dependency(&self) -> RuntimeDependency {
        match self {
            Self::Beside => RuntimeDependency::Path(BESIDE.to_owned()),
            Self::Version(version) => RuntimeDependency::Version(version.clone()),
            Self::Folder(folder) => RuntimeDependency::Path(folder.clone()),
        }
    }

    /// The files to write beside the client's own, by relative path.
    pub(crate) fn files(&self) -> Result<BTreeMap<String, String>, Failure> {
        match self {
            Self::Beside => {
                let files = source::files()?.into_iter();
                Ok(files.map(|(path, text)| (format!("{BESIDE}/{path}"), text)).collect())
            }
            Self::Version(_) | Self::Folder(_) => Ok(BTreeMap::new()),
        }
    }
}

/// Writes it into an empty folder, to be built there with the versions of everything else that this program was tested with.
pub(crate) fn lay_out(folder: &Path) -> Result<(), Failure> {
    for (path, text) in source::files_to_build()? {
        let file = folder.join(path);
        let written = file.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&file, text));
        written.map_err(|error| Failure::io("write", &file, &error, "check its permissions, and the space there"))?;
    }
    Ok(())
}

fn folder(path: &Path, out: &Path) -> Result<String, Failure> {
    if !path.join("Cargo.toml").is_file() {
        return Err(Failure::refused(format!(
            "--runtime: {} is neither a version nor a folder with a Cargo.toml\n  help: give one, or leave the flag out",
            shown::path(path)
        )));
    }
    let unreadable = |error| Failure::io("read", path, &error, "check its permissions");
    let (from, to): (PathBuf, PathBuf) = (real(out).map_err(unreadable)?, real(path).map_err(unreadable)?);
    relative::between(&from, &to).ok_or_else(|| {
        Failure::refused(format!(
            "--runtime: no relative path leads from {} to {}\n  help: put both on one drive, with plain names",
            shown::path(&from),
            shown::path(&to)
        ))
    })
}
