//! From schemas to types: components first, under their own names, then inline schemas under names made from their place.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use super::composition::{admits_null, states_type, typed_member, union_members};
use super::docs::Docs;
use super::forms::{copy_rules, only_forms};
use super::places::name_of_place;
use super::rules::{Rules, RulesReader};
use super::scalars::{enumeration, is_string_enum, listed_types};
use super::types::{Type, TypeDef, TypeShape};
use super::unions::bases;
use crate::names::{Names, camel, type_name};
use crate::openapi::{end, is_null_schema};
use crate::parse::Node;
use crate::pointer::Pointer;
use crate::settings::Overrides;

/// So deep the reading of schemas may go; what lies deeper has a name, and is read later.
const DEEPEST: usize = 64;

/// So many types may stand in one another without a name: whoever reads Rust recurses into them.
const MOST_NAMELESS: usize = 16;

/// So many references to parts of other schemas may be written out in one schema; further parts have a name.
const MOST_PARTS: usize = 200;

/// The types read so far.
pub(super) struct Schemas<'d> {
    pub(super) root: &'d Node,
    pub(super) overrides: &'d Overrides<'d>,
    names: Names,
    pub(super) types: Vec<TypeDef>,
    /// The type of each schema that has one of its own.
    known: HashMap<Pointer, usize>,
    /// The polymorphic components, and those derived from each.
    pub(super) bases: HashMap<Pointer, Vec<Pointer>>,
    derived: HashSet<Pointer>,
    /// The schemas without a name that are being read; one that is met again needs a name after all.
    reading: HashSet<Pointer>,
    /// The components that are multipart bodies and nothing else.
    pub(super) forms: HashMap<Pointer, Option<&'d Node>>,
    /// The multipart bodies that are made of schemas which are JSON elsewhere, by their encoding.
    pub(super) copies: HashMap<Pointer, Vec<(Option<&'d Node>, usize)>>,
    /// Whether the crate holds the operation or payload that is being read.
    pub(super) selected: bool,
    /// The type that is being read.
    within: Option<usize>,
    /// How many schemas are being read, each within the one before.
    depth: usize,
    /// How many of these have no name, since the last that has one.
    nameless: usize,
    /// How many parts of other schemas were written out in the one that is being read.
    parts: usize,
    /// The schemas that have their name and wait to be read.
    later: Vec<(&'d Node, Pointer, usize)>,
    pub(super) coverage: Coverage,
}

/// How many schemas got the type that they state.
#[derive(Debug, Default)]
pub(super) struct Coverage {
    /// For each that states a type, the type that it is within, if any.
    pub(super) stated: Vec<Option<usize>>,
    /// Those of them that became any value.
    pub(super) untyped: Vec<(Option<usize>, Pointer)>,
}

impl<'d> Schemas<'d> {
    /// Reads all components, and the schemas outside of them that references lead to.
    pub(super) fn new(root: &'d Node, elsewhere: &[Pointer], overrides: &'d Overrides<'d>) -> Self {
        let bases = bases(root);
        let mut schemas = Self {
            derived: bases.values().flatten().cloned().collect(),
            bases,
            root,
            overrides,
            names: Names::default(),
            types: Vec::new(),
            known: HashMap::new(),
            reading: HashSet::new(),
            forms: only_forms(root),
            copies: HashMap::new(),
            selected: true,
            within: None,
            depth: 0,
            nameless: 0,
            parts: 0,
            later: Vec::new(),
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
            match schemas.id(&at) {
                Some(id) if schemas.is_only_form(node, &at) => schemas.fill_form(id, node, &at),
                Some(id) => schemas.fill_with(id, |schemas| schemas.shape(node, &at, &camel(&name))),
                None => {}
            }
            schemas.read_later();
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

    /// All types, with the rules for each, and the names that they have taken.
    pub(super) fn into_types(mut self) -> (Vec<TypeDef>, Names) {
        self.read_later();
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
        copy_rules(&mut types, &reader);
        (types, self.names)
    }

    /// What is demanded of a value where a schema is used.
    pub(super) fn rules(&self, node: &Node, pointer: &Pointer) -> Rules {
        RulesReader { root: self.root, known: &self.known, overrides: self.overrides, left: Cell::new(0) }
            .of_use(node, pointer)
    }

    pub(super) fn name(&self, id: usize) -> Option<&str> {
        self.types.get(id).map(|ty| ty.name.as_str())
    }

    /// Whether values of a type may be any text.
    pub(super) fn is_text(&self, ty: &Type) -> bool {
        let mut ty = ty;
        // A longer chain is a circle.
        for _ in 0..64 {
            match ty {
                Type::Named(id) => match self.types.get(*id).map(|def| &def.shape) {
                    Some(TypeShape::Alias(target)) => ty = target,
                    _ => return false,
                },
                ty => return matches!(ty, Type::String | Type::Secret | Type::Any),
            }
        }
        false
    }

    /// The type of the schema at a place, where it has one of its own.
    pub(super) fn id(&self, pointer: &Pointer) -> Option<usize> {
        self.known.get(pointer).copied()
    }

    /// Whether a component is derived from a polymorphic one.
    pub(super) fn is_derived(&self, pointer: &Pointer) -> bool {
        self.derived.contains(pointer)
    }

    /// A name for the struct that takes the required values of another.
    pub(super) fn companion(&mut self, name: &str) -> String {
        self.names.unique(format!("{name}Required"))
    }

    pub(super) fn def_mut(&mut self, id: usize) -> Option<&mut TypeDef> {
        self.types.get_mut(id)
    }

    /// A type for a schema that is no component.
    pub(super) fn reserve(&mut self, pointer: &Pointer, name: &str, node: &Node) -> usize {
        self.reserve_as(pointer, pointer, name, node)
    }

    /// The same where the settings know it by another place.
    pub(super) fn reserve_as(&mut self, pointer: &Pointer, known_as: &Pointer, name: &str, node: &Node) -> usize {
        let given = self.overrides.type_name(known_as, &mut self.names, type_name);
        let name = given.unwrap_or_else(|| self.names.unique(type_name(name)));
        self.push(pointer, name, node)
    }

    /// A type whose shape is still to be read.
    fn push(&mut self, pointer: &Pointer, name: String, node: &Node) -> usize {
        let (docs, shape, rules) = (Docs::of(node), TypeShape::Alias(Type::Any), Rules::default());
        let (place, seen_at) = (Some(pointer.clone()), end(self.root, pointer));
        self.types.push(TypeDef {
            name,
            docs,
            shape,
            answer: None,
            place,
            seen_at,
            rules,
            form: None,
            module: 0,
            rules_module: None,
            sent: false,
            received: false,
        });
        let id = self.types.len() - 1;
        self.known.insert(pointer.clone(), id);
        id
    }

    fn fill(&mut self, id: usize, shape: TypeShape) {
        if let Some(def) = self.types.get_mut(id) {
            def.shape = shape;
        }
    }

    /// Reads what was too deep within something else.
    fn read_later(&mut self) {
        while let Some((node, pointer, id)) = self.later.pop() {
            let name = self.name(id).unwrap_or_default().to_owned();
            self.fill_with(id, |schemas| schemas.shape(node, &pointer, &name));
        }
    }

    /// Reads the shape of a type.
    pub(super) fn fill_with(&mut self, id: usize, shape: impl FnOnce(&mut Self) -> TypeShape) {
        let outer = (self.within.replace(id), std::mem::take(&mut self.nameless));
        let shape = shape(self);
        (self.within, self.nameless) = outer;
        self.fill(id, shape);
    }

    /// Whether what is being read may count: what is within no type goes with its operation or payload.
    fn counts(&self) -> bool {
        self.within.is_some() || self.selected
    }

    /// Counts a schema that states a type.
    fn stated(&mut self) {
        self.coverage.stated.extend(self.counts().then_some(self.within));
    }

    /// Counts one that became any value.
    pub(super) fn untyped(&mut self, pointer: Pointer) {
        self.coverage.untyped.extend(self.counts().then_some((self.within, pointer)));
    }

    /// How many of them stand in an operation itself so far, within no type.
    pub(super) fn untyped_in_operations(&self) -> usize {
        self.coverage.untyped.iter().filter(|(within, _)| within.is_none()).count()
    }

    /// The type of a value at a use: null is part of it where the schema says so.
    pub(super) fn value(&mut self, node: &'d Node, pointer: &Pointer, name: &str) -> Type {
        let ty = self.ty(node, pointer, name);
        if self.depth == 0 {
            self.read_later();
        }
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
                (None, Some(node)) => self.part(node, &target, &name_of_place(self.root, &target)),
                (None, None) => {
                    self.stated();
                    self.untyped(pointer.clone());
                    Type::Any
                }
            };
        }
        if let Some(id) = self.known.get(pointer) {
            return Type::Named(*id);
        }
        if self.depth >= DEEPEST || self.parts > MOST_PARTS || self.nameless >= MOST_NAMELESS {
            let id = self.reserve(pointer, name, node);
            self.later.push((node, pointer.clone(), id));
            return Type::Named(id);
        }
        if !self.needs_name(node, pointer) {
            return self.nameless(node, pointer, name);
        }
        // The name is taken before the inside is read, so that a schema may contain itself.
        let id = self.reserve(pointer, name, node);
        let name = self.name(id).unwrap_or_default().to_owned();
        self.fill_with(id, |schemas| schemas.shape(node, pointer, &name));
        Type::Named(id)
    }

    /// The type of a part of another schema.
    fn part(&mut self, node: &'d Node, pointer: &Pointer, name: &str) -> Type {
        self.parts = if self.depth == 0 { 0 } else { self.parts + 1 };
        self.ty(node, pointer, name)
    }

    /// The type of a schema that is written where it is used, unless it turns out to contain itself.
    fn nameless(&mut self, node: &'d Node, pointer: &Pointer, name: &str) -> Type {
        if !self.reading.insert(pointer.clone()) {
            return Type::Named(self.reserve(pointer, name, node));
        }
        self.nameless += 1;
        let shape = self.shape(node, pointer, name);
        self.nameless -= 1;
        self.reading.remove(pointer);
        match (self.known.get(pointer).copied(), shape) {
            (Some(id), shape) => {
                self.fill(id, shape);
                Type::Named(id)
            }
            (None, TypeShape::Alias(ty)) => ty,
            (None, _) => Type::Any,
        }
    }

    fn shape(&mut self, node: &'d Node, pointer: &Pointer, name: &str) -> TypeShape {
        if self.depth == 0 {
            self.parts = 0;
        }
        self.depth += 1;
        let shape = self.shape_of(node, pointer, name);
        self.depth -= 1;
        if states_type(node) {
            self.stated();
            if matches!(shape, TypeShape::Alias(Type::Any)) {
                self.untyped(pointer.clone());
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
        if self.is_structure(node, pointer) {
            return self.base(node, pointer, name).unwrap_or_else(|| self.object(node, pointer, name));
        }
        if let Some((key, _)) = union_members(node) {
            return self.union(node, pointer, key, name);
        }
        let types = listed_types(node);
        if types.len() > 1 {
            return self.listed_union(node, &types, pointer, name);
        }
        if let Some((index, member)) = typed_member(node) {
            return TypeShape::Alias(self.ty(member, &pointer.key("allOf").index(index), name));
        }
        TypeShape::Alias(self.plain(node, pointer, name))
    }

    /// Whether a schema becomes a type with a name.
    fn needs_name(&self, node: &Node, pointer: &Pointer) -> bool {
        match union_members(node) {
            _ if is_string_enum(node) || self.is_structure(node, pointer) || listed_types(node).len() > 1 => true,
            Some((_, members)) => members.iter().filter(|member| !is_null_schema(member)).count() > 1,
            None => false,
        }
    }

    /// Whether null is a documented value of a schema.
    pub(super) fn is_nullable(&self, node: &Node) -> bool {
        admits_null(self.root, node, &mut HashSet::new())
    }
}
