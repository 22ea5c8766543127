//! The same operations by other words.

use serde_json::{Map, Value, json};

use crate::review::places::{Kind, each};

/// Parameters that all operations of a path have, or that of its only one, told by the path.
pub fn parameters_of_paths(document: &mut Value) {
    each(document, Kind::PathItem, |item| {
        let lists: Vec<_> = operations(item).map(|operation| operation.get("parameters").cloned()).collect();
        let Some(Some(Value::Array(first))) = lists.first().cloned() else { return };
        let is_in_all = |one: &Value| {
            lists.iter().all(|list| list.as_ref().and_then(Value::as_array).is_some_and(|list| list.contains(one)))
        };
        let shared: Vec<_> = first.iter().filter(|one| is_in_all(one)).cloned().collect();
        for operation in operations(item) {
            let Some(Value::Array(own)) = operation.get_mut("parameters") else { continue };
            own.retain(|one| !shared.contains(one));
        }
        let of_path = item.entry("parameters").or_insert_with(|| json!([])).as_array_mut().unwrap();
        of_path.extend(shared);
    });
}

/// Parameters of paths told by each operation, before its own.
pub fn parameters_of_operations(document: &mut Value) {
    each(document, Kind::PathItem, |item| {
        let Some(Value::Array(shared)) = item.remove("parameters") else { return };
        for operation in operations(item) {
            let own = operation.entry("parameters").or_insert_with(|| json!([])).as_array_mut().unwrap();
            own.splice(0..0, shared.iter().cloned());
        }
    });
}

fn operations(item: &mut Map<String, Value>) -> impl Iterator<Item = &mut Map<String, Value>> {
    let methods = item.iter_mut().filter(|(_, value)| value.get("responses").is_some());
    methods.filter_map(|(_, value)| value.as_object_mut())
}

/// What the document says of all operations, said by each.
pub fn repeated(document: &mut Value, key: &str) {
    let said = document[key].clone();
    each(document, Kind::Operation, |operation| {
        if !said.is_null() {
            operation.entry(key).or_insert_with(|| said.clone());
        }
    });
}

/// What holds where nothing is said, said.
pub fn defaults_written(document: &mut Value) {
    each(document, Kind::Operation, |operation| {
        for (key, value) in [("deprecated", json!(false)), ("parameters", json!([]))] {
            operation.entry(key).or_insert(value);
        }
    });
    for kind in [Kind::Parameter, Kind::Header] {
        each(document, kind, parameter_defaults);
    }
    each(document, Kind::RequestBody, |body| {
        if !body.contains_key("$ref") {
            body.entry("required").or_insert(json!(false));
        }
    });
    let is_3_0 = document["openapi"].as_str().unwrap().starts_with("3.0");
    each(document, Kind::Schema, |schema| schema_defaults(schema, is_3_0));
}

fn parameter_defaults(parameter: &mut Map<String, Value>) {
    if parameter.contains_key("$ref") {
        return;
    }
    let style = match parameter.get("in").and_then(Value::as_str) {
        Some("query" | "cookie") => "form",
        _ => "simple",
    };
    for key in ["required", "deprecated"] {
        parameter.entry(key).or_insert(json!(false));
    }
    let style = parameter.entry("style").or_insert(json!(style)).clone();
    parameter.entry("explode").or_insert(json!(style == "form"));
}

fn schema_defaults(schema: &mut Map<String, Value>, is_3_0: bool) {
    if schema.contains_key("$ref") {
        return;
    }
    let mut add = |key: &str, value: Value| {
        schema.entry(key).or_insert(value);
    };
    for key in ["deprecated", "readOnly", "writeOnly"] {
        add(key, json!(false));
    }
    let is_of = |name: &str, schema: &Map<String, Value>| schema.get("type").is_some_and(|of| *of == json!(name));
    if is_3_0 && schema.contains_key("type") {
        schema.entry("nullable").or_insert(json!(false));
    }
    if is_of("string", schema) && !schema.contains_key("enum") {
        schema.entry("minLength").or_insert(json!(0));
    }
    if is_of("array", schema) {
        schema.entry("uniqueItems").or_insert(json!(false));
        schema.entry("minItems").or_insert(json!(0));
    }
}

/// The parameters of templates by other names.
pub fn path_parameters_renamed(document: &mut Value) {
    let Some(Value::Object(paths)) = document.get_mut("paths") else { return };
    *paths = std::mem::take(paths).into_iter().map(|(path, item)| (path.replace('}', "_other}"), item)).collect();
    each(document, Kind::Parameter, |parameter| {
        if parameter.get("in").is_some_and(|place| *place == json!("path")) {
            let name = format!("{}_other", parameter["name"].as_str().unwrap());
            parameter["name"] = json!(name);
        }
    });
}

/// The list of tags, the other way round.
pub fn tags_reversed(document: &mut Value) {
    if let Some(Value::Array(tags)) = document.get_mut("tags") {
        tags.reverse();
    }
}

/// Components that a discriminator names by reference, named by their names.
pub fn short_mappings(document: &mut Value) {
    each(document, Kind::Schema, |schema| {
        let mapping = schema.get_mut("discriminator").and_then(|one| one.get_mut("mapping"));
        for target in mapping.and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
            let name = target.as_str().unwrap().rsplit('/').next().unwrap().to_owned();
            *target = json!(name);
        }
    });
}
