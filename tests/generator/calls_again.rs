//! What `x-specwright` says of calls that are made again (pages, states, rates): what the generator and the JSON Schema take.

use specwright_codegen::{Layout, Request, RuntimeDependency, Settings, Source, Style, generate};

use super::json_schemas::{EXTENSION, complaints, listed, members, schema, validator};
use super::support::generate_text;

/// A document whose operation has pages of each kind and a state, with this extension.
fn document(extension: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{title: T, version: '1'}}
paths:
  /cats:
    parameters: [{{name: page, in: query, schema: {{type: integer, default: 1}}}}]
    get:
      operationId: listCats
      parameters:
        - {{name: ids, in: query, schema: {{type: array, items: {{type: string}}}}}}
        - {{name: trace, in: header, schema: {{type: string}}}}
        - {{name: where, in: query, content: {{application/json: {{schema: {{type: integer}}}}}}}}
      x-specwright: {extension}
      responses:
        '200':
          description: Cats.
          headers:
            X-Total: {{schema: {{type: integer}}}}
            X-Kinds: {{schema: {{type: array, items: {{type: string}}}}}}
          content:
            application/json: {{schema: {{$ref: '#/components/schemas/Page'}}}}
        '404': {{description: None.}}
components:
  schemas:
    Page:
      type: object
      properties:
        cats: {{type: array, items: {{$ref: '#/components/schemas/Cat'}}}}
        more: {{type: boolean}}
        count: {{type: integer}}
        next: {{anyOf: [{{type: string}}, {{nullable: true, enum: [null]}}]}}
        state: {{type: string, enum: [open, done, lost]}}
        code: {{type: integer, enum: [0, 1, 2]}}
        meta: {{allOf: [{{$ref: '#/components/schemas/Meta'}}]}}
        either: {{oneOf: [{{$ref: '#/components/schemas/Meta'}}, {{$ref: '#/components/schemas/Cat'}}]}}
        free: {{}}
    Cat: {{type: object, additionalProperties: false, properties: {{id: {{type: string}}, toys: {{type: array, items: {{}}}}}}}}
    Meta: {{type: object, properties: {{total: {{type: integer}}}}}}
"
    )
}

const OF_PAGE: &str = "style: page, parameter: page, items: $response.body#/cats";
const OF_LINK: &str = "style: link, items: $response.body#/cats, next: $response.body#/next";
const OF_CURSOR: &str = "style: cursor, parameter: page, items: $response.body#/cats";
const OF_POLL: &str = "state: $response.body#/state";

fn pagination(common: &str, more: &str) -> String {
    format!("{{pagination: {{{common}{}{more}}}}}", if more.is_empty() { "" } else { ", " })
}

fn poll(common: &str, more: &str) -> String {
    format!("{{poll: {{{common}{}{more}}}}}", if common.is_empty() || more.is_empty() { "" } else { ", " })
}

