//! Takes documents; measures what `check` takes for each, in a process of its own.

use crate::bench::{DocumentRow, Most, built, cost, document, document_table, too_much};
use crate::flags::BenchCheck;
use crate::{Context, Exit, Failure, shown, specs};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// The length of the document that is made up, in bytes.
const BYTES: usize = 3_200_000;

/// What one document may take.
const MOST: Most = Most { time: Duration::from_secs(1), peak: 300_000_000 };

pub(super) fn run(flags: &BenchCheck, context: &Context) -> Result<Exit, Failure> {
    let root = context.root()?;
    context.status("building the program");
    let program = built(context, &["--release", "--manifest-path=xtask/Cargo.toml"]);
    context.status("");
    let program = program?;
    let check = |name: &str, bytes: u64, args: &[&str], exits: &[i32]| {
        context.status(name);
        let cost = cost(&program, &[&["check", "--format", "json"], args].concat(), root, exits);
        context.status("");
        cost.map(|cost| DocumentRow { name: name.to_owned(), bytes, cost })
    };
    let mut rows = vec![made_up(check)?];
    for api in specs::known(root)? {
        let bytes = specs::read(root, &api)?.bundle.document.text.len() as u64;
        rows.push(check(&api, bytes, &[&api], &[0])?);
    }
    for path in &flags.specs {
        let path = context.resolve(path);
        let unreadable = |error| Failure::io("read", &path, &error, "check the path");
        let bytes = fs::metadata(&path).map_err(unreadable)?.len();
        // One that is refused has been looked at all the same.
        rows.push(check(&shown::path(&path), bytes, &["--spec", &path.to_string_lossy()], &[0, 1])?);
    }
    context.out.write(document_table(&rows));
    if !flags.check {
        return Ok(Exit::Done);
    }
    let too_much = too_much(&rows, MOST);
    too_much.iter().for_each(|line| context.error(line));
    Ok(if too_much.is_empty() { Exit::Done } else { Exit::Failed })
}

fn made_up(check: impl Fn(&str, u64, &[&str], &[i32]) -> Result<DocumentRow, Failure>) -> Result<DocumentRow, Failure> {
    let unwritable = |error| Failure::io("write", Path::new("a temporary file"), &error, "check the space there");
    let folder = tempfile::tempdir().map_err(unwritable)?;
    let (path, text) = (folder.path().join("openapi.yaml"), document(BYTES));
    fs::write(&path, &text).map_err(unwritable)?;
    check("made up", text.len() as u64, &["--spec", &path.to_string_lossy()], &[0])
}
