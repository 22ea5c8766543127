//! The JSON Schemas that editors use say of `x-specwright` and `client.toml` what the generator says.

use std::collections::BTreeSet;
use std::fs;

use jsonschema::Validator;
use serde_json::{Value, json};
use specwright_codegen::{Command, Report, Settings, Source, Style, rules};
use xtask::Context;

use super::support::{files_below, fixtures, generate_text, read, root};

pub(super) const EXTENSION: &str = "x-specwright";
const CLIENT: &str = "client";

/// The rules on the extension and the settings that a schema can hold.
///
/// It cannot hold `unknown_property`, which compares the words of a rule with the keys of the schema that has it.
const RULES: [&str; 4] = ["extension_value", "misplaced_extension_member", "settings", "unknown_extension_member"];

pub(super) fn schema(name: &str) -> Value {
    serde_json::from_str(&read(root().join(format!("codegen/schemas/{name}.schema.json")))).unwrap()
}

pub(super) fn validator(name: &str) -> Validator {
    let schema = schema(name);
    assert!(jsonschema::meta::is_valid(&schema), "{name}");
    jsonschema::draft202012::new(&schema).unwrap()
}

/// A file as JSON; none if it cannot be read, which the schemas are not about.
fn json(name: &str, text: &str) -> Option<Value> {
    if name.ends_with(".toml") {
        toml::from_str(text).ok()
    } else {
        specwright_codegen::json(&Source::new(name, text)).ok()
    }
}

/// What a schema says of a text, in lines.
pub(super) fn complaints(validator: &Validator, name: &str, text: &str) -> Vec<String> {
    let json = json(name, text).unwrap();
    validator.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// The members that a schema lists at a pointer.
pub(super) fn members(schema: &Value, pointer: &str) -> BTreeSet<String> {
    schema.pointer(pointer).unwrap().as_object().unwrap().keys().cloned().collect()
}

#[test]
fn what_the_repository_holds_is_valid() {
    let (document, settings) = (validator(EXTENSION), validator(CLIENT));
    let files = |folder, ending| files_below(&root().join(folder), ending);
    let documents = [files("specs", "openapi.yaml"), files("tests/fixtures/features", ".yaml")].concat();
    let clients = [files("specs", "client.toml"), files("tests/fixtures/overrides", "client.toml")].concat();
    assert!(documents.len() > 3 && clients.len() > 3);
    for (validator, paths) in [(document, documents), (settings, clients)] {
        for path in paths {
            let (name, text) = (path.to_str().unwrap(), read(&path));
            assert_eq!(complaints(&validator, name, &text), [""; 0], "{name}");
        }
    }
}

#[test]
fn what_new_writes_is_valid_and_names_its_schemas() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(xtask::run(["new", "pets"], &Context::captured(folder.path())), 0);
    let files = [
        ("openapi.yaml", EXTENSION, "# yaml-language-server: $schema=../../codegen/schemas/x-specwright.schema.json"),
        ("client.toml", CLIENT, "#:schema ../../codegen/schemas/client.schema.json"),
    ];
    for (file, schema, line) in files {
        let text = fs::read_to_string(folder.path().join("specs/pets").join(file)).unwrap();
        assert_eq!(text.lines().next(), Some(line));
        assert_eq!(complaints(&validator(schema), file, &text), [""; 0], "{file}");
    }
    for path in files_below(&root().join("specs"), "client.toml") {
        assert_eq!(read(&path).lines().next(), Some(files[1].2), "{}", path.display());
    }
}

#[test]
fn the_fixtures_of_rules_are_refused_where_a_schema_can() {
    let (document, settings) = (validator(EXTENSION), validator(CLIENT));
    for (id, path) in fixtures("rules") {
        let (name, text) = (path.to_str().unwrap(), read(&path));
        let validator = if name.ends_with(".toml") { &settings } else { &document };
        let is_refused = json(name, &text).is_some_and(|json| !validator.is_valid(&json));
        assert_eq!(is_refused, RULES.contains(&&*id), "{name}");
    }
}

/// The members that a hint or a message lists after a word.
pub(super) fn listed(text: &str, after: &str) -> BTreeSet<String> {
    let (_, list) = text.split_once(after).unwrap();
    let line = list.lines().next().unwrap();
    line.split([',', ' ']).map(|word| word.trim_matches('`').to_owned()).filter(|word| !word.is_empty()).collect()
}

