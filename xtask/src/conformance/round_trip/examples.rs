//! Takes a document and the place of a schema; returns the examples that the document gives of its values.

use super::schemas::{key, target};
use serde_json::Value;

/// Those of the schema itself, and for a body those beside it. Each has its own pointer.
pub(super) fn examples(root: &Value, at: &str) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    let schema = root.pointer(at);
    if let Some(value) = schema.and_then(|schema| schema.get("example")) {
        found.push((format!("{at}/example"), value.clone()));
    }
    if let Some(Value::Array(values)) = schema.and_then(|schema| schema.get("examples")) {
        found.extend(values.iter().enumerate().map(|(index, value)| (format!("{at}/examples/{index}"), value.clone())));
    }
    if let Some((beside, media)) = at.strip_suffix("/schema").and_then(|beside| Some((beside, root.pointer(beside)?))) {
        if let Some(value) = media.get("example") {
            found.push((format!("{beside}/example"), value.clone()));
        }
        for (name, example) in media.get("examples").and_then(Value::as_object).into_iter().flatten() {
            found.extend(named(root, &key(&format!("{beside}/examples"), name), example));
        }
    }
    found
}

/// The value of an Example Object, or of the one that it refers to.
fn named(root: &Value, at: &str, example: &Value) -> Option<(String, Value)> {
    let (mut at, mut example) = (at.to_owned(), example);
    for _ in 0..8 {
        match example.get("$ref").and_then(Value::as_str) {
            Some(reference) => {
                at = target(reference)?;
                example = root.pointer(&at)?;
            }
            None => return Some((format!("{at}/value"), example.get("value")?.clone())),
        }
    }
    None
}
