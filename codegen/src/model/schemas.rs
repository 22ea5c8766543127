//! From schemas to types: components first, under their own names, then inline schemas under names made from their place.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use super::Evidence;
use super::composition::{Merged, is_annotation, is_null_schema, states_type, typed_member, union_members};
use super::docs::Docs;
use super::places::name_of_place;
use super::rules::{Rules, RulesReader};
use super::scalars::{accepted, enumeration, integer_type, is_string_enum, string_type};
use super::types::{Field, OneWay, Presence, Type, TypeDef, TypeShape, UnionVariant};
use crate::names::{Names, camel, snake, type_name};
use crate::openapi::{end, resolve};
use crate::parse::Node;
use crate::pointer::Pointer;
use crate::settings::Overrides;

/// More required values than this are given by name, in a struct, because a row of arguments of one type misleads.
const MOST_ARGUMENTS: usize = 3;

/// The types read so far.
pub(super) struct Schemas<'d> {
    root: &'d Node,
    overrides: &'d Overrides<'d>,
    names: Names,
    types: Vec<TypeDef>,
    /// The type of each schema that has one of its own.
    known: HashMap<Pointer, usize>,
    /// The schemas without a name that are being read; one that is met again needs a name after all.
    reading: HashSet<Pointer>,
    pub(super) coverage: Coverage,
}

/// How many schemas got the type that they state.
#[derive(Debug, Default)]
pub(crate) struct Coverage {
    /// Those that state a type.
    pub(crate) stated: usize,
    /// Those of them that became any value.
    pub(crate) untyped: Vec<Pointer>,
}

impl<'d> Schemas<'d> {
    /// Reads all components, and the schemas outside of them that references lead to.
    pub(super) fn new(root: &'d Node, elsewhere: &[Pointer], overrides: &'d Overrides<'d>) -> Self {
        let mut schemas = Self {
            root,
            overrides,
            names: Names::default(),
            types: Vec::new(),
            known: HashMap::new(),
            reading: HashSet::new(),
            coverage: Coverage::default(),
        };
        let at = Pointer::default().key("components").key("schemas");
        let components = root.get("components").into_iter().flat_map(|node| node.members("schemas"));
        let components = components.map(|(name, _)| (name.to_owned(), at.key(name)));
        let places = elsewhere.iter().map(|at| (name_of_place(root, at), at.clone()));
        let all: Vec<_> = components.chain(places).filter(|(_, at)| overrides.replacement(at).is_none()).collect();
        // All names first: a component may not lose its name to an inline schema or to one that is read through it,
        // and none at all may take one that the settings give.
        let given: Vec<_> = all.iter().map(|(_, at)| overrides.name(at, &mut schemas.names, type_name)).collect();
        let mut open = Vec::new();
        for ((name, at), given) in all.into_iter().zip(given) {
            // A component that only refers to a schema elsewhere gives its name to that.
            if schemas.known.contains_key(&at) {
                continue;
            }
            let Some(node) = root.at(&at) else { continue };
            let given = given.unwrap_or_else(|| schemas.names.unique(type_name(&name)));
            let id = schemas.push(&at, given, node);
            let end = end(root, &at);
            let is_free = !schemas.known.contains_key(&end) && overrides.replacement(&end).is_none();
            open.push((name, if is_free && elsewhere.contains(&end) { schemas.adopt(end, id) } else { at }));
        }
        for (name, at) in open {
            let Some(node) = root.at(&at) else { continue };
            let (shape, id) = (schemas.shape(node, &at, &camel(&name)), schemas.known.get(&at).copied());
            schemas.fill(id, shape);
        }
        schemas
    }

    /// Makes the schema at a pointer the one that a type is made from, and returns the pointer.
    fn adopt(&mut self, pointer: Pointer, id: usize) -> Pointer {
        if let (Some(def), Some(node)) = (self.types.get_mut(id), self.root.at(&pointer)) {
            def.docs = def.docs.clone().or(Docs::of(node));
        }
        self.known.insert(pointer.clone(), id);
        pointer
    }