#[test]
fn the_members_are_those_that_the_generator_lists() {
    let unknown = |at: &str| refusals(at).unwrap_err().render(Style::Plain);
    let extension = schema(EXTENSION);
    let all = members(&extension, "/$defs/extension/properties");
    assert_eq!(listed(&unknown("{nothing: 1}"), "use one of: "), all);
    let of_source = members(&extension, "/$defs/source/properties");
    assert_eq!(listed(&unknown("{source: [{url: a, nothing: 1}]}"), "use one of: "), of_source);
    assert_eq!(table("### `x-specwright`"), all);

    let client = schema(CLIENT);
    let unknown = |text: &str| settings(text).unwrap_err().render(Style::Plain);
    let of_package = members(&client, "/$defs/package/properties");
    assert_eq!(listed(&unknown("[package]\nname = \"a\"\nnothing = 1"), "expected one of "), of_package);
    let of_rule = members(&client, "/$defs/rule/properties");
    assert_eq!(listed(&unknown("[[rule]]\nnothing = 1"), "expected one of "), of_rule);
    let all = members(&client, "/properties");
    assert_eq!(listed(&unknown("[nothing]"), "expected one of "), all);
    let ids: BTreeSet<_> = rules().filter(|rule| rule.command == Command::Check).map(|rule| rule.id).collect();
    assert_eq!(json!(ids), client["$defs"]["rule"]["properties"]["id"]["enum"]);
}

/// The names in the first column of the table below a heading of CONTRIBUTING.md.
fn table(heading: &str) -> BTreeSet<String> {
    let text = read(root().join("CONTRIBUTING.md"));
    let lines = text.split_once(heading).unwrap().1.lines();
    let rows = lines.skip_while(|line| !line.starts_with("|---")).skip(1).take_while(|line| line.starts_with('|'));
    rows.flat_map(|row| row.split('|').nth(1).unwrap().split(','))
        .map(|name| name.trim().trim_matches('`').to_owned())
        .collect()
}

fn settings(text: &str) -> Result<Settings, Report> {
    Settings::parse(&Source::new("client.toml", text))
}

/// A document with this extension on a property that has properties.
fn document(extension: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{title: T, version: '1'}}
paths: {{}}
components:
  schemas:
    Cat:
      type: object
      properties:
        home:
          type: object
          properties: {{a: {{type: string}}, b: {{type: string}}}}
          x-specwright: {extension}
"
    )
}

fn refusals(extension: &str) -> Result<(), Report> {
    generate_text("a.yaml", &document(extension)).map(|_| ())
}

#[test]
fn the_schema_takes_what_the_generator_takes_of_the_extension() {
    let validator = validator(EXTENSION);
    let condition = |condition: &str| format!("{{if: {condition}, then: {{required: [b]}}}}");
    let extensions = [
        "{}",
        "null",
        "[]",
        "{source: []}",
        "{source: {url: a}}",
        "{source: [a]}",
        "{source: [{url: a}, {title: b, retrieved: '2026-01-02', sha256: c}]}",
        "{source: [{retrieved: a}]}",
        "{source: [{url: ''}]}",
        "{source: [{url: 1}]}",
        "{evidence: observed}",
        "{evidence: [observed]}",
        "{change: vendor}",
        "{change: us}",
        "{reason: why}",
        "{reason: ' '}",
        "{reason: \"one\\ntwo\"}",
        "{reason: \"one\\n\"}",
        "{reason: \"\\n one two\"}",
        "{openQuestion: why?}",
        "{openQuestion: null}",
        "{accepts: [string, 'null']}",
        "{accepts: [string, string]}",
        "{accepts: [null]}",
        "{accepts: []}",
        "{accepts: string}",
        "{accepts: [text]}",
        "{dependentRequired: {}}",
        "{dependentRequired: {a: [b]}}",
        "{dependentRequired: {a: []}}",
        "{dependentRequired: {a: b}}",
        "{dependentRequired: {a: [1]}}",
        "{dependentRequired: [a]}",
        "{then: {required: [b]}}",
        "{if: {properties: {a: {enum: [x]}}, required: [a]}}",
        "{if: {properties: {a: {enum: [x]}}, required: [a]}, then: {required: []}}",
        "{if: {properties: {a: {enum: [x]}}, required: [a]}, then: {required: [b], properties: {}}}",
        &condition("{properties: {a: {enum: [x, y]}}, required: [a]}"),
        &condition("{properties: {a: {enum: [x]}, b: {enum: [x]}}, required: [b, a]}"),
        &condition("{properties: {a: {enum: [x]}}, required: [a, a]}"),
        &condition("{properties: {a: {enum: [x]}}}"),
        &condition("{properties: {a: {enum: [1]}}, required: [a]}"),
        &condition("{properties: {a: {enum: []}}, required: [a]}"),
        &condition("{properties: {a: {const: x}}, required: [a]}"),
        &condition("{properties: {a: {enum: [x], type: string}}, required: [a]}"),
        &condition("{properties: {}, required: []}"),
        &condition("{properties: {a: {enum: [x]}}, required: [a], type: object}"),
        "{order: [{earlier: a, later: b}]}",
        "{order: []}",
        "{order: {earlier: a, later: b}}",
        "{order: [{earlier: a}]}",
        "{order: [{earlier: a, later: 1}]}",
        "{order: [{earlier: a, later: b, by: 1}]}",
        "{retry: safe}",
        "{idempotencyKey: Idempotency-Key}",
        "{rateLimit: {concurrent: 1}}",
        "{poll: {state: $statusCode, until: ['204']}}",
    ];
    let takes: Vec<_> = extensions.iter().map(|extension| refusals(extension).is_ok()).collect();
    assert!(takes.contains(&true) && takes.contains(&false));
    for (extension, is_taken) in extensions.iter().zip(takes) {
        let complaints = complaints(&validator, "a.yaml", &document(extension));
        assert_eq!(complaints.is_empty(), is_taken, "{extension}: {complaints:#?}");
    }
}