/// Extensions whose form alone is right or wrong.
fn forms() -> Vec<(String, bool)> {
    let of_page = [
        ("", true),
        ("first: 0", true),
        ("first: 1.0", true),
        ("first: -1", false),
        ("first: 0.5", false),
        ("first: '1'", false),
        ("more: $response.body#/more, number: $response.body#/count", true),
        ("more: true", false),
        ("more: $statusCode", false),
        ("more: '#/more'", false),
        ("totalPages: $response.header.X-Total", true),
        ("totalPages: $response.header.", false),
        ("totalItems: $response.body#/meta/total, totalItemsCap: 1000", true),
        ("totalItems: $response.body#/count, totalItemsCap: 0", false),
        ("totalItemsCap: 1000", false),
        ("step: $response.body#/count", false),
        ("next: $response.body#/next", false),
        ("source: [{url: a}], evidence: inferred, reason: why, openQuestion: why?", true),
        ("source: a", false),
        ("evidence: guessed", false),
        ("change: vendor", false),
        ("nothing: 1", false),
    ];
    let of_cursor = [
        ("", false),
        ("next: $response.body#/next", true),
        ("next: $item#/id", true),
        ("next: $item", false),
        ("next: $response.header.X-Total", true),
        ("next: next", false),
        ("next: $item#/id, first: 1", false),
        ("next: $item#/id, number: $response.body#/count", false),
    ];
    let of_link = [("", true), ("parameter: page", false), ("first: 1", false)];
    let of_poll = [
        ("", false),
        ("until: [done]", true),
        ("until: [done], failed: [lost], interval: 10, evidence: observed", true),
        ("until: [done, done]", false),
        ("until: []", false),
        ("until: done", false),
        ("until: [1]", false),
        ("until: [done], failed: []", false),
        ("until: [done], interval: 0", false),
        ("until: [done], interval: 1.5", false),
        ("until: [done], nothing: 1", false),
    ];
    let of_rates = [
        ("{}", false),
        ("10", false),
        ("{concurrent: 10}", true),
        ("{concurrent: 0}", false),
        ("{concurrent: 4294967296}", false),
        ("{concurrent: '1'}", false),
        ("{requests: 60, seconds: 60}", true),
        ("{requests: 60, seconds: 60, burst: 5, concurrent: 2, reason: why}", true),
        ("{requests: 60}", false),
        ("{seconds: 60, concurrent: 2}", false),
        ("{burst: 5, concurrent: 2}", false),
        ("{concurrent: 2, nothing: 1}", false),
    ];
    let others = [
        ("{pagination: page}", false),
        ("{pagination: {}}", false),
        ("{pagination: {style: pages, items: $response.body#/cats}}", false),
        ("{pagination: {style: page, parameter: page}}", false),
        ("{pagination: {style: page, items: $response.body#/cats}}", false),
        ("{pagination: {style: page, parameter: 1, items: $response.body#/cats}}", false),
        ("{pagination: {style: page, parameter: page, items: $response.header.X-Total}}", false),
        (
            "{pagination: {style: offset, parameter: page, items: $response.body#/cats, step: $response.body#/count}}",
            true,
        ),
        ("{pagination: {style: link, items: $response.body#/cats, next: $item#/id}}", false),
        ("{poll: [done]}", false),
        ("{poll: {until: [done]}}", false),
        ("{poll: {state: $item#/id, until: [done]}}", false),
        ("{poll: {state: $statusCode, until: ['200']}}", true),
    ];
    let of = |common, list: &[(&str, bool)]| -> Vec<_> {
        list.iter().map(|(more, taken)| (pagination(common, more), *taken)).collect()
    };
    let others = others.into_iter().map(|(text, taken)| (text.to_owned(), taken));
    let of_poll = of_poll.into_iter().map(|(more, taken)| (poll(OF_POLL, more), taken));
    let of_rates = of_rates.into_iter().map(|(limit, taken)| (format!("{{rateLimit: {limit}}}"), taken));
    let pages = [of(OF_PAGE, &of_page), of(OF_CURSOR, &of_cursor), of(OF_LINK, &of_link)].concat();
    pages.into_iter().chain(of_poll).chain(of_rates).chain(others).collect()
}

#[test]
fn the_schema_takes_what_the_generator_takes() {
    let validator = validator(EXTENSION);
    for (extension, taken) in forms() {
        let document = document(&extension);
        let said = generate_text("a.yaml", &document).map(drop);
        let complaints = complaints(&validator, "a.yaml", &document);
        // That items are objects, no schema of the extension knows.
        let is_lost = extension.contains("next: $item}");
        assert_eq!(said.is_ok(), taken, "{extension}\n{said:?}");
        assert_eq!(complaints.is_empty(), taken || is_lost, "{extension}: {complaints:#?}");
    }
}

