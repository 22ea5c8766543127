//! Takes rows; returns them as a table for people, with totals.

use super::round_trip::{Covered, Lost, RoundTrip};
use super::row::Row;
use crate::shown;
use specwright_codegen::Level;

/// A column: its title, how wide it is at least, and its text. Figures that differ from run to run have a fixed width,
/// so that nothing else in the output does.
struct Column {
    title: &'static str,
    least: usize,
    is_text: bool,
    /// Only there if values were sent through the types.
    of_values: bool,
    cell: fn(&Row) -> String,
}

const COLUMNS: [Column; 16] = [
    text("document", |row| row.document.clone()),
    text("version", |row| optional(row.version.as_ref().map(|version| shown::text(version)))),
    text("valid", |row| row.valid.map_or_else(|| "-".to_owned(), yes)),
    text("generated", |row| yes(row.generated)),
    text("compiled", |row| yes(row.compiled)),
    figure("operations", 0, |row| format!("{}/{}", row.operations_emitted, optional(row.operations))),
    figure("schemas", 0, |row| optional(row.schemas)),
    values("lossless", |row| of_values(row, |values| (values.lossless, values.samples))),
    values("examples", |row| of_values(row, |values| (values.examples_identical, values.examples))),
    figure("untyped", 0, |row| optional(row.untyped)),
    figure("unchecked", 0, |row| optional(row.unchecked)),
    figure("warnings", 0, |row| row.findings.count("rustc", Level::Warning).to_string()),
    figure("generate ms", 11, |row| optional(row.generate_ms)),
    figure("check ms", 11, |row| optional(row.check_ms)),
    figure("peak MB", 11, |row| optional(row.peak_mb)),
    text("first diagnostic", |row| cut(&shown::text(row.findings.first().unwrap_or_default()))),
];

const fn text(title: &'static str, cell: fn(&Row) -> String) -> Column {
    Column { title, least: 0, is_text: true, of_values: false, cell }
}

const fn figure(title: &'static str, least: usize, cell: fn(&Row) -> String) -> Column {
    Column { title, least, is_text: false, of_values: false, cell }
}

const fn values(title: &'static str, cell: fn(&Row) -> String) -> Column {
    Column { title, least: 0, is_text: false, of_values: true, cell }
}

/// A line a row, below the titles; then totals.
pub(crate) fn table(rows: &[Row]) -> String {
    let mut lines = vec![String::new(); rows.len() + 1];
    let has_values = rows.iter().any(|row| row.values.is_some());
    for column in COLUMNS.iter().filter(|column| has_values || !column.of_values) {
        let cells: Vec<String> = rows.iter().map(column.cell).collect();
        let cells = || std::iter::once(column.title).chain(cells.iter().map(String::as_str));
        let width = cells().map(|cell| cell.chars().count()).max().unwrap_or_default().max(column.least);
        for (line, cell) in lines.iter_mut().zip(cells()) {
            let cell = if column.is_text { format!("{cell:<width$}  ") } else { format!("{cell:>width$}  ") };
            line.push_str(&cell);
        }
    }
    let lines: String = lines.iter().map(|line| format!("{}\n", line.trim_end())).collect();
    format!("{lines}\n{}{}", losses(rows), totals(rows))
}

/// The most losses that are shown.
const MOST_LOSSES: usize = 20;

/// A line for each loss, as far as people want to read.
fn losses<'r>(rows: &'r [Row]) -> String {
    let of = |row: &'r Row| {
        let lost = row.values.iter().flat_map(|values| &values.lost);
        lost.map(|lost| (row.document.as_str(), lost))
    };
    let lost: Vec<(&str, &Lost)> = rows.iter().flat_map(of).collect();
    let line = |(document, lost): &(&str, &Lost)| {
        let counts = format!("{} and {}", shown::count(lost.samples, "sample"), shown::count(lost.examples, "example"));
        cut(&shown::text(&format!(
            "{document} {}: {} at {}, in {counts}: {}",
            lost.cause, lost.place, lost.at, lost.first
        ))) + "\n"
    };
    let more = lost.len().checked_sub(MOST_LOSSES).filter(|more| *more > 0);
    let more = more.map(|more| format!("… and {more} more, see --json\n")).unwrap_or_default();
    let lines: String = lost.iter().take(MOST_LOSSES).map(line).collect();
    if lines.is_empty() { lines } else { format!("{lines}{more}\n") }
}

/// What became of values, where any were sent.
fn values_totals(rows: &[Row]) -> String {
    let all: Vec<&RoundTrip> = rows.iter().filter_map(|row| row.values.as_ref()).collect();
    if all.is_empty() {
        return String::new();
    }
    let sum = |of: fn(&RoundTrip) -> usize| all.iter().map(|values| of(values)).sum::<usize>();
    let coverage = all.iter().fold(Covered::default(), |sum, values| sum.and(values.coverage));
    format!(
        "{} of {} lossless, {} of {} identical, {} of them invalid\ncoverage: {coverage}\n",
        sum(|values| values.lossless),
        shown::count(sum(|values| values.samples), "sample"),
        sum(|values| values.examples_identical),
        shown::count(sum(|values| values.examples), "example"),
        sum(|values| values.examples_invalid),
    )
}

fn of_values(row: &Row, of: fn(&RoundTrip) -> (usize, usize)) -> String {
    row.values.as_ref().map(of).map_or_else(|| "-".to_owned(), |(some, all)| format!("{some}/{all}"))
}

fn totals(rows: &[Row]) -> String {
    let count = |is: fn(&Row) -> bool| rows.iter().filter(|row| is(row)).count();
    let sum = |of: fn(&Row) -> Option<u64>| rows.iter().filter_map(of).sum::<u64>();
    let size = |of: fn(&Row) -> Option<usize>| rows.iter().filter_map(of).sum::<usize>();
    let seconds = |milliseconds: u64| format!("{}.{} s", milliseconds / 1000, milliseconds % 1000 / 100);
    let warnings: usize = rows.iter().map(|row| row.findings.count("rustc", Level::Warning)).sum();
    let counts = [
        format!(
            "{}: {} generated, {} compiled with {}",
            shown::count(rows.len(), "document"),
            count(|row| row.generated),
            count(|row| row.compiled),
            shown::count(warnings, "warning"),
        ),
        format!(
            "{} of {} emitted, {}, {} untyped, {} unchecked",
            rows.iter().map(|row| row.operations_emitted).sum::<usize>(),
            shown::count(size(|row| row.operations), "operation"),
            shown::count(size(|row| row.schemas), "schema"),
            size(|row| row.untyped),
            shown::count(size(|row| row.unchecked), "constraint"),
        ),
    ];
    let times = format!(
        "{} to generate and {} to check, the sums of all; peak {} MB",
        seconds(sum(|row| row.generate_ms)),
        seconds(sum(|row| row.check_ms)),
        rows.iter().filter_map(|row| row.peak_mb).max().map_or_else(|| "?".to_owned(), |peak| peak.to_string()),
    );
    format!("{}\n{}{times}\n", counts.join("\n"), values_totals(rows))
}

fn optional(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

fn yes(value: bool) -> String {
    if value { "yes" } else { "no" }.to_owned()
}

/// The longest that is shown of a diagnostic, in characters.
const LONGEST: usize = 120;

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}
