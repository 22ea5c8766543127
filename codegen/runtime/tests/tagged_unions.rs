//! Unions whose members a key tells apart, as generated code writes them.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use serde_json::{Value, json};
use specwright_runtime::{object, union};

#[derive(Clone, Debug, PartialEq)]
struct Cat {
    kind: String,
    name: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
struct Dog {
    kind: String,
    name: Option<String>,
    tail: Option<i64>,
}

#[derive(Clone, Debug, PartialEq)]
struct Base {
    kind: String,
}

object!(Cat { kind: required "kind", name: optional "name" });
object!(Dog { kind: required "kind", name: optional "name", tail: optional "tail" });
object!(Base { kind: required "kind" });

#[derive(Clone, Debug, PartialEq)]
enum Pet {
    Cat(Cat),
    Dog(Dog),
    Base(Base),
    Unknown(Value),
}

union!(Pet["kind"] { Cat: ["cat", "tomcat"], Dog: ["dog"], Base: [] });

fn pet(value: &Value) -> Pet {
    let pet: Pet = serde_json::from_value(value.clone()).unwrap();
    let kept = serde_json::to_value(&pet).unwrap();
    let is_documented = value.get("colour").is_none();
    assert!(!is_documented || kept == *value, "{value} became {kept}");
    pet
}

#[test]
fn the_text_decides_where_several_members_would_fit() {
    assert!(matches!(pet(&json!({ "kind": "dog", "name": "Rex" })), Pet::Dog(_)));
    assert!(matches!(pet(&json!({ "kind": "tomcat", "name": "Tom" })), Pet::Cat(_)));
}

#[test]
fn an_undocumented_key_changes_no_member() {
    assert!(matches!(pet(&json!({ "kind": "cat", "colour": "grey" })), Pet::Cat(_)));
}

#[test]
fn a_member_that_does_not_fit_its_text_stays_raw() {
    assert!(matches!(pet(&json!({ "kind": "dog", "tail": "long" })), Pet::Unknown(_)));
}

#[test]
fn a_text_of_no_member_is_that_of_the_one_without_texts_if_nothing_is_lost() {
    assert!(matches!(pet(&json!({ "kind": "newt" })), Pet::Base(_)));
    assert!(matches!(pet(&json!({ "kind": "newt", "colour": "green" })), Pet::Unknown(_)));
}

#[test]
fn without_a_text_the_member_that_loses_nothing_wins() {
    assert!(matches!(pet(&json!({ "name": "Rex", "tail": 1 })), Pet::Unknown(_)));
    assert!(matches!(pet(&json!(3)), Pet::Unknown(_)));
}
