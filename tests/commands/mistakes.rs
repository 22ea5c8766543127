//! A document with mistakes: all of them are shown with their places, and nothing is written.

use std::fs;

use super::repository::run;

const FIVE: &str = include_str!("../fixtures/five_mistakes.yaml");

#[test]
fn five_mistakes_are_five_messages_and_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("five.yaml");
    fs::write(&spec, FIVE).unwrap();
    let out = folder.path().join("client");
    let said = run(folder.path(), &["generate", "--spec", spec.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert_eq!(said.code, 1);
    assert_eq!(said.stderr.matches("error[").count(), 5, "{}", said.stderr);
    assert_eq!(said.stderr.matches("--> five.yaml:").count(), 5, "{}", said.stderr);
    assert!(!out.exists());
}

#[test]
fn a_mistake_in_a_specification_leaves_its_client_as_it_was() {
    let copy = super::repository::copy();
    fs::write(copy.path().join("specs/nectar/openapi.yaml"), FIVE).unwrap();
    let before = fs::read(copy.path().join("generated/nectar/Cargo.toml")).unwrap();
    let said = run(copy.path(), &["generate"]);
    assert_eq!(said.code, 1);
    assert!(said.stderr.contains("--> specs/nectar/openapi.yaml:"), "{}", said.stderr);
    assert_eq!(fs::read(copy.path().join("generated/nectar/Cargo.toml")).unwrap(), before);
}
