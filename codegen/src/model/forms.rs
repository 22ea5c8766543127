//! Bodies of several parts: takes an object and its encodings, gives a struct in which files are parts and all else is a value.

use std::collections::HashMap;

use super::composition::{Merged, states_type};
use super::operation::{Location, Style, StyleKind};
use super::rules::RulesReader;
use super::schemas::Schemas;
use super::types::{Type, TypeDef};
use crate::calls::calls;
use crate::openapi::{
    Form, composed, end, fixed_header, form, is_header_of_part, is_json, is_multipart_form, is_null_schema, resolve,
};
use crate::parse::{Node, Object};
use crate::pointer::Pointer;

/// How deep within a schema a file may stand.
const DEEPEST: usize = 16;

/// How the keys of a type become parts.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    /// The schema, where the type has another place.
    pub(super) copied: Option<Pointer>,
    /// Of the keys that the document says something of.
    pub(crate) encodings: Vec<(String, Encoding)>,
}

/// What the document says of one property of a form.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Encoding {
    /// The media types that it may have; the first that is no range is sent.
    pub(crate) media_types: Vec<String>,
    /// The headers that have one value only.
    pub(crate) headers: Vec<(String, String)>,
    /// As for a query, in place of all that a media type would say.
    pub(crate) style: Option<Style>,
}

impl Encoding {
    fn of(root: &Node, encoding: Option<&Node>, schema: Option<&Node>) -> Self {
        let schema = schema.and_then(|schema| resolve(root, schema));
        let items = schema.and_then(|schema| schema.get("items")).and_then(|items| resolve(root, items));
        let said = [schema, items].into_iter().flatten().find_map(|schema| match schema.get("contentEncoding") {
            Some(_) => Some("application/octet-stream"),
            None => schema.text("contentMediaType").filter(|media_type| is_binary(media_type)),
        });
        let media_types = encoding.and_then(|encoding| encoding.text("contentType")).or(said).unwrap_or_default();
        let media_types = media_types.split(',').map(str::trim).filter(|text| !text.is_empty());
        let headers = encoding.into_iter().flat_map(|encoding| encoding.members("headers"));
        let headers = headers.filter_map(|(name, header)| {
            fixed_header(root, header).filter(|_| !is_header_of_part(name)).map(|value| (name.to_owned(), value))
        });
        // 3.0 has styles in forms of one kind only.
        let has_styles = root.text("openapi").is_some_and(|version| !version.starts_with("3.0"));
        let style = encoding.filter(|_| has_styles).and_then(style);
        Self { media_types: media_types.map(str::to_owned).collect(), headers: headers.collect(), style }
    }

    /// The media type that is sent unless the caller has another.
    pub(crate) fn media_type(&self) -> Option<&str> {
        self.media_types.iter().map(String::as_str).find(|media_type| !media_type.contains('*'))
    }
}

/// The style of a property, where the document says anything of it.
fn style(encoding: &Node) -> Option<Style> {
    let said = ["style", "explode", "allowReserved"];
    said.iter().any(|key| encoding.get(key).is_some()).then(|| Style::said(encoding, StyleKind::Form))
}

/// The keys of a form in a query's clothes that are not written as they would be anyway: scalars as texts, arrays with their
/// key repeated, and objects as JSON.
pub(super) fn styles(root: &Node, media: &Node) -> Vec<(String, Style)> {
    if media.get("encoding").is_none() {
        return Vec::new();
    }
    let merged = match media.get("schema") {
        Some(schema) => Merged::of(root, &[(schema, Pointer::default())]),
        None => Merged::default(),
    };
    let of = |(key, encoding): (&str, &Node)| {
        let property = merged.properties.get(key).and_then(|property| property.all.last().or(property.any.last()));
        let form = property.map_or(Form::Nested, |(schema, _)| form(root, schema));
        let is_flat = matches!(form, Form::Scalar | Form::List);
        let is_json = encoding.text("contentType").is_some_and(is_json);
        let style = match style(encoding) {
            None if is_json => Style { kind: StyleKind::Json, explode: false, ..Style::of(Location::Query) },
            style => style?,
        };
        let is_default = if is_flat { style == Style::of(Location::Query) } else { style.kind == StyleKind::Json };
        (!is_default).then(|| (key.to_owned(), style))
    };
    media.members("encoding").filter_map(of).collect()
}

