//! Takes a document in the words of JSON Schema; finds the schemas at its places, and all that holds for their values.

use serde_json::{Map, Value};
use std::collections::HashSet;

/// One of the schemas that a value must satisfy, with its JSON pointer.
#[derive(Clone, Debug)]
pub(super) struct Part<'d> {
    pub(super) at: String,
    pub(super) members: &'d Map<String, Value>,
}

impl<'d> Part<'d> {
    pub(super) fn get(&self, key: &str) -> Option<&'d Value> {
        self.members.get(key)
    }

    pub(super) fn text(&self, key: &str) -> Option<&'d str> {
        self.get(key).and_then(Value::as_str)
    }

    pub(super) fn object(&self, key: &str) -> impl Iterator<Item = (&'d String, &'d Value)> {
        self.get(key).and_then(Value::as_object).into_iter().flatten()
    }

    pub(super) fn list(&self, key: &str) -> &'d [Value] {
        self.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// The union that it is, if it is one.
    pub(super) fn union(&self) -> Option<(&'static str, &'d [Value])> {
        ["oneOf", "anyOf"].into_iter().map(|key| (key, self.list(key))).find(|(_, members)| !members.is_empty())
    }
}

/// All that must hold where several schemas do: references followed, compositions taken apart, each schema once. None if
/// one of them allows nothing, or leads nowhere.
pub(super) fn parts<'d>(root: &'d Value, places: &[String]) -> Option<Vec<Part<'d>>> {
    let (mut open, mut found, mut seen): (Vec<String>, _, _) =
        (places.iter().rev().cloned().collect(), Vec::new(), HashSet::new());
    while let Some(at) = open.pop() {
        if !seen.insert(at.clone()) {
            continue;
        }
        let members = match root.pointer(&at)? {
            Value::Object(members) => members,
            Value::Bool(true) => continue,
            _ => return None,
        };
        let part = Part { at, members };
        for index in (0..part.list("allOf").len()).rev() {
            open.push(format!("{}/allOf/{index}", part.at));
        }
        if let Some(reference) = part.text("$ref") {
            open.push(target(reference)?);
        }
        found.push(part);
    }
    Some(found)
}

/// The JSON pointer of a reference into the same document.
pub(super) fn target(reference: &str) -> Option<String> {
    let text = reference.strip_prefix('#').filter(|text| text.is_empty() || text.starts_with('/'))?;
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

/// The pointer of a member.
pub(super) fn key(at: &str, key: &str) -> String {
    format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// Whether the schema at a place is one that stands elsewhere, perhaps with texts and bounds beside it.
pub(super) fn refers(root: &Value, at: &str) -> bool {
    const OWN: [&str; 8] =
        ["properties", "required", "items", "additionalProperties", "enum", "allOf", "anyOf", "oneOf"];
    let Some(node) = root.pointer(at) else { return false };
    let is_own = |node: &Value| OWN.iter().any(|key| node.get(key).is_some());
    let members = node.get("allOf").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let is_made_of_others = members.iter().any(|member| member.get("$ref").is_some())
        && members.iter().all(|member| member.get("$ref").is_some() || !is_own(member))
        && OWN.iter().all(|key| *key == "allOf" || node.get(key).is_none());
    node.get("$ref").is_some() || is_made_of_others
}

/// How many values a value is made of, itself included.
pub(super) fn count(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(count).sum::<usize>() + 1,
        Value::Object(object) => object.values().map(count).sum::<usize>() + 1,
        _ => 1,
    }
}
