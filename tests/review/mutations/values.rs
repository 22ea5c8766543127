//! Mutations of what values may be.

use serde_json::{Value, json};
use specwright_codegen::Impact::{Breaking, Compatible, Warning};

use super::kinds::{Levels, Mutation, Part, both, has_any, list, mistyped, object, text};
use super::world::World;
use crate::generator::mutations::Random;
use crate::review::places::Kind::Schema;

pub const ALL: &[Mutation] = &[
    Mutation {
        name: "text to integer",
        part: Schema,
        change: |part, _, _| typed(part, "string", "integer", both(Breaking)),
    },
    Mutation {
        name: "flag to text",
        part: Schema,
        change: |part, _, _| typed(part, "boolean", "string", both(Breaking)),
    },
    Mutation {
        name: "integer to number",
        part: Schema,
        change: |part, _, _| typed(part, "integer", "number", (Compatible, Breaking)),
    },
    Mutation {
        name: "number to integer",
        part: Schema,
        change: |part, _, _| typed(part, "number", "integer", (Breaking, Compatible)),
    },
    Mutation { name: "enum value added", part: Schema, change: value_added },
    Mutation { name: "enum value removed", part: Schema, change: value_removed },
    Mutation { name: "null allowed", part: Schema, change: null_allowed },
    Mutation { name: "null forbidden", part: Schema, change: null_forbidden },
    Mutation {
        name: "upper bound tightened",
        part: Schema,
        change: |part, _, _| upper(part, -1, (Breaking, Compatible)),
    },
    Mutation { name: "upper bound loosened", part: Schema, change: |part, _, _| upper(part, 1, (Compatible, Warning)) },
    Mutation { name: "bound removed", part: Schema, change: bound_removed },
    Mutation {
        name: "length bounded",
        part: Schema,
        change: |part, _, _| limited(part, "string", "maxLength", json!(9999)),
    },
    Mutation {
        name: "number bounded",
        part: Schema,
        change: |part, _, _| limited(part, "number", "minimum", json!(-9999)),
    },
    Mutation {
        name: "count bounded",
        part: Schema,
        change: |part, _, _| limited(part, "array", "maxItems", json!(9999)),
    },
    Mutation {
        name: "elements each once",
        part: Schema,
        change: |part, _, _| limited(part, "array", "uniqueItems", json!(true)),
    },
    Mutation {
        name: "pattern added",
        part: Schema,
        change: |part, _, _| limited(part, "string", "pattern", json!("^[a-z]")),
    },
    Mutation {
        name: "format added",
        part: Schema,
        change: |part, _, _| limited(part, "string", "format", json!("uuid")),
    },
    Mutation {
        name: "format changed",
        part: Schema,
        change: |part, _, _| formatted(part, Some("email"), both(Breaking)),
    },
    Mutation {
        name: "format removed",
        part: Schema,
        change: |part, _, _| formatted(part, None, (Compatible, Breaking)),
    },
    Mutation {
        name: "integer of 32 bits",
        part: Schema,
        change: |part, _, _| limited(part, "integer", "format", json!("int32")),
    },
    Mutation { name: "elements of any type", part: Schema, change: elements_untyped },
    Mutation { name: "default changed", part: Schema, change: default_changed },
    Mutation {
        name: "description of a schema mistyped",
        part: Schema,
        change: |part, _, _| mistyped(part, "description"),
    },
    Mutation {
        name: "reason of a schema mistyped",
        part: Schema,
        change: |part, _, _| mistyped(object(part, "x-specwright")?, "reason"),
    },
];

/// What says more of a value than its type.
const MORE: [&str; 8] = ["enum", "format", "pattern", "default", "minLength", "maxLength", "minimum", "maximum"];

fn is_plain(schema: &Part, name: &str) -> bool {
    text(schema, "type") == Some(name)
        && !has_any(schema, &MORE)
        && schema.get("x-specwright").is_none_or(|said| said.get("accepts").is_none())
}

fn typed(schema: &mut Part, from: &str, to: &str, levels: Levels) -> Option<Levels> {
    if !is_plain(schema, from) {
        return None;
    }
    schema.insert("type".to_owned(), json!(to));
    Some(levels)
}

fn limited(schema: &mut Part, name: &str, keyword: &str, value: Value) -> Option<Levels> {
    if !is_plain(schema, name) || schema.contains_key(keyword) {
        return None;
    }
    schema.insert(keyword.to_owned(), value);
    Some((Breaking, Compatible))
}

fn value_added(schema: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    list(schema, "enum")?.push(json!("ZZ_ADDED"));
    Some((Compatible, Warning))
}

fn value_removed(schema: &mut Part, world: &World, random: &mut Random) -> Option<Levels> {
    let values = list(schema, "enum")?;
    let at = random.below(values.len());
    if values.len() < 2 || values[at].as_str().is_none_or(|value| world.is_named(value)) {
        return None;
    }
    values.remove(at);
    Some((Breaking, Compatible))
}

fn null_allowed(schema: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    // Objects are components here, some of whose users allow null beside the reference.
    if !schema.contains_key("type") || has_any(schema, &["enum", "nullable", "properties"]) {
        return None;
    }
    schema.insert("nullable".to_owned(), json!(true));
    Some((Compatible, Breaking))
}

fn null_forbidden(schema: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    let is_so = schema.contains_key("type") && schema.remove("nullable") == Some(json!(true));
    is_so.then_some((Breaking, Compatible))
}

fn upper(schema: &mut Part, step: i64, levels: Levels) -> Option<Levels> {
    let keyword = ["maximum", "maxLength", "maxItems"].into_iter().find(|keyword| schema.contains_key(*keyword))?;
    let bound = schema[keyword].as_i64()?;
    schema.insert(keyword.to_owned(), json!(bound + step));
    Some(levels)
}

fn bound_removed(schema: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    let keywords = ["minimum", "maximum", "minLength", "maxLength", "maxItems"];
    let keyword = keywords.into_iter().find(|keyword| schema.contains_key(*keyword))?;
    schema.remove(keyword);
    Some((Compatible, Warning))
}

fn formatted(schema: &mut Part, format: Option<&str>, levels: Levels) -> Option<Levels> {
    if !["uuid", "date", "date-time"].contains(&text(schema, "format")?) {
        return None;
    }
    schema.remove("format");
    schema.extend(format.map(|format| ("format".to_owned(), json!(format))));
    Some(levels)
}

fn elements_untyped(schema: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    object(schema, "items")?.get("type")?;
    schema.insert("items".to_owned(), json!({}));
    Some((Compatible, Breaking))
}

fn default_changed(schema: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    let default = match (text(schema, "type")?, schema.get("default")) {
        ("boolean", Some(Value::Bool(flag))) => json!(!flag),
        ("integer", Some(Value::Number(number))) => json!(number.as_i64()? + 1),
        ("string", None) if is_plain(schema, "string") => json!("zz"),
        ("boolean", None) => json!(false),
        _ => return None,
    };
    schema.insert("default".to_owned(), default);
    Some((Warning, Compatible))
}
