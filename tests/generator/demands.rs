//! What of a document becomes a demand on requests, where its parts work together.

use super::support::generate_text;

/// The file with the rules of a client whose only request sends `A` of these schemas.
fn rules(schemas: &str) -> String {
    let text = format!(
        "openapi: 3.0.3
info: {{title: T, version: '1'}}
paths:
  /a:
    post:
      requestBody: {{required: true, content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}
      responses: {{'204': {{description: Done.}}}}
components:
  schemas:
{schemas}
"
    );
    let files = generate_text("a.yaml", &text).unwrap_or_else(|report| panic!("{report}")).files;
    let rules = files.get("src/rules/untagged.rs").map(String::as_str).unwrap_or_default();
    // As one line, whatever the layout.
    rules.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn demands(schemas: &str, wanted: &str) {
    let rules = rules(schemas);
    assert!(rules.contains(wanted), "no {wanted} in {rules}");
}

#[test]
fn a_key_that_a_request_may_leave_out_tells_no_member_of_a_union() {
    let member = "{required: [id, guess, name, gone], properties: {id: {type: string, readOnly: true}, \
                  guess: {type: string, x-specwright: {evidence: inferred}}, name: {type: string, maxLength: 9}}}";
    demands(&format!("    A: {{oneOf: [{member}, {{type: string}}]}}"), "required: &[\"name\"], tags: &[]");
}

#[test]
fn a_secret_is_one_behind_a_reference_and_beside_what_is_checked() {
    let secret = "{type: string, format: password}";
    demands(
        &format!(
            "    P: {secret}\n    A: {{properties: {{p: {{allOf: [{{$ref: '#/components/schemas/P'}}], minLength: 8}}}}}}"
        ),
        "\"p\", &rt::Rules { checks: &[rt::Check::MinLength(8)], secret: true,",
    );
    demands(
        &format!("    A: {{properties: {{p: {secret}, q: {{type: string, maxLength: 1}}}}}}"),
        "\"p\", &rt::Rules { secret: true,",
    );
    demands("    A: {properties: {p: {type: string, writeOnly: true, minLength: 8}}}", "secret: true");
}

#[test]
fn a_rule_beside_a_reference_counts() {
    demands(
        "    P: {properties: {a: {type: string}, b: {type: string}}}\n    \
         A: {properties: {p: {$ref: '#/components/schemas/P', x-specwright: {dependentRequired: {a: [b]}}}}}",
        "DependentRequired { key: \"a\", needs: &[\"b\"], }",
    );
}

#[test]
fn the_elements_of_both_parts_are_checked() {
    demands(
        "    A: {allOf: [{type: array, items: {type: string, maxLength: 2}}, {items: {minLength: 1}}]}",
        "rt::Check::MaxLength(2), rt::Check::MinLength(1)",
    );
}

#[test]
fn a_bound_that_a_float_cannot_hold_is_none() {
    assert_eq!(rules("    A: {properties: {n: {type: integer, maximum: 9007199254740993}}}"), "");
    demands("    A: {properties: {n: {type: integer, maximum: 9007199254740992}}}", "Maximum(9007199254740992.0)");
}
