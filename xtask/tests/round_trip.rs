//! Takes the documents of `tests/fixtures/conformance`; every value that they allow or show comes back as it was.

use crate::support::{Repository, run};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use xtask::Context;

/// A line for each document, of its name and its measures.
fn measured() -> BTreeMap<String, Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let output = Repository::empty();
    let context = Context::captured(root).with_folder(root.join("tests/fixtures"));
    let (lines, folder) = (output.path("lines"), "conformance");
    run(&["conformance", folder, "--round-trip", "--json", lines.to_str().unwrap()], &context).expect(0);
    let rows = output.read("lines");
    let rows = rows.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    rows.map(|row| (row["document"].as_str().unwrap().to_owned(), row)).collect()
}

#[test]
fn every_known_failure_of_generators_gives_a_client_that_loses_nothing() {
    let rows = measured();
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/conformance");
    assert_eq!(rows.len(), std::fs::read_dir(fixtures).unwrap().count());
    for (name, row) in rows {
        let count = |key: &str| row[key].as_u64().unwrap();
        assert!(count("samples") > 0, "{name}: {row:#}");
        assert_eq!(count("lossless"), count("samples"), "{name}: {row:#}");
        assert_eq!(count("examples_identical"), count("examples"), "{name}: {row:#}");
        assert_eq!(count("operations_emitted"), count("operations"), "{name}: {row:#}");
        let diagnostics = row["diagnostics"].as_array().unwrap();
        let is_rustc = |found: &Value| found["rule"].as_str().unwrap().starts_with("rustc");
        assert!(!diagnostics.iter().any(is_rustc), "{name}: {row:#}");
    }
}
