//! Takes a file or a stream; returns its text, unless it is too large or not UTF-8.

use crate::{Failure, shown};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// The largest document that is read, in bytes.
pub const MAX_INPUT_BYTES: u64 = 64 * 1024 * 1024;

/// The text of a file.
pub(crate) fn read_file(path: &Path) -> Result<String, Failure> {
    let file = File::open(path).map_err(|error| Failure::io("read", path, &error, "check the path"))?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Err(Failure::refused(format!("{} is a folder\n  help: name a file in it", shown::path(path))));
    }
    read_stream(file, &shown::path(path))
}

/// The text of a file, or nothing where there is no such file.
pub(crate) fn read_file_if_any(path: &Path) -> Result<Option<String>, Failure> {
    match path.symlink_metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        _ => read_file(path).map(Some),
    }
}

/// The text of a stream, which messages call `name`.
pub(crate) fn read_stream(stream: impl Read, name: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    stream
        .take(MAX_INPUT_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::io("read", Path::new(name), &error, "check that it can be read"))?;
    if bytes.len() as u64 > MAX_INPUT_BYTES {
        let mebibytes = MAX_INPUT_BYTES / (1024 * 1024);
        return Err(Failure::refused(format!(
            "{name} is larger than {mebibytes} MiB ({MAX_INPUT_BYTES} bytes), the most that is read\n  help: split it"
        )));
    }
    String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(error.as_bytes().get(..place).unwrap_or_default());
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Failure::refused(format!("{name}:{line}:{column} is not UTF-8 at byte {place}\n  help: save it as UTF-8"))
    })
}
