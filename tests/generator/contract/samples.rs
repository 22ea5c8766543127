//! What is made up from schemas: for each a plain value that a library of JSON Schema takes.

use serde_json::{Value, json};

use super::{contract_of, read, snapshot, tests_dir};
use crate::generator::contract::ask;

/// The samples of the fixture: name, schema that resolves all references, value.
fn samples() -> Vec<(String, Value, Value)> {
    let text = read(tests_dir().join("fixtures/contract/samples.yaml"));
    let schemas: Value = serde_yaml::from_str(&text).unwrap();
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let names = || schemas.as_object().unwrap().keys();
    let path = |name: &String| {
        let content = json!({ "application/json": { "schema": reference(name) } });
        (format!("/{name}"), json!({ "get": { "responses": { "200": { "description": "a", "content": content } } } }))
    };
    let paths: serde_json::Map<_, _> = names().map(path).collect();
    let components = json!({ "schemas": schemas });
    let info = json!({ "title": "a", "version": "1" });
    let document = json!({ "openapi": "3.1.0", "info": info, "paths": paths, "components": components });
    let contract = contract_of("openapi.json", &document.to_string());
    let sample = |name: &String| {
        let answer = ask(&contract, &format!("GET /{name}"));
        assert_eq!((answer.status, &answer.mistakes), (200, &Vec::new()));
        let schema = json!({ "$ref": format!("#/components/schemas/{name}"), "components": components });
        (name.clone(), schema, serde_json::from_slice(&answer.body).unwrap())
    };
    names().map(sample).collect()
}

#[test]
fn each_fits_its_schema() {
    let all = samples();
    assert!(all.len() > 60);
    for (name, schema, value) in all {
        let validator = jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap();
        assert!(validator.is_valid(&value), "{name}: {value}");
    }
}

#[test]
fn they_are_plain() {
    let lines: String = samples().iter().map(|(name, _, value)| format!("{name}: {value}\n")).collect();
    snapshot("contract", "samples", "What is made up from each schema", &lines);
}
