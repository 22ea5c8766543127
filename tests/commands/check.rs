//! What `check` says of a document, for people, programs and services.

use super::repository::{root, run};
use crate::generator::support::snapshot;

const FIVE: [&str; 3] = ["check", "--spec", "tests/fixtures/five_mistakes.yaml"];

/// What it says in a format, without the time that it takes.
fn said(format: &str) -> String {
    let said = run(&root(), &[&FIVE[..], &["--format", format]].concat());
    assert_eq!(said.code, 1);
    assert_eq!(said.stderr.is_empty(), format != "human", "{}", said.stderr);
    said.stdout
}

#[test]
fn five_mistakes_as_an_array() {
    snapshot("check", "json", "Five mistakes as an array", &said("json"));
}

#[test]
fn five_mistakes_as_a_log_for_services() {
    let log: serde_json::Value = serde_json::from_str(&said("sarif")).unwrap();
    let run = &log["runs"][0];
    assert_eq!((log["version"].as_str(), run["results"].as_array().unwrap().len()), (Some("2.1.0"), 5));
    // The pages of the rules are theirs to change.
    let mut shown = log.clone();
    for rule in shown["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap() {
        let id = rule["id"].as_str().unwrap().to_owned();
        let page = specwright_codegen::rule(&id).unwrap().page;
        assert_eq!((rule["help"]["text"].as_str(), rule["help"]["markdown"].as_str()), (Some(page), Some(page)));
        rule["help"] = "the page".into();
        rule["shortDescription"] = "its sentence".into();
    }
    for (index, result) in run["results"].as_array().unwrap().iter().enumerate() {
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(result["ruleId"], run["tool"]["driver"]["rules"][rule]["id"], "{index}");
    }
    snapshot("check", "sarif", "Five mistakes as SARIF", &serde_json::to_string_pretty(&shown).unwrap());
}

#[test]
fn the_specifications_of_this_repository_are_clean() {
    let said = run(&root(), &["check"]);
    assert_eq!((said.code, said.stderr.as_str()), (0, ""), "{}", said.stderr);
    assert_eq!(said.stdout.lines().filter(|line| line.contains(": no error, no warning, ")).count(), 3);
}
