//! Takes what rustc wrote, a JSON object a line; returns it as findings.

use super::findings::Findings;
use serde::Deserialize;
use specwright_codegen::Level;
use std::io::{self, BufRead};

#[derive(Deserialize)]
struct Message {
    level: String,
    message: String,
    code: Option<Code>,
    #[serde(default)]
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    line_start: usize,
    column_start: usize,
    is_primary: bool,
}

/// Rules are `rustc::E0308`, `rustc::dead_code`; `rustc` alone is what has no name, such as a crash of the compiler.
pub(super) fn findings(lines: impl BufRead) -> io::Result<Findings> {
    let (mut findings, mut stray) = (Findings::default(), None);
    for line in lines.split(b'\n') {
        let line = line?;
        match serde_json::from_slice::<Message>(&line) {
            Ok(message) => add(&message, &mut findings),
            // Artifacts and the like are JSON, too.
            Err(_) if line.starts_with(b"{") || line.trim_ascii().is_empty() => {}
            Err(_) => stray = stray.or_else(|| Some(String::from_utf8_lossy(&line).into_owned())),
        }
    }
    if let Some(stray) = stray {
        findings.add("rustc", Level::Error, &stray);
    }
    Ok(findings)
}

fn add(message: &Message, findings: &mut Findings) {
    let level = match message.level.as_str() {
        "warning" => Level::Warning,
        level if level.starts_with("error") => Level::Error,
        _ => return,
    };
    let place = message.spans.iter().find(|span| span.is_primary);
    // "aborting due to 2 previous errors", "1 warning emitted"
    if place.is_none() && message.code.is_none() && (level == Level::Warning || message.message.starts_with("aborting"))
    {
        return;
    }
    let place = place.map(|span| format!("{}:{}:{} ", span.file_name, span.line_start, span.column_start));
    let rule = message.code.as_ref().map_or_else(|| "rustc".to_owned(), |code| format!("rustc::{}", code.code));
    findings.add(&rule, level, &(place.unwrap_or_default() + &message.message));
}

#[cfg(test)]
mod tests {
    use super::findings;
    use serde_json::json;

    #[test]
    #[allow(clippy::unwrap_used, reason = "a test may fail")]
    fn sums_are_no_findings_and_the_last_words_of_a_crash_are() {
        let span = json!([{ "file_name": "src/lib.rs", "line_start": 3, "column_start": 5, "is_primary": true }]);
        let said = [
            json!({ "level": "warning", "message": "unused", "code": { "code": "dead_code" }, "spans": span })
                .to_string(),
            json!({ "level": "error", "message": "no type", "code": { "code": "E0425" }, "spans": span }).to_string(),
            json!({ "level": "error", "message": "aborting due to 1 previous error", "code": null }).to_string(),
            json!({ "level": "warning", "message": "1 warning emitted", "code": null, "spans": [] }).to_string(),
            json!({ "level": "failure-note", "message": "Some errors", "code": null, "spans": [] }).to_string(),
            json!({ "$message_type": "artifact" }).to_string(),
            "memory allocation of 8 bytes failed".to_owned(),
            "stack backtrace:".to_owned(),
        ];
        let findings = findings(said.join("\n").as_bytes()).unwrap();
        assert_eq!(findings.first(), Some("rustc::E0425: src/lib.rs:3:5 no type"));
        let expected = json!([
            { "rule": "rustc", "level": "error", "count": 1 },
            { "rule": "rustc::E0425", "level": "error", "count": 1 },
            { "rule": "rustc::dead_code", "level": "warning", "count": 1 },
        ]);
        assert_eq!(serde_json::to_value(&findings).unwrap(), expected);
    }
}
