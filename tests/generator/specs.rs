//! The house rules of specifications: every file under `specs/` names its pages, is easy to read and survives YAML.

use serde_json::Value;

use super::support::{files_below, read, root};
use crate::wire::spec::Spec;

/// Takes the text of a specification and returns what is wrong with it.
pub type Check = fn(&str) -> Vec<String>;

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

const PROSE: [&str; 4] = ["summary", "description", "reason", "openQuestion"];

const COLUMNS: usize = 120;

#[test]
fn each_operation_names_a_page() {
    assert_clean(operations_without_page);
    assert_complains(operations_without_page, "url: https://", "url: http://", "POST /cats names no page");
    assert_complains(operations_without_page, "source:", "sources:", "POST /cats names no page");
}

#[test]
fn each_operation_has_a_success() {
    assert_clean(operations_without_success);
    assert_complains(operations_without_success, "\"200\":", "default:", "POST /cats has no success");
}

#[test]
fn prose_is_at_most_120_columns_wide() {
    assert_clean(wide_prose);
    for key in ["description: Adds", "reason: Seen", "openQuestion: Where"] {
        assert_eq!(wide_prose(&SAMPLE.replace(key, &format!("{key} {}", "x".repeat(120)))).len(), 1, "{key}");
    }
}

#[test]
fn enum_values_are_texts_whoever_reads_them() {
    assert_clean(enum_values_at_risk);
    for bare in ["NO", "no", "1", "true", "~"] {
        let complaint = format!("the enum value {bare} is not quoted");
        assert_complains(enum_values_at_risk, "\"NO\"", bare, &complaint);
    }
}

/// Checks every specification of the repository.
#[track_caller]
pub fn assert_clean(check: Check) {
    let paths = files_below(&root().join("specs"), "openapi.yaml");
    assert!(!paths.is_empty());
    for path in paths {
        assert_eq!(check(&read(&path)), [""; 0], "{}", path.display());
    }
}

/// Proves that a check can fail: the sample is right, and wrong with this text in place of that.
#[track_caller]
pub fn assert_complains(check: Check, right: &str, wrong: &str, complaint: &str) {
    assert!(SAMPLE.contains(right));
    assert_eq!(check(SAMPLE), [""; 0]);
    assert_eq!(check(&SAMPLE.replace(right, wrong)), [complaint]);
}

/// Calls `see` with each node and its JSON pointer, top down; examples are data and left out.
pub fn each_node<'a>(node: &'a Value, at: &str, see: &mut dyn FnMut(&str, &'a Value)) {
    see(at, node);
    match node {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| each_node(item, &format!("{at}/{index}"), see));
        }
        Value::Object(members) => {
            for (key, member) in members.iter().filter(|(key, _)| !["example", "examples"].contains(&&***key)) {
                each_node(member, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), see);
            }
        }
        _ => {}
    }
}

/// What is said of the operations for which this does not hold.
fn operations(text: &str, holds: fn(&Value) -> bool, otherwise: &str) -> Vec<String> {
    let spec = Spec::new(text);
    let mut complaints = Vec::new();
    for (path, item) in spec.at("/paths").as_object().unwrap() {
        let operations = METHODS.iter().filter_map(|method| Some((method, item.get(method)?)));
        for (method, _) in operations.filter(|(_, operation)| !holds(operation)) {
            complaints.push(format!("{} {path} {otherwise}", method.to_uppercase()));
        }
    }
    complaints
}

fn operations_without_page(text: &str) -> Vec<String> {
    let holds = |operation: &Value| {
        let urls = operation["x-specwright"]["source"].as_array().into_iter().flatten().map(|source| &source["url"]);
        urls.filter_map(Value::as_str).any(|url| url.starts_with("https://"))
    };
    operations(text, holds, "names no page")
}

fn operations_without_success(text: &str) -> Vec<String> {
    let holds = |operation: &Value| {
        operation["responses"].as_object().is_some_and(|responses| responses.keys().any(|key| key.starts_with('2')))
    };
    operations(text, holds, "has no success")
}

fn wide_prose(text: &str) -> Vec<String> {
    let spec = Spec::new(text);
    let mut complaints = Vec::new();
    each_node(spec.document(), "", &mut |at, node| {
        let is_prose = at.rsplit_once('/').is_some_and(|(_, key)| PROSE.contains(&key));
        let lines = node.as_str().filter(|_| is_prose).into_iter().flat_map(str::lines);
        let wide = lines.map(|line| line.chars().count()).filter(|columns| *columns > COLUMNS);
        complaints.extend(wide.map(|columns| format!("{at} has {columns} columns")));
    });
    complaints
}

/// Readers of YAML differ on what a bare `NO` is, so the text itself is looked at, not what one of them makes of it.
fn enum_values_at_risk(text: &str) -> Vec<String> {
    let mut values = Vec::new();
    let mut lines = text.lines().map(str::trim);
    while let Some(line) = lines.find(|line| line.starts_with("enum:")) {
        match line.strip_prefix("enum: [").and_then(|list| list.strip_suffix(']')) {
            Some(list) => values.extend(list.split(", ")),
            None => values.extend(lines.clone().map_while(|line| line.strip_prefix("- "))),
        }
    }
    let bare = values.into_iter().filter(|value| !value.starts_with('"') || !value.ends_with('"'));
    bare.map(|value| format!("the enum value {value} is not quoted")).collect()
}

/// A specification that has nothing wrong with it.
pub const SAMPLE: &str = r##"
openapi: "3.0.3"
info:
  title: Cats
  version: "1"
paths:
  /cats:
    post:
      description: Adds a cat.
      requestBody:
        content:
          application/json:
            schema:
              $ref: "#/components/schemas/Cat"
            example:
              name: Tom
              place: { country: "NO" }
              places: { home: { country: "NO" } }
              notes: { anything: { goes: 1 } }
              friends: [{ name: Ann, place: null }, nobody in particular]
      responses:
        "200":
          description: The cat.
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Cat"
              examples:
                ann:
                  value: { name: Ann }
                bob:
                  value: '{"name": "Bob"}'
                eve:
                  $ref: "#/components/examples/Eve"
      x-specwright:
        source:
          - url: https://example.com/cats
        reason: Seen there.
        openQuestion: Where are the dogs?
components:
  examples:
    Eve:
      value: { name: Eve }
  schemas:
    Place:
      type: object
      properties:
        country:
          type: string
          enum:
            - "NO"
            - "SE"
    Cat:
      type: object
      properties:
        name:
          type: string
        place:
          nullable: true
          allOf:
            - $ref: "#/components/schemas/Place"
        places:
          type: object
          additionalProperties:
            $ref: "#/components/schemas/Place"
        notes:
          type: object
          additionalProperties: true
        friends:
          type: array
          items:
            oneOf:
              - $ref: "#/components/schemas/Cat"
              - type: string
"##;
