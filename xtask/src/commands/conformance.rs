//! Takes documents; measures every one and prints a table, or says what keeps it from that.

use crate::conformance::{Checker, Document, Row, find, map, measure, table};
use crate::flags::Conformance;
use crate::{Context, Exit, Failure, shown};
use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::thread;

pub(crate) fn run(flags: &Conformance, context: &Context) -> Result<Exit, Failure> {
    let documents = find(&flags.paths, flags.filter.as_ref(), context)?;
    context.status("compiling the run-time library");
    let purpose = flags.purpose();
    let checker = Checker::new(context, purpose);
    context.status("");
    let checker = checker?;
    let jobs = flags.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let how = (flags.scope(), flags.purpose());
    let rows = measure_all(&documents, jobs, |document| measure(document, &checker, how), context)?;
    context.out.write(table(&rows));
    if let Some(path) = &flags.json {
        write_json(&rows, &context.resolve(path))?;
    }
    let failed = rows.iter().filter(|row| !row.compiled).count();
    let losing = rows.iter().filter(|row| !row.is_lossless()).count();
    let reasons = [(failed, "without a client that compiles"), (losing, "with values that do not come back")];
    for (count, reason) in reasons.iter().filter(|(count, _)| *count > 0) {
        context.error(&format!("{} {reason}", shown::count(*count, "document")));
    }
    Ok(if failed + losing == 0 { Exit::Done } else { Exit::Failed })
}

fn measure_all(
    documents: &[Document],
    jobs: usize,
    measure: impl Fn(&Document) -> Result<Row, Failure> + Sync,
    context: &Context,
) -> Result<Vec<Row>, Failure> {
    let (mut done, mut failed) = (0, 0);
    let show = |done: usize, failed: usize| {
        let bar: String = (0..BAR).map(|at| if at * documents.len() < done * BAR { '#' } else { '-' }).collect();
        context.status(&format!("[{bar}] {done} of {}, {failed} failed", documents.len()));
    };
    show(done, failed);
    let rows = map(documents, jobs, measure, |row| {
        done += 1;
        failed += usize::from(!row.as_ref().is_ok_and(|row| row.compiled));
        show(done, failed);
    });
    context.status("");
    rows.map_err(|error| Failure::refused(format!("cannot start a thread: {error}\n  help: give a smaller --jobs")))?
        .into_iter()
        .collect()
}

/// How many characters the bar has.
const BAR: usize = 40;

fn write_json(rows: &[Row], path: &Path) -> Result<(), Failure> {
    let lines =
        rows.iter().map(|row| serde_json::to_string(row).map(|line| line + "\n")).collect::<Result<String, _>>();
    lines
        .map_err(std::io::Error::from)
        .and_then(|lines| fs::write(path, lines))
        .map_err(|error| Failure::io("write", path, &error, "name a file in a folder that exists"))
}
