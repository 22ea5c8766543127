//! Takes a document in the words of JSON Schema; takes out what makes a schema a part of itself for one and the same value.
//!
//! A base that is one of its kinds, each of which is composed of the base, can be judged by nobody: the kinds say all that
//! the base says, so the choice among them goes.

use serde_json::Value;
use std::collections::HashSet;

/// Where components stand.
const COMPONENTS: &str = "#/components/schemas/";

/// Rewrites the components of a document.
pub(super) fn break_circles(document: &mut Value) {
    let names: Vec<String> = match document.pointer("/components/schemas") {
        Some(Value::Object(schemas)) => schemas.keys().cloned().collect(),
        _ => return,
    };
    // Choices first: without them most compositions are no circles.
    for key in ["oneOf", "anyOf", "allOf"] {
        for name in &names {
            let Some(parts) = component(document, name).and_then(|schema| schema.get(key)).cloned() else { continue };
            let parts = parts.as_array().cloned().unwrap_or_default();
            let is_circle: Vec<bool> = parts.iter().map(|part| reaches(document, part, name)).collect();
            let kept = parts.iter().zip(&is_circle).filter(|(_, is_circle)| !**is_circle).map(|(part, _)| part.clone());
            let kept: Vec<Value> = kept.collect();
            if kept.len() == parts.len() {
                continue;
            }
            let schemas = document.pointer_mut("/components/schemas").and_then(|schemas| schemas.get_mut(name));
            if let Some(Value::Object(schema)) = schemas {
                // Of a choice that has lost a member, the others would be too few.
                match key == "allOf" && !kept.is_empty() {
                    true => drop(schema.insert(key.to_owned(), Value::Array(kept))),
                    false => drop(schema.remove(key)),
                }
            }
        }
    }
}

fn component<'d>(document: &'d Value, name: &str) -> Option<&'d Value> {
    document.pointer("/components/schemas")?.get(name)
}

/// Whether a schema applies a component to the value that it is applied to itself.
fn reaches(document: &Value, schema: &Value, name: &str) -> bool {
    let (mut open, mut seen) = (vec![schema], HashSet::new());
    while let Some(schema) = open.pop() {
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix(COMPONENTS));
        if let Some(target) = target {
            if target == name {
                return true;
            }
            if seen.insert(target) {
                open.extend(component(document, target));
            }
        }
        let lists = ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|key| schema.get(key)?.as_array()).flatten();
        let single = ["not", "if", "then", "else"].into_iter().filter_map(|key| schema.get(key));
        open.extend(lists.chain(single));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::break_circles;
    use serde_json::{Value, json};

    fn broken(schemas: &Value) -> Value {
        let mut document = json!({ "components": { "schemas": schemas } });
        break_circles(&mut document);
        document.pointer("/components/schemas").cloned().unwrap_or_default()
    }

    #[test]
    fn a_base_of_its_kinds_loses_the_choice() {
        let kind = json!({ "allOf": [{ "$ref": "#/components/schemas/Base" }, { "required": ["a"] }] });
        let base = json!({ "type": "object", "oneOf": [{ "$ref": "#/components/schemas/Kind" }, { "type": "null" }] });
        let expected = json!({ "Base": { "type": "object" }, "Kind": kind });
        assert_eq!(broken(&json!({ "Base": base, "Kind": kind })), expected);
    }

    #[test]
    fn a_part_that_holds_the_whole_goes() {
        let itself = json!({ "allOf": [{ "$ref": "#/components/schemas/A" }, { "required": ["a"] }] });
        assert_eq!(broken(&json!({ "A": itself })), json!({ "A": { "allOf": [{ "required": ["a"] }] } }));
    }

    #[test]
    fn what_lies_deeper_in_the_value_stays() {
        let tree = json!({ "A": { "oneOf": [{ "properties": { "a": { "$ref": "#/components/schemas/A" } } }] } });
        assert_eq!(broken(&tree), tree);
    }
}
