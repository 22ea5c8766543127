//! Takes a program and its arguments; returns how long it runs and how much memory it takes, and says what is too much.

use crate::child::{self, End, Limits};
use crate::{Failure, shown};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// So often each program is run; the figures are those of the best run, for other programs can only make it worse.
const RUNS: usize = 3;

/// What nobody waits for.
const LIMITS: Limits = Limits { time: Duration::from_secs(120), memory: 4_000_000_000 };

/// What a program took.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cost {
    pub(crate) took: Duration,
    /// In bytes; known on Linux.
    pub(crate) peak: Option<u64>,
}

/// One document, or two that are compared, and what that cost.
#[derive(Clone, Debug)]
pub(crate) struct DocumentRow {
    pub(crate) name: String,
    /// How long the text is.
    pub(crate) bytes: u64,
    pub(crate) cost: Cost,
}

/// What a document may cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Most {
    pub(crate) took: Duration,
    /// In bytes.
    pub(crate) peak: u64,
}

/// Runs a program that has to exit with one of these codes, and throws away what it says.
pub(crate) fn cost(program: &Path, args: &[&str], folder: &Path, exits: &[i32]) -> Result<Cost, Failure> {
    let run = || {
        let mut command = Command::new(program);
        command.args(args).current_dir(folder);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        child::run(&mut command, LIMITS).map_err(|error| Failure::io("run", program, &error, "report this as a bug"))
    };
    let mut best: Option<Cost> = None;
    for _ in 0..RUNS {
        let ran = run()?;
        if !matches!(ran.end, End::Ended(Some(code)) if exits.contains(&code)) {
            let command = format!("{} {}", shown::path(program), args.join(" "));
            return Err(Failure::refused(format!("`{command}` ended badly: {:?}\n  help: run it alone", ran.end)));
        }
        let (took, peak) = (ran.took, ran.peak);
        best = Some(
            best.map_or(Cost { took, peak }, |best| Cost { took: best.took.min(took), peak: best.peak.max(peak) }),
        );
    }
    best.ok_or_else(|| Failure::refused("nothing was measured\n  help: report this as a bug"))
}

/// A table in Markdown.
pub(crate) fn document_table(rows: &[DocumentRow]) -> String {
    let lines: String = rows.iter().map(line).collect();
    format!("| document | MB | s | MB in use at most |\n|---|---:|---:|---:|\n{lines}")
}

fn line(row: &DocumentRow) -> String {
    let (megabytes, seconds) = (row.bytes as f64 / 1e6, row.cost.took.as_secs_f64());
    let peak = row.cost.peak.map_or("not known".to_owned(), |peak| format!("{}", peak / 1_000_000));
    format!("| {} | {megabytes:.1} | {seconds:.2} | {peak} |\n", row.name)
}

/// What costs more than it may, a line each.
pub(crate) fn too_much(rows: &[DocumentRow], most: Most) -> Vec<String> {
    let of = |row: &DocumentRow| {
        let Cost { took, peak } = row.cost;
        let slow = (took > most.took).then(|| {
            format!("{}: {:.2} s, {:.2} s is the most", row.name, took.as_secs_f64(), most.took.as_secs_f64())
        });
        let megabytes = |bytes: u64| bytes / 1_000_000;
        let large = peak.filter(|peak| *peak > most.peak);
        let large = large.map(|peak| {
            format!("{}: {} MB in use, {} MB is the most", row.name, megabytes(peak), megabytes(most.peak))
        });
        [slow, large].into_iter().flatten()
    };
    rows.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::{Cost, DocumentRow, Most, document_table, too_much};
    use std::time::Duration;

    fn row(name: &str, milliseconds: u64, peak: Option<u64>) -> DocumentRow {
        let cost = Cost { took: Duration::from_millis(milliseconds), peak };
        DocumentRow { name: name.to_owned(), bytes: 3_140_000, cost }
    }

    #[test]
    fn what_is_above_the_most_is_named() {
        let rows = [row("a", 1000, Some(300_000_000)), row("b", 1010, None), row("c", 40, Some(301_500_000))];
        let most = Most { took: Duration::from_secs(1), peak: 300_000_000 };
        let expected = ["b: 1.01 s, 1.00 s is the most", "c: 301 MB in use, 300 MB is the most"];
        assert_eq!(too_much(&rows, most), expected);
        let table = document_table(&rows);
        assert!(table.ends_with("| b | 3.1 | 1.01 | not known |\n| c | 3.1 | 0.04 | 301 |\n"), "{table}");
    }
}
