//! From the parameters of an operation to its arguments.

use super::Reader;
use crate::calls::Call;
use crate::model::docs::Docs;
use crate::model::operation::{Location, Parameter};
use crate::model::rules::Rules;
use crate::model::types::Type;
use crate::names::{Names, camel, snake};
use crate::openapi::{is_reserved_header, resolve, template_parameters};
use crate::parse::Node;
use crate::pointer::Pointer;

impl<'d> Reader<'_, 'd> {
    pub(super) fn parameters(&mut self, call: &Call<'d>, type_name: &str, idents: &mut Names) -> Vec<Parameter> {
        let mut read: Vec<(Location, &str, &Node, Pointer)> = Vec::new();
        for (owner, at) in [(call.item, &call.item_pointer), (call.operation, &call.pointer)] {
            for (index, node) in owner.list("parameters").iter().enumerate() {
                let at = node
                    .text("$ref")
                    .and_then(Pointer::from_reference)
                    .unwrap_or_else(|| at.key("parameters").index(index));
                let Some(node) = resolve(self.root, node) else { continue };
                let Some((location, wire)) = location(node).zip(node.text("name")) else { continue };
                // An operation's own parameter replaces the path's of the same name and place.
                read.retain(|(other, name, ..)| (*other, *name) != (location, wire));
                read.push((location, wire, node, at));
            }
        }
        let template = template_parameters(&call.path).unwrap_or_default();
        read.retain(|(location, name, ..)| *location != Location::Path || template.contains(name));
        read.sort_by_key(|(location, name, ..)| match location {
            Location::Path => template.iter().position(|known| known == name).unwrap_or(usize::MAX),
            _ => usize::MAX,
        });
        // Names of the settings first, so that no other parameter takes them.
        let given: Vec<_> = read.iter().map(|(.., at)| self.overrides.name(at, idents, snake)).collect();
        let mut parameters: Vec<_> = read
            .into_iter()
            .zip(given)
            .map(|((location, wire, node, at), given)| {
                let name = format!("{type_name}{}", camel(wire));
                let at = at.key("schema");
                let (ty, rules) = match node.get("schema") {
                    Some(schema) => (in_url(self.schemas.ty(schema, &at, &name)), self.schemas.rules(schema, &at)),
                    None => (Type::Any, Rules::default()),
                };
                let required = location == Location::Path || node.flag("required");
                let ident = given.unwrap_or_else(|| idents.unique(snake(wire)));
                let (separator, docs) = (separator(node, location), Docs::of(node));
                Parameter { wire: wire.to_owned(), ident, location, separator, required, ty, rules, docs }
            })
            .collect();
        // What the path has and nobody declares is a text, at its place among those that are declared.
        for (index, name) in template.iter().enumerate() {
            let is_it = |parameter: &Parameter| parameter.location == Location::Path && parameter.wire == *name;
            if !parameters.iter().any(is_it) {
                parameters.insert(index.min(parameters.len()), undeclared(name, idents.unique(snake(name))));
            }
        }
        parameters
    }
}

/// A parameter is text anyway, so one whose digits must survive is given as text.
fn in_url(ty: Type) -> Type {
    if ty == Type::Number { Type::String } else { ty }
}

/// A parameter of which only the path tells.
fn undeclared(name: &str, ident: String) -> Parameter {
    let (location, rules, docs) = (Location::Path, Rules::default(), Docs::default());
    Parameter { wire: name.to_owned(), ident, location, separator: None, required: true, ty: Type::String, rules, docs }
}

/// How a query array is written that does not repeat its name. Blank and bar have to be encoded in a URL.
fn separator(parameter: &Node, location: Location) -> Option<&'static str> {
    let style = parameter.text("style").unwrap_or("form");
    let explode = parameter.get("explode").and_then(Node::as_bool).unwrap_or(style == "form");
    match style {
        _ if explode || location != Location::Query => None,
        "spaceDelimited" => Some("%20"),
        "pipeDelimited" => Some("%7C"),
        _ => Some(","),
    }
}

fn location(parameter: &Node) -> Option<Location> {
    match parameter.text("in")? {
        "path" => Some(Location::Path),
        "query" => Some(Location::Query),
        "header" => {
            let name = parameter.text("name")?;
            (!is_reserved_header(name)).then_some(Location::Header)
        }
        _ => None,
    }
}