/// The type of a schema that is a file, or several: binary text, anything, or a choice that one of these is a member of.
fn file(root: &Node, schema: &Node) -> Option<Type> {
    file_within(root, schema, 0)
}

fn file_within(root: &Node, schema: &Node, depth: usize) -> Option<Type> {
    let schema = resolve(root, schema).filter(|_| depth < DEEPEST)?;
    let is_text = matches!(schema.text("type"), None | Some("string")) && schema.get("enum").is_none();
    let is_binary = schema.text("format") == Some("binary")
        || (schema.get("contentEncoding").is_none() && schema.text("contentMediaType").is_some_and(is_binary));
    if is_text && (is_binary || !states_type(schema)) {
        return Some(Type::Part);
    }
    if let Some(items) = schema.get("items") {
        return file_within(root, items, depth + 1).map(|_| Type::List(Box::new(Type::Part)));
    }
    let members = |key| schema.list(key).iter().filter(|member| !is_null_schema(member));
    let inner = |member: &Node| file_within(root, member, depth + 1);
    let stated = |member: &&Node| resolve(root, member).is_some_and(states_type);
    let all = members("allOf").filter(stated).find_map(inner);
    let mut chosen: Vec<_> = ["oneOf", "anyOf"].into_iter().flat_map(members).filter_map(inner).collect();
    chosen.sort_by_key(|ty| *ty == Type::Part);
    all.or_else(|| chosen.into_iter().next())
}

fn is_binary(media_type: &str) -> bool {
    !is_json(media_type) && !media_type.trim().to_ascii_lowercase().starts_with("text/")
}

impl<'d> Schemas<'d> {
    /// The type of a multipart body. One that names no parts is made part by part.
    pub(super) fn multipart(&mut self, media: &'d Node, at: &Pointer, name: &str) -> Type {
        let target = end(self.root, at);
        // Of what is JSON elsewhere this is a copy, and of each way to encode it another.
        let known = self.id(&target);
        let is_form = |id: &usize| self.types.get(*id).is_some_and(|def| def.form.is_some());
        if let Some(id) = known.filter(|id| self.forms.contains_key(&target) || is_form(id)) {
            return Type::Named(id);
        }
        let encoding = media.get("encoding");
        let mut copies = self.copies.get(&target).into_iter().flatten();
        if let Some((_, id)) = copies.find(|(known, _)| *known == encoding) {
            return Type::Named(*id);
        }
        let Some(schema) = media.get("schema").filter(|schema| self.is_plain_object(schema, at)) else {
            return Type::Multipart;
        };
        let node = self.root.at(&target).unwrap_or(schema);
        // A place of its own, because the same schema may be met as JSON later.
        let (place, known_as, name) = match known {
            Some(id) => {
                let place = if encoding.is_some() { at.key("multipart") } else { target.key("multipart") };
                (place.clone(), place, format!("{}Form", self.name(id).unwrap_or_default()))
            }
            None => (target.key("multipart"), target.clone(), name.to_owned()),
        };
        if let Some(id) = self.id(&place) {
            return Type::Named(id);
        }
        let id = self.reserve_as(&place, &known_as, &name, node);
        if known.is_some() {
            self.copies.entry(target.clone()).or_default().push((encoding, id));
        }
        self.fill_form_with(id, node, &target, encoding, Some(target.clone()));
        Type::Named(id)
    }

    /// Whether a component is a multipart body and nothing else.
    pub(super) fn is_only_form(&self, node: &'d Node, at: &Pointer) -> bool {
        self.forms.contains_key(at) && self.is_plain_object(node, at)
    }

    /// Reads the component of a multipart body.
    pub(super) fn fill_form(&mut self, id: usize, node: &'d Node, at: &Pointer) {
        let encoding = self.forms.get(at).copied().flatten();
        self.fill_form_with(id, node, at, encoding, None);
    }

