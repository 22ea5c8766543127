//! JSON in tests: what a value is in it, what it would be with a change, and when it is the same.

use serde_json::Value;
use specwright_runtime::serde::Serialize;

/// What a value is in JSON.
pub fn encoded(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

/// Checks that a value is this in JSON.
#[track_caller]
pub fn assert_encodes_to(value: &impl Serialize, json: &Value) {
    assert_eq!(by_value(encoded(value)), by_value(json.clone()));
}

/// The one spelling of all JSON that is the same: a number is its value, so 100.0 becomes 100.
pub fn by_value(json: Value) -> Value {
    match json {
        Value::Number(number) => match number.as_f64() {
            // Beyond these a float no longer tells one whole number from the next.
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() <= 9_007_199_254_740_992.0 => {
                Value::from(float as i64)
            }
            _ => Value::Number(number),
        },
        Value::Array(items) => items.into_iter().map(by_value).collect(),
        Value::Object(entries) => entries.into_iter().map(|(key, value)| (key, by_value(value))).collect(),
        other => other,
    }
}

/// `object` with `value` under `key`.
pub fn with(mut object: Value, key: &str, value: Value) -> Value {
    object[key] = value;
    object
}

/// `object` without `key`, which it has to have.
pub fn without(mut object: Value, key: &str) -> Value {
    let removed = object.as_object_mut().unwrap().remove(key);
    assert!(removed.is_some(), "{key}");
    object
}

#[test]
fn numbers_are_the_same_by_value_and_nothing_else_is() {
    use serde_json::json;

    assert_eq!(by_value(json!([100.0, { "n": -0.0 }])), by_value(json!([100, { "n": 0 }])));
    for (one, other) in [(json!(100.5), json!(100)), (json!(1), json!("1")), (json!(0), json!(null))] {
        assert_ne!(by_value(one), by_value(other));
    }
    assert_ne!(by_value(json!(9_007_199_254_740_992_i64)), by_value(json!(9_007_199_254_740_993_i64)));
}