    /// All types, with the rules for each.
    pub(super) fn into_types(mut self) -> Vec<TypeDef> {
        let mut types = std::mem::take(&mut self.types);
        let reader = RulesReader { root: self.root, known: &self.known, overrides: self.overrides, left: Cell::new(0) };
        for (pointer, id) in &self.known {
            // Of a reference and what it gives its name to, the latter has the rules.
            let end = end(self.root, pointer);
            let is_name = end != *pointer && self.known.get(&end) == Some(id);
            if let (Some(def), Some(node), false) = (types.get_mut(*id), self.root.at(pointer), is_name) {
                def.rules = reader.of_type(node, pointer);
            }
        }
        types
    }

    /// What is demanded of a value where a schema is used.
    pub(super) fn rules(&self, node: &Node, pointer: &Pointer) -> Rules {
        RulesReader { root: self.root, known: &self.known, overrides: self.overrides, left: Cell::new(0) }
            .of_use(node, pointer)
    }

    pub(super) fn name(&self, id: usize) -> Option<&str> {
        self.types.get(id).map(|ty| ty.name.as_str())
    }

    /// A type for a schema that is no component.
    fn reserve(&mut self, pointer: &Pointer, name: &str, node: &Node) -> usize {
        let given = self.overrides.type_name(pointer, &mut self.names, type_name);
        let name = given.unwrap_or_else(|| self.names.unique(type_name(name)));
        self.push(pointer, name, node)
    }

    /// A type whose shape is still to be read.
    fn push(&mut self, pointer: &Pointer, name: String, node: &Node) -> usize {
        let (docs, shape, rules) = (Docs::of(node), TypeShape::Alias(Type::Any), Rules::default());
        self.types.push(TypeDef { name, docs, shape, rules, module: 0, sent: false, received: false });
        let id = self.types.len() - 1;
        self.known.insert(pointer.clone(), id);
        id
    }

    fn fill(&mut self, id: Option<usize>, shape: TypeShape) {
        if let Some(def) = id.and_then(|id| self.types.get_mut(id)) {
            def.shape = shape;
        }
    }

    /// The type of a value at a use: null is part of it where the schema says so.
    pub(super) fn value(&mut self, node: &'d Node, pointer: &Pointer, name: &str) -> Type {
        let ty = self.ty(node, pointer, name);
        if self.is_nullable(node) { ty.nullable() } else { ty }
    }

    /// The type of a schema, null aside.
    pub(super) fn ty(&mut self, node: &'d Node, pointer: &Pointer, name: &str) -> Type {
        if let Some(path) = self.overrides.replacement(pointer) {
            return Type::External(path.to_owned());
        }
        if let Some(target) = node.text("$ref").and_then(Pointer::from_reference) {
            return match (self.known.get(&target), self.root.at(&target)) {
                (Some(id), _) => Type::Named(*id),
                (None, Some(node)) => self.ty(node, &target, &name_of_place(self.root, &target)),
                (None, None) => Type::Any,
            };
        }
        if let Some(id) = self.known.get(pointer) {
            return Type::Named(*id);
        }
        if !self.needs_name(node) {
            return self.nameless(node, pointer, name);
        }
        // The name is taken before the inside is read, so that a schema may contain itself.
        let id = self.reserve(pointer, name, node);
        let name = self.name(id).unwrap_or_default().to_owned();
        let shape = self.shape(node, pointer, &name);
        self.fill(Some(id), shape);
        Type::Named(id)
    }

    /// The type of a schema that is written where it is used, unless it turns out to contain itself.
    fn nameless(&mut self, node: &'d Node, pointer: &Pointer, name: &str) -> Type {
        if !self.reading.insert(pointer.clone()) {
            return Type::Named(self.reserve(pointer, name, node));
        }
        let shape = self.shape(node, pointer, name);
        self.reading.remove(pointer);
        match (self.known.get(pointer).copied(), shape) {
            (Some(id), shape) => {
                self.fill(Some(id), shape);
                Type::Named(id)
            }
            (None, TypeShape::Alias(ty)) => ty,
            (None, _) => Type::Any,
        }
    }

    fn shape(&mut self, node: &'d Node, pointer: &Pointer, name: &str) -> TypeShape {
        let shape = self.shape_of(node, pointer, name);
        if states_type(node) {
            self.coverage.stated += 1;
            if matches!(shape, TypeShape::Alias(Type::Any)) {
                self.coverage.untyped.push(pointer.clone());
            }
        }
        shape
    }

