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
    let named = distinct.into_iter().zip(given).map(|((_, wire), given)| EnumValue {
        wire: wire.to_owned(),
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

/// The Rust type of an integer.
pub(super) fn integer_type(format: Option<&str>) -> &'static str {
    match format {
        Some("int8") => "i8",
        Some("int16") => "i16",
        Some("int32") => "i32",
        Some("uint8") => "u8",
        Some("uint16") => "u16",
        Some("uint32" | "uint") => "u32",
        Some("uint64") => "u64",
        _ => "i64",
    }
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
