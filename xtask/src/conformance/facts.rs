//! Takes a document as a JSON value; returns what it says of its own size, counted without the generator.

use serde_json::{Map, Value};

/// The keys of a path item that are operations.
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// What a document holds.
pub(super) struct Facts {
    /// Of OpenAPI, or of Swagger.
    pub(super) version: Option<String>,
    pub(super) operations: usize,
    /// Component schemas.
    pub(super) schemas: usize,
}

impl Facts {
    pub(super) fn of(document: &Value) -> Self {
        let version = document.get("openapi").or_else(|| document.get("swagger"));
        let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
        let items = paths.filter(|(path, _)| !path.starts_with("x-"));
        let named = |chain: &[&Value]| {
            METHODS.iter().filter(|method| chain.iter().any(|item| item.get(method).is_some())).count()
        };
        let others = |item: &&Value| item.get("additionalOperations").and_then(Value::as_object).map_or(0, Map::len);
        let operations = items.map(|(_, item)| {
            let chain = chain(document, item);
            named(&chain) + chain.iter().map(others).sum::<usize>()
        });
        let operations = operations.sum();
        let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
        Self {
            version: version.map(|version| version.as_str().map_or_else(|| version.to_string(), str::to_owned)),
            operations,
            schemas: schemas.map_or(0, Map::len),
        }
    }
}

/// A path item, and those that it refers to one after the other.
fn chain<'d>(document: &'d Value, item: &'d Value) -> Vec<&'d Value> {
    let mut chain = vec![item];
    while let Some(reference) = chain.last().and_then(|item| item.get("$ref")).and_then(Value::as_str)
        && let Some(next) = reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer))
        // A circle has no operations of its own.
        && !chain.iter().any(|known| std::ptr::eq(*known, next))
    {
        chain.push(next);
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::Facts;
    use serde_json::json;

    #[test]
    fn operations_behind_references_count_for_each_path() {
        let facts = Facts::of(&json!({
            "paths": { "/a": { "$ref": "#/paths/~1b", "put": {} }, "/b": { "get": {}, "put": {} }, "/c": { "$ref": "#/paths/~1c" } },
        }));
        assert_eq!(facts.operations, 4);
    }

    #[test]
    fn operations_are_counted_by_method() {
        let facts = Facts::of(&json!({
            "swagger": 2.0,
            "paths": { "/a": { "get": {}, "patch": {}, "parameters": [], "x-get": {} }, "x-b": { "get": {} } },
        }));
        assert_eq!((facts.version.as_deref(), facts.operations, facts.schemas), (Some("2.0"), 2, 0));
    }
}
