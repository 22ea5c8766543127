//! An error about a body knows where in the document the schema stands that the body does not fit.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use serde_json::Value;
use specwright_runtime::{BodyError, Lenient, decode::json_bytes, object, union};

#[derive(Debug, Clone, PartialEq)]
struct Company {
    name: String,
    size: Option<u8>,
}
object!(Company at "#/schemas/Company" { name: required "name", size: optional "si~/ze" });

#[derive(Debug, Clone, PartialEq)]
struct Account {
    id: u8,
    companies: Option<Vec<Company>>,
    by_name: Option<BTreeMap<String, Company>>,
    either: Option<Either>,
    lenient: Option<Lenient<Company, bool>>,
    inner: Option<Box<Account>>,
    rest: BTreeMap<String, Company>,
}
object!(Account at "#/schemas/Account" {
    id: required "id" at "#/schemas/Base/properties/id",
    companies: optional "companies",
    by_name: optional "by_name",
    either: optional "either",
    lenient: optional "lenient",
    inner: optional "inner",
    ..rest
});

#[derive(Debug, Clone, PartialEq)]
enum Either {
    Company(Company),
    Flag(bool),
    Unknown(Value),
}
union!(Either { Company, Flag });

#[derive(Debug)]
struct Unplaced {
    #[allow(dead_code, reason = "only read")]
    inner: Company,
}
object!(Unplaced { inner: required "inner" });

fn mistake(json: &str) -> BodyError {
    json_bytes::<Account>(json.as_bytes()).unwrap_err()
}

#[track_caller]
fn assert_at(json: &str, path: Option<&str>, pointer: &str) {
    let error = mistake(json);
    assert_eq!((error.path(), error.pointer()), (path, Some(pointer)));
}

#[test]
fn the_innermost_property_is_named() {
    assert_at(r#"{"id":1,"companies":[{"name":7}]}"#, Some("companies[0].name"), "#/schemas/Company/properties/name");
    assert_at(r#"{"id":1,"companies":7}"#, Some("companies"), "#/schemas/Account/properties/companies");
    let inner = r#"{"id":1,"inner":{"id":1,"inner":{"id":1,"companies":[{"name":"a"},{"name":"b","si~/ze":"x"}]}}}"#;
    let key = "#/schemas/Company/properties/si~0~1ze";
    assert_at(inner, Some("inner.inner.companies[1].si~/ze"), key);
    let map = r#"{"id":1,"by_name":{"name":{"name":false}}}"#;
    assert_at(map, Some("by_name.name.name"), "#/schemas/Company/properties/name");
}

#[test]
fn a_property_of_another_schema_is_there() {
    assert_at(r#"{"id":"x"}"#, Some("id"), "#/schemas/Base/properties/id");
    assert_at("{}", None, "#/schemas/Base/properties/id");
    assert_at(r#"{"id":1,"inner":{}}"#, Some("inner"), "#/schemas/Base/properties/id");
}

#[test]
fn other_keys_belong_to_their_object() {
    assert_at(r#"{"id":1,"other":7}"#, Some("other"), "#/schemas/Account");
    assert_at(r#"{"id":1,"other":{"name":7}}"#, Some("other.name"), "#/schemas/Company/properties/name");
}

#[test]
fn what_was_tried_in_vain_is_no_mistake() {
    let union = r#"{"either":{"name":7},"lenient":true,"id":"x"}"#;
    assert_at(union, Some("id"), "#/schemas/Base/properties/id");
    let lenient = r#"{"id":1,"lenient":{"name":7}}"#;
    assert_at(lenient, Some("lenient"), "#/schemas/Account/properties/lenient");
}

#[test]
fn display_names_both_places() {
    let text = "at `companies[0].name` (#/schemas/Company/properties/name): the value does not have the documented type: \
                expected a string";
    assert_eq!(mistake(r#"{"id":1,"companies":[{"name":7}]}"#).to_string(), text);
    let text = "at the top (#/schemas/Base/properties/id): the key `id` is missing";
    assert_eq!(mistake("{}").to_string(), text);
}

#[test]
fn where_nothing_is_known_nothing_is_said() {
    assert_eq!(mistake("[]").pointer(), None);
    assert_eq!(mistake(r#"{"id":1,"companies":[{"name":"a""#).pointer(), None);
    let unplaced = json_bytes::<Unplaced>(b"{}").unwrap_err();
    assert_eq!(unplaced.to_string(), "the key `inner` is missing");
    let placed = json_bytes::<Unplaced>(br#"{"inner":{}}"#).unwrap_err();
    assert_eq!(placed.pointer(), Some("#/schemas/Company/properties/name"));
    // What is read later asks anew.
    assert_eq!(json_bytes::<u8>(b"true").unwrap_err().pointer(), None);
}
