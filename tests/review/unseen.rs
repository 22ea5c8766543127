//! Changes that hide behind others, or behind a spelling that says the same with other words.

use specwright_codegen::Impact;

use crate::review::support::{compare, shown};

/// A document whose one operation takes a value of this schema.
fn taking(schema: &str, more: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    post:\n      operationId: a\n      \
         requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}\n      responses: {{'204': {{description: A.}}}}\n\
         components: {{schemas: {{X: {{type: integer}}, Y: {{type: number}}{more}}}}}\n"
    )
}

/// A document with an operation of these members, and two credentials.
fn with(members: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    get: {{operationId: a, {members}}}\n  \
         /b:\n    get: {{operationId: b, security: [{{A: []}}, {{B: []}}], responses: {{'204': {{description: B.}}}}}}\n\
         components: {{securitySchemes: {{A: {{type: http, scheme: basic}}, B: {{type: http, scheme: bearer}}}}}}\n"
    )
}

fn told(old: &str, new: &str, id: &str) {
    let diff = compare(old, new).unwrap();
    let found = diff.changes().iter().find(|change| change.id == id);
    let text = shown(&diff);
    assert!(found.is_some(), "{id} is not among\n{text}");
    assert!(diff.verdict() >= Impact::Warning, "{text}");
}

#[test]
fn a_bound_on_values_whose_type_is_free_now() {
    let (old, new) = (taking("{type: string}", ""), taking("{maxLength: 5}", ""));
    told(&old, &new, "request_constraint_tightened");
}

#[test]
fn conditions_in_each_others_place() {
    let condition = |yes: &str, no: &str| {
        taking(&format!("{{if: {{required: [k]}}, then: {{required: [{yes}]}}, else: {{required: [{no}]}}}}"), "")
    };
    told(&condition("x", "y"), &condition("y", "x"), "request_condition_changed");
}

#[test]
fn what_is_forbidden_widens_beside_other_words() {
    let forbidding = |words: &str, ty: &str| {
        taking("{description: D, not: {$ref: '#/components/schemas/N'}}", &format!(", N: {{type: {ty}}}"))
            .replace("description: D", &format!("description: {words}"))
    };
    told(&forbidding("a", "integer"), &forbidding("b", "number"), "response_type_widened");
}

#[test]
fn a_credential_that_is_not_taken_any_more_although_none_is_needed() {
    let secured = |security: &str| with(&format!("security: [{security}], responses: {{'204': {{description: A.}}}}"));
    told(&secured("{A: []}"), &secured("{}, {B: []}"), "security_alternative_removed");
}

#[test]
fn a_success_that_only_default_stood_for() {
    let answering = |status: &str, ty: &str| {
        let content = format!("content: {{application/json: {{schema: {{type: {ty}}}}}}}");
        with(&format!("responses: {{'{status}': {{description: A., {content}}}}}"))
    };
    told(&answering("default", "string"), &answering("200", "integer"), "response_success_removed");
}

#[test]
fn equal_parts_of_two_files_have_fingerprints_of_their_own() {
    let document = |most: u8| {
        let parameter =
            |name: &str| format!("{{name: {name}, in: query, schema: {{type: string, maxLength: {most}}}}}");
        with(&format!(
            "parameters: [{}, {}], responses: {{'204': {{description: A.}}}}",
            parameter("p"),
            parameter("q")
        ))
    };
    let diff = compare(&document(10), &document(5)).unwrap();
    let [one, other] = diff.changes() else { panic!("{}", shown(&diff)) };
    assert_ne!(one.fingerprint, other.fingerprint);
}
