//! The page: takes its text, returns the rows of its tables, and the words that it explains.

use std::collections::BTreeMap;

use super::row::{COLUMNS, Row};

pub const PAGE: &str = include_str!("behaviours.md");

/// The rows below the headings of the page, in their order.
pub fn rows() -> Vec<Row> {
    let (mut rows, mut heading) = (Vec::new(), String::new());
    for line in PAGE.lines() {
        if let Some(text) = line.strip_prefix("## ") {
            heading = text.to_owned();
        }
        let Some(cells) = cells(line) else { continue };
        match cells {
            cells if cells == COLUMNS.map(str::to_owned) => {}
            cells if cells[0].starts_with("--") => {}
            cells => rows.push(Row { heading: heading.clone(), cells }),
        }
    }
    rows
}

/// The cells of a line of the table with six columns; other tables are for readers alone.
fn cells(line: &str) -> Option<[String; 6]> {
    let line = line.strip_prefix('|')?.strip_suffix('|')?;
    let cells: Vec<_> = line.split('|').map(|cell| cell.trim().to_owned()).collect();
    cells.try_into().ok()
}

/// The words that the page explains, by the heading of their column.
pub fn explained() -> BTreeMap<String, Vec<String>> {
    let mut explained: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut heading = None;
    for line in PAGE.lines() {
        if line.starts_with('#') {
            heading = line.strip_prefix("### ").map(str::to_owned);
        }
        let (Some(heading), Some(item)) = (&heading, line.strip_prefix("- ")) else { continue };
        // What stands before the colon is the word, or several.
        let words = item.split_once(": ").map_or(item, |(words, _)| words);
        let words = words.split('`').skip(1).step_by(2).map(str::to_owned);
        explained.entry(heading.clone()).or_default().extend(words);
    }
    explained
}
