//! From schemas without a name of their own to types: scalars, arrays and maps.

use super::composition::{is_never, parts};
use super::scalars::{integer_type, listed_types, string_type};
use super::schemas::Schemas;
use super::types::Type;
use crate::parse::Node;
use crate::pointer::Pointer;

/// Rust compares and prints tuples of up to so many elements.
const MOST_PLACES: usize = 12;

impl<'d> Schemas<'d> {
    /// Scalars, arrays and maps.
    pub(super) fn plain(&mut self, node: &'d Node, pointer: &Pointer, name: &str) -> Type {
        let inferred = match listed_types(node).as_slice() {
            [only] => Some(*only),
            _ if node.get("items").is_some() || node.get("prefixItems").is_some() => Some("array"),
            _ if node.get("additionalProperties").is_some() => Some("object"),
            _ => None,
        };
        match node.text("type").or(inferred) {
            Some("string") => string_type(node.text("format")),
            Some("integer") => integer_type(node),
            Some("number") => Type::Float,
            Some("boolean") => Type::Bool,
            Some("array") if !node.list("prefixItems").is_empty() => self.places(node, pointer, name),
            Some("array") => {
                let pointer = pointer.key("items");
                let item =
                    node.get("items").map_or(Type::Any, |items| self.value(items, &pointer, &format!("{name}Item")));
                Type::List(Box::new(item))
            }
            Some("object") => Type::Map(Box::new(self.additional(node, pointer, name).unwrap_or(Type::Any))),
            _ => Type::Any,
        }
    }

    /// The type of an array whose elements are described by their place.
    fn places(&mut self, node: &'d Node, pointer: &Pointer, name: &str) -> Type {
        let mut places = parts(node, pointer, "prefixItems");
        let others = node.get("items").filter(|items| !is_never(items));
        let count = |key| match node.get(key) {
            Some(Node::Number(number)) => number.text().parse::<usize>().ok(),
            _ => None,
        };
        let is_closed = node.get("items").is_some_and(is_never) || count("maxItems") == Some(places.len());
        if is_closed && count("minItems") == Some(places.len()) && places.len() <= MOST_PLACES {
            let items = places.iter().enumerate();
            let items = items.map(|(index, (item, at))| self.value(item, at, &format!("{name}Item{}", index + 1)));
            return Type::Tuple(items.collect());
        }
        match (others, is_closed) {
            // What follows may be anything, so that a list of the elements' types could not hold it.
            (None, false) => {
                self.untyped(pointer.key("prefixItems"));
                return Type::List(Box::new(Type::Any));
            }
            (others, _) => places.extend(others.map(|others| (others, pointer.key("items")))),
        }
        Type::List(Box::new(self.one_of_several(&places, &format!("{name}Item"))))
    }

    /// The type of undeclared keys, where the schema states it.
    pub(super) fn additional(&mut self, node: &'d Node, pointer: &Pointer, name: &str) -> Option<Type> {
        match node.get("additionalProperties")? {
            Node::Bool(true) => Some(Type::Any),
            Node::Object(_) => {
                let pointer = pointer.key("additionalProperties");
                node.get("additionalProperties").map(|inner| self.value(inner, &pointer, &format!("{name}Value")))
            }
            _ => None,
        }
    }
}
