//! Arbitrary values of a schema: takes a component schema, returns a strategy for JSON that is valid by it.
//!
//! A keyword that is not known here is a panic, so that no part of a schema is left out unseen.

use proptest::{collection, prelude::*, sample, string::string_regex};
use serde_json::{Map, Value, json};

use super::spec;

/// Keywords that do not change which values a client has to survive; the last two bind the server only.
const SILENT: [&str; 7] = ["description", "deprecated", "example", "default", "x-specwright", "maxItems", "maxLength"];

/// Keywords that the strategies below read.
const READ: [&str; 10] =
    ["type", "format", "enum", "nullable", "properties", "required", "items", "allOf", "$ref", "additionalProperties"];

/// Any value that is valid by this schema, plus texts that an enum does not list yet.
pub(super) fn values(schema: &Value) -> BoxedStrategy<Value> {
    for keyword in schema.as_object().unwrap().keys() {
        assert!(SILENT.contains(&&**keyword) || READ.contains(&&**keyword), "unknown keyword {keyword}");
    }
    let of_type = match (&schema["$ref"], &schema["allOf"], &schema["type"]) {
        (Value::String(reference), ..) => values(&spec::at(reference.strip_prefix('#').unwrap())),
        (_, Value::Array(parts), _) => {
            let [part] = &parts[..] else { panic!("allOf of several parts") };
            values(part)
        }
        (_, _, Value::String(kind)) => of_type(kind, schema),
        _ => panic!("no type in {schema}"),
    };
    match schema["nullable"] {
        Value::Bool(true) => prop_oneof![3 => of_type, 1 => Just(Value::Null)].boxed(),
        _ => of_type,
    }
}

fn of_type(kind: &str, schema: &Value) -> BoxedStrategy<Value> {
    match kind {
        "string" => texts(schema),
        "boolean" => any::<bool>().prop_map(Value::from).boxed(),
        "integer" => any::<i64>().prop_map(Value::from).boxed(),
        "number" => numbers(),
        "array" => collection::vec(values(&schema["items"]), 0..4).prop_map(Value::from).boxed(),
        "object" if schema.get("properties").is_some() => objects(schema),
        "object" if schema["additionalProperties"] == true => free_objects(anything()),
        _ => panic!("no strategy for {schema}"),
    }
}

fn texts(schema: &Value) -> BoxedStrategy<Value> {
    if let Some(listed) = schema["enum"].as_array() {
        return prop_oneof![3 => sample::select(listed.clone()), 1 => any_text()].boxed();
    }
    match schema["format"].as_str() {
        None | Some("password") => any_text(),
        Some("uuid") => matching("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
        Some("date") => matching("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"),
        Some("date-time") => matching(
            "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\
             (\\.[0-9]{1,12})?([Zz]|[+-](0[0-9]|1[0-9]|2[0-3]):[0-5][0-9])",
        ),
        Some("email") => matching("[a-z0-9.+'-]{1,9}@[a-z0-9-]{1,9}\\.[a-z]{2,5}"),
        Some(format) => panic!("no strategy for texts of format {format}"),
    }
}

fn any_text() -> BoxedStrategy<Value> {
    any::<String>().prop_map(Value::from).boxed()
}

fn matching(pattern: &str) -> BoxedStrategy<Value> {
    string_regex(pattern).unwrap().prop_map(Value::from).boxed()
}

/// Fractions of two only: whether JSON numbers keep every digit has a test of its own.
fn numbers() -> BoxedStrategy<Value> {
    prop_oneof![any::<i64>().prop_map(Value::from), any::<i32>().prop_map(|n| json!(f64::from(n) / 8.0))].boxed()
}

/// Required properties always, the others now and then.
fn objects(schema: &Value) -> BoxedStrategy<Value> {
    let required: Vec<String> = serde_json::from_value(schema["required"].clone()).unwrap_or_default();
    let properties = schema["properties"].as_object().unwrap();
    assert!(required.iter().all(|name| properties.contains_key(name)), "{required:?}");
    let entries: Vec<_> = properties
        .iter()
        .map(|(name, property)| {
            let value = values(property).prop_map(Some);
            let entry = match required.contains(name) {
                true => value.boxed(),
                false => prop_oneof![3 => value, 1 => Just(None)].boxed(),
            };
            (Just(name.clone()), entry)
        })
        .collect();
    entries.prop_map(|entries| present(entries).into()).boxed()
}

fn present(entries: Vec<(String, Option<Value>)>) -> Map<String, Value> {
    entries.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn anything() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        numbers(),
        any_text(),
    ];
    let nested = |inner: BoxedStrategy<Value>| {
        prop_oneof![collection::vec(inner.clone(), 0..4).prop_map(Value::from), free_objects(inner)]
    };
    leaf.prop_recursive(3, 16, 4, nested).boxed()
}

fn free_objects(inner: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    let entries = collection::vec((any::<String>(), inner), 0..4);
    entries.prop_map(|entries| Value::Object(entries.into_iter().collect())).boxed()
}
