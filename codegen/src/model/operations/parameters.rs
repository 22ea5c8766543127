//! From the parameters of an operation to its arguments.

use super::{Reader, definition};
use crate::calls::Call;
use crate::model::docs::Docs;
use crate::model::operation::{Location, Parameter, Style, StyleKind};
use crate::model::rules::Rules;
use crate::model::types::Type;
use crate::names::{Names, camel, snake};
use crate::openapi::{
    Form, form, is_json, is_json_by_schema, is_reserved_header, is_token, resolve, template_parameters,
};
use crate::parse::Node;
use crate::pointer::Pointer;

impl<'d> Reader<'_, 'd> {
    pub(super) fn parameters(&mut self, call: &Call<'d>, type_name: &str, idents: &mut Names) -> Vec<Parameter> {
        let mut read: Vec<(Location, &str, &'d Node, Pointer)> = Vec::new();
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
                let place = at.clone();
                let (mut style, schema) = written(self.root, location, node, at);
                let (ty, rules) = match schema {
                    Some((schema, at, is_text)) => {
                        let ty = if is_text { Type::String } else { self.schemas.value(schema, &at, &name) };
                        (without_null(ty), self.schemas.rules(schema, &at))
                    }
                    None => (Type::Any, Rules::default()),
                };
                // A parameter is text anyway, so one whose digits must survive is given as text.
                let ty = if ty == Type::Number && style.kind != StyleKind::Json { Type::String } else { ty };
                style.or_empty = style.or_empty && !self.schemas.is_text(&ty);
                let required = location == Location::Path || node.flag("required");
                let ident = given.unwrap_or_else(|| idents.unique(snake(wire)));
                let (wire, docs) = (wire.to_owned(), Docs::of(node));
                Parameter { wire, ident, place, location, style, required, ty, rules, docs }
            })
            .collect();
        // What the path has and nobody declares is a text, at its place among those that are declared.
        for (index, name) in template.iter().enumerate() {
            let is_it = |parameter: &Parameter| parameter.location == Location::Path && parameter.wire == *name;
            if !parameters.iter().any(is_it) {
                parameters
                    .insert(index.min(parameters.len()), undeclared(name, &call.pointer, idents.unique(snake(name))));
            }
        }
        parameters
    }
}

/// A parameter that has no value is not sent.
fn without_null(ty: Type) -> Type {
    if let Type::Nullable(inner) = ty { *inner } else { ty }
}

/// A parameter of which only the path tells.
fn undeclared(name: &str, operation: &Pointer, ident: String) -> Parameter {
    let (location, rules, docs) = (Location::Path, Rules::default(), Docs::default());
    let (wire, place, style) = (name.to_owned(), operation.clone(), Style::of(location));
    Parameter { wire, ident, place, location, style, required: true, ty: Type::String, rules, docs }
}

/// The schema of a parameter, its place, and whether its value is a text that the caller writes.
type Written<'d> = (&'d Node, Pointer, bool);

/// How a parameter is written, and what.
fn written<'d>(root: &'d Node, location: Location, node: &'d Node, at: Pointer) -> (Style, Option<Written<'d>>) {
    let mut style = Style::of(location);
    if let Some((media_type, media)) = node.members("content").next() {
        let (at, media) = definition(root, at.key("content").key(media_type), media);
        let schema = media.get("schema").map(|schema| (schema, at.key("schema")));
        if is_json(media_type) || is_json_by_schema(root, media_type, media) {
            (style.kind, style.explode) = (StyleKind::Json, false);
            return (style, schema.map(|(schema, at)| (schema, at, false)));
        }
        let is_form = media_type.trim().to_ascii_lowercase().starts_with("application/x-www-form-urlencoded");
        let is_typed = |schema| form(root, schema) == Form::Scalar || is_form && location == Location::QueryString;
        return (style, schema.map(|(schema, at)| (schema, at, !is_typed(schema))));
    }
    style = Style::said(node, style.kind);
    style.reserved &= location != Location::Header;
    style.or_empty &= location == Location::Query;
    (style, node.get("schema").map(|schema| (schema, at.key("schema"), false)))
}

fn location(parameter: &Node) -> Option<Location> {
    let name = parameter.text("name")?;
    match parameter.text("in")? {
        "path" => Some(Location::Path),
        "query" => Some(Location::Query),
        "header" => (!is_reserved_header(name) && is_token(name)).then_some(Location::Header),
        "cookie" => is_token(name).then_some(Location::Cookie),
        "querystring" => Some(Location::QueryString),
        _ => None,
    }
}
