//! What the layout does to texts, and what it leaves alone.

mod random;

use super::format;
use crate::source::Source;

/// The canonical text, which is also that of itself.
fn formatted(text: &str) -> String {
    let once = format(&Source::new("t.yaml", text)).unwrap_or_else(|report| panic!("{report}\n{text}"));
    let again = format(&Source::new("t.yaml", once.as_str())).unwrap_or_else(|report| panic!("{report}\n{once}"));
    assert_eq!(once, again, "not the same a second time, from\n{text}");
    once
}

#[track_caller]
fn becomes(before: &str, after: &str) {
    assert_eq!(formatted(before), after);
}

#[track_caller]
fn stays(text: &str) {
    becomes(text, text);
}

/// The line, column and message of the refusal.
fn refusal(text: &str) -> (usize, usize, String) {
    let report = format(&Source::new("t.yaml", text)).unwrap_err();
    let first = report.diagnostics().first().unwrap();
    assert_eq!(first.rule, "layout", "{report}");
    (first.line, first.column, first.message.clone())
}

#[test]
fn the_specs_are_laid_out() {
    stays(include_str!("../../../specs/nectar/openapi.yaml"));
    stays(include_str!("../../../specs/energycap/openapi.yaml"));
    stays(include_str!("../../../specs/arcadia-switch/openapi.yaml"));
}

#[test]
fn lists_are_indented_below_their_keys() {
    becomes("a:\n- 1\n-   b: 2\n    c:\n          d: 3\n", "a:\n  - 1\n  - b: 2\n    c:\n      d: 3\n");
    becomes("a:\n- [b]\n- c: {d: e}\n", "a:\n  - [b]\n  - c: { d: e }\n");
    becomes("- - a\n  - b\n-\n  - c\n", "- - a\n  - b\n- - c\n");
    becomes("---\r\na:\r\n  b: 1\r\n...\r\n", "a:\n  b: 1\n");
}

#[test]
fn comments_stay_above_and_behind_what_they_are_about() {
    becomes(include_str!("tests/comments_before.yaml"), include_str!("tests/comments_after.yaml"));
}

#[test]
fn comments_go_with_the_keys_that_are_put_in_order() {
    becomes(
        "# yaml-language-server: $schema=x\n\n# The title.\ninfo:\n  # Of ours.\n  version: '1' # one\n\n  title: T\n  # x: gone\n\
         # Which words.\nopenapi: 3.0.3\npaths: {}\n",
        "# yaml-language-server: $schema=x\n# Which words.\nopenapi: \"3.0.3\"\n\n# The title.\ninfo:\n  title: T\n\
         \x20\x20# Of ours.\n  version: \"1\" # one\n  # x: gone\npaths: {}\n",
    );
}

#[test]
fn a_comment_at_the_first_key_of_an_item_stands_above_its_dash() {
    becomes(
        "- # one\n  a: 1\n-\n  # two\n  a: 2\n-  a: 3   # three\n   # four\n   b: 4\n",
        "# one\n- a: 1\n# two\n- a: 2\n- a: 3 # three\n  # four\n  b: 4\n",
    );
}

#[test]
fn keys_of_openapi_are_in_order_and_names_are_not() {
    becomes(
        "x-b: 1\npaths:\n  /z:\n    x-c: 1\n    put:\n      responses:\n        default: {description: D}\n        2XX:\n          \
         content: {}\n          description: D\n      summary: S\n    get: {responses: {}, operationId: o}\n  /a: {}\n\
         unknown: 1\ncomponents:\n  schemas:\n    B: {properties: {z: {}, a: {}}, x-d: 1, other: 2, type: object}\n    A: {}\n\
         openapi: 3.1.0\ninfo: {version: '1', title: T}\n",
        "openapi: \"3.1.0\"\ninfo: { title: T, version: \"1\" }\nx-b: 1\npaths:\n  /z:\n    put:\n      summary: S\n      \
         responses:\n        default: { description: D }\n        \"2XX\":\n          description: D\n          content: {}\n    \
         get: { operationId: o, responses: {} }\n    x-c: 1\n  /a: {}\ncomponents:\n  schemas:\n    \
         B: { type: object, properties: { z: {}, a: {} }, other: 2, x-d: 1 }\n    A: {}\nunknown: 1\n",
    );
    stays("info: { version: \"1\", title: No document of OpenAPI }\n");
}

