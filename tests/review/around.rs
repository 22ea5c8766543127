//! What stands around the values: which writings are the same, what counts once, and which change is meant.

use crate::review::support::{compare, shown};

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n";
const DONE: &str = "responses: {'204': {description: Done}}";

/// What is found in two documents, by ids.
fn found(old: &str, new: &str) -> Vec<&'static str> {
    let diff = compare(old, new).unwrap_or_else(|report| panic!("{report}\n{old}\n{new}"));
    diff.changes()
        .iter()
        .filter(|change| change.level > specwright_codegen::Impact::None)
        .map(|change| change.id)
        .collect()
}

/// A document with one operation at `/a/{id}`, without its head.
fn one(operation: &str, rest: &str) -> String {
    format!("paths: {{'/a/{{id}}': {{get: {{operationId: a, {operation}}}}}}}\n{rest}")
}

/// A document with two operations that have the same members.
fn two(operation: &str, rest: &str) -> String {
    format!(
        "paths: {{/a: {{get: {{operationId: a, {operation}}}}}, /b: {{get: {{operationId: b, {operation}}}}}}}\n{rest}"
    )
}

fn parameters(list: &str) -> String {
    one(&format!("parameters: [{list}], {DONE}"), "")
}

fn response(members: &str) -> String {
    one(&format!("responses: {{'200': {{description: A, {members}}}}}"), "")
}

/// Two documents that say the same.
fn silent() -> Vec<(&'static str, String, String)> {
    let plain = || one(DONE, "");
    let server = |url: &str| one(DONE, &format!("servers: [{{url: '{url}'}}]"));
    let schemes =
        "components: {securitySchemes: {k: {type: apiKey, in: header, name: K}, t: {type: http, scheme: bearer}}}";
    let security = |list: &str| one(&format!("security: {list}, {DONE}"), schemes);
    let query = |more: &str| parameters(&format!("{{name: q, in: query, {more}schema: {{type: string}}}}"));
    let list = |more: &str| {
        parameters(&format!("{{name: q, in: query, {more}schema: {{type: array, items: {{type: string}}}}}}"))
    };
    let content = |media: &str| response(&format!("content: {{'{media}': {{schema: {{type: object}}}}}}"));
    let header = |name: &str| response(&format!("headers: {{{name}: {{schema: {{type: string}}}}}}"));
    let tags = |tags: &str| one(&format!("tags: [{tags}], {DONE}"), "");
    vec![
        ("no server is `/`", plain(), server("/")),
        ("a slash ends a server", server("https://a.example/v1"), server("https://a.example/v1/")),
        ("no credential", plain(), one(&format!("security: [], {DONE}"), "")),
        (
            "an empty alternative",
            one(&format!("security: [], {DONE}"), ""),
            one(&format!("security: [{{}}], {DONE}"), ""),
        ),
        ("the order of alternatives", security("[{k: []}, {t: []}]"), security("[{t: []}, {k: []}]")),
        ("an optional parameter", query(""), query("required: false, ")),
        ("the usual style", list(""), list("style: form, explode: true, ")),
        ("no elements to explode", query(""), query("explode: false, ")),
        ("flags that are off", query(""), query("deprecated: false, allowReserved: false, allowEmptyValue: false, ")),
        ("an undeclared text", plain(), parameters("{name: id, in: path, required: true, schema: {type: string}}")),
        (
            "names of headers",
            parameters("{name: X-A, in: header, schema: {type: string}}"),
            parameters("{name: x-a, in: header, schema: {type: string}}"),
        ),
        ("headers that do not count", plain(), parameters("{name: Accept, in: header, schema: {type: string}}")),
        ("case of media types", content("application/json"), content("Application/JSON; Charset=UTF-8")),
        ("order of their parameters", content("a/b;c=1;d=2"), content("a/b; d=2; c=1")),
        ("headers of responses", header("X-A"), header("x-a")),
        (
            "ranges of statuses",
            one("responses: {'4XX': {description: A}}", ""),
            one("responses: {'4xx': {description: A}}", ""),
        ),
        ("later tags", tags("a, b, c"), tags("a, c, b")),
        ("a tag without words", plain(), one(DONE, "tags: [{name: a}]")),
        ("texts of nothing", plain(), one(&format!("description: '', {DONE}"), "")),
    ]
}

