//! The sampler itself: what it draws from a schema, and that it overlooks no keyword.

use std::collections::BTreeSet;

use proptest::strategy::{Strategy, ValueTree};
use serde_json::{Value, json};

use super::{properties::runner, sample::values, spec::Spec};

#[test]
fn a_schema_gives_every_kind_of_value_that_it_allows() {
    let of_maps = json!({ "type": "object", "additionalProperties": { "type": "integer", "format": "int32" } });
    for (schema, kinds) in [
        (json!({ "type": "integer", "minimum": 1 }), &["number"][..]),
        (json!({ "type": "string", "x-specwright": { "accepts": ["boolean"] } }), &["boolean", "string"]),
        (json!({ "type": "number", "nullable": true }), &["null", "number"]),
        (json!({ "nullable": true, "allOf": [{ "type": "boolean" }] }), &["boolean", "null"]),
        (json!({ "oneOf": [of_maps, { "type": "string" }] }), &["object", "string"]),
        (json!({ "title": "Anything" }), &["array", "boolean", "null", "number", "object", "string"]),
    ] {
        let values = values(&Spec::new("{}"), &schema);
        let mut runner = runner();
        let all = (0..256).map(|_| kind(&values.new_tree(&mut runner).unwrap().current()));
        assert_eq!(all.collect::<BTreeSet<_>>(), kinds.iter().copied().collect(), "{schema}");
    }
}

#[test]
#[should_panic(expected = "unknown keyword pattern")]
fn an_unknown_keyword_is_a_panic() {
    let _ = values(&Spec::new("{}"), &json!({ "type": "array", "items": { "type": "string", "pattern": "a" } }));
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