#[test]
fn data_keeps_the_order_of_its_keys() {
    stays(
        "openapi: \"3.0.3\"\npaths: {}\ncomponents:\n  schemas:\n    A:\n      example:\n        type: b\n        title: a\n      \
         x-a: { type: b, title: a }\n",
    );
}

#[test]
fn quotes_stand_where_a_word_would_be_misread() {
    let kept = [
        "no",
        "Off",
        "y",
        "null",
        "~",
        "1.0",
        "1_000",
        "0x1F",
        "0o17",
        "1e3",
        ".5",
        "12:30:45",
        "2026-03-02",
        "3.0.3",
        "007",
        "<<",
        "=",
        "- a",
        "a: b",
        "a #b",
        "a:",
        "#a",
        "&a",
        "*a",
        "!a",
        "%a",
        "@a",
        "`a",
        "[a",
        "{a",
        "? a",
        ":a",
        "|",
        ">",
        "",
        " a",
        "a ",
        "---",
        "'a'",
    ];
    for text in kept {
        stays(&format!("a: \"{text}\"\n"));
        stays(&format!("- \"{text}\"\n"));
    }
    let bare = [
        "a",
        "a-b",
        "-a",
        "a:b",
        "a#b",
        "3c90c3cc-0d44-4b50-8888-8dd25736052a",
        "v1.2",
        "https://a.example/?b=c&d",
        "<string>",
        "1 2",
        "2026-03",
        "10%",
        "a, b",
        "^[a-z]{2}\\d+$",
        "ü",
        "😀",
        "nope",
        "1.2.x",
    ];
    for text in bare {
        becomes(&format!("a: '{text}'\n"), &format!("a: {text}\n"));
    }
    becomes("a: yes\nb: 'it''s'\nc: '\\d'\nd: \"\\x41\\u00e9\\n\"\n", "a: \"yes\"\nb: it's\nc: \\d\nd: |\n  Aé\n");
    becomes("[{a: 'b,c'}, 'd:e', 'f]']\n", "[{ a: \"b,c\" }, d:e, \"f]\"]\n");
}

#[test]
fn numbers_flags_and_null_keep_their_meaning() {
    becomes("a: True\nb: ~\nc:\nd: 1.50\ne: 0x1f\nf: +1\n", "a: true\nb: null\nc: null\nd: 1.50\ne: 0x1f\nf: +1\n");
}

#[test]
fn keys_are_texts() {
    becomes("200: a\nno: b\n'c': d\n? e\n".replace("? e\n", "").as_str(), "\"200\": a\n\"no\": b\nc: d\n");
    becomes("'/a/{b}': 1\n\"x: y\": 2\n", "/a/{b}: 1\n\"x: y\": 2\n");
}

#[test]
fn all_texts_of_an_enum_are_quoted() {
    becomes("enum: [a, 'b', 1, null]\nother: ['a']\n", "enum: [\"a\", \"b\", 1, null]\nother: [a]\n");
}

#[test]
fn texts_of_several_lines_are_literal_blocks() {
    becomes(
        "a: \"b\\nc\"\nd: |+\n  e\n\n\nf: |\n     g\n       h\n",
        "a: |-\n  b\n  c\nd: |+\n  e\n\n\nf: |\n  g\n    h\n",
    );
    becomes("- |2-\n    a\n   b\n- x: |\n   c\n", "- |2-\n    a\n   b\n- x: |\n    c\n");
    becomes("a: |- # why\n  one\n\n# next\nb: 1\n", "a: one # why\n\n# next\nb: 1\n");
    // Blanks alone, or what no reader may see, need quotes.
    becomes("a: \"b\\n  \"\nc: \"d\\n\\u2028\"\n", "a: \"b\\n  \"\nc: \"d\\n\\u2028\"\n");
}

#[test]
fn lines_that_people_broke_stay_broken() {
    becomes(
        "a: one\n     two\n\n     three\nb:\n      'it''s\n      \"b\"'\n",
        "a: one\n  two\n\n  three\nb:\n  \"it's\n  \\\"b\\\"\"\n",
    );
    becomes("a: \"one\\\n       \\ two\\  \n   three\"\n", "a: \"one\\\n  \\ two\\ \n  three\"\n");
    becomes(
        "a: >-   # why\n    one\n    two\n\n      three\n\n\nb: 1\n",
        "a: >- # why\n  one\n  two\n\n    three\n\nb: 1\n",
    );
    becomes("- one\n  two   # why\n- 3\n", "- one\n  two # why\n- 3\n");
}

