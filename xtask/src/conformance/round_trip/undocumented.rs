//! Takes a value that a schema allows; returns the first of its keys that the document does not name.
//!
//! JSON Schema allows such keys wherever it is not told otherwise. A generated type does not keep them.

use super::judge::Judge;
use super::schemas::{Part, key, parts};
use serde_json::Value;

/// The JSON pointer of the key.
pub(super) fn undocumented(root: &Value, judge: &Judge<'_>, at: &str, value: &Value) -> Option<String> {
    let walk = Walk { root, judge };
    walk.value(&walk.all_parts(&[at.to_owned()], value), value, "")
}

struct Walk<'d> {
    root: &'d Value,
    judge: &'d Judge<'d>,
}

impl<'d> Walk<'d> {
    /// What holds for a value, with those members of unions that allow it.
    fn all_parts(&self, places: &[String], value: &Value) -> Vec<Part<'d>> {
        let mut found = parts(self.root, places).unwrap_or_default();
        let mut done = 0;
        while let Some(part) = found.get(done).cloned() {
            done += 1;
            let (keyword, members) = part.union().unwrap_or_default();
            for index in 0..members.len() {
                let member = format!("{}/{keyword}/{index}", part.at);
                if self.judge.accepts(&member, value) {
                    let added = parts(self.root, &[member]).unwrap_or_default();
                    let added: Vec<_> =
                        added.into_iter().filter(|part| found.iter().all(|known| known.at != part.at)).collect();
                    found.extend(added);
                }
            }
        }
        found
    }

    fn value(&self, parts: &[Part<'d>], value: &Value, path: &str) -> Option<String> {
        match value {
            Value::Object(members) => members.iter().find_map(|(name, value)| {
                let (path, places) = (key(path, name), named(parts, name));
                match places {
                    Some(places) => self.value(&self.all_parts(&places, value), value, &path),
                    None => Some(path),
                }
            }),
            Value::Array(items) => items.iter().enumerate().find_map(|(index, item)| {
                let places = elements(parts, index);
                self.value(&self.all_parts(&places, item), item, &format!("{path}/{index}"))
            }),
            _ => None,
        }
    }
}

/// The schemas of a key; none where nothing speaks of it. An object of which no key is named may hold any.
fn named(parts: &[Part<'_>], name: &str) -> Option<Vec<String>> {
    let is_open = |part: &Part<'_>| {
        let additional = part.get("additionalProperties");
        part.get("patternProperties").is_some() || matches!(additional, Some(Value::Object(_) | Value::Bool(true)))
    };
    let is_free = parts.iter().all(|part| part.get("properties").is_none());
    let place = |part: &Part<'_>| {
        let is_named = part.get("properties").is_some_and(|properties| properties.get(name).is_some());
        let additional = || part.get("additionalProperties").map(|_| format!("{}/additionalProperties", part.at));
        if is_named { Some(key(&format!("{}/properties", part.at), name)) } else { additional() }
    };
    let places: Vec<String> = parts.iter().filter_map(place).collect();
    (is_free || !places.is_empty() || parts.iter().any(is_open)).then_some(places)
}

fn elements(parts: &[Part<'_>], index: usize) -> Vec<String> {
    let place = |part: &Part<'_>| {
        let first = part.list("prefixItems").len();
        let place = if index < first { format!("prefixItems/{index}") } else { "items".to_owned() };
        (index < first || part.get("items").is_some()).then(|| format!("{}/{place}", part.at))
    };
    parts.iter().filter_map(place).collect()
}