/// A document with this extension at its root, in an operation, or in a response.
fn documents(extension: &str) -> [String; 3] {
    [0, 1, 2].map(|place| {
        let at = |wanted: usize, indent: &str| match place == wanted {
            true => format!("{indent}x-specwright: {extension}\n"),
            false => String::new(),
        };
        format!(
            "openapi: 3.0.3
info: {{title: T, version: '1'}}
{}paths:
  /cats:
    post:
{}      responses:
        '204':
          description: Done.
{}",
            at(0, ""),
            at(1, "      "),
            at(2, "          ")
        )
    })
}

#[test]
fn what_is_said_of_calls_stands_on_operations_and_the_document() {
    let validator = validator(EXTENSION);
    for (extension, taken) in [
        ("{evidence: observed}", [true, true, true]),
        ("{accepts: [string]}", [false, false, false]),
        ("{retry: safe}", [false, true, false]),
        ("{retry: never}", [false, true, false]),
        ("{retry: always}", [false, false, false]),
        ("{retry: true}", [false, false, false]),
        ("{retry: null}", [false, false, false]),
        ("{idempotencyKey: Idempotency-Key}", [true, true, false]),
        ("{idempotencyKey: \"x!#$%&'*+-.^_`|~9\"}", [true, true, false]),
        ("{idempotencyKey: ''}", [false, false, false]),
        ("{idempotencyKey: 'a b'}", [false, false, false]),
        ("{idempotencyKey: \"a\\n\"}", [false, false, false]),
        ("{idempotencyKey: ä}", [false, false, false]),
        ("{idempotencyKey: 1}", [false, false, false]),
        ("{idempotencyKey: [a]}", [false, false, false]),
        ("{idempotencyKey: authorization}", [false, false, false]),
        ("{idempotencyKey: Content-Type}", [false, false, false]),
        ("{idempotencyKey: Content-Type2}", [true, true, false]),
        ("{rateLimit: {concurrent: 1}}", [true, true, false]),
        ("{pagination: {}}", [false, false, false]),
        ("{retry: safe, poll: {state: $statusCode, until: ['204']}}", [false, true, false]),
    ] {
        for (document, taken) in documents(extension).iter().zip(taken) {
            let said = generate_text("a.yaml", document).map(drop);
            assert_eq!(said.is_ok(), taken, "{document}\n{said:?}");
            let complaints = complaints(&validator, "a.yaml", document);
            assert_eq!(complaints.is_empty(), taken, "{document}: {complaints:#?}");
        }
    }
}

#[test]
fn data_in_a_document_is_not_looked_at() {
    let validator = validator(EXTENSION);
    let nonsense = json!({ EXTENSION: { "nothing": 1 } });
    for key in ["example", "default", "value", "x-other", "enum"] {
        assert!(validator.is_valid(&json!({ key: nonsense })), "{key}");
        assert!(!validator.is_valid(&json!({ "properties": { key: nonsense } })), "{key}");
        assert!(!validator.is_valid(&json!({ "responses": { key: nonsense } })) || key == "x-other", "{key}");
    }
}

