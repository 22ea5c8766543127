//! Alarms that `check` gives by cause: what it is silent about although it looks like a mistake, and what it advises.

use specwright_codegen::{Diagnostic, Level, Settings, Source, check};

fn found(document: &str) -> Vec<Diagnostic> {
    let settings = Settings::for_crate("test-client").unwrap();
    check(&Source::new("openapi.yaml", document).into(), &settings).diagnostics().to_vec()
}

/// What is found in a document of OpenAPI 3.0 with these members.
fn in_30(members: &str) -> Vec<Diagnostic> {
    found(&format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\n{members}\n"))
}

/// The same for components, each in the style of blocks or on its line.
fn in_schemas(schemas: &[&str]) -> Vec<Diagnostic> {
    in_30(&format!("paths: {{}}\ncomponents:\n  schemas:\n    {}", schemas.join("\n    ")))
}

fn rules(found: &[Diagnostic]) -> Vec<(&str, &str)> {
    found.iter().map(|one| (one.rule, one.pointer.rsplit_once("schemas/").map_or("", |(_, at)| at))).collect()
}

fn hints(found: &[Diagnostic]) -> Vec<(&str, &str)> {
    found.iter().map(|one| (one.rule, one.hint.as_str())).collect()
}

#[test]
fn a_key_that_the_schema_around_describes_may_be_required_in_a_member() {
    let found = in_schemas(&[
        "Cat:",
        "  type: object",
        "  allOf: [{properties: {paws: {type: integer}}}]",
        "  properties: {name: {type: string}, lives: {type: integer}}",
        "  oneOf:",
        "    - {required: [name], properties: {lives: {maximum: 3}}}",
        "    - {required: [paws, tail], properties: {lives: {minimum: 4}}}",
        "    - anyOf:",
        "        - {required: [name, nme], properties: {lives: {minimum: 2}}}",
        "Dog: {oneOf: [{type: object, required: [name], properties: {lives: {type: integer}}}]}",
    ]);
    let expected = ["Cat/oneOf/1/required/1", "Cat/oneOf/2/anyOf/0/required/1", "Dog/oneOf/0/required/0"];
    assert_eq!(rules(&found), expected.map(|at| ("unknown_required", at)));
    assert!(found[1].hint.contains("`name`"), "{}", found[1].hint);
}

#[test]
fn beside_a_reference_only_what_all_of_takes_is_advised_for_it() {
    let found = in_30(
        "paths:
  /cats:
    get:
      parameters: [{$ref: '#/components/parameters/Page', name: page}]
      responses: {'204': {description: None.}}
components:
  parameters: {Page: {name: page, in: query, schema: {type: integer}}}
  schemas:
    Name: {type: string}
    Cat:
      properties:
        name: {$ref: '#/components/schemas/Name', type: string, maxLength: 3, required: true}
",
    );
    let advice: Vec<_> = found.iter().map(|one| (one.message.split('`').nth(1).unwrap(), one.hint.as_str())).collect();
    let remove = "remove it; what the reference leads to says all that counts";
    let wrap = "put the reference into `allOf`, and this beside it";
    assert_eq!(advice, [("name", remove), ("type", remove), ("maxLength", wrap), ("required", remove)]);
}

#[test]
fn two_paths_with_a_method_in_common_cannot_become_one() {
    let path = |name: &str, method: &str| {
        let parameter = format!("{{name: {name}, in: path, required: true, schema: {{type: string}}}}");
        let operation = format!("parameters: [{parameter}], responses: {{'204': {{description: None.}}}}");
        format!("  /cats/{{{name}}}: {{{method}: {{operationId: {method}{name}, {operation}}}}}\n")
    };
    let same = in_30(&format!("paths:\n{}{}", path("id", "get"), path("name", "get")));
    let others = in_30(&format!("paths:\n{}{}", path("id", "get"), path("name", "put")));
    assert_eq!(hints(&same), [("same_path", "keep one of them, with one parameter that takes either")]);
    assert_eq!(hints(&others), [("same_path", "bring the operations of both under one path")]);
}

#[test]
fn what_a_path_lacks_is_what_the_hint_tells() {
    let of =
        |path: &str| in_30(&format!("paths: {{'{path}': {{get: {{responses: {{'204': {{description: A.}}}}}}}}}}"));
    for (path, hint) in [
        ("cats", "start it with `/`"),
        ("/cats?beta=true", "write the query as parameters"),
        ("cats?beta=true", "start it with `/`, and write the query as parameters"),
        ("/cats#two", "remove the fragment; tell operations apart by methods and parameters"),
    ] {
        assert_eq!(hints(&of(path)), [("path_syntax", hint)], "{path}");
    }
}

#[test]
fn why_a_pattern_is_not_enforced_is_told() {
    let of = |pattern: &str| in_schemas(&[&format!("A: {{type: string, pattern: '{pattern}'}}")]);
    for (pattern, why, hint) in [
        ("^(?!a)b$", "which has look-around", "write it without"),
        ("^(?<=a)b$", "which has look-around", "write it without"),
        (r"^(a)\1$", "which has a back-reference", "write it without"),
        (r"^(?<c>a)\k<c>$", "which has a back-reference", "write it without"),
        (r"^\p{L}$", "which asks for a property of Unicode", "write it without"),
        ("^(a", "which is no regular expression of ECMA-262", "mend it"),
        ("^[a-z]{1,262144}$", "which is too large", "use lower counts"),
        ("^.{0,262144}$", "which is too large", "say it by `maxLength: 262144`"),
        (r"^[\s\S]{9000,262144}$", "which is too large", "say it by `minLength: 9000` and `maxLength: 262144`"),
    ] {
        let found = of(pattern);
        let [one] = found.as_slice() else { panic!("{pattern}: {found:?}") };
        assert!(one.message.ends_with(why), "{pattern}: {}", one.message);
        assert!(one.hint.starts_with(hint), "{pattern}: {}", one.hint);
    }
}

#[test]
fn the_only_value_of_an_enum_is_not_to_be_removed() {
    let of = |values: &str| in_schemas(&[&format!("A: {{type: string, enum: {values}}}")]);
    assert_eq!(hints(&of("[null]")), [("enum_null", "add `nullable: true`")]);
    assert_eq!(hints(&of("[a, null]")), [("enum_null", "add `nullable: true`, or remove the null")]);
    let head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n";
    let newer = found(&format!("{head}    A: {{type: string, enum: [a, null]}}\n"));
    assert_eq!(hints(&newer), [("enum_null", "write `type: [string, \"null\"]`, or remove the null")]);
}

/// Few readers take single letters for flags, so they are no reason to refuse a document.
#[test]
fn single_letters_are_suggestions() {
    let found = in_schemas(&[
        "A: {type: object, properties: {x: {type: integer}, y: {type: integer}}, example: {x: Y, y: 1}}",
        "B: {type: string, enum: [N, no]}",
    ]);
    let told: Vec<_> = found.iter().map(|one| (one.rule, one.level, one.message.as_str())).collect();
    let told: Vec<_> = told.into_iter().filter(|(rule, ..)| *rule == "unquoted_value").collect();
    let letter = |text: &str| {
        let read_as = if text.ends_with("`N`") { "false" } else { "true" };
        format!("some readers of YAML 1.1 take the {text} for {read_as}")
    };
    let expected = [
        (Level::Suggestion, letter("key `y`")),
        (Level::Suggestion, format!("{}; so it is with 2 values of this example", letter("value `Y`"))),
        (Level::Suggestion, letter("value `N`")),
        (Level::Warning, "readers of YAML 1.1 take the value `no` for false".to_owned()),
    ];
    assert_eq!(told, expected.each_ref().map(|(level, text)| ("unquoted_value", *level, text.as_str())));
}

fn with_body(schema: &str, more: &str) -> Vec<Diagnostic> {
    in_30(&format!(
        "paths:
  /cats:
    put:
      operationId: put
      requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}
      responses: {{'204': {{description: None.}}, default: {{description: An error.}}}}
      x-specwright: {{source: [{{url: 'https://docs.cats.example/put'}}]}}
components:
  schemas:
    A: {{type: string}}
{more}"
    ))
}

