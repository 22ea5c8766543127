//! From paths to operations: arguments, bodies, responses by status, and who may call.

use std::collections::HashMap;

use super::ErrorBody;
use super::docs::Docs;
use super::modules::Users;
use super::operation::{Body, BodyKind, Decoder, Location, Operation, Outcome, Parameter, Response, Success};
use super::rules::Rules;
use super::schemas::Schemas;
use super::types::Type;
use crate::calls::{Call, calls};
use crate::names::{Names, camel, snake, type_name};
use crate::openapi::{
    Status, chosen_media, is_json, is_json_by_schema, is_reserved_header, operation_id, resolve, template_parameters,
};
use crate::parse::Node;
use crate::pointer::Pointer;
use crate::settings::{Overrides, Selectable, Selection};

/// Reads all operations in document order.
pub(super) fn read<'d>(
    root: &'d Node,
    overrides: &'d Overrides<'d>,
    selection: Selection<'d>,
    schemas: &mut Schemas<'d>,
    errors: &mut Vec<ErrorBody>,
) -> Vec<Operation> {
    let mut reader = Reader {
        root,
        overrides,
        selection,
        schemas,
        errors: Errors { bodies: errors, names: Names::default(), known: HashMap::new() },
        methods: Names::reserving(&["builder", "clone", "http"]),
        types: Names::reserving(&["ErrorBody"]),
        constants: Names::default(),
    };
    // Names of the settings first, so that no other operation takes them.
    let given = |call: Call<'d>| (overrides.name(&call.pointer, &mut reader.methods, snake), call);
    let calls: Vec<_> = calls(root).map(given).collect();
    calls.into_iter().map(|(given, call)| reader.operation(call, given)).collect()
}

struct Errors<'a> {
    bodies: &'a mut Vec<ErrorBody>,
    names: Names,
    known: HashMap<(Decoder, Type), String>,
}

struct Reader<'a, 'd> {
    root: &'d Node,
    overrides: &'d Overrides<'d>,
    selection: Selection<'d>,
    schemas: &'a mut Schemas<'d>,
    errors: Errors<'a>,
    methods: Names,
    types: Names,
    constants: Names,
}

