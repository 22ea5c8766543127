//! From [`Report`]s to SARIF 2.1.0, which services show on the lines of a change.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Diagnostic, Level, Report};
use crate::rules::{Rule, rules};

/// The findings of some reports as a SARIF 2.1.0 log of one run, with the pages of their rules.
///
/// Files are named as in the reports, relative to the root of the sources. A finding keeps its fingerprint as long as its rule,
/// file and pointer stay.
pub fn sarif<'r>(reports: impl IntoIterator<Item = &'r Report>) -> String {
    let reports: Vec<&Report> = reports.into_iter().collect();
    let met: BTreeSet<_> = reports.iter().flat_map(|report| report.diagnostics()).map(|found| found.rule).collect();
    let rules: Vec<Rule> = rules().filter(|rule| met.contains(rule.id)).collect();
    let mut seen = BTreeMap::new();
    let found = reports.iter().flat_map(|report| report.diagnostics().iter().map(|found| (*report, found)));
    let results = found.map(|(report, found)| finding(report, found, &rules, &mut seen)).collect();
    let driver = Driver { name: "Specwright", version: crate::VERSION, rules: rules.iter().map(descriptor).collect() };
    let run = Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    serde_json::to_string_pretty(&log).map(|text| text + "\n").unwrap_or_default()
}

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

fn descriptor(rule: &Rule) -> Descriptor {
    let level = match rule.level() {
        "error" => Level::Error,
        "suggestion" => Level::Suggestion,
        _ => Level::Warning,
    };
    Descriptor {
        id: rule.id,
        short_description: Text { text: rule.summary().to_owned() },
        help: Help { text: rule.page, markdown: rule.page },
        default_configuration: Configuration { level: word(level) },
    }
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Suggestion => "note",
    }
}

/// How often a rule was met at a pointer of a file.
type Seen<'r> = BTreeMap<(&'r str, &'r str, &'r str), usize>;

fn finding<'r>(report: &Report, found: &'r Diagnostic, rules: &[Rule], seen: &mut Seen<'r>) -> Finding {
    let times = seen.entry((found.rule, &found.file, &found.pointer)).or_default();
    *times += 1;
    let address = Sha256::digest([found.rule, &found.file, &found.pointer].join("\0"));
    let address: String = address.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let place = Place {
        artifact_location: Artifact { uri: uri(&found.file), uri_base_id: "%SRCROOT%" },
        region: region(report, found),
    };
    Finding {
        rule_id: found.rule,
        rule_index: rules.iter().position(|rule| rule.id == found.rule),
        level: word(found.level),
        message: Text { text: format!("{}\nhelp: {}", found.message, found.hint) },
        locations: [Location {
            physical_location: place,
            logical_locations: [Logical { fully_qualified_name: found.pointer.clone() }],
        }],
        partial_fingerprints: Fingerprints { address: format!("{address}:{times}") },
    }
}

fn region(report: &Report, found: &Diagnostic) -> Region {
    let width = report.text(&found.file).get(found.bytes.clone()).map_or(0, |span| span.chars().count());
    let end_column = (width > 0).then_some(found.column + width);
    Region { start_line: found.line, start_column: found.column, end_column }
}

/// A path as a relative URI.
fn uri(path: &str) -> String {
    let shown = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    path.bytes().map(shown).collect()
}

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Finding>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: &'static str,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    partial_fingerprints: Fingerprints,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Place,
    logical_locations: [Logical; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<usize>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical {
    fully_qualified_name: String,
}

/// Not under the name that services compute themselves: they complain when ours is another.
#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "specwright/address/v1")]
    address: String,
}
