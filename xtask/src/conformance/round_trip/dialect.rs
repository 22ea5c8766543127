//! Takes a document; returns it with its schemas in the words of JSON Schema 2020-12, for values that travel one way.
//!
//! Where OpenAPI 3.0 says `nullable`, null is allowed whatever else stands there, and a schema of 3.0 that names properties
//! and no type is that of an object: that is what authors mean by either. A pattern that cannot be run says nothing.

use super::circles::break_circles;
use super::{Direction, judge};
use serde_json::{Map, Value, json};

/// Keywords that hold one schema, a list of schemas, and schemas by name.
const ONE: [&str; 12] = [
    "items",
    "additionalProperties",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
    "additionalItems",
];
const LIST: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];
const NAMED: [&str; 5] = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];

/// Rewrites all schemas of a document.
pub(super) fn to_json_schema(mut document: Value, direction: Direction) -> Value {
    let version = document.get("openapi").and_then(Value::as_str).unwrap_or_default();
    let dialect = Dialect { is_30: version.starts_with("3.0"), direction };
    let schemas = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    schemas.into_iter().flat_map(Map::values_mut).for_each(|schema| dialect.schema(schema));
    dialect.others(&mut document);
    break_circles(&mut document);
    document
}

struct Dialect {
    is_30: bool,
    direction: Direction,
}

impl Dialect {
    /// Finds the schemas that are no components: they stand under `schema`.
    fn others(&self, node: &mut Value) {
        match node {
            Value::Array(items) => items.iter_mut().for_each(|item| self.others(item)),
            Value::Object(members) => {
                for (key, value) in members {
                    match key.as_str() {
                        "schema" => self.schema(value),
                        "example" | "examples" | "schemas" => {}
                        key if key.starts_with("x-") => {}
                        _ => self.others(value),
                    }
                }
            }
            _ => {}
        }
    }

    fn schema(&self, node: &mut Value) {
        let Value::Object(schema) = node else { return };
        if self.is_30 && schema.contains_key("$ref") {
            schema.retain(|key, _| key == "$ref");
            return;
        }
        for (key, value) in schema.iter_mut() {
            match (key.as_str(), value) {
                (key, value) if ONE.contains(&key) => self.schema(value),
                (key, Value::Array(items)) if LIST.contains(&key) => {
                    items.iter_mut().for_each(|item| self.schema(item))
                }
                (key, Value::Object(named)) if NAMED.contains(&key) => {
                    named.values_mut().for_each(|item| self.schema(item));
                }
                _ => {}
            }
        }
        self.required(schema);
        schema.retain(|key, value| key != "pattern" || judge::is_pattern(value));
        if self.is_30 {
            if schema.contains_key("properties") && !schema.contains_key("type") {
                schema.insert("type".to_owned(), json!("object"));
            }
            bound(schema, "minimum", "exclusiveMinimum");
            bound(schema, "maximum", "exclusiveMaximum");
        }
        if schema.remove("nullable") == Some(Value::Bool(true)) && !admits_null(schema) {
            let whole = std::mem::take(schema);
            *node = json!({ "anyOf": [whole, { "type": "null" }] });
        }
    }

    /// A key that travels the other way only is not required this way.
    fn required(&self, schema: &mut Map<String, Value>) {
        let Some(mark) = self.direction.absent() else { return };
        let Some(Value::Array(mut required)) = schema.remove("required") else { return };
        let properties = schema.get("properties");
        required.retain(|key| {
            let property = key.as_str().and_then(|key| properties?.get(key));
            !property.is_some_and(|property| is_marked(property, mark))
        });
        schema.insert("required".to_owned(), Value::Array(required));
    }
}

/// Adds null to the types and values of a plain schema; of another one it must be an alternative.
fn admits_null(schema: &mut Map<String, Value>) -> bool {
    const COMPOSED: [&str; 6] = ["allOf", "anyOf", "oneOf", "not", "const", "$ref"];
    if COMPOSED.iter().any(|key| schema.contains_key(*key)) {
        return false;
    }
    if let Some(Value::String(only)) = schema.get("type") {
        let types = json!([only, "null"]);
        schema.insert("type".to_owned(), types);
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    true
}

/// Whether a schema, or what `nullable` made of it, is `readOnly` or `writeOnly`.
pub(super) fn is_marked(schema: &Value, mark: &str) -> bool {
    let inner = schema.pointer("/anyOf/0").filter(|_| schema.pointer("/anyOf/1/type") == Some(&json!("null")));
    [Some(schema), inner].into_iter().flatten().any(|schema| schema.get(mark) == Some(&Value::Bool(true)))
}

/// A flag beside a bound becomes a bound of its own.
fn bound(schema: &mut Map<String, Value>, inclusive: &str, exclusive: &str) {
    if let Some(Value::Bool(flag)) = schema.get(exclusive) {
        let is_strict = *flag;
        schema.remove(exclusive);
        if is_strict && let Some(bound) = schema.remove(inclusive) {
            schema.insert(exclusive.to_owned(), bound);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Direction, to_json_schema};
    use serde_json::{Value, json};

    fn schema(version: &str, direction: Direction, schema: &Value) -> Value {
        let document = json!({ "openapi": version, "components": { "schemas": { "A": schema } } });
        to_json_schema(document, direction).pointer("/components/schemas/A").cloned().unwrap_or_default()
    }

    #[test]
    fn words_of_30_become_those_of_json_schema() {
        let both = |from: &Value| schema("3.0.3", Direction::Both, from);
        for (from, to) in [
            (json!({ "type": "string", "nullable": true }), json!({ "type": ["string", "null"] })),
            (
                json!({ "type": "string", "nullable": true, "enum": ["a"] }),
                json!({ "type": ["string", "null"], "enum": ["a", null] }),
            ),
            (
                json!({ "nullable": true, "allOf": [{ "$ref": "#/a", "type": "string" }] }),
                json!({ "anyOf": [{ "allOf": [{ "$ref": "#/a" }] }, { "type": "null" }] }),
            ),
            (json!({ "minimum": 1, "exclusiveMinimum": true }), json!({ "exclusiveMinimum": 1 })),
            (json!({ "maximum": 1, "exclusiveMaximum": false }), json!({ "maximum": 1 })),
            (
                json!({ "properties": { "nullable": { "nullable": true, "type": "object" } }, "pattern": "(" }),
                json!({ "properties": { "nullable": { "type": ["object", "null"] } }, "type": "object" }),
            ),
        ] {
            assert_eq!(both(&from), to);
        }
        for kept in [json!({ "$ref": "#/a", "type": "string", "exclusiveMinimum": 1 }), json!({ "properties": {} })] {
            assert_eq!(schema("3.1.0", Direction::Both, &kept), kept);
        }
    }

    #[test]
    fn what_travels_the_other_way_is_not_required() {
        let from = json!({ "required": ["r", "w", "o"], "properties": { "r": { "readOnly": true }, "w": { "writeOnly": true } } });
        let required = |direction| schema("3.1.0", direction, &from).get("required").cloned().unwrap_or_default();
        assert_eq!(required(Direction::Both), json!(["r", "w", "o"]));
        assert_eq!(required(Direction::Sent), json!(["w", "o"]));
        assert_eq!(required(Direction::Received), json!(["r", "o"]));
    }
}