impl<'d> Reader<'_, 'd> {
    fn operation(&mut self, call: Call<'d>, given: Option<String>) -> Operation {
        let Call { key, path, method, operation: node, pointer, .. } = &call;
        let selected = self.selection.selects(&Selectable::new(key, method, node));
        self.schemas.selected = selected;
        let id = operation_id(method, path, node);
        let ident = given.unwrap_or_else(|| self.methods.unique(snake(&id)));
        let type_name = self.types.unique(type_name(&ident));
        // What every request has already.
        let mut idents = Names::reserving(&["send", "send_with"]);
        // The body keeps its name whatever parameters come later.
        let body = self.body(node, pointer, &type_name, &mut idents);
        let parameters = self.parameters(&call, &type_name, &mut idents);
        let responses = self.responses(method, node, pointer, &type_name);
        Operation {
            success: self.success(&responses, &type_name),
            accept: accept(&responses),
            security: security(self.root, node),
            docs: Docs::of(node),
            tag: node.list("tags").first().and_then(Node::as_str).map(str::to_owned),
            method: call.method,
            path: call.path,
            constant: self.constants.unique(constant(&ident)),
            module: 0,
            selected,
            id,
            ident,
            type_name,
            parameters,
            body,
            responses,
        }
    }

    fn parameters(&mut self, call: &Call<'d>, type_name: &str, idents: &mut Names) -> Vec<Parameter> {
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

    fn body(&mut self, operation: &'d Node, pointer: &Pointer, type_name: &str, idents: &mut Names) -> Option<Body> {
        let node = operation.get("requestBody")?;
        let at = node.text("$ref").and_then(Pointer::from_reference).unwrap_or_else(|| pointer.key("requestBody"));
        let node = resolve(self.root, node)?;
        let (media_type, media) = chosen_media(node)?;
        let (at, media) = definition(self.root, at.key("content").key(media_type), media);
        let at = at.key("schema");
        let (kind, media_type) = match is_json_by_schema(self.root, media_type, media) {
            true => (BodyKind::Json, "application/json"),
            false => (body_kind(media_type), media_type),
        };
        let (ty, rules) = match (kind, media.get("schema")) {
            (BodyKind::Bytes, _) => (Type::Bytes, Rules::default()),
            (_, Some(schema)) => {
                let ty = self.schemas.value(schema, &at, &format!("{type_name}Body"));
                (ty, self.schemas.rules(schema, &at))
            }
            (_, None) => (Type::Any, Rules::default()),
        };
        let ident = idents.unique("body".to_owned());
        let place = media.get("schema").map(|_| at);
        let (media_type, required) = (media_type.to_owned(), node.flag("required"));
        Some(Body { ident, kind, media_type, ty, place, rules, required, docs: Docs::of(node) })
    }

    fn responses(&mut self, method: &str, operation: &'d Node, pointer: &Pointer, type_name: &str) -> Vec<Response> {
        let at = pointer.key("responses");
        let mut named = Names::default();
        let read: Vec<_> =
            operation.members("responses").filter_map(|(key, node)| Some((Status::parse(key)?, key, node))).collect();
        // `default` is what failed, unless the document names no success at all.
        let has_success = read.iter().any(|(status, ..)| is_success(*status));
        read.into_iter()
            .map(|(status, key, node)| {
                let at = node.text("$ref").and_then(Pointer::from_reference).unwrap_or_else(|| at.key(key));
                let node = resolve(self.root, node).unwrap_or(node);
                let success = is_success(status) || (status == Status::Default && !has_success);
                let role = if success { "Response" } else { "Error" };
                let name = format!("{type_name}{role}{}", status_suffix(status));
                let chosen = chosen_media(node).filter(|_| has_body(method, status));
                let (decoder, ty, place) = self.decoded(chosen, &at, &name);
                let media_type = chosen.map(|(media_type, _)| media_type.trim().to_owned());
                let outcome = if success {
                    Outcome::Success { variant: named.unique(status_variant(status)) }
                } else {
                    Outcome::Error { variant: self.error_variant(decoder, &ty) }
                };
                let headers = node
                    .members("headers")
                    .filter_map(|(name, header)| Some((name.to_owned(), Docs::of(resolve(self.root, header)?))));
                let headers = headers.collect();
                Response { status, outcome, decoder, ty, place, media_type, headers, docs: Docs::of(node) }
            })
            .collect()
    }

    fn decoded(
        &mut self,
        content: Option<(&'d str, &'d Node)>,
        at: &Pointer,
        name: &str,
    ) -> (Decoder, Type, Option<Pointer>) {
        let Some((media_type, media)) = content else {
            return (Decoder::Empty, Type::Unit, None);
        };
        let (at, media) = definition(self.root, at.key("content").key(media_type), media);
        if is_json(media_type) || is_json_by_schema(self.root, media_type, media) {
            let at = at.key("schema");
            let Some(schema) = media.get("schema") else { return (Decoder::Json, Type::Any, None) };
            (Decoder::Json, self.schemas.value(schema, &at, name), Some(at))
        } else if media_type.trim().to_ascii_lowercase().starts_with("text/") {
            (Decoder::Text, Type::String, None)
        } else {
            (Decoder::Bytes, Type::Bytes, None)
        }
    }

    fn error_variant(&mut self, decoder: Decoder, ty: &Type) -> String {
        if let Some(variant) = self.errors.known.get(&(decoder, ty.clone())) {
            return variant.clone();
        }
        let wanted = match ty {
            Type::Named(id) => self.schemas.name(*id).unwrap_or("Body").to_owned(),
            Type::Unit => "NoBody".to_owned(),
            Type::String => "Text".to_owned(),
            Type::Bytes => "Bytes".to_owned(),
            Type::List(_) => "List".to_owned(),
            _ => "Json".to_owned(),
        };
        let variant = self.errors.names.unique(wanted);
        self.errors.bodies.push(ErrorBody { variant: variant.clone(), decoder, ty: ty.clone(), users: Users::new() });
        self.errors.known.insert((decoder, ty.clone()), variant.clone());
        variant
    }

    fn success(&mut self, responses: &[Response], type_name: &str) -> Success {
        let mut types = responses
            .iter()
            .filter(|response| matches!(response.outcome, Outcome::Success { .. }))
            .map(|response| &response.ty);
        let first = types.next().cloned().unwrap_or(Type::Unit);
        if types.all(|ty| *ty == first) {
            Success::One(first)
        } else {
            Success::Several(self.types.unique(format!("{type_name}Response")))
        }
    }
}

