//! Takes documents with and without mistakes; checks what `check` says of them, and how it ends.

use crate::support::{Ran, Repository, SPEC, run};
use serde_json::Value;

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1', nme: x}\npaths: ";

fn repository() -> Repository {
    let repository = Repository::with(&["cats", "dogs"]);
    repository.write("specs/cats/openapi.yaml", &format!("{HEAD}{{'/{{': {{}}}}\n"));
    repository.write("specs/dogs/openapi.yaml", &format!("{HEAD}{{}}\n"));
    repository
}

/// Standard output without the times.
fn counts(ran: &Ran) -> Vec<&str> {
    ran.stdout.lines().map(|line| line.rsplit_once(", ").unwrap().0).collect()
}

fn findings(ran: &Ran) -> Vec<(String, String, String)> {
    let all: Vec<Value> = serde_json::from_str(&ran.stdout).unwrap();
    let text = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
    all.iter().map(|one| (text(one, "file"), text(one, "rule"), text(one, "level"))).collect()
}

#[test]
fn each_api_has_a_line_and_an_error_refuses() {
    let repository = repository();
    let ran = repository.run(&["check"]).expect(1).complains("error[path_syntax]").complains("warning[unknown_member]");
    let (cats, dogs) = ("cats: 1 error, 1 warning, no suggestion", "dogs: no error, 1 warning, no suggestion");
    assert_eq!(counts(&ran), [cats, dogs]);
    assert!(ran.stderr.contains("--> specs/dogs/openapi.yaml:2:"), "{}", ran.stderr);
    assert_eq!(counts(&repository.run(&["check", "dogs"]).expect(0)), [dogs]);
    let ran = repository.run(&["check", "birds"]).expect(64).complains("unknown API: birds").complains("cats, dogs");
    assert_eq!(ran.stdout, "");
    assert!(!repository.exists("generated"));
}

#[test]
fn programs_read_standard_output_alone() {
    let repository = repository();
    repository.write("specs/birds/openapi.yaml", SPEC);
    repository.write("specs/birds/client.toml", "name = 1\n");
    let ran = repository.run(&["check", "--format", "json"]).expect(1);
    assert_eq!(ran.stderr, "");
    let found = |api: &str, file: &str, rule: &str, level: &str| {
        (format!("specs/{api}/{file}"), rule.to_owned(), level.to_owned())
    };
    let expected = [
        found("birds", "client.toml", "settings", "error"),
        found("cats", "openapi.yaml", "unknown_member", "warning"),
        found("cats", "openapi.yaml", "path_syntax", "error"),
        found("dogs", "openapi.yaml", "unknown_member", "warning"),
    ];
    assert_eq!(findings(&ran), expected);
    let ran = repository.run(&["check", "--format", "sarif"]).expect(1);
    assert_eq!(ran.stderr, "");
    let log: Value = serde_json::from_str(&ran.stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let levels: Vec<_> = results.iter().map(|result| result["level"].as_str().unwrap()).collect();
    assert_eq!(levels, ["error", "warning", "error", "warning"]);
    let uri = &results[1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "specs/cats/openapi.yaml");
}

#[test]
fn nothing_found_is_an_empty_list() {
    let repository = Repository::with(&["cats"]);
    let ran = repository.run(&["check", "--format", "json"]).expect(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("[]\n", ""));
    let log: Value = serde_json::from_str(&repository.run(&["check", "--format", "sarif"]).expect(0).stdout).unwrap();
    assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn what_cannot_be_read_is_said_beside_what_was_found() {
    let repository = repository();
    repository.write("specs/birds/notes.txt", "");
    let ran = repository.run(&["check", "--format", "json"]).expect(1);
    assert!(ran.stderr.starts_with("error: specs/birds has neither openapi.yaml nor openapi.json\n"), "{}", ran.stderr);
    assert_eq!(findings(&ran).len(), 3);
    let ran = repository.run(&["check"]).expect(1);
    assert_eq!(counts(&ran).len(), 2);
}

#[test]
fn any_document_is_checked_with_its_settings_and_overlays() {
    let repository = Repository::empty();
    repository.write("in/a b.yaml", &format!("{HEAD}{{/a: {{get: {{responses: {{}}}}}}}}\n"));
    let spec = ["check", "--spec", "in/a b.yaml"];
    let with = |more: &[&str]| repository.run(&[&spec[..], more].concat());
    let ran = with(&[]).expect(0).complains("warning[unknown_member]").complains("--> in/a b.yaml:2:");
    assert!(ran.stdout.starts_with("in/a b.yaml: no error, "), "{}", ran.stdout);
    let rule = |level: &str| format!("[[rule]]\nid = \"unknown_member\"\nlevel = \"{level}\"\nreason = \"Why.\"\n");
    repository.write("in/client.toml", &format!("[package]\nname = \"a\"\n{}", rule("error")));
    with(&["--config", "in/client.toml"]).expect(1).complains("error[unknown_member]");
    let remove = "overlay: 1.0.0\ninfo: {title: T, version: '1'}\nactions: [{target: $.info.nme, remove: true}]\n";
    repository.write("in/overlay.yaml", remove);
    let ran = with(&["--overlay", "in/overlay.yaml"]).expect(0);
    assert!(!ran.stderr.contains("unknown_member"), "{}", ran.stderr);
    // Now the table says in vain what an unknown member weighs.
    let ran = with(&["--config", "in/client.toml", "--overlay", "in/overlay.yaml"]).expect(1);
    ran.complains("error[settings]").complains("--> in/client.toml:4:");
    let ran = with(&["--format", "sarif"]).expect(0);
    assert!(ran.stdout.contains("\"uri\": \"in/a%20b.yaml\""), "{}", ran.stdout);
    with(&["--config", "in/none.toml"]).expect(1).complains("in/none.toml");
}

#[test]
fn a_document_comes_from_standard_input_and_from_outside_of_the_repository() {
    let repository = Repository::empty();
    let context = repository.context().with_stdin(format!("{HEAD}{{}}\n"));
    let ran = run(&["check", "--spec", "-"], &context).expect(0).complains("--> stdin:2:");
    assert_eq!(counts(&ran), ["-: no error, 1 warning, no suggestion"]);
    let elsewhere = Repository::empty();
    elsewhere.write("a.yaml", &format!("{HEAD}{{}}\n"));
    let path = elsewhere.path("a.yaml");
    repository.run(&["check", "--spec", path.to_str().unwrap()]).expect(0).complains("--> a.yaml:2:");
}
