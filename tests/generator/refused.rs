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
    Tree: {{properties: {{left: {{$ref: '#/components/schemas/Tree'}}}}}}
"
    )
}

/// Whether the generator says anything of a document with this parameter.
fn is_noticed(parameter: &str) -> bool {
    generate_text("a.yaml", &document_with(parameter)).map_or(true, |generated| !generated.warnings.is_empty())
}

#[test]
fn a_parameter_in_a_form_that_no_style_defines_is_pointed_out() {
    let (list, object) =
        ("{type: array, items: {type: string}}", "{type: object, additionalProperties: {type: string}}");
    let nested = "{type: object, properties: {a: {type: array, items: {type: string}}}}";
    for parameter in [
        format!("{{name: a, in: query, style: deepObject, schema: {list}}}"),
        format!("{{name: a, in: query, style: deepObject, schema: {nested}}}"),
        format!("{{name: a, in: query, style: pipeDelimited, explode: true, schema: {list}}}"),
        format!("{{name: a, in: query, style: spaceDelimited, explode: true, schema: {object}}}"),
        format!("{{name: a, in: query, schema: {nested}}}"),
        format!("{{name: a, in: query, schema: {{type: array, items: {object}}}}}"),
        format!("{{name: a, in: query, schema: {{oneOf: [{{type: string}}, {{allOf: [{nested}]}}]}}}}"),
        format!("{{name: a, in: header, schema: {{type: array, items: {list}}}}}"),
        format!("{{name: a, in: cookie, schema: {nested}}}"),
        "{name: a, in: query, schema: {$ref: '#/components/schemas/Tree'}}".to_owned(),
    ] {
        let report = generate_text("a.yaml", &document_with(&parameter)).unwrap_or_else(|report| panic!("{report}"));
        let [found] = report.warnings.diagnostics() else { panic!("{parameter}\n{:?}", report.warnings) };
        assert_eq!((found.rule, found.line), ("undefined_serialization", 6), "{parameter}");
    }
}

#[test]
fn a_parameter_in_a_form_that_its_style_defines_is_taken() {
    let (list, object) = ("{type: array, items: {type: string}}", "{type: object, properties: {a: {type: integer}}}");
    for schema in ["{type: string}", "{}", list, object, "{$ref: '#/components/schemas/Cat'}"] {
        for place in [
            "in: query",
            "in: query, explode: false",
            "in: query, style: spaceDelimited",
            "in: query, style: pipeDelimited, explode: false",
            "in: query, allowReserved: true, allowEmptyValue: true",
            "in: header",
            "in: header, explode: true",
            "in: cookie",
            "in: cookie, explode: false",
        ] {
            let parameter = format!("{{name: a, {place}, schema: {schema}}}");
            assert!(!is_noticed(&parameter), "{parameter}");
        }
        for style in ["simple", "label, explode: true", "matrix"] {
            let parameter = format!("{{name: a, in: path, required: true, style: {style}, schema: {schema}}}");
            let generated = generate_text("a.yaml", &document_with(&parameter).replace("/a:", "/{a}:")).unwrap();
            assert!(generated.warnings.is_empty(), "{parameter}");
        }
        assert!(!is_noticed(&format!("{{name: a, in: query, content: {{application/json: {{schema: {schema}}}}}}}")));
    }
    let object = format!("{{name: a, in: query, style: deepObject, schema: {object}}}");
    assert!(!is_noticed(&object));
}

#[test]
fn what_has_no_name_in_http_is_left_out_or_refused() {
    for place in ["header", "cookie"] {
        for name in ["a b", "''", "a:b", "ü", "\"a\\r\\nb\"", "a;b"] {
            let parameter = format!("{{name: {name}, in: {place}, schema: {{type: string}}}}");
            let generated = generate_text("a.yaml", &document_with(&parameter)).unwrap();
            let [found] = generated.warnings.diagnostics() else { panic!("{parameter}") };
            assert_eq!((found.rule, found.line), ("parameter_name", 6), "{parameter}");
            assert!(!generated.files["src/operations/untagged.rs"].contains(".header("), "{parameter}");
            let required = parameter.replace("schema", "required: true, schema");
            let report = generate_text("a.yaml", &document_with(&required)).unwrap_err();
            assert_eq!(report.diagnostics().iter().map(|found| found.rule).collect::<Vec<_>>(), ["parameter_name"]);
        }
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