#[test]
fn brackets_stay_while_they_fit_and_hold_no_comment() {
    becomes("a: [ 1,2 ,{b: c,},[ ] ]\n", "a: [1, 2, { b: c }, []]\n");
    becomes("a: [\n  1, # one\n  # two\n  2 # last\n]\n", "a:\n  - 1 # one\n  # two\n  - 2 # last\n");
    becomes("a: { # open\n  b: [],\n  # end\n} # close\n", "a: # open\n  b: []\n  # end\n# close\n");
    let word = "x".repeat(60);
    stays(&format!("a: [{word}, {}]\n", "x".repeat(53)));
    becomes(&format!("a: [{word}, {word}]\n"), &format!("a:\n  - {word}\n  - {word}\n"));
    becomes("[a: b, c]\n", "[{ a: b }, c]\n");
}

#[test]
fn blank_lines_stay_single() {
    becomes("\n\na:\n\n  b: 1\n\n\n\n  c: 2\n\nd: 3\n\n\n", "a:\n  b: 1\n\n  c: 2\n\nd: 3\n");
}

#[test]
fn repeated_keys_stay() {
    stays("a: 1\na: 2\n");
}

#[test]
fn json_keeps_its_tokens() {
    becomes(
        "{\"b\" : 1.50,\"a\":[ ],\"c\":{\"d\":\"\\u00e9: [\\\"\",\"d\":null}}",
        "{\n  \"b\": 1.50,\n  \"a\": [],\n  \"c\": {\n    \"d\": \"\\u00e9: [\\\"\",\n    \"d\": null\n  }\n}\n",
    );
    becomes("[]", "[]\n");
}

#[test]
fn what_has_no_canonical_form_is_refused_where_it_stands() {
    let said = |what: &str| format!("{what} has no canonical layout");
    assert_eq!(refusal("a: 1\nb: &x 2\n"), (2, 4, said("an anchor or a tag")));
    assert_eq!(refusal("a: &x {b: 1}\nc: *x\n"), (1, 4, said("an anchor or a tag")));
    assert_eq!(refusal("a:\n  - !!str 1\n").2, said("an anchor or a tag"));
    assert_eq!(refusal("a: {<<: {b: 1}}\n? c\n: d\n").2, said("a key behind `?`"));
    assert_eq!(refusal("%YAML 1.2\n---\na: 1\n").2, said("a directive"));
}

#[test]
fn hostile_texts_are_laid_out_or_refused() {
    let deep = |open: &str, close: &str, times: usize| format!("a: {}1{}\n", open.repeat(times), close.repeat(times));
    let steps = (0..200).map(|level| format!("{}a:\n", " ".repeat(level))).collect::<String>();
    let texts = [
        deep("[", "]", 100),
        deep("[", "]", 9_000),
        deep("{a: ", "}", 100),
        deep("- ", "", 100),
        steps,
        "[".repeat(9_999),
        "a: |".to_owned(),
        "a: >\n".to_owned(),
        "a: |9\n b\n".to_owned(),
        "\t- a\n".to_owned(),
        "- - - - -\n".to_owned(),
        "a: \"\\uD800\"\n".to_owned(),
        "a: 'b\n\n\n".to_owned(),
        "? [a]\n: b\n".to_owned(),
        "a: \u{85}b\u{2028}c\n".to_owned(),
        "#\n#\n#\na: #\n  #\n  - #\n    #\n    b: #\n#\n".to_owned(),
        "a: 1 #\u{7}\n".to_owned(),
        "{a, b: , c}\n".to_owned(),
        "\"a\\nb\": 1\n".to_owned(),
        "a: [|]\n".to_owned(),
        "a:\n  - b\n # off\n  - c\n".to_owned(),
        "- \n\n- #\n-\n".to_owned(),
        "\u{feff}a: b\n".to_owned(),
        "a: b: c\n".to_owned(),
        format!("{}: 1\n", "k".repeat(2_000)),
        format!("a: {}\n", "\u{10ffff}".repeat(500)),
        "--- |\n a\n".to_owned(),
        "a: 1\n--- \nb: 2\n".to_owned(),
        "a: {b: [c, {d: 'e\n\n  f'}]} # g\n".to_owned(),
        "a: \"b\\\n  \n  c\"\n".to_owned(),
    ];
    for text in texts {
        if let Ok(once) = format(&Source::new("t.yaml", text.as_str())) {
            assert_eq!(formatted(&once), once, "{text:?}");
        }
    }
}
