//! The same sets of values by other schemas.

use serde_json::{Map, Value, json};

use crate::review::places::{Kind, each, of_kind};

/// What tells of a schema beside its values; it stays outside where the rest is wrapped.
const NOTES: [&str; 6] = ["description", "title", "deprecated", "x-specwright", "example", "default"];

/// Each reference as the only member of a list of schemas, but for those in a choice.
pub fn references_wrapped(document: &mut Value, keyword: &str) {
    references_wrapped_if(document, keyword, |place| !is_choice(place));
}

/// The same for the members of choices alone.
pub fn choices_wrapped(document: &mut Value, keyword: &str) {
    references_wrapped_if(document, keyword, is_choice);
}

fn is_choice(place: &str) -> bool {
    let mut keys = place.rsplit('/');
    keys.next().is_some_and(|last| last.parse::<usize>().is_ok()) && matches!(keys.next(), Some("oneOf" | "anyOf"))
}

fn references_wrapped_if(document: &mut Value, keyword: &str, is_meant: impl Fn(&str) -> bool) {
    for pointer in of_kind(document, Kind::Schema).iter().rev().filter(|pointer| is_meant(pointer)) {
        let schema = document.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        if schema.len() == 1 && schema.contains_key("$ref") {
            wrap(schema, keyword);
        }
    }
}

/// Each scalar without a name as the only member of a list of schemas.
pub fn scalars_wrapped(document: &mut Value, keyword: &str) {
    each(document, Kind::Schema, |schema| {
        let is_scalar = matches!(schema.get("type").and_then(Value::as_str), Some("string" | "integer" | "number"));
        if is_scalar && !schema.contains_key("enum") {
            wrap(schema, keyword);
        }
    });
}

fn wrap(schema: &mut Map<String, Value>, keyword: &str) {
    let inner = std::mem::take(schema);
    let (outer, inner): (Map<_, _>, Map<_, _>) = inner.into_iter().partition(|(key, _)| NOTES.contains(&key.as_str()));
    *schema = outer;
    schema.insert(keyword.to_owned(), json!([inner]));
}

/// Each single member of an `allOf` beside nothing that restricts it, in its place: 3.1 lets a reference have neighbours.
pub fn unwrapped(document: &mut Value) {
    each(document, Kind::Schema, |schema| {
        let is_single = schema.get("allOf").and_then(Value::as_array).is_some_and(|members| members.len() == 1);
        if is_single && schema.keys().all(|key| key == "allOf" || NOTES.contains(&key.as_str())) {
            let Some(Value::Array(mut members)) = schema.remove("allOf") else { return };
            let Value::Object(mut member) = members.remove(0) else { return };
            member.append(schema);
            *schema = member;
        }
    });
}

/// Each object with two keys or more as an `allOf` of two objects, which have a half of the keys each.
pub fn split(document: &mut Value) {
    each(document, Kind::Schema, |schema| {
        if schema.get("properties").and_then(Value::as_object).is_none_or(|keys| keys.len() < 2) {
            return;
        }
        let Some(Value::Object(keys)) = schema.remove("properties") else { return };
        let required: Vec<Value> =
            schema.remove("required").and_then(|list| list.as_array().cloned()).unwrap_or_default();
        let middle = keys.len() / 2;
        let (first, second): (Vec<_>, Vec<_>) = keys.into_iter().enumerate().partition(|(at, _)| *at < middle);
        let half = |keys: Vec<(usize, (String, Value))>| {
            let keys: Map<_, _> = keys.into_iter().map(|(_, member)| member).collect();
            let needed: Vec<_> = required.iter().filter(|name| keys.contains_key(name.as_str().unwrap())).collect();
            let mut half = json!({"type": "object", "properties": keys});
            if !needed.is_empty() {
                half["required"] = json!(needed);
            }
            half
        };
        let halves = json!([half(first), half(second)]);
        schema.insert("allOf".to_owned(), halves);
    });
}

/// Lists in which order says nothing, the other way round.
pub fn lists_reversed(document: &mut Value) {
    each(document, Kind::Schema, |schema| {
        for key in ["required", "enum", "type"] {
            if let Some(Value::Array(items)) = schema.get_mut(key) {
                items.reverse();
            }
        }
    });
}

/// A list of one value as `const`.
pub fn lists_of_one_as_const(document: &mut Value) {
    each(document, Kind::Schema, |schema| {
        if let Some(Value::Array(items)) = schema.get("enum")
            && let [only] = items.as_slice()
        {
            let only = only.clone();
            schema.remove("enum");
            schema.insert("const".to_owned(), only);
        }
    });
}

/// Whole 3.0 documents in the words of 3.1.
pub fn as_3_1(document: &mut Value) {
    if !document["openapi"].as_str().unwrap().starts_with("3.0") {
        return;
    }
    document["openapi"] = json!("3.1.0");
    for pointer in of_kind(document, Kind::Schema).iter().rev() {
        let schema = document.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        exclusive(schema, "minimum", "exclusiveMinimum");
        exclusive(schema, "maximum", "exclusiveMaximum");
        if let Some(example) = schema.remove("example") {
            schema.insert("examples".to_owned(), json!([example]));
        }
        if schema.remove("nullable") == Some(json!(true)) {
            or_null(schema);
        }
    }
}

fn exclusive(schema: &mut Map<String, Value>, bound: &str, flag: &str) {
    if schema.remove(flag) == Some(json!(true)) {
        let bound = schema.remove(bound).unwrap();
        schema.insert(flag.to_owned(), bound);
    }
}

/// A type beside null, or a choice between what there is and null.
fn or_null(schema: &mut Map<String, Value>) {
    if let Some(name) = schema.get("type").cloned() {
        schema.insert("type".to_owned(), json!([name, "null"]));
        return;
    }
    choice_of_null(schema, "anyOf");
}

fn choice_of_null(schema: &mut Map<String, Value>, keyword: &str) {
    wrap(schema, keyword);
    let Some(Value::Array(members)) = schema.get_mut(keyword) else { return };
    if let [member] = members.as_mut_slice()
        && let Some(only) = member["allOf"].as_array().filter(|only| only.len() == 1).cloned()
    {
        *member = only[0].clone();
    }
    members.push(json!({"type": "null"}));
}

/// In 3.1, types beside null as a choice between the type and null.
pub fn null_by_choice(document: &mut Value, keyword: &str) {
    each(document, Kind::Schema, |schema| {
        let Some(Value::Array(types)) = schema.get("type") else { return };
        let others: Vec<_> = types.iter().filter(|name| **name != json!("null")).cloned().collect();
        if let [only] = others.as_slice()
            && types.len() == 2
            && !schema.contains_key("enum")
        {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
            choice_of_null(schema, keyword);
        }
    });
}

/// Objects that say that they may have other keys, which they may anyway.
pub fn other_keys_written(document: &mut Value) {
    each(document, Kind::Schema, |schema| {
        if schema.contains_key("properties") {
            schema.entry("additionalProperties").or_insert(json!(true));
        }
    });
}
