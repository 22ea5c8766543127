//! Takes rows of figures; returns them as a table in Markdown.

use super::{List, Row};

/// The first row is what the others are compared with.
pub(crate) fn table(subject: &str, rows: &[Row]) -> String {
    let base = rows.first().map_or(0.0, |row| row.instructions);
    let lines: String = rows.iter().map(|row| line(row, base)).collect();
    format!("| {subject} | instructions | ratio | allocations | bytes | µs |\n|---|---:|---:|---:|---:|---:|\n{lines}")
}

fn line(row: &Row, base: f64) -> String {
    let Row { variant, instructions, memory } = row;
    format!(
        "| {variant} | {} | {:.3} | {:.1} | {} | {:.1} |\n",
        grouped(*instructions),
        instructions / base,
        memory.allocations,
        grouped(memory.bytes),
        memory.microseconds,
    )
}

/// Lists by the variant that they were read with.
pub(crate) fn list_table(lists: &[(&str, List)]) -> String {
    let lines: String = lists.iter().map(|(variant, list)| list_line(variant, list)).collect();
    format!(
        "| items | read | bytes in use at most | allocations an item | µs an item |\n|---:|---|---:|---:|---:|\n{lines}"
    )
}

fn list_line(variant: &str, list: &List) -> String {
    format!(
        "| {} | {variant} | {} | {:.1} | {:.1} |\n",
        grouped(list.items as f64),
        grouped(list.bytes_in_use),
        list.allocations,
        list.microseconds,
    )
}

/// A whole number with a comma before each three digits.
fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let is_start = |at: usize| at > 0 && (digits.len() - at).is_multiple_of(3);
    let group = |(at, digit): (usize, char)| [is_start(at).then_some(','), Some(digit)];
    digits.chars().enumerate().flat_map(group).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_parted() {
        let numbers = [0.0, 7.4, 999.6, 1000.0, 12_345.0, 1_234_567.0].map(grouped);
        assert_eq!(numbers, ["0", "7", "1,000", "1,000", "12,345", "1,234,567"]);
    }
}
