//! Schemathesis, which makes requests from a document, right ones and wrong ones, and looks at the answers.

use super::documents::Documents;
use super::process::Workshop;
use super::tool::{Found, SCHEMATHESIS};
use super::{Row, not_asked};
use crate::mock::Mock;
use crate::shown;
use serde_json::Value;
use std::fs;
use std::process::Command;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(600);

/// So many requests are made up for an operation in a phase.
const EXAMPLES: &str = "--max-examples=50";

const WHAT: &str = "requests to the mock, all phases";

pub(super) fn drive(found: &Found, documents: &Documents, shop: &Workshop) -> Row {
    driven(found, documents, shop).unwrap_or_else(|why| Row::undone(SCHEMATHESIS, &documents.api, WHAT, why))
}

fn driven(found: &Found, documents: &Documents, shop: &Workshop) -> Result<Row, String> {
    let mock = Mock::start(documents.contract()?, 0, Vec::new(), |_| ()).map_err(|error| error.to_string())?;
    let path = shop.path().join(format!("schemathesis-{}.json", documents.api));
    let mut command = Command::new(&found.program);
    command.arg("run").arg(&documents.for_requests).args(["--url", &mock.base_url(), EXAMPLES]);
    // Without randomness, and without what an earlier run has found.
    command.args(["--checks=all", "--continue-on-failure", "--generation-deterministic", "--no-color"]);
    command.args(not_asked(SCHEMATHESIS, &documents.api).map(|check| format!("--exclude-checks={check}")));
    command.args(credentials(&documents.value)).args(["--report=json", "--report-json-path"]).arg(&path);
    let ran = shop.run(&mut command, PATIENCE)?;
    let report = fs::read(&path).ok().and_then(|text| serde_json::from_slice::<Value>(&text).ok());
    let _ = fs::remove_file(&path);
    let mut row = row(&report.ok_or_else(|| ran.last_words())?, &documents.api).ok_or_else(|| ran.last_words())?;
    if let (Some(last), Some(requests)) = (row.failed.last_mut(), requests(&ran.stdout)) {
        last.push_str(&format!("\n{requests}"));
    }
    if row.failed.is_empty() && !ran.end.is_success() { Err(ran.last_words()) } else { Ok(row) }
}

fn row(report: &Value, api: &str) -> Option<Row> {
    let cases = report.get("test_cases")?;
    let count = |key: &str| cases.get(key)?.as_u64().and_then(|count| usize::try_from(count).ok());
    let all = |key: &str| report.get(key).and_then(Value::as_array).into_iter().flatten().map(told);
    let mut failed: Vec<_> = all("failures").chain(all("errors")).collect();
    let warnings = report.get("warnings").and_then(Value::as_object).into_iter().flatten();
    let warnings = warnings.filter(|(_, places)| places.as_array().is_some_and(|places| !places.is_empty()));
    failed.extend(warnings.map(|(warning, places)| format!("{warning}: {places}")));
    if report.get("complete")? != &Value::Bool(true) {
        failed.push("it has not done all that it wanted to".to_owned());
    }
    let operations = report.pointer("/operations/tested")?.as_u64().and_then(|count| usize::try_from(count).ok())?;
    let passed = count("generated")?.checked_sub(count("with_failures")?)?;
    if passed == 0 && failed.is_empty() {
        failed.push("it has made no request".to_owned());
    }
    let what = format!("{WHAT}, {}", shown::count(operations, "operation"));
    Some(Row { tool: SCHEMATHESIS, api: api.to_owned(), what, passed, failed })
}

fn told(failure: &Value) -> String {
    failure.to_string().chars().take(1_500).collect()
}

/// What it prints of failures: which requests they were, and how to make them again.
fn requests(stdout: &str) -> Option<String> {
    let (_, failures) = stdout.split_once("= FAILURES =")?;
    let (failures, _) = failures.split_once("= SUMMARY =")?;
    let lines = failures.lines().map(|line| line.trim_matches(['=', '_']).trim_end());
    let lines: Vec<_> = lines.filter(|line| !line.is_empty()).take(100).collect();
    Some(lines.join("\n"))
}

/// Those that a mock takes, for each scheme that a header can carry.
fn credentials(document: &Value) -> Vec<String> {
    let schemes = document.pointer("/components/securitySchemes").and_then(Value::as_object);
    let schemes = schemes.into_iter().flat_map(|schemes| schemes.values());
    let credential = |scheme: &Value| {
        let text = |key: &str| scheme.get(key).and_then(Value::as_str).unwrap_or_default();
        match (text("type"), text("in"), text("scheme").to_ascii_lowercase().as_str()) {
            ("apiKey", "header", _) => Some(format!("--header={}: sample-key", text("name"))),
            ("http", _, "basic") => Some("--auth=sample-id:sample-key".to_owned()),
            ("http", _, "bearer") | ("oauth2" | "openIdConnect", ..) => {
                Some("--header=Authorization: Bearer sample-key".to_owned())
            }
            _ => None,
        }
    };
    schemes.filter_map(credential).collect()
}
