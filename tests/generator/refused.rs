//! What could only fail when it is sent is refused when it is generated, or at least pointed out.

use super::support::generate_text;

/// Whether the generator says anything of a document with this parameter.
fn is_noticed(parameter: &str) -> bool {
    let text = format!(
        "openapi: 3.0.3
info: {{title: T, version: '1'}}
paths:
  /a:
    get:
      parameters: [{parameter}]
      responses: {{'204': {{description: Done.}}}}
components:
  schemas:
    Cat: {{allOf: [{{$ref: '#/components/schemas/Pet'}}, {{properties: {{lives: {{type: integer}}}}}}]}}
    Pet: {{properties: {{name: {{type: string}}}}}}
    Name: {{type: string}}
"
    );
    generate_text("a.yaml", &text).map_or(true, |generated| !generated.warnings.is_empty())
}

#[test]
fn a_parameter_of_one_value_is_taken() {
    for schema in
        ["{type: string}", "{$ref: '#/components/schemas/Name'}", "{allOf: [{$ref: '#/components/schemas/Name'}]}"]
    {
        assert!(!is_noticed(&format!("{{name: a, in: query, schema: {schema}}}")), "{schema}");
    }
}

#[test]
fn a_parameter_that_is_an_object_is_noticed_however_it_is_written() {
    let schemas = [
        "{type: object}",
        "{properties: {a: {type: string}}}",
        "{$ref: '#/components/schemas/Cat'}",
        "{allOf: [{$ref: '#/components/schemas/Pet'}]}",
        "{oneOf: [{$ref: '#/components/schemas/Pet'}, {$ref: '#/components/schemas/Cat'}]}",
        "{type: array, items: {type: object}}",
        "{type: array, items: {type: array, items: {type: string}}}",
    ];
    let missed: Vec<_> = schemas
        .into_iter()
        .filter(|schema| !is_noticed(&format!("{{name: a, in: query, schema: {schema}}}")))
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
}
