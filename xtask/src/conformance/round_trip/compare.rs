//! Takes a value and what came back of it; returns the differences, each with its place.

use serde_json::{Number, Value};
use std::fmt;

/// What became of a part of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Loss {
    KeyLost,
    NullLost,
    ValueChanged,
    KeyInvented,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::KeyLost => "key_lost",
            Self::NullLost => "null_lost",
            Self::ValueChanged => "value_changed",
            Self::KeyInvented => "key_invented",
        })
    }
}

/// Numbers are compared by value, keys in any order, all else exactly. Elements are `*` in places, so that the same loss
/// in each of them is one.
pub(super) fn differences(before: &Value, after: &Value) -> Vec<(Loss, String)> {
    let mut found = Vec::new();
    compare(before, after, "", &mut found);
    found.sort();
    found.dedup();
    found
}

fn compare(before: &Value, after: &Value, at: &str, found: &mut Vec<(Loss, String)>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (key, value) in before {
                let at = super::schemas::key(at, key);
                match after.get(key) {
                    Some(after) => compare(value, after, &at, found),
                    None if value.is_null() => found.push((Loss::NullLost, at)),
                    None => found.push((Loss::KeyLost, at)),
                }
            }
            let invented = after.keys().filter(|key| !before.contains_key(*key));
            found.extend(invented.map(|key| (Loss::KeyInvented, super::schemas::key(at, key))));
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            let at = format!("{at}/*");
            before.iter().zip(after).for_each(|(before, after)| compare(before, after, &at, found));
        }
        (Value::Number(before), Value::Number(after)) if same(before, after) => {}
        _ if before == after => {}
        _ => found.push((Loss::ValueChanged, at.to_owned())),
    }
}

/// Integers exactly, and floats as JSON readers take them.
fn same(before: &Number, after: &Number) -> bool {
    let integer = |number: &Number| number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
    match (integer(before), integer(after)) {
        (Some(before), Some(after)) => before == after,
        // A float that is an integer beyond 2^53 equals the integers around it only when it is written in the same way.
        (Some(whole), None) | (None, Some(whole)) => {
            let float = if before.is_f64() { before } else { after };
            float.as_f64().is_some_and(|float| float.fract() == 0.0 && float.abs() < 1e18 && float as i128 == whole)
        }
        (None, None) => before.as_f64() == after.as_f64(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Loss, differences};
    use serde_json::json;

    #[test]
    fn each_loss_has_its_name_and_place() {
        let before = json!({ "a": [{ "x/y": 1, "n": null }, { "x/y": 2 }], "b": "t", "k": 1.0, "big": u64::MAX });
        let after = json!({ "a": [{}, {}], "b": "u", "k": 1, "big": u64::MAX - 1, "new": 1 });
        let expected = [
            (Loss::KeyLost, "/a/*/x~1y"),
            (Loss::NullLost, "/a/*/n"),
            (Loss::ValueChanged, "/b"),
            (Loss::ValueChanged, "/big"),
            (Loss::KeyInvented, "/new"),
        ];
        assert_eq!(differences(&before, &after), expected.map(|(loss, at)| (loss, at.to_owned())));
        assert_eq!(differences(&json!({ "a": 1, "b": [0.1] }), &json!({ "b": [0.1], "a": 1.0 })), []);
    }
}
