//! What could only fail when it is sent, or would have no effect, is refused when it is generated or at least pointed out.

use super::support::generate_text;

/// A document with this parameter.
fn document_with(parameter: &str) -> String {
    format!(
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
    )
}

/// Whether the generator says anything of a document with this parameter.
fn is_noticed(parameter: &str) -> bool {
    generate_text("a.yaml", &document_with(parameter)).map_or(true, |generated| !generated.warnings.is_empty())
}

#[test]
fn a_parameter_that_cannot_be_sent_yet_is_refused_where_it_stands() {
    let schema = "schema: {type: object}";
    for parameter in [
        "{name: a, in: cookie, schema: {type: string}}".to_owned(),
        "{name: a, in: query, content: {application/json: {schema: {type: string}}}}".to_owned(),
        format!("{{name: a, in: query, style: deepObject, {schema}}}"),
        format!("{{name: a, in: query, {schema}}}"),
        "{name: a, in: query, schema: {type: object, properties: {b: {type: object}}}}".to_owned(),
        format!("{{name: a, in: header, {schema}}}"),
        "{name: a, in: path, required: true, style: matrix, schema: {type: string}}".to_owned(),
        "{name: a, in: path, required: true, style: label, schema: {type: string}}".to_owned(),
        "{name: a, in: path, required: true, schema: {type: array, items: {type: string}}}".to_owned(),
        format!("{{name: a, in: path, required: true, {schema}}}"),
    ] {
        let text = document_with(&parameter).replace("/a:", "/{a}:");
        let text = if parameter.contains("in: path") { text } else { document_with(&parameter) };
        let report = generate_text("a.yaml", &text).unwrap_err();
        let [found] = report.diagnostics() else { panic!("{parameter}\n{report}") };
        assert_eq!((found.rule, found.line), ("unsupported_parameter", 6), "{parameter}\n{report}");
    }
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

/// The rules that a document with this component breaks.
fn rules_broken_by(schema: &str) -> Vec<&'static str> {
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{Cat: {schema}}}}}\n"
    );
    let report = generate_text("a.yaml", &text).map_or_else(|report| report, |generated| generated.warnings);
    report.diagnostics().iter().map(|diagnostic| diagnostic.rule).collect()
}

#[test]
fn only_what_has_an_order_can_be_ordered() {
    let cat = |ty: &str| {
        format!(
            "{{properties: {{a: {{type: {ty}}}, b: {{type: string, format: date}}}}, \
             x-specwright: {{order: [{{earlier: a, later: b}}]}}}}"
        )
    };
    assert!(rules_broken_by(&cat("string")).is_empty());
    assert_eq!(rules_broken_by(&cat("integer")), ["extension_value"]);
}

#[test]
fn what_may_arrive_is_said_of_a_property_and_not_of_its_elements() {
    let accepts = "x-specwright: {accepts: [boolean]}";
    assert!(rules_broken_by(&format!("{{properties: {{properties: {{type: string, {accepts}}}}}}}")).is_empty());
    let elements = format!("{{properties: {{properties: {{type: array, items: {{type: string, {accepts}}}}}}}}}");
    assert_eq!(rules_broken_by(&elements), ["misplaced_extension_member"]);
}

#[test]
fn what_is_wrong_a_hundred_times_is_shown_ten_times_and_placed_thirty_times() {
    let schemas: String = (0..100).map(|at| format!("    A{at}: {{type: x}}\n")).collect();
    let text =
        format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}");
    let report = generate_text("a.yaml", &text).unwrap().warnings;
    assert_eq!(report.warning_count(), 100);
    let text = report.to_string();
    assert_eq!(text.matches("warning[invalid_value]: ").count(), 11);
    assert!(text.contains("warning[invalid_value]: and 90 more like this\n"), "{text}");
    assert!(text.contains("note: at 16:17, 17:17, ") && text.contains(", 35:17, and 70 other places\n"), "{text}");
    assert!(text.lines().count() < 100, "{text}");
    assert_eq!(report.diagnostics().last().map(|last| (last.line, last.column)), Some((105, 17)));
}
