//! What `x-specwright` says of calls that are made again (pages, states, rates): what the generator and the JSON Schema take.

use specwright_codegen::Style;

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

/// What only types tell is refused, too: successes of several types, and a type of somebody else.
#[test]
fn a_place_that_no_client_can_reach_is_refused() {
    let page = pagination(OF_PAGE, "");
    let several = document(&page).replace("'404': {description: None.}", "'204': {description: None.}");
    let report = generate_text("a.yaml", &several).unwrap_err();
    let [found] = report.diagnostics() else { panic!("{report}") };
    assert_eq!(
        (found.rule, &*found.pointer),
        ("unknown_extension_target", "#/paths/~1cats/get/x-specwright/pagination/items")
    );
    assert!(found.message.contains("not all JSON of one type"), "{report}");
    let polled = several.replace(&page, "{poll: {state: $statusCode, until: ['204']}}");
    generate_text("a.yaml", &polled).unwrap();
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
