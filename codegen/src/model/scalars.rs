//! Values without parts: strings by format, integers by size, enums, and what `x-specwright.accepts` lets arrive instead.

use super::types::{EnumValue, Presence, Type, TypeShape};
use crate::names::{Names, camel};
use crate::openapi::EXTENSION;
use crate::parse::Node;
use crate::pointer::Pointer;
use crate::settings::Overrides;

/// Whether a schema lists strings, and perhaps null.
pub(super) fn is_string_enum(node: &Node) -> bool {
    let mut values = node.list("enum").iter().filter(|value| **value != Node::Null).peekable();
    let is_string = node.text("type").is_none_or(|ty| ty == "string");
    is_string && values.peek().is_some() && values.all(|value| value.as_str().is_some())
}

/// The enum of the values at a pointer, null left out.
pub(super) fn enumeration(listed: &[Node], at: &Pointer, overrides: &Overrides<'_>) -> TypeShape {
    let mut names = Names::default();
    let mut distinct: Vec<(usize, &str)> = Vec::new();
    for (index, wire) in listed.iter().enumerate().filter_map(|(index, value)| Some((index, value.as_str()?))) {
        if !distinct.iter().any(|(_, known)| *known == wire) {
            distinct.push((index, wire));
        }
    }
    // Names of the settings first, so that no other value takes them.
    let given: Vec<_> =
        distinct.iter().map(|(index, _)| overrides.name(&at.index(*index), &mut names, camel)).collect();
    let named = distinct.into_iter().zip(given).map(|((index, wire), given)| EnumValue {
        wire: wire.to_owned(),
        place: at.index(index),
        variant: given.unwrap_or_else(|| names.unique(camel(wire))),
    });
    let values: Vec<_> = named.collect();
    // A documented value may itself be called unknown.
    let is_taken = values.iter().any(|value| value.variant == "Unknown");
    let unknown = names.unique(if is_taken { "Unrecognized" } else { "Unknown" }.to_owned());
    TypeShape::Enum { values, unknown }
}

/// The type of a string.
pub(super) fn string_type(format: Option<&str>) -> Type {
    match format {
        Some("uuid") => Type::Uuid,
        Some("date") => Type::Date,
        Some("date-time") => Type::DateTime,
        Some("password") => Type::Secret,
        _ => Type::String,
    }
}

/// The type of an integer: by its format, or by bounds that ask for more.
pub(super) fn integer_type(node: &Node) -> Type {
    let bound = |key| match node.get(key) {
        Some(Node::Number(number)) => Some(end(number.text())),
        _ => None,
    };
    let least = bound("minimum").unwrap_or(Some(i128::from(i64::MIN)));
    let most = bound("maximum").unwrap_or(Some(i128::from(i64::MAX)));
    let (Some(least), Some(most)) = (least, most) else { return Type::Number };
    let fits = |low: i128, high: i128| low <= least && most <= high;
    match node.text("format") {
        _ if fits(0, u64::MAX.into()) && most > i64::MAX.into() => Type::Integer("u64"),
        _ if !fits(i64::MIN.into(), i64::MAX.into()) => Type::Number,
        Some("int8") => Type::Integer("i8"),
        Some("int16") => Type::Integer("i16"),
        Some("int32") => Type::Integer("i32"),
        Some("uint8") => Type::Integer("u8"),
        Some("uint16") => Type::Integer("u16"),
        Some("uint32" | "uint") => Type::Integer("u32"),
        Some("uint64") => Type::Integer("u64"),
        _ => Type::Integer("i64"),
    }
}

/// The integer of a bound; `None` if there is no room for it.
fn end(text: &str) -> Option<i128> {
    // How JavaScript writes the ends of 64 bits, which it has no number for.
    match text {
        "9223372036854776000" => Some(i64::MAX.into()),
        "-9223372036854776000" => Some(i64::MIN.into()),
        "18446744073709552000" => Some(u64::MAX.into()),
        _ => text.parse().ok().or_else(|| {
            let float: f64 = text.parse().ok()?;
            (float.abs() < 1e38).then_some(float as i128)
        }),
    }
}

/// The JSON types of the values that a schema without `type` lists, each once, null aside.
pub(super) fn listed_types(node: &Node) -> Vec<&'static str> {
    let mut types = Vec::new();
    if node.get("type").is_none() {
        for value in node.list("enum") {
            let ty = match value {
                Node::Null => continue,
                Node::Bool(_) => "boolean",
                Node::Number(number) if number.is_integer() => "integer",
                Node::Number(_) => "number",
                Node::String(_) => "string",
                Node::Array(_) => "array",
                Node::Object(_) => "object",
            };
            if !types.contains(&ty) {
                types.push(ty);
            }
        }
    }
    // Every integer is a number.
    if types.contains(&"number") {
        types.retain(|ty| *ty != "integer");
    }
    types
}

/// The type and presence of a property where `x-specwright.accepts` names more that may arrive.
pub(super) fn accepted(schema: &Node, ty: Type, presence: Presence) -> (Type, Presence) {
    let accepts = schema.get(EXTENSION).map(|extension| extension.list("accepts")).unwrap_or_default();
    let mut also_null = false;
    let mut others = Vec::new();
    for word in accepts.iter().filter_map(Node::as_str) {
        match word {
            "string" => others.push(Type::String),
            "boolean" => others.push(Type::Bool),
            "integer" => others.push(Type::Integer("i64")),
            "number" => others.push(Type::Float),
            "array" => others.push(Type::List(Box::new(Type::Any))),
            "object" => others.push(Type::Map(Box::new(Type::Any))),
            _ => also_null = true,
        }
    }
    let others = others.into_iter().rev().reduce(|rest, first| Type::Lenient(Box::new(first), Box::new(rest)));
    let ty = match others {
        Some(other) => Type::Lenient(Box::new(ty), Box::new(other)),
        None => ty,
    };
    (ty, if also_null { presence.or_null() } else { presence })
}
