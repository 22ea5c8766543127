//! Takes rows; returns them as a table for people, with totals.

use super::row::Row;
use crate::shown;
use specwright_codegen::Level;

/// A column: its title, how wide it is at least, and its text. Figures that differ from run to run have a fixed width,
/// so that nothing else in the output does.
struct Column {
    title: &'static str,
    least: usize,
    is_text: bool,
    cell: fn(&Row) -> String,
}

const COLUMNS: [Column; 12] = [
    text("document", |row| row.document.clone()),
    text("version", |row| optional(row.version.as_ref().map(|version| shown::text(version)))),
    text("generated", |row| yes(row.generated)),
    text("compiled", |row| yes(row.compiled)),
    figure("operations", 0, |row| format!("{}/{}", row.operations_emitted, optional(row.operations))),
    figure("schemas", 0, |row| optional(row.schemas)),
    figure("unchecked", 0, |row| optional(row.unchecked)),
    figure("warnings", 0, |row| row.findings.count("rustc", Level::Warning).to_string()),
    figure("generate ms", 11, |row| optional(row.generate_ms)),
    figure("check ms", 11, |row| optional(row.check_ms)),
    figure("peak MB", 11, |row| optional(row.peak_mb)),
    text("first diagnostic", |row| cut(&shown::text(row.findings.first().unwrap_or_default()))),
];

const fn text(title: &'static str, cell: fn(&Row) -> String) -> Column {
    Column { title, least: 0, is_text: true, cell }
}

const fn figure(title: &'static str, least: usize, cell: fn(&Row) -> String) -> Column {
    Column { title, least, is_text: false, cell }
}

/// A line a row, below the titles; then totals.
pub(crate) fn table(rows: &[Row]) -> String {
    let mut lines = vec![String::new(); rows.len() + 1];
    for column in &COLUMNS {
        let cells: Vec<String> = rows.iter().map(column.cell).collect();
        let cells = || std::iter::once(column.title).chain(cells.iter().map(String::as_str));
        let width = cells().map(|cell| cell.chars().count()).max().unwrap_or_default().max(column.least);
        for (line, cell) in lines.iter_mut().zip(cells()) {
            let cell = if column.is_text { format!("{cell:<width$}  ") } else { format!("{cell:>width$}  ") };
            line.push_str(&cell);
        }
    }
    let lines: String = lines.iter().map(|line| format!("{}\n", line.trim_end())).collect();
    format!("{lines}\n{}", totals(rows))
}

fn totals(rows: &[Row]) -> String {
    let count = |is: fn(&Row) -> bool| rows.iter().filter(|row| is(row)).count();
    let sum = |of: fn(&Row) -> Option<u64>| rows.iter().filter_map(of).sum::<u64>();
    let size = |of: fn(&Row) -> Option<usize>| rows.iter().filter_map(of).sum::<usize>();
    let seconds = |milliseconds: u64| format!("{}.{} s", milliseconds / 1000, milliseconds % 1000 / 100);
    let warnings: usize = rows.iter().map(|row| row.findings.count("rustc", Level::Warning)).sum();
    [
        format!(
            "{}: {} generated, {} compiled with {}",
            shown::count(rows.len(), "document"),
            count(|row| row.generated),
            count(|row| row.compiled),
            shown::count(warnings, "warning"),
        ),
        format!(
            "{} of {} emitted, {}, {} unchecked",
            rows.iter().map(|row| row.operations_emitted).sum::<usize>(),
            shown::count(size(|row| row.operations), "operation"),
            shown::count(size(|row| row.schemas), "schema"),
            shown::count(size(|row| row.unchecked), "constraint"),
        ),
        format!(
            "{} to generate and {} to check, the sums of all; peak {} MB",
            seconds(sum(|row| row.generate_ms)),
            seconds(sum(|row| row.check_ms)),
            rows.iter().filter_map(|row| row.peak_mb).max().map_or_else(|| "?".to_owned(), |peak| peak.to_string()),
        ),
    ]
    .map(|line| line + "\n")
    .concat()
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
