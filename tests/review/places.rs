//! From a document to the places of its parts, as JSON pointers: outer parts before those in them.

use serde_json::Value;

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Document,
    Components,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    Response,
    Header,
    MediaType,
    Example,
    Schema,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub pointer: String,
    pub kind: Kind,
}

enum Shape {
    One,
    List,
    Map,
}

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

fn inner(kind: Kind, key: &str) -> Option<(Kind, Shape)> {
    use Kind::*;
    use Shape::{List, Map, One};
    Some(match (kind, key) {
        (Document, "components") => (Components, One),
        (Document, "paths" | "webhooks") => (PathItem, Map),
        (Components, "schemas") => (Schema, Map),
        (Components, "parameters") => (Parameter, Map),
        (Components, "requestBodies") => (RequestBody, Map),
        (Components | Operation, "responses") => (Response, Map),
        (Components | Response, "headers") => (Header, Map),
        (Components | Parameter | Header | MediaType, "examples") => (Example, Map),
        (PathItem | Operation, "parameters") => (Parameter, List),
        (PathItem, key) if METHODS.contains(&key) => (Operation, One),
        (Operation, "requestBody") => (RequestBody, One),
        (Parameter | Header | RequestBody | Response, "content") => (MediaType, Map),
        (Parameter | Header | MediaType, "schema") | (Schema, "items" | "additionalProperties" | "not") => {
            (Schema, One)
        }
        (Schema, "properties" | "patternProperties" | "$defs") => (Schema, Map),
        (Schema, "allOf" | "anyOf" | "oneOf" | "prefixItems") => (Schema, List),
        _ => return None,
    })
}

/// All parts of a document.
pub fn places(document: &Value) -> Vec<Place> {
    let mut found = Vec::new();
    add(document, Place { pointer: String::new(), kind: Kind::Document }, &mut found);
    found
}

/// The parts of one kind.
pub fn of_kind(document: &Value, kind: Kind) -> Vec<String> {
    places(document).into_iter().filter(|place| place.kind == kind).map(|place| place.pointer).collect()
}

fn add(document: &Value, place: Place, found: &mut Vec<Place>) {
    let children = children(document, &place.pointer, place.kind);
    found.push(place);
    children.into_iter().for_each(|child| add(document, child, found));
}

/// The parts that a part is made of.
pub fn children(document: &Value, pointer: &str, kind: Kind) -> Vec<Place> {
    let mut found = Vec::new();
    let Some(Value::Object(members)) = document.pointer(pointer) else { return found };
    for (key, value) in members {
        let Some((kind, shape)) = inner(kind, key) else { continue };
        let ways = match (shape, value) {
            (Shape::One, _) => vec![format!("/{key}")],
            (Shape::List, Value::Array(items)) => (0..items.len()).map(|at| format!("/{key}/{at}")).collect(),
            (Shape::Map, Value::Object(map)) => {
                let named = map.keys().filter(|name| !name.starts_with("x-"));
                named.map(|name| format!("/{key}/{}", token(name))).collect()
            }
            _ => Vec::new(),
        };
        found.extend(ways.into_iter().map(|way| Place { pointer: format!("{pointer}{way}"), kind }));
    }
    found.retain(|place| document.pointer(&place.pointer).is_some_and(Value::is_object));
    found
}

/// A key as a part of a pointer.
pub fn token(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The last key of a pointer, and the pointer of what it is in.
pub fn parent(pointer: &str) -> (&str, String) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    (parent, key.replace("~1", "/").replace("~0", "~"))
}

/// Changes all parts of a kind, inner ones first.
pub fn each(document: &mut Value, kind: Kind, mut change: impl FnMut(&mut serde_json::Map<String, Value>)) {
    for pointer in of_kind(document, kind).iter().rev() {
        change(document.pointer_mut(pointer).unwrap().as_object_mut().unwrap());
    }
}

/// What a part stands for: the end of its references.
pub fn resolved(document: &Value, pointer: &str) -> String {
    let mut pointer = pointer.to_owned();
    while let Some(target) = document.pointer(&pointer).and_then(|part| part["$ref"].as_str()) {
        pointer = target.strip_prefix('#').expect("references within a document").to_owned();
    }
    pointer
}
