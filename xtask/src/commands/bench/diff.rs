//! Takes two documents; measures what `diff` takes for them, in a process of its own.

use crate::bench::{Cost, DocumentRow, Most, built, changed, cost, document, document_table, too_much};
use crate::flags::BenchDiff;
use crate::{Context, Exit, Failure, shown};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// The length of each document that is made up, in bytes.
const BYTES: usize = 3_200_000;

/// What a comparison may take.
const MOST: Most = Most { time: Duration::from_secs(2), peak: 400_000_000 };

pub(super) fn run(flags: &BenchDiff, context: &Context) -> Result<Exit, Failure> {
    let root = context.root()?;
    context.status("building the program");
    let program = built(context, &["--release", "--manifest-path=xtask/Cargo.toml"]);
    context.status("");
    let program = program?;
    let diff = |name: String, old: &Path, new: &Path| {
        context.status(&name);
        let (old_text, new_text) = (old.to_string_lossy(), new.to_string_lossy());
        let args = ["diff", "--format", "json", &old_text, &new_text];
        // Most pairs differ in a way that breaks.
        let cost = cost(&program, &args, root, &[Exit::Done, Exit::Breaking].map(|exit| exit.code().into()));
        context.status("");
        Ok(DocumentRow { name, bytes: length(old)? + length(new)?, cost: cost? })
    };
    let row = match flags.documents.as_slice() {
        [old, new] => {
            let (old, new) = (context.resolve(old), context.resolve(new));
            diff(format!("{} and {}", shown::path(&old), shown::path(&new)), &old, &new)
        }
        _ => made_up(diff),
    };
    let rows = [row?];
    context.out.write(document_table(&rows));
    if !flags.check {
        return Ok(Exit::Done);
    }
    let too_much = too_much(&rows.map(waited_for), MOST);
    too_much.iter().for_each(|line| context.error(line));
    Ok(if too_much.is_empty() { Exit::Done } else { Exit::Failed })
}

/// Both documents are read at once, so people wait for less than processors take.
fn waited_for(row: DocumentRow) -> DocumentRow {
    DocumentRow { cost: Cost { processor: None, ..row.cost }, ..row }
}

fn length(path: &Path) -> Result<u64, Failure> {
    let unreadable = |error| Failure::io("read", path, &error, "check the path");
    Ok(fs::metadata(path).map_err(unreadable)?.len())
}

fn made_up(diff: impl Fn(String, &Path, &Path) -> Result<DocumentRow, Failure>) -> Result<DocumentRow, Failure> {
    let unwritable = |error| Failure::io("write", Path::new("a temporary file"), &error, "check the space there");
    let folder = tempfile::tempdir().map_err(unwritable)?;
    let (old, new) = (folder.path().join("old.yaml"), folder.path().join("new.yaml"));
    let write = |path: &Path, text: String| fs::write(path, text).map_err(unwritable);
    write(&old, document(BYTES))?;
    write(&new, changed(BYTES))?;
    diff("made up, twice".to_owned(), &old, &new)
}
