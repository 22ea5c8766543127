//! The examples of JSON bodies: each is JSON, and has no key that its schema does not declare.

use serde_json::Value;

use super::specs::{assert_clean, assert_complains, each_node};
use crate::wire::spec::Spec;

#[test]
fn examples_of_bodies_hold_declared_keys_only() {
    assert_clean(undeclared_keys);
    for (right, wrong, key) in [
        ("name: Tom", "nmae: Tom", "example/nmae"),
        ("place: { country", "place: { state", "example/place/state"),
        ("home: { country", "home: { state", "example/places/home/state"),
        ("name: Ann, place", "nmae: Ann, place", "example/friends/0/nmae"),
        ("{ name: Ann }", "[{ name: Ann }]", "ann/0/name"),
        ("{\"name\"", "{\"nmae\"", "bob/nmae"),
        ("value: { name: Eve", "value: { nmae: Eve", "eve/nmae"),
        ("{ name: Ann }", "{ name: { first: Ann } }", "ann/name/first"),
    ] {
        assert_complains(undeclared_keys, right, wrong, &format!("{key} is not declared"));
    }
}

#[test]
fn examples_of_bodies_are_json() {
    assert_complains(undeclared_keys, "\"Bob\"}", "Bob}", "bob is no JSON");
}

fn undeclared_keys(text: &str) -> Vec<String> {
    let spec = Spec::new(text);
    let mut complaints = Vec::new();
    each_node(spec.document(), "", &mut |_, node| {
        let media_types = node["content"].as_object().into_iter().flatten();
        for (_, body) in media_types.filter(|(media_type, _)| media_type.contains("json")) {
            let Some(schema) = body.get("schema") else { continue };
            let one = body.get("example").map(|example| ("example", example));
            let named = body["examples"].as_object().into_iter().flatten();
            let named = named.map(|(name, example)| (&**name, &spec.resolved(example)["value"]));
            for (name, example) in one.into_iter().chain(named) {
                complaints.extend(complaints_about(&spec, schema, example, name));
            }
        }
    });
    complaints
}

fn complaints_about(spec: &Spec, schema: &Value, example: &Value, name: &str) -> Vec<String> {
    let is_text = shape(spec, schema)["type"] == "string";
    let decoded = match example.as_str() {
        Some(text) if !is_text => serde_json::from_str(text),
        _ => Ok(example.clone()),
    };
    match decoded {
        Ok(value) => {
            undeclared(spec, schema, &value, name).into_iter().map(|key| format!("{key} is not declared")).collect()
        }
        Err(_) => vec![format!("{name} is no JSON")],
    }
}

/// The schema behind references, and behind an `allOf` that only wraps one.
fn shape<'a>(spec: &'a Spec, schema: &'a Value) -> &'a Value {
    let schema = spec.resolved(schema);
    match schema["allOf"].as_array().map(Vec::as_slice) {
        Some([part]) if schema.get("properties").is_none() => shape(spec, part),
        _ => schema,
    }
}

/// The paths of the keys that no schema declares.
fn undeclared(spec: &Spec, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let schema = shape(spec, schema);
    if let Some(members) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        let each = members.iter().map(|member| undeclared(spec, member, value, at));
        return each.min_by_key(Vec::len).unwrap_or_default();
    }
    let of_item = |(index, item)| undeclared(spec, &schema["items"], item, &format!("{at}/{index}"));
    let of_entry = |(key, value): (&String, &Value)| match property(spec, schema, key) {
        Some(property) => undeclared(spec, property, value, &format!("{at}/{key}")),
        None if is_open(spec, schema) => Vec::new(),
        None => vec![format!("{at}/{key}")],
    };
    match value {
        Value::Array(_) if is_open(spec, schema) => Vec::new(),
        Value::Array(items) => items.iter().enumerate().flat_map(of_item).collect(),
        Value::Object(entries) => entries.iter().flat_map(of_entry).collect(),
        _ => Vec::new(),
    }
}

/// The schema of what stands under a key.
fn property<'a>(spec: &'a Spec, schema: &'a Value, key: &str) -> Option<&'a Value> {
    let own = schema["properties"].get(key);
    let inherited = || parts(schema).iter().find_map(|part| property(spec, shape(spec, part), key));
    let other = || schema.get("additionalProperties").filter(|other| other.is_object());
    own.or_else(inherited).or_else(other)
}

/// Whether a schema lets keys be that it does not name, by its words or by naming none.
fn is_open(spec: &Spec, schema: &Value) -> bool {
    let says_nothing = || {
        let silent =
            ["properties", "allOf", "additionalProperties"].iter().all(|keyword| schema.get(keyword).is_none());
        schema.is_object() && silent && schema.get("type").is_none_or(|kind| kind == "object")
    };
    let part_is_open = || parts(schema).iter().any(|part| is_open(spec, shape(spec, part)));
    schema["additionalProperties"] == true || says_nothing() || part_is_open()
}

fn parts(schema: &Value) -> &[Value] {
    schema["allOf"].as_array().map_or(&[], Vec::as_slice)
}
