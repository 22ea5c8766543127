//! What stands in components put where it is used, and the other way round.

use serde_json::{Map, Value, json};

use crate::review::places::{Kind, each, of_kind, resolved, token};

/// Each reference to a part of this kind replaced by what it leads to.
pub fn inlined(document: &mut Value, kind: Kind) {
    let whole = document.clone();
    each(document, kind, |part| put_in(part, &whole));
}

/// Each reference to a schema for which this holds, replaced by the schema; those in it stay.
pub fn schemas_inlined(document: &mut Value, is_meant: impl Fn(&Value) -> bool) {
    let whole = document.clone();
    each(document, Kind::Schema, |part| {
        let target = part.get("$ref").and_then(Value::as_str).and_then(|target| whole.pointer(target.get(1..)?));
        if target.is_some_and(&is_meant) {
            put_in(part, &whole);
        }
    });
}

fn put_in(part: &mut Map<String, Value>, whole: &Value) {
    if let Some(target) = part.get("$ref").and_then(Value::as_str) {
        let target = resolved(whole, target.strip_prefix('#').unwrap());
        let mut other = whole.pointer(&target).unwrap().as_object().unwrap().clone();
        part.remove("$ref");
        other.append(part);
        *part = other;
    }
}

/// Each part of this kind moved to components, under a name of its own.
pub fn moved(document: &mut Value, kind: Kind, section: &str) {
    moved_if(document, kind, section, |_, _| true);
}

/// The same for the parts of which this holds, by place and value.
pub fn moved_if(document: &mut Value, kind: Kind, section: &str, is_meant: impl Fn(&str, &Value) -> bool) {
    let start = format!("/components/{section}/");
    for (number, pointer) in of_kind(document, kind).iter().enumerate().rev() {
        let part = document.pointer_mut(pointer).unwrap();
        let is_named = pointer.strip_prefix(&start).is_some_and(|rest| !rest.contains('/'));
        if is_named || part.get("$ref").is_some() || !is_meant(pointer, part) {
            continue;
        }
        let name = format!("Moved{number}");
        let moved = std::mem::replace(part, json!({"$ref": format!("#{start}{}", token(&name))}));
        let components = document["components"].as_object_mut().unwrap();
        components.entry(section).or_insert_with(|| json!({}))[&name] = moved;
    }
}
