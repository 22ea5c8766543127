//! Takes a document as a JSON value; returns what it says of its own size, counted without the generator.

use serde_json::Value;

/// The keys of a path item that are operations.
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// What a document holds.
pub(super) struct Facts {
    /// Of OpenAPI, or of Swagger.
    pub(super) version: Option<String>,
    pub(super) operations: usize,
    /// Component schemas.
    pub(super) schemas: usize,
    /// Constraints that no generated crate enforces, see `is_unenforced`.
    pub(super) unenforced: usize,
}

impl Facts {
    pub(super) fn of(document: &Value) -> Self {
        let version = document.get("openapi").or_else(|| document.get("swagger"));
        let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
        let operations = paths
            .filter(|(path, _)| path.starts_with('/'))
            .map(|(_, item)| METHODS.iter().filter(|method| item.get(method).is_some()).count())
            .sum();
        let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
        Self {
            version: version.map(|version| version.as_str().map_or_else(|| version.to_string(), str::to_owned)),
            operations,
            schemas: schemas.map_or(0, serde_json::Map::len),
            unenforced: unenforced(document, false),
        }
    }
}

/// Keywords that no crate enforces, whatever they say.
const NEVER: [&str; 12] = [
    "contains",
    "dependentRequired",
    "dependentSchemas",
    "if",
    "maxContains",
    "minContains",
    "not",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// These, and an `enum` or `const` of anything but text. A pattern that cannot be run is not among them: a warning
/// tells of it.
fn is_unenforced(keyword: &str, value: &Value) -> bool {
    let is_text = |value: &Value| value.is_string() || value.is_null();
    match keyword {
        "enum" => value.as_array().is_some_and(|values| !values.iter().all(is_text)),
        "const" => !is_text(value),
        _ => NEVER.contains(&keyword),
    }
}

/// Members whose keys are names that the document's author chose, so that none of them is a keyword.
const NAMED: [&str; 22] = [
    "$defs",
    "callbacks",
    "content",
    "definitions",
    "dependentRequired",
    "dependentSchemas",
    "encoding",
    "headers",
    "links",
    "mapping",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "scopes",
    "securitySchemes",
    "variables",
    "webhooks",
];

/// Members that hold data, not schemas.
const DATA: [&str; 5] = ["const", "default", "enum", "example", "examples"];

/// `named`: whether the keys of this object are names.
fn unenforced(node: &Value, named: bool) -> usize {
    match node {
        Value::Array(items) => items.iter().map(|item| unenforced(item, false)).sum(),
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| match key.as_str() {
                _ if named => unenforced(value, false),
                key => usize::from(is_unenforced(key, value)) + within(key, value),
            })
            .sum(),
        _ => 0,
    }
}

fn within(key: &str, value: &Value) -> usize {
    let is_data = DATA.contains(&key) || key.starts_with("x-");
    if is_data { 0 } else { unenforced(value, NAMED.contains(&key)) }
}

#[cfg(test)]
mod tests {
    use super::Facts;
    use serde_json::json;

    #[test]
    fn operations_are_counted_by_method() {
        let facts = Facts::of(&json!({
            "swagger": 2.0,
            "paths": { "/a": { "get": {}, "patch": {}, "parameters": [], "x-get": {} }, "x-b": { "get": {} } },
        }));
        assert_eq!((facts.version.as_deref(), facts.operations, facts.schemas), (Some("2.0"), 2, 0));
    }

    #[test]
    fn names_and_data_are_no_keywords() {
        let facts = Facts::of(&json!({ "components": { "schemas": {
            "not": { "properties": { "not": { "type": "string", "not": { "not": {} } }, "properties": { "not": {} } } },
            "data": { "default": { "not": 1 }, "const": [{ "not": 1 }], "x-a": { "not": 1 }, "allOf": [{ "not": {} }] },
        } } }));
        assert_eq!((facts.schemas, facts.unenforced), (2, 5));
    }

    #[test]
    fn an_enum_of_texts_is_a_type() {
        let of = |values| Facts::of(&json!({ "components": { "schemas": { "a": { "enum": values } } } })).unenforced;
        assert_eq!([of(json!(["a", null])), of(json!([1, 2])), of(json!(["a", true]))], [0, 1, 1]);
    }
}