/// A parameter is text anyway, so one whose digits must survive is given as text.
fn in_url(ty: Type) -> Type {
    if ty == Type::Number { Type::String } else { ty }
}

/// A node, or what it refers to, and where that stands.
fn definition<'d>(root: &'d Node, at: Pointer, node: &'d Node) -> (Pointer, &'d Node) {
    let target = node.text("$ref").and_then(Pointer::from_reference);
    (target.unwrap_or(at), resolve(root, node).unwrap_or(node))
}

/// A parameter of which only the path tells.
fn undeclared(name: &str, ident: String) -> Parameter {
    let (location, rules, docs) = (Location::Path, Rules::default(), Docs::default());
    Parameter { wire: name.to_owned(), ident, location, separator: None, required: true, ty: Type::String, rules, docs }
}

/// The name of a static; letters without case must not make it that of an argument.
fn constant(ident: &str) -> String {
    let upper = ident.to_uppercase();
    if upper == ident { format!("OPERATION_{upper}") } else { upper }
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

fn body_kind(media_type: &str) -> BodyKind {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    if is_json(media_type) {
        BodyKind::Json
    } else if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        BodyKind::Form
    } else {
        BodyKind::Bytes
    }
}

fn is_success(status: Status) -> bool {
    matches!(status, Status::Code(100..=399) | Status::Range(1..=3))
}

fn status_suffix(status: Status) -> String {
    match status {
        Status::Code(200) => String::new(),
        Status::Code(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}xx"),
        Status::Default => "Default".to_owned(),
    }
}

/// The variant of a success, by the reason phrase that the status is known under.
fn status_variant(status: Status) -> String {
    match status {
        Status::Code(200) => "Ok".to_owned(),
        Status::Code(201) => "Created".to_owned(),
        Status::Code(202) => "Accepted".to_owned(),
        Status::Code(204) => "NoContent".to_owned(),
        Status::Code(206) => "PartialContent".to_owned(),
        Status::Code(304) => "NotModified".to_owned(),
        other => format!("Status{}", status_suffix(other)),
    }
}

/// HTTP gives some responses no body, whatever a document says.
fn has_body(method: &str, status: Status) -> bool {
    method != "HEAD" && !matches!(status, Status::Code(100..=199 | 204 | 205 | 304) | Status::Range(1))
}

/// What can be decoded is what is asked for.
fn accept(responses: &[Response]) -> String {
    let mut types: Vec<&str> = Vec::new();
    for media_type in responses.iter().filter_map(|response| response.media_type.as_deref()) {
        let is_printable = media_type.chars().all(|c| c.is_ascii_graphic() || c == ' ');
        if is_printable && !types.contains(&media_type) {
            types.push(media_type);
        }
    }
    types.join(", ")
}

fn security(root: &Node, operation: &Node) -> Vec<Vec<String>> {
    let own = operation.get("security").is_some();
    let requirements = if own { operation.list("security") } else { root.list("security") };
    let names = |requirement: &Node| {
        requirement.as_object().into_iter().flat_map(|object| object.iter()).map(|(name, _)| name.to_owned()).collect()
    };
    requirements.iter().map(names).collect()
}