#[test]
fn the_schema_takes_what_the_generator_takes_of_the_settings() {
    let validator = validator(CLIENT);
    let names = ["a", "a-b_1", "", "A", "1a", "_a", "a b", "ä", "serde", "std", "specwright-runtime", "gen", "union"];
    let reserved = schema(CLIENT)["$defs"]["crate"]["not"]["anyOf"][1]["enum"].clone();
    let reserved: Vec<String> = serde_json::from_value(reserved).unwrap();
    let names = names.into_iter().chain(reserved.iter().map(String::as_str));
    let of_names = names.flat_map(|name| {
        [format!("[package]\nname = \"{name}\""), client(&format!("[dependencies]\n\"{name}\" = \"1\""))]
    });
    let versions = ["1.2.3", "1.2", "1.2.03", "1.2.3-rc.1+b.01", "1.2.3-01", "1.2.3-", "v1.2.3", ""];
    let of_versions = versions.map(|version| client(&format!("version = \"{version}\"")));
    let keywords =
        ["[]", "[\"a\"]", "[\"a+b\"]", "[\"-a\"]", "[\"a b\"]", "[\"123456789012345678901\"]", "\"a\"", "[1]"];
    let of_keywords = keywords.map(|keywords| client(&format!("keywords = {keywords}")));
    let lines = [
        "",
        "description = \"\"",
        "description = 1",
        "keywords = [\"a\", \"b\", \"c\", \"d\", \"e\"]",
        "keywords = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"]",
        "[rename]\n\"#/a\" = \"B\"\n\"#\" = \"C\"",
        "[rename]\n\"a\" = \"B\"",
        "[rename]\n\"#a\" = \"B\"",
        "[rename]\n\"#/a\" = 1",
        "[replace]\n\"#/a\" = \"std::string::String\"",
        "[replace]\n\"#/a\" = \"::std::string::String\"",
        "[replace]\n\"#/a\" = \"\"",
        "[replace]\n\"a\" = \"std::string::String\"",
        "[replace]\n\"#/a\" = 1",
        "[dependencies]\na = { version = \"1\", features = [] }",
        "[dependencies]\na = 1",
        "[names]",
        "[dependencies.a]",
        "rule = []",
        "[rule]",
        "[[rule]]",
        "[[rule]]\nid = \"same_path\"",
        "[[rule]]\nid = \"same_path\"\nlevel = \"error\"",
        "[[rule]]\nid = \"same_path\"\nlevel = \"warning\"\nat = \"#/paths\"",
        "[[rule]]\nid = \"same_path\"\nlevel = \"warning\"\nat = \"/paths\"",
        "[[rule]]\nid = \"same_path\"\nlevel = \"off\"",
        "[[rule]]\nid = \"same_path\"\nlevel = \"off\"\nreason = \"a\"",
        "[[rule]]\nid = \"same_path\"\nlevel = \"suggestion\"\nreason = \" \"",
        "[[rule]]\nid = \"same_path\"\nlevel = \"suggestion\"",
        "[[rule]]\nid = \"same_path\"\nlevel = \"none\"",
        "[[rule]]\nid = \"nothing\"\nlevel = \"error\"",
        "[[rule]]\nid = \"same_path\"\nlevel = \"error\"\nwhy = \"a\"",
    ];
    let others = ["", "package = 1", "[package]", "[package]\nname = 1"].map(str::to_owned);
    let all = of_names.chain(of_versions).chain(of_keywords).chain(lines.map(client)).chain(others);
    for text in all {
        let complaints = complaints(&validator, "client.toml", &text);
        assert_eq!(complaints.is_empty(), settings(&text).is_ok(), "{text}: {complaints:#?}");
    }
}

fn client(lines: &str) -> String {
    format!("[package]\nname = \"test-client\"\n{lines}\n")
}

#[test]
fn every_member_is_described() {
    for (name, places) in [
        (EXTENSION, &["/$defs/extension/properties", "/$defs/source/properties"][..]),
        (CLIENT, &["/properties", "/$defs/package/properties", "/$defs/rule/properties"]),
    ] {
        let schema = schema(name);
        for (key, member) in places.iter().flat_map(|place| schema.pointer(place).unwrap().as_object().unwrap()) {
            let target = member["$ref"].as_str().and_then(|target| schema.pointer(target.strip_prefix('#')?));
            let text = [Some(member), target].into_iter().flatten().find_map(|place| place["description"].as_str());
            assert!(text.is_some_and(|text| text.len() > 10 && text.ends_with('.')), "{name}: {key}");
        }
    }
}
