//! From schemas with keys to structs: what they are composed of, brought together.

use std::collections::HashMap;

use indexmap::IndexSet;

use super::Evidence;
use super::composition::{Choice, Merged, Part, Property, is_annotation, is_object};
use super::docs::Docs;
use super::scalars::{accepted, enumeration, is_string_enum};
use super::schemas::Schemas;
use super::types::{Field, OneWay, Presence, Type, TypeShape};
use crate::names::{Names, camel, snake};
use crate::openapi::{end, is_null_schema, resolve};
use crate::parse::Node;
use crate::pointer::Pointer;

/// More required values than this are given by name, in a struct: a row of arguments has an order, which keys have not, and of
/// one type misleads.
pub(super) const MOST_ARGUMENTS: usize = 1;

/// More kinds than this of one object are taken as one with the keys of all.
const MOST_KINDS: usize = 64;

impl<'d> Schemas<'d> {
    /// Whether a schema has keys of its own, or brings together those of others.
    pub(super) fn is_structure(&self, node: &Node, pointer: &Pointer) -> bool {
        let members: Vec<_> = node.list("allOf").iter().filter(|member| !is_annotation(member)).collect();
        let adds = members.len() > 1 || node.get("required").is_some() || self.is_derived(pointer);
        let inline = members.iter().any(|member| member.get("properties").is_some());
        let merges = (adds || inline) && members.iter().any(|member| is_object(self.root, member));
        let is_closed = node.get("additionalProperties") == Some(&Node::Bool(false));
        let is_chosen_twice = ["oneOf", "anyOf"].iter().all(|key| {
            let mut members = node.list(key).iter().filter(|member| !is_null_schema(member)).peekable();
            members.peek().is_some() && members.all(|member| is_object(self.root, member))
        });
        let is_choice = ["oneOf", "anyOf"].iter().any(|key| node.get(key).is_some());
        node.get("properties").is_some()
            || merges
            || is_chosen_twice
            || (node.text("type") == Some("object") && is_closed && !is_choice)
    }

    /// The struct of an object, or the union of its kinds.
    pub(super) fn object(&mut self, node: &'d Node, pointer: &Pointer, name: &str) -> TypeShape {
        let mut merged = Merged::of(self.root, &[(node, pointer.clone())]);
        match merged.open_choices(self.root).as_slice() {
            [choice] if self.is_of_kinds(choice) => self.kinds(&merged, choice, (node, pointer), name),
            choices => {
                choices.iter().for_each(|choice| merged.flatten(self.root, choice));
                self.structure(&merged, name)
            }
        }
    }

    /// Whether each value has the keys of exactly one member, beside those of the object.
    fn is_of_kinds(&self, choice: &Choice<'d>) -> bool {
        let is_one = choice.key == "oneOf" || choice.discriminator.is_some() || self.are_tagged(&choice.members);
        is_one
            && (2..=MOST_KINDS).contains(&choice.members.len())
            && choice.members.iter().all(|(member, _)| is_object(self.root, member))
    }