    fn shape_of(&mut self, node: &'d Node, pointer: &Pointer, name: &str) -> TypeShape {
        if is_string_enum(node) {
            return enumeration(node.list("enum"), &pointer.key("enum"), self.overrides);
        }
        if node.get("$ref").is_some() {
            return TypeShape::Alias(self.value(node, pointer, name));
        }
        if let Some((key, members)) = union_members(node) {
            return self.union(members, pointer, key, name);
        }
        if self.is_structure(node) {
            return self.object(node, pointer, name);
        }
        if let Some((index, member)) = typed_member(node) {
            return TypeShape::Alias(self.ty(member, &pointer.key("allOf").index(index), name));
        }
        TypeShape::Alias(self.plain(node, pointer, name))
    }

    /// Whether a schema becomes a type with a name.
    fn needs_name(&self, node: &Node) -> bool {
        match union_members(node) {
            Some((_, members)) => members.iter().filter(|member| !is_null_schema(member)).count() > 1,
            None => is_string_enum(node) || self.is_structure(node),
        }
    }

    /// Whether a schema has keys of its own, or brings together those of others.
    fn is_structure(&self, node: &Node) -> bool {
        let members: Vec<_> = node.list("allOf").iter().filter(|member| !is_annotation(member)).collect();
        let adds = members.len() > 1 || node.get("required").is_some();
        let inline = members.iter().any(|member| member.get("properties").is_some());
        let merges = (adds || inline) && members.iter().any(|member| self.is_object(member, 0));
        let is_closed = node.get("additionalProperties") == Some(&Node::Bool(false));
        node.get("properties").is_some() || merges || (node.text("type") == Some("object") && is_closed)
    }

    fn is_object(&self, node: &Node, depth: usize) -> bool {
        let Some(node) = resolve(self.root, node).filter(|_| depth < 64) else { return false };
        node.get("properties").is_some()
            || node.text("type") == Some("object")
            || node.list("allOf").iter().any(|member| self.is_object(member, depth + 1))
    }

