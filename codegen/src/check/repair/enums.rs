//! Listed values: takes a schema, brings its `enum` and its `type` in agreement, and warns of what says nothing.

use super::super::findings::Findings;
use crate::openapi::is_of_type;
use crate::parse::{At, Node, Object};
use crate::pointer::Pointer;

pub(super) fn check(schema: &mut Object, pointer: &Pointer, findings: &mut Findings) {
    for key in ["enum", "allOf", "oneOf", "anyOf"] {
        empty_choice(schema, key, &pointer.key(key), findings);
    }
    enum_value_type(schema, &pointer.key("enum"), findings);
    for key in ["enum", "required"] {
        repeated_value(schema, key, &pointer.key(key), findings);
    }
    default_type(schema, &pointer.key("default"), findings);
}

fn empty_choice(schema: &mut Object, key: &str, pointer: &Pointer, findings: &mut Findings) {
    if schema.get(key).and_then(Node::as_array).is_none_or(|items| !items.is_empty()) {
        return;
    }
    let message = format!("an empty `{key}` has no effect");
    findings.warning("empty_choice", pointer, At::Key, message, "list what it is for, or remove it");
    schema.remove(key);
}

/// Values of another type than their schema: where their text is one of the type, the type counts; else the values do.
fn enum_value_type(schema: &mut Object, pointer: &Pointer, findings: &mut Findings) {
    let Some((ty, values)) = schema.get("type").and_then(Node::as_str).map(str::to_owned).zip(listed(schema)) else {
        return;
    };
    let fits = |value: &Node| *value == Node::Null || is_of_type(value, &ty) || !is_known(&ty);
    let Some(first) = values.iter().position(|value| !fits(value)) else { return };
    let read: Option<Vec<_>> =
        values.iter().map(|value| if fits(value) { Some(value.clone()) } else { value_of(value, &ty) }).collect();
    let is_scalar = |value: &Node| !matches!(value, Node::Array(_) | Node::Object(_));
    let (said, at) = match read {
        Some(read) => {
            schema.insert("enum", Node::Array(read));
            (format!("its values are taken as `type: {ty}`"), first)
        }
        None if ty == "array" || schema.contains("properties") || !values.iter().all(is_scalar) => {
            schema.remove("enum");
            ("the list has no effect".to_owned(), first)
        }
        None => {
            schema.remove("type");
            ("the values count, and the type has no effect".to_owned(), first)
        }
    };
    let kind = values.get(at).map_or("nothing", Node::kind);
    let message = format!("this enum holds {kind} where its schema says `type: {ty}`; {said}");
    let hint = match (ty.as_str(), values.get(at)) {
        ("string", Some(Node::Bool(_) | Node::Number(_))) => "put the value in quotes, so that YAML reads a string",
        _ => "write a value of the schema's type, or mend the type",
    };
    findings.warning("enum_value_type", &pointer.index(at), At::Value, message, hint);
}

fn listed(schema: &Object) -> Option<Vec<Node>> {
    schema.get("enum").and_then(Node::as_array).map(<[Node]>::to_vec)
}

fn is_known(ty: &str) -> bool {
    ["array", "boolean", "integer", "number", "object", "string"].contains(&ty)
}

/// A scalar of another type with the same text.
fn value_of(value: &Node, ty: &str) -> Option<Node> {
    let read = match (value, ty) {
        (Node::Bool(value), "string") => Some(Node::String(value.to_string())),
        (Node::Number(number), "string") => Some(Node::String(number.text().to_owned())),
        (Node::String(text), "integer" | "number") => Node::number(text),
        (Node::String(text), "boolean") => text.parse().ok().map(Node::Bool),
        _ => None,
    };
    read.filter(|read| is_of_type(read, ty))
}

fn repeated_value(schema: &Object, key: &str, pointer: &Pointer, findings: &mut Findings) {
    let values = schema.get(key).and_then(Node::as_array).unwrap_or_default();
    let texts = values.iter().map(Node::as_str).enumerate();
    let mut seen = std::collections::HashSet::new();
    for (index, text) in texts.filter_map(|(index, text)| Some((index, text?))) {
        if !seen.insert(text) {
            let message = format!("`{text}` stands more than once in this `{key}`; once counts");
            findings.warning("repeated_value", &pointer.index(index), At::Value, message, "remove it");
        }
    }
}

fn default_type(schema: &Object, pointer: &Pointer, findings: &mut Findings) {
    let Some((ty, value)) = schema.get("type").and_then(Node::as_str).zip(schema.get("default")) else { return };
    if *value == Node::Null || !is_known(ty) || is_of_type(value, ty) {
        return;
    }
    let message = format!("this default is {} where its schema says `type: {ty}`; docs alone show it", value.kind());
    findings.warning("default_type", pointer, At::Value, message, "write a value of the schema's type");
}
