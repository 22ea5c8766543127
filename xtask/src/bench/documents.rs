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
    /// How long it has had a processor, which a busy machine hardly changes; known on Linux.
    pub(crate) processor: Option<Duration>,
    /// In bytes; known on Linux.
    pub(crate) peak: Option<u64>,
}

impl Cost {
    /// The better times, and the worse memory.
    fn and(self, other: Self) -> Self {
        let processor = self.processor.into_iter().chain(other.processor).min();
        Self { took: self.took.min(other.took), processor, peak: self.peak.max(other.peak) }
    }

    /// The time that is held to a bound.
    fn time(&self) -> Duration {
        self.processor.unwrap_or(self.took)
    }
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
    /// Of the processor, where that is known.
    pub(crate) time: Duration,
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
        let new = Cost { took: ran.took, processor: ran.processor, peak: ran.peak };
        best = Some(best.map_or(new, |best| best.and(new)));
    }
    best.ok_or_else(|| Failure::refused("nothing was measured\n  help: report this as a bug"))
}

/// A table in Markdown.
pub(crate) fn document_table(rows: &[DocumentRow]) -> String {
    let lines: String = rows.iter().map(line).collect();
    format!("| document | MB | s | processor s | MB in use at most |\n|---|---:|---:|---:|---:|\n{lines}")
}

fn line(row: &DocumentRow) -> String {
    let (megabytes, seconds) = (row.bytes as f64 / 1e6, row.cost.took.as_secs_f64());
    let unknown = || "not known".to_owned();
    let processor = row.cost.processor.map_or_else(unknown, |time| format!("{:.2}", time.as_secs_f64()));
    let peak = row.cost.peak.map_or_else(unknown, |peak| format!("{}", peak / 1_000_000));
    format!("| {} | {megabytes:.1} | {seconds:.2} | {processor} | {peak} |\n", row.name)
}

/// What costs more than it may, a line each.
pub(crate) fn too_much(rows: &[DocumentRow], most: Most) -> Vec<String> {
    let of = |row: &DocumentRow| {
        let (time, peak) = (row.cost.time(), row.cost.peak);
        let slow = (time > most.time).then(|| {
            format!("{}: {:.2} s, {:.2} s is the most", row.name, time.as_secs_f64(), most.time.as_secs_f64())
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

    fn row(name: &str, took: u64, processor: Option<u64>, peak: Option<u64>) -> DocumentRow {
        let processor = processor.map(Duration::from_millis);
        let cost = Cost { took: Duration::from_millis(took), processor, peak };
        DocumentRow { name: name.to_owned(), bytes: 3_140_000, cost }
    }

    #[test]
    fn what_is_above_the_most_is_named() {
        let a = row("a", 4000, Some(1000), Some(300_000_000));
        let rows = [a, row("b", 1010, None, None), row("c", 4000, Some(1010), Some(301_500_000))];
        let most = Most { time: Duration::from_secs(1), peak: 300_000_000 };
        let expected =
            ["b: 1.01 s, 1.00 s is the most", "c: 1.01 s, 1.00 s is the most", "c: 301 MB in use, 300 MB is the most"];
        assert_eq!(too_much(&rows, most), expected);
        let table = document_table(&rows);
        let last = "| b | 3.1 | 1.01 | not known | not known |\n| c | 3.1 | 4.00 | 1.01 | 301 |\n";
        assert!(table.ends_with(last), "{table}");
    }

    #[test]
    fn of_two_runs_the_better_times_and_the_worse_memory_count() {
        let one = row("a", 4000, Some(1000), Some(3)).cost;
        let other = row("a", 3000, Some(1100), Some(2)).cost;
        let both = one.and(other);
        assert_eq!((both.took.as_millis(), both.time().as_millis(), both.peak), (3000, 1000, Some(3)));
    }
}