    /// Scalars, arrays and maps.
    fn plain(&mut self, node: &'d Node, pointer: &Pointer, name: &str) -> Type {
        let inferred = match () {
            () if node.get("items").is_some() => Some("array"),
            () if node.get("additionalProperties").is_some() => Some("object"),
            () => None,
        };
        match node.text("type").or(inferred) {
            Some("string") => string_type(node.text("format")),
            Some("integer") => Type::Integer(integer_type(node.text("format"))),
            Some("number") => Type::Float,
            Some("boolean") => Type::Bool,
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

    /// The type of undeclared keys, where the schema states it.
    fn additional(&mut self, node: &'d Node, pointer: &Pointer, name: &str) -> Option<Type> {
        match node.get("additionalProperties")? {
            Node::Bool(true) => Some(Type::Any),
            Node::Object(_) => {
                let pointer = pointer.key("additionalProperties");
                node.get("additionalProperties").map(|inner| self.value(inner, &pointer, &format!("{name}Value")))
            }
            _ => None,
        }
    }

    fn object(&mut self, node: &'d Node, pointer: &Pointer, name: &str) -> TypeShape {
        let mut merged = Merged::default();
        merged.add(self.root, node, pointer);
        // What every struct that is sent has already.
        let mut names = Names::reserving(&["new", "validate"]);
        let idents = self.field_names(&merged, &mut names);
        let mut fields = Vec::new();
        for (wire, (schema, at)) in &merged.properties {
            let presence = self.presence(schema, merged.required.contains(wire));
            let ty = self.ty(schema, at, &format!("{name}{}", camel(wire)));
            let (ty, presence) = accepted(schema, ty, presence);
            let docs = Docs::of(schema).or(self.target_docs(schema));
            let ident = idents.get(wire).cloned().unwrap_or_default();
            let one_way = OneWay::of(schema);
            let elements = ["items", "additionalProperties"].into_iter().find_map(|key| schema.get(key));
            let elements = elements.map(Docs::of).unwrap_or_default();
            fields.push(Field { wire: (*wire).to_owned(), ident, ty, presence, one_way, boxed: false, docs, elements });
        }
        let additional = merged.additional.and_then(|(node, at)| self.additional(node, &at, name));
        let additional = additional.map(|ty| (names.unique("additional_properties".to_owned()), ty));
        let arguments = fields.iter().filter(|field| field.presence == Presence::Required).count();
        let required = (arguments > MOST_ARGUMENTS).then(|| self.names.unique(format!("{name}Required")));
        TypeShape::Struct { fields, additional, required }
    }

    /// The identifiers of all keys: first what the settings say, then names that need no change, then the others.
    fn field_names(&self, merged: &Merged<'d>, names: &mut Names) -> HashMap<&'d str, String> {
        let mut idents = HashMap::new();
        for (wire, (_, at)) in &merged.properties {
            idents.extend(self.overrides.name(at, names, snake).map(|given| (*wire, given)));
        }
        let open = merged.properties.keys().filter(|wire| !idents.contains_key(**wire));
        let (exact, changed): (Vec<&&str>, Vec<_>) = open.partition(|wire| snake(wire) == ***wire);
        let made: Vec<_> = exact.into_iter().chain(changed).map(|wire| (*wire, names.unique(snake(wire)))).collect();
        idents.extend(made);
        idents
    }

    fn presence(&self, schema: &Node, required: bool) -> Presence {
        // A key that is only thought to be always there must not fail a response without it.
        let sure = Docs::of(schema).evidence != Evidence::Inferred;
        match (required && sure, self.is_nullable(schema)) {
            (true, false) => Presence::Required,
            (true, true) => Presence::RequiredNullable,
            (false, false) => Presence::Optional,
            (false, true) => Presence::OptionalNullable,
        }
    }

    /// Whether null is a documented value of a schema.
    fn is_nullable(&self, node: &Node) -> bool {
        let mut node = node;
        for _ in 0..64 {
            let in_union = ["oneOf", "anyOf"].iter().any(|key| node.list(key).iter().any(is_null_schema));
            if in_union || node.flag("nullable") || node.list("enum").contains(&Node::Null) {
                return true;
            }
            let only_member = match node.list("allOf") {
                [only] => Some(only),
                _ => None,
            };
            let next = node.get("$ref").and_then(|_| resolve(self.root, node)).or(only_member);
            match next {
                Some(next) => node = next,
                None => return false,
            }
        }
        false
    }

    fn target_docs(&self, schema: &Node) -> Docs {
        resolve(self.root, schema).map(Docs::of).unwrap_or_default()
    }

    fn union(&mut self, members: &'d [Node], at: &Pointer, key: &str, name: &str) -> TypeShape {
        let pointer = at.key(key);
        let members: Vec<_> = members.iter().enumerate().filter(|(_, member)| !is_null_schema(member)).collect();
        if let [(index, only)] = members.as_slice() {
            return TypeShape::Alias(self.ty(only, &pointer.index(*index), name));
        }
        let mut names = Names::reserving(&["Unknown"]);
        let mut seen = HashSet::new();
        let mut variants = Vec::new();
        for (index, member) in members {
            let ty = self.value(member, &pointer.index(index), &format!("{name}{}", variant_hint(member, index)));
            let is_itself = ty.held().is_some_and(|id| self.known.get(at) == Some(&id));
            if !is_itself && seen.insert(ty.clone()) {
                let name = names.unique(self.variant_name(&ty, member, index));
                variants.push(UnionVariant { name, ty, boxed: false });
            }
        }
        TypeShape::Union { variants }
    }

    fn variant_name(&self, ty: &Type, member: &Node, index: usize) -> String {
        match ty {
            Type::Named(id) if member.get("$ref").is_some() => self.name(*id).unwrap_or("Variant").to_owned(),
            _ => variant_hint(member, index),
        }
    }
}

/// What an inline member of a union is called: its title, its one-value tag, its kind, or its number.
fn variant_hint(member: &Node, index: usize) -> String {
    let tag = member.members("properties").find_map(|(_, property)| match property.list("enum") {
        [Node::String(only)] => Some(only.as_str()),
        _ => None,
    });
    let kind = member.text("type").filter(|kind| *kind != "object").map(|kind| member.text("format").unwrap_or(kind));
    match member.text("title").or(tag).or(kind) {
        Some(text) if !text.is_empty() => camel(text),
        _ => format!("Variant{}", index + 1),
    }
}