    fn fill_form_with(
        &mut self,
        id: usize,
        node: &'d Node,
        at: &Pointer,
        encodings: Option<&'d Node>,
        copied: Option<Pointer>,
    ) {
        let name = self.name(id).unwrap_or_default().to_owned();
        let root = self.root;
        let mut merged = Merged::of(root, &[(node, at.clone())]);
        for choice in merged.open_choices(root) {
            merged.flatten(root, &choice);
        }
        let encodings = merged.properties.iter().filter_map(|(wire, property)| {
            let schema = property.all.last().or(property.any.last()).map(|(schema, _)| *schema);
            let encoding = Encoding::of(root, encodings.and_then(|encodings| encodings.get(wire)), schema);
            (encoding != Encoding::default()).then(|| ((*wire).to_owned(), encoding))
        });
        let form = Parts { copied, encodings: encodings.collect() };
        self.fill_with(id, |schemas| schemas.structure_with(&merged, &name, file));
        // They are no JSON.
        self.def_mut(id).into_iter().for_each(|def| (def.form, def.place) = (Some(form.clone()), None));
    }

    /// Whether a schema names its parts.
    fn is_plain_object(&self, schema: &'d Node, at: &Pointer) -> bool {
        let target = end(self.root, at);
        let Some(node) = resolve(self.root, schema) else { return false };
        if self.overrides.replacement(at).is_some() || self.overrides.replacement(&target).is_some() {
            return false;
        }
        let merged = Merged::of(self.root, &[(node, target.clone())]);
        self.is_structure(node, &target) && !merged.properties.is_empty()
    }
}

/// Demands of each copy what is demanded of the type that it was made from.
pub(super) fn copy_rules(types: &mut [TypeDef], reader: &RulesReader<'_, '_>) {
    for def in types {
        let copied = def.form.as_ref().and_then(|form| form.copied.as_ref());
        if let Some((node, pointer)) = copied.and_then(|at| Some((reader.root.at(at)?, at))) {
            def.rules = reader.of_type(node, pointer);
        }
    }
}

/// The components that multipart bodies alone refer to, always with the same encodings.
pub(super) fn only_forms(root: &Node) -> HashMap<Pointer, Option<&Node>> {
    let mut found: HashMap<&str, Vec<&Node>> = HashMap::new();
    for call in calls(root) {
        let body = call.operation.get("requestBody").and_then(|body| resolve(root, body));
        for (media_type, media) in body.into_iter().flat_map(|body| body.members("content")) {
            let Some(media) = resolve(root, media).filter(|_| is_multipart_form(media_type)) else { continue };
            let Some(reference) = media.get("schema").and_then(|schema| schema.text("$ref")) else { continue };
            let users = found.entry(reference).or_default();
            if !users.iter().any(|known| std::ptr::eq(*known, media)) {
                users.push(media);
            }
        }
    }
    let mut uses: HashMap<&str, usize> = found.keys().map(|reference| (*reference, 0)).collect();
    if !uses.is_empty() {
        count(root, &mut uses);
    }
    let is_alike = |users: &[&Node]| {
        users.windows(2).all(|pair| match pair {
            [one, other] => one.get("encoding") == other.get("encoding"),
            _ => true,
        })
    };
    let only =
        found.into_iter().filter(|(reference, users)| uses.get(reference) == Some(&users.len()) && is_alike(users));
    only.filter_map(|(reference, users)| {
        let at = Pointer::from_reference(reference)?;
        // What is derived from a base with a discriminator is a value of that, too.
        let is_derived = |node| composed(root, node).into_iter().any(|node| node.get("discriminator").is_some());
        let is_schema = root.at(&at).is_some_and(|node| node.get("$ref").is_none() && !is_derived(node));
        is_schema.then(|| (at, users.first().and_then(|media| media.get("encoding"))))
    })
    .collect()
}

/// Counts how often texts stand anywhere.
fn count(root: &Node, texts: &mut HashMap<&str, usize>) {
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match node {
            Node::String(text) => texts.get_mut(text.as_str()).into_iter().for_each(|count| *count += 1),
            Node::Array(items) => open.extend(items),
            Node::Object(object) => open.extend(Object::iter(object).map(|(_, node)| node)),
            _ => {}
        }
    }
}
