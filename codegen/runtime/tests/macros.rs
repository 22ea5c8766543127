//! What generated code writes with the macros, from outside of the crate.
#![allow(missing_docs, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use specwright_runtime::{
    Call, CallOptions, HeaderName, HeaderValue, Maybe, OpenEnum, UnknownValue, Uuid, decode::json_bytes, object,
    open_enum, request, union,
};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::header};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Country {
    Af,
    De,
    Unknown(UnknownValue),
}

impl OpenEnum for Country {
    const TABLE: &'static [(&'static str, Self)] = &[("AF", Self::Af), ("DE", Self::De)];

    fn from_unknown(value: UnknownValue) -> Self {
        Self::Unknown(value)
    }

    fn as_unknown(&self) -> Option<&UnknownValue> {
        match self {
            Self::Unknown(value) => Some(value),
            _ => None,
        }
    }
}

open_enum!(Country);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cat {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lives: Option<u8>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dog {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tricks: Option<Vec<Cat>>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Pet {
    Cat(Cat),
    Dog(Dog),
    Id(Uuid),
    Unknown(Value),
}

union!(Pet { Cat, Dog, Id });

#[derive(Clone, Debug, PartialEq)]
pub enum NameOrId {
    Id(Uuid),
    Country(Country),
    Name(String),
    Unknown(Value),
}

union!(NameOrId { Id, Country, Name });

/// A union that holds itself in both members: tried naively, each level doubles the work.
#[derive(Clone, Debug, PartialEq)]
pub enum Nest {
    Left(Box<Level>),
    Right(Box<Level>),
    Unknown(Value),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Level {
    pub inner: Option<Nest>,
}

union!(Nest { Left, Right });

fn pet(value: Value) -> Pet {
    serde_json::from_value(value).unwrap()
}

#[test]
fn open_enum_knows_the_documented_texts() {
    assert_eq!(Country::from("DE"), Country::De);
    assert_eq!("AF".parse::<Country>(), Ok(Country::Af));
    assert_eq!(Country::De.as_str(), "DE");
    assert_eq!(Country::known().collect::<Vec<_>>(), [Country::Af, Country::De]);
    assert!(!Country::De.is_unknown());
}

#[test]
fn open_enum_keeps_other_texts() {
    for text in ["", "de", "XX", "ü\n"] {
        let json = serde_json::to_string(text).unwrap();
        let country: Country = serde_json::from_str(&json).unwrap();
        assert!(country.is_unknown());
        assert_eq!(country.to_string(), text);
        assert_eq!(country, Country::from(text.to_owned()));
        assert_eq!(serde_json::to_string(&country).unwrap(), json);
    }
    assert_eq!(serde_json::from_str::<Country>(r#""DE""#).unwrap(), Country::De);
    assert_eq!(serde_json::from_str::<Country>(r#""\u0044E""#).unwrap(), Country::De);
    assert!(serde_json::from_str::<Country>("7").is_err());
}

#[test]
fn union_takes_the_first_type_that_keeps_everything() {
    assert!(matches!(pet(json!({"name": "a"})), Pet::Cat(_)));
    assert!(matches!(pet(json!({"name": "a", "lives": 9})), Pet::Cat(_)));
    assert!(matches!(pet(json!({"name": "a", "tricks": []})), Pet::Dog(_)));
    assert!(matches!(pet(json!("a")), Pet::Id(_)));
}

#[test]
fn union_takes_the_type_that_loses_least() {
    let both = json!({"name": "a", "tricks": [], "new": 1});
    assert!(matches!(pet(both), Pet::Dog(_)));
    let neither = json!({"name": "a", "new": 1});
    assert!(matches!(pet(neither), Pet::Cat(_)));
    let deep = json!({"name": "a", "tricks": [{"name": "b", "new": 1, "newer": 2}], "lives": 9});
    assert!(matches!(pet(deep), Pet::Cat(_)));
}

#[test]
fn union_keeps_what_fits_no_type() {
    for value in [json!(7), json!(null), json!([]), json!({"x": {"y": 1.5}})] {
        let unknown = pet(value.clone());
        assert_eq!(unknown, Pet::Unknown(value.clone()));
        assert_eq!(serde_json::to_value(&unknown).unwrap(), value);
    }
}

#[test]
fn union_writes_the_inner_value() {
    let cat = Cat { name: "a".to_owned(), lives: None };
    assert_eq!(serde_json::to_value(Pet::Cat(cat)).unwrap(), json!({"name": "a"}));
}

pub struct GetPet {
    call: Call<Value, common::ErrorBody>,
}

request!(GetPet => Value, common::ErrorBody);

#[tokio::test]
async fn request_sends_its_call() {
    let server = MockServer::start().await;
    let ok = ResponseTemplate::new(200).set_body_json(json!({"name": "a"}));
    Mock::given(header("x-a", "b")).respond_with(ok).mount(&server).await;
    let request = GetPet { call: common::get(&server.uri()) };
    let options =
        CallOptions::new().timeout(Duration::MAX).header(HeaderName::from_static("x-a"), HeaderValue::from_static("b"));
    let response = request.send_with(options).await.unwrap();
    assert_eq!(response["name"], "a");
}

#[test]
fn a_text_goes_to_the_member_whose_format_it_has() {
    let read = |text: &str| serde_json::from_value::<NameOrId>(json!(text)).expect("a text");
    assert!(matches!(read("67e55044-10b1-426f-9247-bb680e5fe0c8"), NameOrId::Id(_)));
    assert!(matches!(read("DE"), NameOrId::Country(Country::De)));
    assert!(matches!(read("office"), NameOrId::Name(_)));
    // Outside of a union the same types take any text again.
    assert!(serde_json::from_value::<Uuid>(json!("office")).is_ok());
}

#[test]
fn a_value_made_to_be_tried_forever_ends_and_is_kept() {
    let mut value = json!({"lost": 1});
    for _ in 0..100 {
        value = json!({"inner": value, "lost": 1});
    }
    let decoded: Nest = serde_json::from_value(value).expect("any object");
    assert!(!matches!(decoded, Nest::Unknown(Value::Null)));
}

#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    pub id: u8,
    pub note: Option<String>,
    pub size: Option<u8>,
    pub until: Maybe<u8>,
    pub rest: std::collections::BTreeMap<String, Value>,
}

object!(Object { id: required "id", note: nullable "a note", size: optional "size", until: maybe "until", ..rest });

#[test]
fn every_presence_survives_both_ways() {
    for text in [
        r#"{"id":1,"a note":null}"#,
        r#"{"id":1,"a note":"x","size":2,"until":null}"#,
        r#"{"id":1,"a note":"x","until":3,"other":{"deep":[1.5,null]}}"#,
    ] {
        let object: Object = serde_json::from_str(text).expect("a documented object");
        assert_eq!(serde_json::to_string(&object).expect("an object"), text);
    }
}

#[test]
fn an_object_is_no_array_and_lacks_no_key() {
    for (text, expected) in [
        (r#"[1,"x"]"#, "invalid type: sequence, expected an object"),
        (r#"{"id":1}"#, "missing field `a note`"),
        (r#"{"a note":null}"#, "missing field `id`"),
        (r#"{"id":null,"a note":null}"#, "invalid type: null, expected u8"),
    ] {
        let error = serde_json::from_str::<Object>(text).expect_err(text).to_string();
        assert!(error.starts_with(expected), "{text}: {error}");
    }
}

#[test]
fn a_key_is_written_once() {
    let rest = [("id".to_owned(), json!(9)), ("more".to_owned(), json!(1))].into();
    let object = Object { id: 1, note: None, size: None, until: Maybe::Absent, rest };
    assert_eq!(serde_json::to_string(&object).expect("an object"), r#"{"id":1,"a note":null,"more":1}"#);
}

#[derive(Clone, Debug, PartialEq)]
pub enum TextOrNumber {
    Text(String),
    Number(i64),
    Unknown(Value),
}

union!(TextOrNumber { Text, Number });

#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    pub a: String,
}

object!(Note { a: required "a" });

#[derive(Clone, Debug, PartialEq)]
pub enum Outer {
    One(TextOrNumber),
    Note(Note),
    Unknown(Value),
}

union!(Outer { One, Note });

#[derive(Clone, Debug, PartialEq)]
pub struct WithPet {
    pub value: Pet,
}

object!(WithPet { value: required "value" });

#[derive(Clone, Debug, PartialEq)]
pub struct WithText {
    pub value: TextOrNumber,
}

object!(WithText { value: required "value" });

#[derive(Clone, Debug, PartialEq)]
pub enum Wrapped {
    Pet(WithPet),
    Text(WithText),
    Unknown(Value),
}

union!(Wrapped { Pet, Text });

#[test]
fn a_union_within_a_union_must_fit_to_be_taken() {
    let read = |value: Value| serde_json::from_value::<Outer>(value).unwrap();
    assert_eq!(read(json!({"a": "x"})), Outer::Note(Note { a: "x".to_owned() }));
    assert_eq!(read(json!({"a": "x", "new": 1})), Outer::Note(Note { a: "x".to_owned() }));
    assert_eq!(read(json!(7)), Outer::One(TextOrNumber::Number(7)));
    assert_eq!(read(json!([7])), Outer::Unknown(json!([7])));
}

#[test]
fn structs_around_unions_are_told_apart_by_what_is_in_them() {
    let read = |value: Value| serde_json::from_value::<Wrapped>(value).unwrap();
    assert!(matches!(read(json!({"value": 7})), Wrapped::Text(_)));
    assert!(matches!(read(json!({"value": {"name": "a"}})), Wrapped::Pet(_)));
    // What fits neither is at least a known struct around something unknown.
    assert_eq!(read(json!({"value": [7]})), Wrapped::Pet(WithPet { value: Pet::Unknown(json!([7])) }));
}

#[test]
fn long_lists_of_unions_are_decoded_to_the_end() {
    let items: Vec<_> = (0..20_000).map(|n| json!({"name": n.to_string(), "tricks": []})).collect();
    let pets: Vec<Pet> = serde_json::from_value(items.into()).unwrap();
    assert!(pets.iter().all(|pet| matches!(pet, Pet::Dog(_))));
    let items: Vec<_> = (0..20_000).map(|n| json!({"value": n})).collect();
    let all: Vec<Wrapped> = serde_json::from_value(items.into()).unwrap();
    assert!(all.iter().all(|item| matches!(item, Wrapped::Text(_))));
}

#[derive(Clone, Debug, PartialEq)]
pub struct CatBorn {
    pub name: String,
    pub home: Option<Country>,
    pub litter: Option<Vec<Pet>>,
}

object!(CatBorn { name: required "name", home: optional "home", litter: optional "litter" });

#[test]
fn a_payload_is_read_with_all_that_nobody_documented() {
    let born: CatBorn =
        json_bytes(br#"{"name":"Tom","home":"XX","litter":[{"name":"Kit","lives":9},{"wings":2}]}"#).unwrap();
    assert!(born.home.unwrap().is_unknown());
    let cat = Pet::Cat(Cat { name: "Kit".to_owned(), lives: Some(9) });
    assert_eq!(born.litter.unwrap(), [cat, Pet::Unknown(json!({ "wings": 2 }))]);
}

#[test]
fn a_payload_that_does_not_fit_is_told_by_its_path_and_not_quoted() {
    let wrong = |text: &str| json_bytes::<CatBorn>(text.as_bytes()).unwrap_err();
    assert_eq!(wrong(r#"{"home":"AF"}"#).to_string(), "the key `name` is missing");
    let error = wrong(r#"{"name":"Tom","home":["hunter2"]}"#);
    assert_eq!(error.path(), Some("home"));
    assert!(!format!("{error} {error:?}").contains("hunter2"));
    assert_eq!(wrong("").to_string(), "the body is empty");
}
