//! The specification of the client as JSON.

use serde_json::Value;

/// The whole document.
pub(super) fn document() -> Value {
    serde_yaml::from_str(include_str!("../../specs/nectar/openapi.yaml")).unwrap()
}

/// What a JSON pointer leads to, which has to be there.
pub(super) fn at(pointer: &str) -> Value {
    document().pointer(pointer).unwrap_or_else(|| panic!("nothing at {pointer}")).clone()
}

/// A component schema.
pub(super) fn schema(name: &str) -> Value {
    at(&format!("/components/schemas/{name}"))
}

/// The names of the component schemas, sorted.
pub(super) fn schema_names() -> Vec<String> {
    let mut names: Vec<_> = at("/components/schemas").as_object().unwrap().keys().cloned().collect();
    names.sort();
    names
}

/// The texts that an enum lists.
pub(super) fn texts(name: &str) -> Vec<String> {
    serde_json::from_value(schema(name)["enum"].clone()).unwrap()
}

/// The properties of a schema that may be null, sorted.
pub(super) fn nullable(name: &str) -> Vec<String> {
    let properties = schema(name)["properties"].clone();
    let nullable = properties.as_object().unwrap().iter().filter(|(_, property)| property["nullable"] == true);
    let mut names: Vec<_> = nullable.map(|(name, _)| name.clone()).collect();
    names.sort();
    names
}
