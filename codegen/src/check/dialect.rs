//! From the words of OpenAPI 3.1 and 3.2 to those of 3.0: takes a document, rewrites its schemas where both say the same in other
//! words, so that all that follows knows one dialect.
//!
//! What 3.0 has no word for stays as it is, and so does every pointer but those below a rewritten keyword.

use super::roots::Roots;
use super::shape::{Kind, Members, Shape};
use super::version::Version;
use crate::openapi::is_of_type;
use crate::parse::{Node, Object};

/// Rewrites a whole document. One of 3.0 that uses the words of 3.1 means what they mean there.
pub(super) fn to_30(root: &mut Node, roots: &Roots, version: Version) {
    for (shape, pointer) in roots.iter() {
        if let Some(node) = root.at_mut(pointer) {
            value(shape, node, version);
        }
    }
}

fn value(shape: Shape, node: &mut Node, version: Version) {
    match (shape, node) {
        (Shape::Ref(Kind::Schema), node @ Node::Bool(_)) => boolean(node),
        (Shape::Object(kind) | Shape::Ref(kind), Node::Object(object)) => members(kind, object, version),
        (Shape::FlagOrSchema, Node::Object(object)) => members(Kind::Schema, object, version),
        (Shape::List(item), Node::Array(items)) => items.iter_mut().for_each(|node| value(*item, node, version)),
        (Shape::Map(item), Node::Object(object)) => object.iter_mut().for_each(|(_, node)| value(*item, node, version)),
        _ => {}
    }
}

fn members(kind: Kind, object: &mut Object, version: Version) {
    if kind == Kind::Schema {
        schema(object, version);
    }
    for (key, node) in object.iter_mut().filter(|(key, _)| !key.starts_with("x-")) {
        match kind.members() {
            Members::Every(shape) => value(shape, node, version),
            Members::Named(members) => {
                if let Some(member) = members.iter().find(|member| member.name == key) {
                    value(member.shape, node, version);
                }
            }
        }
    }
}

/// `true` allows anything, `false` nothing.
fn boolean(node: &mut Node) {
    let nothing = *node == Node::Bool(false);
    *node = Node::object(nothing.then(|| ("not", Node::object::<&str>([]))));
}

fn schema(object: &mut Object, version: Version) {
    // In 3.0, what stands beside a reference says nothing.
    if version > Version::V30 {
        reference(object);
    }
    constant(object);
    bound(object, "minimum", "exclusiveMinimum", |exclusive, inclusive| exclusive >= inclusive);
    bound(object, "maximum", "exclusiveMaximum", |exclusive, inclusive| exclusive <= inclusive);
    content(object);
    types(object);
    keys(object);
}

/// A reference with something beside it is one part of a composition: the last, so that the others stay where they are.
fn reference(object: &mut Object) {
    if object.iter().count() < 2 {
        return;
    }
    if let Some(target @ Node::String(_)) = object.remove("$ref") {
        let mut parts = match object.remove("allOf") {
            Some(Node::Array(others)) => others,
            _ => Vec::new(),
        };
        parts.push(Node::object([("$ref", target)]));
        object.insert("allOf", Node::Array(parts));
    }
}

/// One value is an enum of one.
fn constant(object: &mut Object) {
    if let Some(only) = object.remove("const")
        && !object.contains("enum")
    {
        object.insert("enum", Node::Array(vec![only]));
    }
}

/// An exclusive bound is a number of its own in 3.1, and a flag in 3.0: the stricter of two bounds counts.
fn bound(object: &mut Object, inclusive: &str, exclusive: &str, is_stricter: fn(f64, f64) -> bool) {
    let Some(Node::Number(strict)) = object.get(exclusive).cloned() else { return };
    object.remove(exclusive);
    let float = |node: &Node| match node {
        Node::Number(number) => number.text().parse::<f64>().ok(),
        _ => None,
    };
    let strict = Node::Number(strict);
    let both = float(&strict).zip(object.get(inclusive).and_then(float));
    if both.is_none_or(|(strict, other)| is_stricter(strict, other)) {
        object.insert(inclusive, strict);
        object.insert(exclusive, Node::Bool(true));
    }
}

