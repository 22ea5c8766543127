//! Arbitrary values of a schema: takes a specification and a schema of it, returns a strategy for what may be received.
//!
//! Bounds and lengths bind requests only, so values break them. A keyword that is not known here is a panic, so that no
//! part of a schema is left out unseen.

use proptest::{collection, prelude::*, sample, strategy::Union, string::string_regex};
use serde_json::{Map, Value, json};

use super::spec::Spec;

/// Keywords that do not change which values a client has to survive.
const SILENT: [&str; 6] = ["title", "description", "deprecated", "example", "examples", "default"];

/// Keywords that bind what is sent.
const FOR_REQUESTS: [&str; 6] = ["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"];

/// Keywords that any schema may have and `values` reads.
const COMMON: [&str; 3] = ["type", "nullable", "x-specwright"];

/// Any value that is valid by this schema, plus texts that an enum does not list yet and what it accepts beside.
pub fn values(spec: &Spec, schema: &Value) -> BoxedStrategy<Value> {
    let accepted = accepted(schema).map(|kind| of_type(spec, kind, &json!({})));
    let all = accepted.fold(documented(spec, schema), |all, one| prop_oneof![3 => all, 1 => one].boxed());
    match schema["nullable"] {
        Value::Bool(true) => prop_oneof![3 => all, 1 => Just(Value::Null)].boxed(),
        _ => all,
    }
}

/// The JSON types that may come although the schema does not name them.
pub fn accepted(schema: &Value) -> impl Iterator<Item = &str> {
    let kinds = schema["x-specwright"]["accepts"].as_array();
    kinds.into_iter().flatten().map(|kind| kind.as_str().unwrap())
}

fn documented(spec: &Spec, schema: &Value) -> BoxedStrategy<Value> {
    if schema.get("$ref").is_some() {
        known(schema, &["$ref"]);
        return values(spec, spec.resolved(schema));
    }
    match (&schema["allOf"], &schema["oneOf"], &schema["type"]) {
        (Value::Array(parts), Value::Null, _) => {
            known(schema, &["allOf"]);
            let [part] = &parts[..] else { panic!("allOf of several parts") };
            values(spec, part)
        }
        (Value::Null, Value::Array(members), _) => {
            known(schema, &["oneOf"]);
            Union::new(members.iter().map(|member| values(spec, member))).boxed()
        }
        (Value::Null, Value::Null, Value::String(kind)) => of_type(spec, kind, schema),
        (Value::Null, Value::Null, Value::Null) => {
            known(schema, &[]);
            prop_oneof![3 => anything(), 1 => Just(Value::Null)].boxed()
        }
        _ => panic!("no strategy for {schema}"),
    }
}

/// Panics at a keyword that is neither one of these nor one for all schemas.
fn known(schema: &Value, keywords: &[&str]) {
    for keyword in schema.as_object().unwrap().keys().map(String::as_str) {
        let is_known = [&SILENT[..], &FOR_REQUESTS, &COMMON, keywords].iter().any(|known| known.contains(&keyword));
        assert!(is_known, "unknown keyword {keyword} in {schema}");
    }
}

fn of_type(spec: &Spec, kind: &str, schema: &Value) -> BoxedStrategy<Value> {
    let keywords: &[_] = match kind {
        "string" => &["format", "enum"],
        "integer" | "number" => &["format"],
        "array" => &["items"],
        "object" => &["properties", "required", "additionalProperties"],
        _ => &[],
    };
    known(schema, keywords);
    match (kind, schema["format"].as_str()) {
        ("string", format) => texts(schema, format),
        ("boolean", None) => any::<bool>().prop_map(Value::from).boxed(),
        ("integer", Some("int32")) => any::<i32>().prop_map(Value::from).boxed(),
        ("integer", None | Some("int64")) => any::<i64>().prop_map(Value::from).boxed(),
        ("number", None | Some("double")) => floats(),
        ("array", None) => collection::vec(values(spec, &schema["items"]), 0..4).prop_map(Value::from).boxed(),
        ("object", None) => objects(spec, schema),
        _ => panic!("no strategy for {schema}"),
    }
}

fn texts(schema: &Value, format: Option<&str>) -> BoxedStrategy<Value> {
    if let Some(listed) = schema["enum"].as_array() {
        return prop_oneof![3 => sample::select(listed.clone()), 1 => any_text()].boxed();
    }
    match format {
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

/// Fractions of two, and whole numbers that a float can hold: whether every digit is kept has a test of its own.
fn floats() -> BoxedStrategy<Value> {
    let whole = -(1_i64 << 53)..=1 << 53;
    prop_oneof![whole.prop_map(Value::from), any::<i32>().prop_map(|n| json!(f64::from(n) / 8.0))].boxed()
}

/// Required properties always, the others now and then, and what else the schema allows.
fn objects(spec: &Spec, schema: &Value) -> BoxedStrategy<Value> {
    let others = match &schema["additionalProperties"] {
        Value::Bool(true) => Some(anything()),
        schema @ Value::Object(_) => Some(values(spec, schema)),
        _ => None,
    };
    match (schema["properties"].as_object(), others) {
        (None, None) => panic!("no properties in {schema}"),
        (None, Some(others)) => map(others).prop_map(Value::Object).boxed(),
        (Some(properties), None) => fields(spec, properties, schema).prop_map(Value::Object).boxed(),
        (Some(properties), Some(others)) => (map(others), fields(spec, properties, schema))
            .prop_map(|(others, fields)| others.into_iter().chain(fields).collect())
            .boxed(),
    }
}

fn fields(spec: &Spec, properties: &Map<String, Value>, schema: &Value) -> BoxedStrategy<Map<String, Value>> {
    let required: Vec<String> = serde_json::from_value(schema["required"].clone()).unwrap_or_default();
    assert!(required.iter().all(|name| properties.contains_key(name)), "{required:?}");
    let entries: Vec<_> = properties
        .iter()
        .map(|(name, property)| {
            let value = values(spec, property).prop_map(Some);
            let entry = match required.contains(name) {
                true => value.boxed(),
                false => prop_oneof![3 => value, 1 => Just(None)].boxed(),
            };
            (Just(name.clone()), entry)
        })
        .collect();
    entries.prop_map(present).boxed()
}

fn present(entries: Vec<(String, Option<Value>)>) -> Map<String, Value> {
    entries.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn anything() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        floats(),
        any_text(),
    ];
    let nested = |inner: BoxedStrategy<Value>| {
        prop_oneof![collection::vec(inner.clone(), 0..4).prop_map(Value::from), map(inner).prop_map(Value::Object)]
    };
    leaf.prop_recursive(3, 16, 4, nested).boxed()
}

fn map(values: BoxedStrategy<Value>) -> BoxedStrategy<Map<String, Value>> {
    collection::vec((any::<String>(), values), 0..4).prop_map(|entries| entries.into_iter().collect()).boxed()
}