    /// The struct of the keys that schemas have together.
    pub(super) fn composed(&mut self, parts: &[Part<'d>], name: &str) -> TypeShape {
        let mut merged = Merged::of(self.root, parts);
        for choice in merged.open_choices(self.root) {
            merged.flatten(self.root, &choice);
        }
        self.structure(&merged, name)
    }

    pub(super) fn structure(&mut self, merged: &Merged<'d>, name: &str) -> TypeShape {
        self.structure_with(merged, name, |_, _| None)
    }

    /// The same, where some schemas have types of another kind.
    pub(super) fn structure_with(
        &mut self,
        merged: &Merged<'d>,
        name: &str,
        other: impl Fn(&'d Node, &'d Node) -> Option<Type>,
    ) -> TypeShape {
        // What every struct that is sent has already.
        let mut names = Names::reserving(&["new", "validate"]);
        let idents = self.field_names(merged, &mut names);
        let mut fields = Vec::new();
        for (wire, property) in &merged.properties {
            let Some((schema, at)) = property.schema() else { continue };
            let required = merged.required.contains(wire) && !property.all.is_empty();
            let presence = self.presence(schema, required);
            let ty = other(self.root, schema).unwrap_or_else(|| {
                let name = format!("{}{}", self.owner(property).unwrap_or(name), camel(wire));
                self.property(property, &name)
            });
            let (ty, presence) = accepted(schema, ty, presence);
            let docs = property.all.iter().rev().map(|(schema, _)| Docs::of(schema));
            let docs = docs.reduce(Docs::or).unwrap_or_else(|| Docs::of(schema)).or(self.target_docs(schema));
            let ident = idents.get(wire).cloned().unwrap_or_default();
            let one_way = OneWay::of(schema);
            let elements = ["items", "additionalProperties"].into_iter().find_map(|key| schema.get(key));
            let elements = elements.map(Docs::of).unwrap_or_default();
            let (wire, place) = ((*wire).to_owned(), Some(at.clone()));
            let seen_at = place.clone();
            fields.push(Field { wire, ident, ty, presence, one_way, boxed: false, place, seen_at, docs, elements });
        }
        fields.extend(self.undescribed(merged, &mut names));
        let additional = merged.additional.clone().and_then(|(node, at)| {
            let values = node.get("additionalProperties").filter(|values| values.as_object().is_some());
            values.and_then(|values| other(self.root, values)).or_else(|| self.additional(node, &at, name))
        });
        let additional = additional.map(|ty| (names.unique("additional_properties".to_owned()), ty));
        let arguments = fields.iter().filter(|field| field.presence == Presence::Required).count();
        let required = (arguments > MOST_ARGUMENTS).then(|| self.companion(name));
        TypeShape::Struct { fields, additional, required }
    }

    /// A type that no schema states alone, under an address of its own; its texts are those of `node`, as is its place.
    pub(super) fn made(
        &mut self,
        pointer: &Pointer,
        name: &str,
        (node, at): (&Node, &Pointer),
        shape: impl FnOnce(&mut Self, &str) -> TypeShape,
    ) -> Type {
        if let Some(id) = self.id(pointer) {
            return Type::Named(id);
        }
        let id = self.reserve(pointer, name, node);
        let seen_at = end(self.root, at);
        self.def_mut(id).into_iter().for_each(|def| (def.place, def.seen_at) = (None, seen_at.clone()));
        let name = self.name(id).unwrap_or_default().to_owned();
        self.fill_with(id, |schemas| shape(schemas, &name));
        Type::Named(id)
    }

    /// The keys that are required and described nowhere. They may be a slip of the pen, so none is asked for.
    fn undescribed(&self, merged: &Merged<'d>, names: &mut Names) -> Vec<Field> {
        let is_mapped = merged.additional.as_ref().is_some_and(|(node, _)| {
            node.flag("additionalProperties")
                || node.get("additionalProperties").is_some_and(|values| values.as_object().is_some())
        });
        let named: IndexSet<_> = merged.required.iter().chain(&merged.mentioned).collect();
        let keys = named.into_iter().filter(|key| !is_mapped && !merged.properties.contains_key(**key));
        let field = |key: &&str| Field {
            wire: (*key).to_owned(),
            ident: names.unique(snake(key)),
            ty: Type::Any,
            presence: Presence::OptionalNullable,
            one_way: None,
            boxed: false,
            place: None,
            seen_at: None,
            docs: Docs::default(),
            elements: Docs::default(),
        };
        keys.map(field).collect()
    }

    /// The name of the type that a key was first described in, so that no user of that type changes what its parts are called.
    fn owner(&self, property: &Property<'_>) -> Option<&str> {
        let mut at = property.all.first().or(property.any.first())?.1.parent();
        while let Some(around) = at {
            if let Some(id) = self.id(&around) {
                return self.name(id);
            }
            at = around.parent();
        }
        None
    }

    /// The type of a key, which several schemas may describe.
    fn property(&mut self, property: &Property<'d>, name: &str) -> Type {
        let said = |parts: &[Part<'d>]| {
            let said: Vec<_> = parts.iter().filter(|(schema, _)| !is_annotation(schema)).cloned().collect();
            if said.is_empty() { parts.last().cloned().into_iter().collect() } else { said }
        };
        match (said(&property.all).as_slice(), said(&property.any).as_slice()) {
            ([(schema, at)], _) | ([], [(schema, at)]) => self.ty(schema, at, name),
            ([], any) => self.one_of_several(any, name),
            (all, _) if all.iter().all(|(schema, _)| is_object(self.root, schema)) => self.all_of_several(all, name),
            // The last one is the narrowest, unless it has forgotten the values, or that they are whole.
            (all, _) => match self.narrower(all).or(all.last()) {
                Some((schema, at)) => self.ty(schema, at, name),
                None => Type::Any,
            },
        }
    }

    fn narrower<'p>(&self, parts: &'p [Part<'d>]) -> Option<&'p Part<'d>> {
        let ty = |schema| resolve(self.root, schema).and_then(|schema| schema.text("type"));
        let whole = parts.iter().rev().find(|(schema, _)| ty(schema) == Some("integer"));
        parts.iter().rev().find(|(schema, _)| self.is_enum(schema)).or(whole)
    }

    fn is_enum(&self, schema: &Node) -> bool {
        resolve(self.root, schema).is_some_and(is_string_enum)
    }

    /// The type of a key that several schemas describe at once, all of them objects.
    fn all_of_several(&mut self, parts: &[Part<'d>], name: &str) -> Type {
        let Some((last, at)) = parts.last() else { return Type::Any };
        let narrowest = Merged::of(self.root, &[(last, at.clone())]);
        if narrowest.covers(&Merged::of(self.root, parts)) {
            return self.ty(last, at, name);
        }
        self.made(&at.key("allOf"), name, (last, at), |schemas, name| schemas.composed(parts, name))
    }

    /// The type of a key that is described otherwise in each member of a choice.
    pub(super) fn one_of_several(&mut self, parts: &[Part<'d>], name: &str) -> Type {
        let Some((first, at)) = parts.first() else { return Type::Any };
        if parts.iter().all(|(schema, _)| self.is_enum(schema)) {
            let root = self.root;
            let values =
                parts.iter().filter_map(|(schema, _)| resolve(root, schema)).flat_map(|node| node.list("enum"));
            let values: Vec<_> = values.cloned().collect();
            let made = at.key("anyOf");
            return self.made(&made, name, (first, at), |schemas, _| enumeration(&values, &made, schemas.overrides));
        }
        let types: Vec<_> = parts.iter().map(|(schema, at)| self.ty(schema, at, name)).collect();
        match types.split_first() {
            Some((only, others)) if others.iter().all(|ty| ty == only) => only.clone(),
            _ => self
                .made(&at.key("anyOf"), name, (first, at), |schemas, name| schemas.union_of(parts, None, None, name)),
        }
    }

    /// The identifiers of all keys: first what the settings say, then names that need no change, then the others.
    fn field_names(&self, merged: &Merged<'d>, names: &mut Names) -> HashMap<&'d str, String> {
        let mut idents = HashMap::new();
        for (wire, property) in &merged.properties {
            let parts = property.all.iter().chain(&property.any).rev();
            let given = parts.filter_map(|(_, at)| self.overrides.name(at, names, snake)).next();
            idents.extend(given.map(|given| (*wire, given)));
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

    fn target_docs(&self, schema: &Node) -> Docs {
        resolve(self.root, schema).map(Docs::of).unwrap_or_default()
    }
}

impl<'d> Property<'d> {
    /// The schema that tells whether null may stand at the key, and what is said of it: the last that says more than texts.
    fn schema(&self) -> Option<(&'d Node, &Pointer)> {
        let parts = if self.all.is_empty() { &self.any } else { &self.all };
        let said = parts.iter().rev().find(|(schema, _)| !is_annotation(schema));
        said.or(parts.last()).map(|(schema, at)| (*schema, at))
    }
}
