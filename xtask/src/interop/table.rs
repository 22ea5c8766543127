//! Takes rows; returns them as a table in Markdown, then what failed, then what the tools were not asked.

use super::{Documents, NOT_ASKED, NotAsked, Row};
use crate::shown;

pub(crate) fn table(rows: &[Row], documents: &[Documents]) -> String {
    let cells = |row: &Row| {
        let Row { tool, api, what, passed, failed } = row;
        format!("| {tool} | {api} | {what} | {passed} | {} |\n", failed.len())
    };
    let lines: String = rows.iter().map(cells).collect();
    let table = format!("| tool | API | what was tried | passed | failed |\n|---|---|---|---:|---:|\n{lines}");
    format!("{table}{}{}", failures(rows), exclusions(rows, documents))
}

fn failures(rows: &[Row]) -> String {
    let of = |row: &Row| {
        let text = |why: &String| why.lines().map(shown::text).collect::<Vec<_>>().join("\n  ");
        let line = |why: &String| format!("- {}, {}, {}: {}\n", row.tool, row.api, row.what, text(why));
        row.failed.iter().map(line).collect::<String>()
    };
    let lines: String = rows.iter().map(of).collect();
    if lines.is_empty() { lines } else { format!("\nFailed:\n\n{lines}") }
}

/// Of the tools that ran.
fn exclusions(rows: &[Row], documents: &[Documents]) -> String {
    let rules = NOT_ASKED.iter().filter(|not| rows.iter().any(|row| not.is_of(row.tool, &row.api)));
    let of = |not: &NotAsked| not.api.map(|api| format!(" of {api}")).unwrap_or_default();
    let rules: String =
        rules.map(|not| format!("- {}, `{}`{}: {}\n", not.tool, not.rule, of(not), not.reason)).collect();
    let places = documents.iter().filter(|_| !rows.is_empty());
    let places =
        places.flat_map(|of| of.reasons.iter().map(move |why| format!("- {}: {}\n", of.api, shown::text(why))));
    let lines: String = std::iter::once(rules).chain(places).collect();
    if lines.is_empty() { lines } else { format!("\nExcluded, and why:\n\n{lines}") }
}