#[test]
fn some_writings_make_no_difference() {
    for (name, old, new) in silent() {
        let (old, new) = (format!("{HEAD}{old}"), format!("{HEAD}{new}"));
        for (old, new) in [(&old, &new), (&new, &old)] {
            let diff = compare(old, new).unwrap_or_else(|report| panic!("{name}: {report}"));
            let told: Vec<_> =
                diff.changes().iter().filter(|change| change.level > specwright_codegen::Impact::None).collect();
            assert!(told.is_empty(), "{name}: {}", shown(&diff));
        }
    }
}

#[test]
fn what_operations_share_is_told_once() {
    let parameter = |required| {
        let components = format!(
            "components: {{parameters: {{q: {{name: q, in: query, required: {required}, schema: {{type: string}}}}}}}}"
        );
        format!("{HEAD}{}", two(&format!("parameters: [{{$ref: '#/components/parameters/q'}}], {DONE}"), &components))
    };
    assert_eq!(found(&parameter(false), &parameter(true)), ["parameter_became_required"]);
    let server = |url: &str| format!("{HEAD}{}", two(DONE, &format!("servers: [{{url: '{url}'}}]")));
    assert_eq!(found(&server("https://a.example"), &server("https://b.example")), ["server_changed"]);
    let schemes = "components: {securitySchemes: {k: {type: apiKey, in: header, name: K}}}";
    let security = |list: &str| format!("{HEAD}{}", two(DONE, &format!("security: {list}\n{schemes}")));
    assert_eq!(found(&security("[]"), &security("[{k: []}]")), ["security_required"]);
}

#[test]
fn one_edit_is_one_change() {
    let at = |path: &str, parameters: &str| {
        format!("{HEAD}paths: {{'{path}': {{get: {{operationId: a, parameters: [{parameters}], {DONE}}}}}}}")
    };
    let path = |name: &str| format!("{{name: {name}, in: path, required: true, schema: {{type: integer}}}}");
    let query = |name: &str| format!("{{name: {name}, in: query, schema: {{type: string}}}}");
    // What moves takes the parameters of its path along.
    let moved = found(&at("/a/{id}", &path("id")), &at("/b/{key}/{id}", &[path("key"), path("id")].join(", ")));
    assert_eq!(moved, ["operation_moved"]);
    // The position tells which parameter of a path is which.
    let renamed = found(
        &at("/a/{b}/{c}", &[path("b"), path("c")].join(", ")),
        &at("/a/{d}/{b}", &[path("b"), path("d")].join(", ")),
    );
    assert_eq!(renamed, ["path_parameter_renamed", "path_parameter_renamed"]);
    // Which of two became the new one, nobody can tell.
    let unclear = found(&at("/a", &[query("b"), query("c")].join(", ")), &at("/a", &query("d")));
    assert_eq!(unclear, ["parameter_removed", "parameter_removed", "parameter_added"]);
    // A scheme that has another name is demanded by that name.
    let named = |name: &str| {
        let schemes = format!("components: {{securitySchemes: {{{name}: {{type: apiKey, in: header, name: K}}}}}}");
        format!("{HEAD}security: [{{{name}: []}}]\n{}", two(DONE, &schemes))
    };
    assert_eq!(found(&named("k"), &named("key")), ["security_scheme_renamed"]);
}

#[test]
fn callbacks_of_callbacks_are_compared() {
    let chain = |status: &str| {
        let link = |next: usize| format!("callbacks: {{c: {{$ref: '#/components/callbacks/c{next}'}}}}, {DONE}");
        let callbacks = (0..100).map(|at| format!("    c{at}: {{'{{$url}}': {{post: {{{}}}}}}}\n", link(at + 1)));
        let last = format!("    c100: {{'{{$url}}': {{post: {{responses: {{'{status}': {{description: A}}}}}}}}}}\n");
        let callbacks: String = callbacks.chain([last]).collect();
        format!("{HEAD}{}components:\n  callbacks:\n{callbacks}", two(&link(0), ""))
    };
    assert_eq!(found(&chain("204"), &chain("200")), ["incoming_answer_removed", "incoming_answer_added"]);
}