#[test]
fn a_mistake_stands_where_it_was_made() {
    let page = |more: &str| pagination(OF_PAGE, more);
    let cursor = |more: &str| pagination(OF_CURSOR, more);
    let poll = |more: &str| poll("", more);
    let cases = [
        (page("parameter2: page"), "unknown_extension_member", "`pagination` has no member `parameter2`"),
        (page("step: $response.body#/count"), "misplaced_extension_member", "pages of the style `offset`"),
        (page("more: $response.body#/mor"), "unknown_extension_target", "there is no key `mor`"),
        (page("more: $response.body#/mor"), "unknown_extension_target", "did you mean `more`?"),
        (page("more: $response.body#/count"), "unknown_extension_target", "its type is `integer`"),
        (page("number: $response.body#/more"), "unknown_extension_target", "its type is `boolean`"),
        (page("totalItems: $response.body#/meta/totals"), "unknown_extension_target", "did you mean `total`?"),
        (page("totalItems: $response.body#/either/total"), "unknown_extension_target", "depends on a choice"),
        (page("totalItems: $response.body#/cats/0"), "unknown_extension_target", "there is no key `0`"),
        (page("totalItems: $response.header.X-Totl"), "unknown_extension_target", "did you mean `X-Total`?"),
        (page("totalItems: $response.header.X-Kinds"), "unknown_extension_target", "its type is `array`"),
        (cursor("next: $item#/name"), "unknown_extension_target", "there is no key `name`"),
        (cursor("next: $item#/toys"), "unknown_extension_target", "its type is `array`"),
        (cursor("next: $item"), "unknown_extension_target", "its type is `object`"),
        (
            "{pagination: {style: page, parameter: pages, items: $response.body#/cats}}".to_owned(),
            "unknown_extension_target",
            "did you mean `page`?",
        ),
        (
            "{pagination: {style: page, parameter: trace, items: $response.body#/cats}}".to_owned(),
            "unknown_extension_target",
            "no query parameter `trace`",
        ),
        (
            "{pagination: {style: page, parameter: ids, items: $response.body#/cats}}".to_owned(),
            "unknown_extension_target",
            "no single value",
        ),
        (
            "{pagination: {style: page, parameter: where, items: $response.body#/cats}}".to_owned(),
            "unknown_extension_target",
            "`where` is written as `application/json`",
        ),
        (
            "{pagination: {style: page, parameter: page, items: $response.body}}".to_owned(),
            "unknown_extension_target",
            "its type is `object`",
        ),
        (
            "{pagination: {style: page, parameter: page, items: $response.body#/free}}".to_owned(),
            "unknown_extension_target",
            "does not say that it is an array",
        ),
        (poll("state: $response.body#/state, until: [don]"), "unknown_extension_target", "did you mean `done`?"),
        (poll("state: $response.body#/state, until: [done], failed: [gone]"), "unknown_extension_target", "`gone`"),
        (poll("state: $response.body#/state, until: [done], failed: [done]"), "extension_value", "`until`"),
        (poll("state: $response.body#/code, until: ['2'], failed: ['3']"), "unknown_extension_target", "list `3`"),
        (poll("state: $response.body#/more, until: [done]"), "unknown_extension_target", "its type is `boolean`"),
        (poll("state: $statusCode, until: ['404']"), "unknown_extension_target", "has the status `404`"),
        (poll("state: $statusCode, until: [done]"), "unknown_extension_target", "has the status `done`"),
        (poll("until: [done]"), "extension_value", "cannot do without `state`"),
        ("{rateLimit: {requests: 5}}".to_owned(), "extension_value", "`seconds` beside `requests`"),
    ];
    for (extension, rule, text) in cases {
        let report = generate_text("a.yaml", &document(&extension)).unwrap_err();
        let shown = report.render(Style::Plain);
        let [found] = report.diagnostics() else { panic!("{extension}\n{shown}") };
        assert_eq!(found.rule, rule, "{extension}\n{shown}");
        assert!(shown.contains(text), "{extension}\n{shown}");
        assert!(found.pointer.starts_with("#/paths/~1cats/get/x-specwright/"), "{shown}");
        assert!(!found.breaks_specification());
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    let extension = "{pagination: {style: offset, parameter: ids, items: $response.body#/more, more: 1, next: $item}, \
                     poll: {state: $response.body#/cat, until: []}, rateLimit: {burst: 0}}";
    let report = generate_text("a.yaml", &document(extension)).unwrap_err();
    let found: Vec<_> =
        report.diagnostics().iter().map(|found| (found.pointer.rsplit('/').next().unwrap(), found.rule)).collect();
    let expected = [
        ("parameter", "unknown_extension_target"),
        ("items", "unknown_extension_target"),
        ("more", "extension_value"),
        ("next", "misplaced_extension_member"),
        ("state", "unknown_extension_target"),
        ("until", "extension_value"),
        ("rateLimit", "extension_value"),
        ("burst", "extension_value"),
    ];
    assert_eq!(found, expected);
}

/// What is waited for is asked again and again: only what may be repeated.
#[test]
fn what_changes_something_is_not_polled() {
    let polled = document(&poll(OF_POLL, "until: [done]"));
    for method in ["post", "put", "patch", "delete"] {
        let polled = polled.replace("    get:\n", &format!("    {method}:\n"));
        let report = generate_text("a.yaml", &polled).unwrap_err();
        let [found] = report.diagnostics() else { panic!("{method}: {report}") };
        let at = format!("#/paths/~1cats/{method}/x-specwright/poll");
        assert_eq!((found.rule, &found.pointer), ("misplaced_extension_member", &at));
        generate_text("a.yaml", &polled.replace("{poll:", "{retry: safe, poll:")).unwrap();
    }
    generate_text("a.yaml", &polled).unwrap();
}

/// The vendor makes these calls, not the client.
#[test]
fn incoming_calls_have_no_pages_states_or_rates() {
    let mut text = document("{}").replace("3.0.3", "3.1.0").replace("nullable: true, ", "");
    text.push_str(
        "webhooks:
  moved:
    get:
      responses: {'204': {description: Thanks.}}
      x-specwright:
        pagination: {style: link, items: $response.body, next: $response.header.Link}
        poll: {state: $statusCode, until: ['204']}
        rateLimit: {concurrent: 1}
",
    );
    let called = "        '404': {description: None.}
      callbacks: {found: {'{$request.query.page}': {get: {responses: {'204': {description: Thanks.}},
        x-specwright: {rateLimit: {concurrent: 1}}}}}}
";
    let text = text.replace("        '404': {description: None.}\n", called);
    let report = generate_text("a.yaml", &text).unwrap_err();
    let found: Vec<_> =
        report.diagnostics().iter().map(|found| (found.rule, found.pointer.rsplit('/').next().unwrap())).collect();
    let expected = ["rateLimit", "pagination", "poll", "rateLimit"].map(|name| ("misplaced_extension_member", name));
    assert_eq!(found, expected, "{report}");
}

/// What only types tell is refused, too, or costs what it says.
#[test]
fn a_place_that_no_client_can_reach_is_refused_or_left_out() {
    let said = "{pagination: {style: page, parameter: page, items: $response.body#/cats}, \
                poll: {state: $response.body#/state, until: [done]}}";
    let texts = "'206': {description: T., content: {text/plain: {schema: {type: string}}}}";
    let several = document(said).replace("'404': {description: None.}", texts);
    let report = generate_text("a.yaml", &several).unwrap_err();
    let expected = ["pagination/items", "poll/state"].map(|end| format!("#/paths/~1cats/get/x-specwright/{end}"));
    let found: Vec<_> = report.diagnostics().iter().map(|found| (found.rule, found.pointer.clone())).collect();
    assert_eq!(found, expected.map(|at| ("unknown_extension_target", at)));
    assert!(report.to_string().contains("not all JSON of one type"), "{report}");

    let spec = Source::new("a.yaml", several).into();
    let settings = Settings::for_crate("test-client").unwrap();
    let (layout, runtime) = (Layout::Member, RuntimeDependency::Workspace);
    let request =
        Request { spec: &spec, settings: &settings, layout, runtime, examples: &[], keep_going: true, command: "test" };
    let generated = generate(&request).unwrap_or_else(|report| panic!("{report}"));
    let left: Vec<_> = generated.left_out.iter().map(|part| (&*part.what, &*part.rules)).collect();
    let expected = ["pagination", "poll"].map(|end| format!("#/paths/~1cats/get/x-specwright/{end}"));
    assert_eq!(
        left,
        [(&*expected[0], &["unknown_extension_target"][..]), (&expected[1], &["unknown_extension_target"])]
    );
    assert_eq!(generated.warnings.error_count(), 2, "{}", generated.warnings);
    let operations = &generated.files["src/operations/untagged.rs"];
    assert!(operations.contains("fn list_cats") && !operations.contains("rt::pag") && !operations.contains("rt::poll"));
    assert!(!operations.contains("send_items") && !operations.contains("send_until_done"), "{operations}");
}

/// Successes without a body are pages without items, and have no state.
#[test]
fn a_success_without_a_body_may_stand_beside_the_page() {
    let said = "{pagination: {style: page, parameter: page, items: $response.body#/cats, more: $response.body#/more}, \
                poll: {state: $response.body#/state, until: [done]}}";
    let empty = "'202': {description: Wait.}\n        '204': {description: None.}";
    let text = document(said).replace("'404': {description: None.}", empty);
    let files = generate_text("a.yaml", &text).unwrap_or_else(|report| panic!("{report}")).files;
    let operations = &files["src/operations/untagged.rs"];
    assert!(operations.contains("rt::paged!(ListCats => ListCatsResponse, crate::types::Cat"), "{operations}");
    assert!(operations.contains("rt::polled!(ListCats => ListCatsResponse"), "{operations}");
    assert!(operations.contains("ListCatsResponse::Ok(it) => Some(it)"), "{operations}");
}

#[test]
fn the_members_are_those_of_the_schema() {
    let schema = schema(EXTENSION);
    for (owner, extension) in [
        ("pagination", "{pagination: {nothing: 1}}"),
        ("poll", "{poll: {nothing: 1}}"),
        ("rateLimit", "{rateLimit: {nothing: 1}}"),
    ] {
        let said = generate_text("a.yaml", &document(extension)).unwrap_err().render(Style::Plain);
        let all = members(&schema, &format!("/$defs/{owner}/properties"));
        assert_eq!(listed(&said, "use one of: "), all, "{owner}");
        let places = schema.pointer(&format!("/$defs/{owner}/properties")).unwrap().as_object().unwrap();
        for (key, member) in places {
            let text = member["description"].as_str();
            assert!(text.is_some_and(|text| text.len() > 10 && text.ends_with('.')), "{owner}: {key}");
        }
    }
}
