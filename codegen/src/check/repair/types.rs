//! The words for types: takes a schema, writes OpenAPI's own words where others are meant, and warns of each.

use super::super::findings::Findings;
use super::super::version::Since;
use super::{Repair, newer_member, wrong_type};
use crate::parse::{At, Node, Object};
use crate::pointer::Pointer;

const TYPES: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];

/// What other languages call types, and the type and format that they mean; no type at all where anything goes.
const OTHERS: [(&str, Option<&str>, Option<&str>); 26] = [
    ("any", None, None),
    ("binary", Some("string"), Some("binary")),
    ("bool", Some("boolean"), None),
    ("byte", Some("string"), Some("byte")),
    ("date", Some("string"), Some("date")),
    ("date-time", Some("string"), Some("date-time")),
    ("datetime", Some("string"), Some("date-time")),
    ("decimal", Some("number"), None),
    ("dict", Some("object"), None),
    ("double", Some("number"), Some("double")),
    ("email", Some("string"), None),
    ("file", Some("string"), Some("binary")),
    ("float", Some("number"), None),
    ("int", Some("integer"), None),
    ("int32", Some("integer"), Some("int32")),
    ("int64", Some("integer"), Some("int64")),
    ("list", Some("array"), None),
    ("long", Some("integer"), Some("int64")),
    ("map", Some("object"), None),
    ("mixed", None, None),
    ("password", Some("string"), Some("password")),
    ("str", Some("string"), None),
    ("text", Some("string"), None),
    ("uri", Some("string"), Some("uri")),
    ("url", Some("string"), None),
    ("uuid", Some("string"), Some("uuid")),
];

/// The type and format that a word means, if it means any.
pub(super) fn word(text: &str) -> Option<(Option<&'static str>, Option<&'static str>)> {
    let text = text.trim().to_ascii_lowercase();
    let own = TYPES.into_iter().find(|ty| *ty == text).map(|ty| (Some(ty), None));
    own.or_else(|| OTHERS.into_iter().find(|(other, ..)| *other == text).map(|(_, ty, format)| (ty, format)))
}

pub(super) fn types(schema: &mut Object, pointer: &Pointer, repair: &mut Repair<'_>) {
    let at = pointer.key("type");
    match schema.get("type").cloned() {
        Some(Node::String(text)) => one(schema, &text, &at, repair),
        Some(Node::Array(words)) => several(schema, words, &at, repair),
        // YAML reads the word as no value. A schema that says nothing else means it.
        Some(Node::Null) if schema.iter().count() == 1 => {
            wrong_type("a string; it is taken as `\"null\"`", &Node::Null, &at, repair.findings);
            schema.insert("type", Node::String("null".to_owned()));
        }
        Some(other) => {
            wrong_type("a string; it is taken as absent", &other, &at, repair.findings);
            schema.remove("type");
        }
        None => {}
    }
    for key in ["exclusiveMinimum", "exclusiveMaximum"] {
        if let Some(Node::Number(_)) = schema.get(key) {
            newer_member("a number here", Since::From31, repair, &pointer.key(key));
        }
    }
    misplaced_keyword(schema, pointer, repair.findings);
}

fn one(schema: &mut Object, text: &str, at: &Pointer, repair: &mut Repair<'_>) {
    if text == "null" {
        newer_member("`null`", Since::From31, repair, at);
    }
    if TYPES.contains(&text) {
        return;
    }
    let Some((ty, format)) = word(text) else {
        return invalid_value(text, "values are any JSON value", at, repair.findings);
    };
    let said = ty.map_or("values are any JSON value".to_owned(), |ty| match format {
        Some(format) => format!("it is taken as `{ty}` with `format: {format}`"),
        None => format!("it is taken as `{ty}`"),
    });
    invalid_value(text, &said, at, repair.findings);
    match ty {
        Some(ty) => schema.insert("type", Node::String(ty.to_owned())),
        None => drop(schema.remove("type")),
    }
    if let Some(format) = format.filter(|_| !schema.contains("format")) {
        schema.insert("format", Node::String(format.to_owned()));
    }
}

fn several(schema: &mut Object, mut words: Vec<Node>, at: &Pointer, repair: &mut Repair<'_>) {
    newer_member("a list of types", Since::From31, repair, at);
    for (index, node) in words.iter_mut().enumerate() {
        let at = at.index(index);
        match node {
            Node::Null => {
                wrong_type("a string; it is taken as `\"null\"`", node, &at, repair.findings);
                *node = Node::String("null".to_owned());
            }
            Node::String(text) if !TYPES.contains(&text.as_str()) => match word(text) {
                Some((Some(ty), _)) => {
                    invalid_value(text, &format!("it is taken as `{ty}`"), &at, repair.findings);
                    *node = Node::String(ty.to_owned());
                }
                _ => invalid_value(text, "values of it are any JSON value", &at, repair.findings),
            },
            _ => {}
        }
    }
    schema.insert("type", Node::Array(words));
}

fn invalid_value(text: &str, said: &str, pointer: &Pointer, findings: &mut Findings) {
    let message = format!("`{text}` is no type of OpenAPI; {said}");
    let hint = format!("use one of: {}", TYPES.join(", "));
    findings.warning("invalid_value", pointer, At::Value, message, hint);
}

/// Keys of an object, on a schema that says that its values are something else.
fn misplaced_keyword(schema: &mut Object, pointer: &Pointer, findings: &mut Findings) {
    let Some(Node::String(ty)) = schema.get("type").filter(|_| schema.contains("properties")) else { return };
    if ty == "object" || !TYPES.contains(&ty.as_str()) {
        return;
    }
    let message = format!("`properties` says nothing of values of `type: {ty}`; it has no effect");
    let hint = match ty.as_str() {
        "array" => "put it into the schema of the elements, `items: {type: object, properties: …}`",
        _ => "write `type: object`, or remove it",
    };
    findings.warning("misplaced_keyword", &pointer.key("properties"), At::Key, message, hint);
    schema.remove("properties");
}
