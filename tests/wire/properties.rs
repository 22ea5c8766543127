//! Whatever the documented schemas allow survives a client: decoded and encoded again, it is the same JSON.
//!
//! `checks!(SPEC, TYPES)` makes these functions the tests of a vendor.

use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde_json::{Map, Value};
use specwright_runtime::{
    RawBody, decode,
    serde::{Serialize, de::DeserializeOwned},
};

use super::{
    json::{by_value, encoded},
    sample::{self, accepted},
    spec::Spec,
};

/// Decodes the JSON as a client would decode a body, and encodes it again.
pub type AndBack = fn(&Value) -> Result<Value, String>;

/// The `AndBack` of a type, which a vendor lists beside the name of its component schema.
pub fn and_back<T: Serialize + DeserializeOwned>(value: &Value) -> Result<Value, String> {
    let body = RawBody::new(Some("application/json".to_owned()), value.to_string().into());
    let typed: T = decode::json(&body).map_err(|error| error.to_string())?;
    Ok(encoded(&typed))
}

macro_rules! checks {
    ($spec:expr, $types:expr) => {
        #[test]
        fn every_component_schema_is_covered() {
            $crate::wire::properties::every_component_schema_is_covered(&$spec, &$types);
        }

        #[test]
        fn every_valid_value_survives() {
            $crate::wire::properties::every_valid_value_survives(&$spec, &$types);
        }

        #[test]
        fn the_sampler_reaches_every_state_of_every_property() {
            $crate::wire::properties::the_sampler_reaches_every_state_of_every_property(&$spec);
        }
    };
}

pub(super) use checks;

pub fn every_component_schema_is_covered(spec: &Spec, types: &[(&str, AndBack)]) {
    let covered: Vec<_> = types.iter().map(|(name, _)| *name).collect();
    assert_eq!(covered, spec.schema_names());
}

pub fn every_valid_value_survives(spec: &Spec, types: &[(&str, AndBack)]) {
    for (name, and_back) in types {
        let values = sample::values(spec, spec.schema(name));
        let outcome = runner().run(&values, |value| {
            prop_assert_eq!(and_back(&value).map(by_value), Ok(by_value(value)));
            Ok(())
        });
        outcome.unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

/// Were the sampler to leave out properties or states, the check above would prove little.
pub fn the_sampler_reaches_every_state_of_every_property(spec: &Spec) {
    for name in spec.schema_names() {
        let schema = spec.schema(&name);
        if let Some(properties) = schema["properties"].as_object() {
            reaches_every_state(spec, &name, schema, properties);
        }
    }
}

fn reaches_every_state(spec: &Spec, name: &str, schema: &Value, properties: &Map<String, Value>) {
    let mut runner = runner();
    let values = sample::values(spec, schema);
    let all: Vec<_> = (0..128).map(|_| values.new_tree(&mut runner).unwrap().current()).collect();
    for (key, property) in properties {
        let is_seen = |wanted: &dyn Fn(Option<&Value>) -> bool| {
            all.iter().any(|value| value.is_object() && wanted(value.get(key)))
        };
        assert!(is_seen(&|value| value.is_some_and(|value| !value.is_null())), "{name}.{key} is never there");
        assert_eq!(is_seen(&|value| value == Some(&Value::Null)), spec.may_be_null(property), "{name}.{key} null");
        let is_required = schema["required"].as_array().is_some_and(|required| required.contains(&Value::from(&**key)));
        assert_eq!(is_seen(&|value| value.is_none()), !is_required, "{name}.{key} absent");
        for kind in accepted(property) {
            assert!(is_seen(&|value| value.is_some_and(|value| is_a(kind, value))), "{name}.{key} as {kind}");
        }
    }
}

fn is_a(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64(),
        "number" => value.is_number(),
        _ => panic!("no values of type {kind}"),
    }
}

/// The same values every time: a test that fails by luck helps nobody. A failure prints its smallest value.
pub fn runner() -> TestRunner {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(Config { failure_persistence: None, ..Config::with_cases(128) }, rng)
}
