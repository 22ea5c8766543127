//! Whatever the documented schemas allow survives the client: decoded and encoded again, it is the same JSON.

use nectar_client::{
    runtime::{
        RawBody, decode,
        serde::{Serialize, de::DeserializeOwned},
    },
    types::{
        Account, Company, Connection, ConnectionStatus, Country, Datasource, DatasourceType, ErrorDetail,
        TrackingStatus, UpdateAccountRequest,
    },
};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use serde_json::Value;

use super::{sample, server::encoded, spec};

/// Decodes the JSON as the client would decode a body, and encodes it again.
type AndBack = fn(&Value) -> Result<Value, String>;

/// Every component schema with the type that is generated for it.
const TYPES: [(&str, AndBack); 10] = [
    ("Account", and_back::<Account>),
    ("Company", and_back::<Company>),
    ("Connection", and_back::<Connection>),
    ("ConnectionStatus", and_back::<ConnectionStatus>),
    ("Country", and_back::<Country>),
    ("Datasource", and_back::<Datasource>),
    ("DatasourceType", and_back::<DatasourceType>),
    ("ErrorDetail", and_back::<ErrorDetail>),
    ("TrackingStatus", and_back::<TrackingStatus>),
    ("UpdateAccountRequest", and_back::<UpdateAccountRequest>),
];

fn and_back<T: Serialize + DeserializeOwned>(value: &Value) -> Result<Value, String> {
    let body = RawBody::new(Some("application/json".to_owned()), value.to_string().into());
    let typed: T = decode::json(&body).map_err(|error| error.to_string())?;
    Ok(encoded(&typed))
}

#[test]
fn every_component_schema_is_covered() {
    assert_eq!(TYPES.map(|(name, _)| name).to_vec(), spec::schema_names());
}

#[test]
fn every_valid_value_survives() {
    for (name, and_back) in TYPES {
        let values = sample::values(&spec::schema(name));
        // Seeds in a file would be a second thing to keep; a failure prints its smallest value.
        let config = Config { failure_persistence: None, ..Config::with_cases(128) };
        let outcome = TestRunner::new(config).run(&values, |value| {
            prop_assert_eq!(and_back(&value), Ok(value));
            Ok(())
        });
        outcome.unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

/// Were the sampler to leave out properties or states, the test above would prove little.
#[test]
fn the_sampler_reaches_every_state_of_every_property() {
    let schema = spec::schema("Connection");
    let required = schema["required"].as_array().unwrap();
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
    let values = sample::values(&schema);
    let all: Vec<_> = (0..128).map(|_| values.new_tree(&mut runner).unwrap().current()).collect();
    for (name, property) in schema["properties"].as_object().unwrap() {
        let is_seen = |wanted: &dyn Fn(Option<&Value>) -> bool| all.iter().any(|value| wanted(value.get(name)));
        assert!(is_seen(&|value| value.is_some_and(|value| !value.is_null())), "{name} is never there");
        let is_nullable = property["nullable"] == true;
        assert_eq!(is_seen(&|value| value == Some(&Value::Null)), is_nullable, "{name} null");
        let is_optional = !required.iter().any(|required| required == name);
        assert_eq!(is_seen(&|value| value.is_none()), is_optional, "{name} absent");
    }
}
