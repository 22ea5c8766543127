//! The comment on a pull request: short whatever changed, and inert whatever documents say.

use std::fmt::Write;

use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::json;
use specwright_codegen::{Format, Review, render};

use crate::review::support::compare;

fn comment(old: &str, new: &str) -> String {
    let diff = compare(old, new).unwrap_or_else(|report| panic!("{report}"));
    render(&[Review { name: "<b>@team`".to_owned(), diff, versions: None }], Format::Markdown)
}

/// A type with so many keys, of which each is of this type.
fn of_many_keys(count: usize, name: &str) -> String {
    let mut keys = String::new();
    (0..count).for_each(|at| writeln!(keys, "        key{at}: {{type: {name}}}").unwrap());
    format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    get:\n      operationId: a\n      responses:\n        \
         '200': {{description: A, content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}\ncomponents:\n  \
         schemas:\n    A:\n      type: object\n      properties:\n{keys}"
    )
}

#[test]
fn a_comment_is_short_whatever_changed() {
    let count = 3000;
    let (old, new) = (of_many_keys(count, "string"), of_many_keys(count, "integer"));
    let comment = comment(&old, &new);
    assert!((50_000..60_000).contains(&comment.len()), "{} bytes", comment.len());
    assert!(comment.contains(" more: `diff` prints all of them."), "{comment}");
    let folds = |tag: &str| comment.matches(tag).count();
    assert_eq!(folds("<details>"), folds("</details>"));
}

/// Names and texts that would be something on a page.
const HOSTILE: [&str; 10] = [
    "<script>alert(1)</script>",
    "@team",
    "`code`",
    "``` \n# heading",
    "a | b | c",
    "line\n\n- item",
    "</details>",
    "[link](https://evil.example)",
    "![image](https://evil.example)",
    "#12 <!-- ",
];

/// A document that has hostile texts where it may, and types of this name.
fn hostile(name: &str, word: &str) -> String {
    let words = || HOSTILE.iter().map(|text| format!("{text}{word}"));
    let keys: serde_json::Map<_, _> =
        words().map(|text| (text.clone(), json!({"type": name, "description": text}))).collect();
    let values: Vec<_> = words().collect();
    let schema = json!({"type": "object", "properties": keys, "description": HOSTILE.join(word)});
    let content = json!({"application/json": {"schema": schema}});
    let parameters: Vec<_> = words()
        .map(|text| json!({"name": text, "in": "query", "description": text, "schema": {"type": "string", "enum": values}}))
        .collect();
    let source = json!([{"title": format!("{}{word}", HOSTILE.join(" ").replace('\n', " "))}, {"url": format!("https://x.example/<b>@team{word}")}]);
    let operation = |id: &str| {
        json!({"operationId": format!("{id} <b>@team` | {word}"), "tags": values, "parameters": parameters,
            "summary": HOSTILE.join(word), "responses": {"200": {"description": word, "content": content}},
            "x-specwright": {"source": source}})
    };
    let paths = json!({"/a|<i>@team`": {"get": operation("a")}, "/b": {"get": operation("b")}});
    json!({"openapi": "3.0.3", "info": {"title": HOSTILE.join(word), "version": "1"}, "paths": paths}).to_string()
}

#[test]
fn a_comment_is_inert_whatever_documents_say() {
    let text = comment(&hostile("string", ""), &hostile("integer", " other"));
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Html(tag) | Event::InlineHtml(tag) => assert!(is_ours(&tag), "{tag}\n{text}"),
            Event::Start(Tag::Link { dest_url, .. }) => assert!(!dest_url.contains("evil"), "{dest_url}\n{text}"),
            Event::Start(Tag::Image { .. }) => panic!("an image\n{text}"),
            Event::Start(Tag::CodeBlock(_)) => panic!("a block\n{text}"),
            _ => {}
        }
    }
    let outside: String = text.split('`').step_by(2).collect();
    assert!(!outside.contains("@team") && !outside.contains("#12"), "{outside}");
}

/// Whether the generator writes such a tag.
fn is_ours(tag: &str) -> bool {
    let tag = tag.trim();
    ["<!-- specwright review -->", "<br>", "</details>"].contains(&tag)
        || tag.starts_with("<details><summary>")
        || ["</summary>", "<details>", "<summary>"].contains(&tag)
}
