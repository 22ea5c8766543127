//! Pages that a document shows, but does not state: what is suggested, and what is not.

use specwright_codegen::Report;

use super::support::{fixtures, generate_text, read};

/// A document with one list.
fn document(parameters: &str, headers: &str, schema: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{title: T, version: '1'}}
paths:
  /cats:
    get:
      operationId: listCats
      parameters: {parameters}
      responses:
        '200':
          description: Cats.
          headers: {headers}
          content: {{application/json: {{schema: {schema}}}}}
"
    )
}

fn suggestions(text: &str) -> Report {
    generate_text("a.yaml", text).unwrap_or_else(|report| panic!("{text}\n{report}")).suggestions
}

fn query(name: &str, schema: &str) -> String {
    format!("[{{name: {name}, in: query, schema: {schema}}}]")
}

const CATS: &str = "{type: array, items: {type: object, properties: {id: {type: string}}}}";

fn object(more: &str) -> String {
    format!("{{type: object, properties: {{cats: {CATS}, {more}}}}}")
}

#[test]
fn obvious_pages_are_suggested_as_they_would_be_stated() {
    let integer = |name| query(name, "{type: integer}");
    let text = |name| query(name, "{type: string}");
    let next = "meta: {nullable: true, allOf: [{type: object, properties: {next_cursor: {type: string}}}]}";
    let cases = [
        (integer("page"), "{}", CATS.to_owned(), vec!["style: page", "parameter: page", "items: $response.body"]),
        (
            integer("Page_Number"),
            "{}",
            object("hasNext: {type: boolean}, currentPage: {type: integer}, total: {type: integer}"),
            vec![
                "style: page",
                "parameter: Page_Number",
                "items: $response.body#/cats",
                "more: $response.body#/hasNext",
                "number: $response.body#/currentPage",
                "totalItems: $response.body#/total",
            ],
        ),
        (
            query("page", "{type: integer, minimum: 0}"),
            "{}",
            CATS.to_owned(),
            vec!["style: page", "parameter: page", "first: 0", "items: $response.body"],
        ),
        (
            integer("pageStart"),
            "{}",
            "{type: object, properties: {data: {type: object, properties: {cats: {type: array, items: {}}}}}}"
                .to_owned(),
            vec!["style: offset", "parameter: pageStart", "items: $response.body#/data/cats"],
        ),
        (
            text("cursor"),
            "{}",
            object(next),
            vec![
                "style: cursor",
                "parameter: cursor",
                "items: $response.body#/cats",
                "next: $response.body#/meta/next_cursor",
            ],
        ),
        (
            text("starting_after"),
            "{}",
            object("has_more: {type: boolean}"),
            vec![
                "style: cursor",
                "parameter: starting_after",
                "items: $response.body#/cats",
                "next: $item#/id",
                "more: $response.body#/has_more",
            ],
        ),
        (
            integer("page"),
            "{link: {schema: {type: string}}}",
            CATS.to_owned(),
            vec!["style: link", "items: $response.body", "next: $response.header.link"],
        ),
        (
            "[]".to_owned(),
            "{}",
            object("'@odata.nextLink': {type: string}"),
            vec!["style: link", "items: $response.body#/cats", "next: \"$response.body#/@odata.nextLink\""],
        ),
    ];
    for (parameters, headers, schema, expected) in cases {
        let document = document(&parameters, headers, &schema);
        let report = suggestions(&document);
        let [found] = report.diagnostics() else { panic!("{document}\n{report}") };
        assert_eq!((found.rule, &*found.pointer), ("unstated_pagination", "#/paths/~1cats/get"));
        let lines: Vec<_> = found.hint.lines().skip(3).map(str::trim).collect();
        assert_eq!(lines, expected, "{document}");
        // What is suggested is a statement that is taken, and then nothing is left to suggest.
        let yaml: Vec<_> = found.hint.lines().skip(1).map(|line| format!("      {line}\n")).collect();
        let stated = document.replace("      operationId", &format!("{}      operationId", yaml.concat()));
        assert!(suggestions(&stated).is_empty(), "{stated}");
    }
}

#[test]
fn what_may_be_anything_else_is_not_suggested() {
    let cases = [
        (query("page", "{type: string}"), CATS.to_owned()),
        (query("page", "{type: array, items: {type: integer}}"), CATS.to_owned()),
        (query("page", "{type: integer}"), object("dogs: {type: array, items: {}}")),
        (query("page", "{type: integer}"), "{type: object, properties: {name: {type: string}}}".to_owned()),
        (query("page", "{type: integer}"), "{}".to_owned()),
        (query("after", "{type: string, format: date-time}"), object("next: {type: string}")),
        (query("after", "{type: string}"), object("name: {type: string}")),
        (query("limit", "{type: integer}"), CATS.to_owned()),
        (
            "[{name: start, in: query, schema: {type: integer}}, {name: end, in: query, schema: {type: integer}}]"
                .to_owned(),
            CATS.to_owned(),
        ),
        ("[{name: page, in: header, schema: {type: integer}}]".to_owned(), CATS.to_owned()),
    ];
    for (parameters, schema) in cases {
        let document = document(&parameters, "{}", &schema);
        let report = suggestions(&document);
        assert!(report.is_empty(), "{document}\n{report}");
    }
    let posted = document(&query("page", "{type: integer}"), "{}", CATS).replace("    get:", "    post:");
    assert!(suggestions(&posted).is_empty());
}

#[test]
fn lists_that_are_alike_are_one_suggestion_and_no_warning() {
    let (_, path) = fixtures("rules").into_iter().find(|(id, _)| id == "unstated_pagination").unwrap();
    let generated = generate_text("a.yaml", &read(path)).unwrap();
    let [found] = generated.suggestions.diagnostics() else { panic!("{}", generated.suggestions) };
    assert!(found.message.starts_with("2 lists, this one first,"), "{found:?}");
    let (all, of_them) = (&generated.warnings, &generated.suggestions);
    assert!(all.is_empty() && of_them.warning_count() == 0 && of_them.error_count() == 0);
}