#[test]
fn scalars_need_no_example() {
    for schema in
        ["{type: string}", "{type: integer, nullable: true}", "{enum: [null]}", "{$ref: '#/components/schemas/A'}"]
    {
        assert_eq!(rules(&with_body(schema, "")), [], "{schema}");
    }
    for schema in ["{type: array, items: {type: string}}", "{type: object}", "{}"] {
        assert_eq!(rules(&with_body(schema, "")), [("missing_example", "")], "{schema}");
    }
}

/// An example may stand where nobody looks.
#[test]
fn a_large_body_may_have_its_example_anywhere() {
    let body = |count: usize| {
        let properties: Vec<_> = (0..count).map(|index| format!("p{index}: {{type: integer}}")).collect();
        with_body(
            "{$ref: '#/components/schemas/B'}",
            &format!("    B: {{properties: {{{}}}}}\n", properties.join(", ")),
        )
    };
    assert_eq!(rules(&body(200)), [("missing_example", "")]);
    assert_eq!(rules(&body(400)), []);
}

#[test]
fn an_example_that_is_a_slip_has_its_remedy() {
    let found = in_schemas(&[
        "A: {type: object, properties: {a: {type: string}}, example: {a: 7}}",
        "B: {properties: {a: {type: string}}, example: [7]}",
        "C: {type: string, enum: [calm], default: CALM}",
    ]);
    let told: Vec<_> = found.iter().map(|one| (one.message.as_str(), one.hint.as_str())).collect();
    let expected = [
        (
            "`/a` of this example is a number, where its schema says `type: string`",
            "put it in quotes; or mend the schema, if it is the vendor who sends this",
        ),
        (
            "this example is an array, where its schema describes the keys of an object",
            "mend the example; or the schema, if it is the vendor who sends this",
        ),
        ("this default is `CALM`, which is not listed in `enum`", "write `calm`, or mend the schema"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn where_a_text_stops_to_be_json_is_told() {
    let found = in_30(
        "paths:
  /cats:
    get:
      responses:
        '200':
          description: Cats.
          content: {application/json: {schema: {type: array, items: {}}, example: '[{\"a\": [1}]'}}
",
    );
    let [one] = found.as_slice() else { panic!("{found:?}") };
    let fault = "expected `,` or `]` (line 1, column 10)";
    assert_eq!(one.message, format!("this example is a text that is no JSON: {fault}"));
}
