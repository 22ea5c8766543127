//! Mutations of the keys of objects.

use serde_json::{Value, json};
use specwright_codegen::Impact::{Breaking, Compatible, Warning};

use super::kinds::{Levels, Mutation, Part, both, has_any, object, pick, text};
use super::world::World;
use crate::generator::mutations::Random;
use crate::review::places::Kind::Schema;

pub const ALL: &[Mutation] = &[
    Mutation { name: "optional key added", part: Schema, change: optional_added },
    Mutation { name: "required key added", part: Schema, change: required_added },
    Mutation { name: "key removed", part: Schema, change: removed },
    Mutation { name: "key renamed", part: Schema, change: renamed },
    Mutation { name: "key required", part: Schema, change: required },
    Mutation { name: "key optional", part: Schema, change: optional },
    Mutation { name: "key deprecated", part: Schema, change: deprecated },
    Mutation { name: "other keys forbidden", part: Schema, change: closed },
    Mutation { name: "other type accepted", part: Schema, change: accepts },
    Mutation { name: "other type not accepted any more", part: Schema, change: accepts_no_more },
];

fn optional_added(schema: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    object(schema, "properties")?.insert("zzAdded".to_owned(), json!({"type": "string"}));
    Some(both(Compatible))
}

fn required_added(schema: &mut Part, world: &World, random: &mut Random) -> Option<Levels> {
    optional_added(schema, world, random)?;
    set_required(schema, "zzAdded", true);
    Some((Breaking, Compatible))
}

fn removed(schema: &mut Part, world: &World, random: &mut Random) -> Option<Levels> {
    let key = pick(schema, "properties", random, |name, value| !world.is_named(name) && !is_inferred(value))?;
    object(schema, "properties")?.remove(&key);
    Some(if set_required(schema, &key, false) { (Warning, Breaking) } else { both(Warning) })
}

fn renamed(schema: &mut Part, world: &World, random: &mut Random) -> Option<Levels> {
    let key = pick(schema, "properties", random, |name, _| !world.is_named(name))?;
    let (keys, name) = (object(schema, "properties")?, format!("{key}Renamed"));
    let value = keys.remove(&key)?;
    keys.insert(name.clone(), value);
    if set_required(schema, &key, false) {
        set_required(schema, &name, true);
    }
    Some(both(Breaking))
}

fn required(schema: &mut Part, _: &World, random: &mut Random) -> Option<Levels> {
    let key = pick(schema, "properties", random, |name, value| !is_required(schema, name) && !is_inferred(value))?;
    set_required(schema, &key, true);
    Some((Breaking, Compatible))
}

fn optional(schema: &mut Part, _: &World, random: &mut Random) -> Option<Levels> {
    let key = pick(schema, "properties", random, |name, value| is_required(schema, name) && !is_inferred(value))?;
    set_required(schema, &key, false);
    Some((Compatible, Breaking))
}

fn deprecated(schema: &mut Part, _: &World, random: &mut Random) -> Option<Levels> {
    let key = pick(schema, "properties", random, |_, value| value.get("$ref").is_none())?;
    let key = object(object(schema, "properties")?, &key)?;
    let flag = key.get("deprecated") != Some(&json!(true));
    key.insert("deprecated".to_owned(), json!(flag));
    Some(both(Compatible))
}

fn closed(schema: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    if !schema.contains_key("properties") || schema.contains_key("additionalProperties") {
        return None;
    }
    schema.insert("additionalProperties".to_owned(), json!(false));
    Some((Breaking, Compatible))
}

fn accepts(schema: &mut Part, _: &World, random: &mut Random) -> Option<Levels> {
    let is_meant = |value: &Value| {
        let part = value.as_object().unwrap();
        text(part, "type") == Some("string")
            && !has_any(part, &["enum", "format"])
            && value["x-specwright"]["accepts"].is_null()
    };
    let key = pick(schema, "properties", random, |_, value| is_meant(value))?;
    schema["properties"][&key]["x-specwright"]["accepts"] = json!(["boolean"]);
    Some((Compatible, Warning))
}

fn accepts_no_more(schema: &mut Part, _: &World, random: &mut Random) -> Option<Levels> {
    let key = pick(schema, "properties", random, |_, value| !value["x-specwright"]["accepts"].is_null())?;
    schema["properties"][&key]["x-specwright"].as_object_mut()?.remove("accepts");
    Some((Compatible, Warning))
}

/// What is required by inference is optional to readers.
fn is_inferred(value: &Value) -> bool {
    value["x-specwright"]["evidence"] == "inferred"
}

fn is_required(schema: &Part, name: &str) -> bool {
    schema.get("required").and_then(Value::as_array).is_some_and(|names| names.iter().any(|other| *other == name))
}

/// Whether it was required.
fn set_required(schema: &mut Part, name: &str, is_so: bool) -> bool {
    let was = is_required(schema, name);
    let names = schema.entry("required").or_insert_with(|| json!([])).as_array_mut().unwrap();
    names.retain(|other| *other != name);
    if is_so {
        names.push(name.into());
    }
    if names.is_empty() {
        schema.remove("required");
    }
    was
}
