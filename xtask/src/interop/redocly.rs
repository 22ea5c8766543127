//! Redocly CLI, which lints documents.

use super::documents::Documents;
use super::process::Workshop;
use super::tool::{Found, REDOCLY};
use super::{Row, not_asked};
use serde_json::Value;
use std::process::Command;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(300);

const WHAT: &str = "document linted by its recommended rules";

pub(super) fn lint(found: &Found, documents: &Documents, shop: &Workshop) -> Row {
    let done = problems(found, documents, shop);
    let failed = done.unwrap_or_else(|why| vec![why]);
    let passed = usize::from(failed.is_empty());
    Row { tool: REDOCLY, api: documents.api.clone(), what: WHAT.to_owned(), passed, failed }
}

/// Warnings count, too.
fn problems(found: &Found, documents: &Documents, shop: &Workshop) -> Result<Vec<String>, String> {
    let mut command = Command::new(&found.program);
    command.args(["lint", "--extends=recommended", "--format=json", "--max-problems=1000"]);
    command.args(not_asked(REDOCLY, &documents.api).map(|rule| format!("--skip-rule={rule}"))).arg(&documents.for_all);
    let ran = shop.run(&mut command, PATIENCE)?;
    let report: Value = serde_json::from_str(&ran.stdout).map_err(|_| ran.last_words())?;
    let problems = report.get("problems").and_then(Value::as_array).ok_or_else(|| ran.last_words())?;
    let all: Vec<_> = problems.iter().map(told).collect();
    if all.is_empty() && !ran.end.is_success() { Err(ran.last_words()) } else { Ok(all) }
}

fn told(problem: &Value) -> String {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let at = problem.pointer("/location/0/pointer");
    format!("{}: {} at {}", text(problem.get("ruleId")), text(problem.get("message")), text(at))
}