/// What 3.0 calls a format.
fn content(object: &mut Object) {
    let text = |key| object.get(key).and_then(Node::as_str).map(str::to_ascii_lowercase);
    let format = match (text("contentEncoding").as_deref(), text("contentMediaType").as_deref()) {
        (Some("base64"), _) => "byte",
        (None, Some("application/octet-stream")) => "binary",
        _ => return,
    };
    if !object.contains("format") {
        object.insert("format", Node::String(format.to_owned()));
    }
}

/// Null among the types is a flag in 3.0; several other types are a union.
fn types(object: &mut Object) {
    let types: Vec<String> = match object.get("type") {
        Some(Node::String(only)) if only == "null" => vec![only.clone()],
        Some(Node::Array(types)) => types.iter().filter_map(Node::as_str).map(str::to_owned).collect(),
        _ => return,
    };
    object.remove("type");
    let is_null = |ty: &String| ty == "null";
    let is_nullable = types.iter().any(is_null);
    let mut others: Vec<_> = types.into_iter().filter(|ty| !is_null(ty)).collect();
    others.dedup();
    // Every integer is a number.
    if others.iter().any(|ty| ty == "number") {
        others.retain(|ty| ty != "integer");
    }
    if is_nullable && !others.is_empty() {
        object.insert("nullable", Node::Bool(true));
    }
    match others.as_slice() {
        [] if is_nullable => object.insert("enum", Node::Array(vec![Node::Null])),
        [] => {}
        [only] => object.insert("type", Node::String(only.clone())),
        several if ["allOf", "oneOf", "anyOf"].iter().all(|key| !object.contains(key)) => {
            let members = several.iter().map(|ty| branch(object, ty)).collect();
            several.iter().flat_map(|ty| keywords(ty)).chain(&["enum"]).for_each(|key| drop(object.remove(key)));
            object.insert("anyOf", Node::Array(members));
        }
        _ => {}
    }
}

/// The member of a union for one type, with the keywords that bind its values.
fn branch(object: &Object, ty: &str) -> Node {
    let own = keywords(ty).iter().filter_map(|key| Some((*key, object.get(key)?.clone())));
    let values: Vec<_> = object.get("enum").and_then(Node::as_array).unwrap_or_default().to_vec();
    let values: Vec<_> = values.into_iter().filter(|value| is_of_type(value, ty)).collect();
    let values = (!values.is_empty()).then_some(("enum", Node::Array(values)));
    Node::object([("type", Node::String(ty.to_owned()))].into_iter().chain(own).chain(values))
}

/// The keywords that say something of values of a type.
fn keywords(ty: &str) -> &'static [&'static str] {
    match ty {
        "object" => &[
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
            "propertyNames",
            "minProperties",
            "maxProperties",
        ],
        "array" => &["items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems"],
        "string" => &["format", "minLength", "maxLength", "pattern"],
        "integer" | "number" => &["format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
        _ => &[],
    }
}

/// Keys by pattern are additional ones.
fn keys(object: &mut Object) {
    let others = object.get("additionalProperties");
    let Some(patterns) = object.get("patternProperties").and_then(Node::as_object) else { return };
    if others == Some(&Node::Bool(true)) {
        return;
    }
    let others = others.filter(|others| matches!(others, Node::Object(_)));
    let mut schemas: Vec<Node> = Vec::new();
    for schema in patterns.iter().map(|(_, schema)| schema).chain(others) {
        if !schemas.contains(schema) {
            schemas.push(schema.clone());
        }
    }
    match schemas.as_slice() {
        [] => {}
        [only] => object.insert("additionalProperties", only.clone()),
        _ => object.insert("additionalProperties", Node::object([("anyOf", Node::Array(schemas))])),
    }
}
