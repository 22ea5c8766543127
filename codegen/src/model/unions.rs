//! From `oneOf`, `anyOf` and polymorphic bases to unions, and to the texts that tell their members apart.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use super::composition::{Choice, Merged, Part, is_null_schema, parts};
use super::scalars::{enumeration, integer_type, is_string_enum};
use super::schemas::Schemas;
use super::types::{Type, TypeShape, UnionVariant};
use crate::names::{Names, camel};
use crate::openapi::resolve;
use crate::parse::Node;
use crate::pointer::Pointer;

/// How many members of members of one union are looked at for their texts.
const MOST_NESTED: usize = 256;

impl<'d> Schemas<'d> {
    /// The union that `oneOf` or `anyOf` states; its only member, where there is one.
    pub(super) fn union(&mut self, node: &'d Node, at: &Pointer, key: &str, name: &str) -> TypeShape {
        let members: Vec<_> = parts(node, at, key).into_iter().filter(|(member, _)| !is_null_schema(member)).collect();
        if let [(only, at)] = members.as_slice() {
            return TypeShape::Alias(self.ty(only, at, name));
        }
        self.union_of(&members, node.get("discriminator"), Some(at), name)
    }

    /// The union of members; `of` is the place of the schema whose type it is.
    pub(super) fn union_of(
        &mut self,
        members: &[Part<'d>],
        discriminator: Option<&Node>,
        of: Option<&Pointer>,
        name: &str,
    ) -> TypeShape {
        let tags = discriminator.map(|discriminator| self.tags(discriminator, members, &Cell::new(MOST_NESTED)));
        let mut variants = Variants::default();
        for (index, (member, at)) in members.iter().enumerate() {
            let hint = variant_hint(member, index);
            let ty = self.ty(member, at, &format!("{name}{hint}"));
            let is_itself = of.and_then(|of| self.id(of)).is_some_and(|id| ty.held().contains(&id));
            let hint = match ty {
                Type::Named(id) if member.get("$ref").is_some() => self.name(id).unwrap_or("Variant").to_owned(),
                _ => hint,
            };
            if !is_itself {
                variants.add(hint, ty, tags.as_ref().and_then(|tags| tags.get(index)).cloned().unwrap_or_default());
            }
        }
        variants.into_shape(discriminator)
    }

    /// The union of the JSON types of values that are listed together.
    pub(super) fn listed_union(&mut self, node: &Node, types: &[&str], at: &Pointer, name: &str) -> TypeShape {
        let mut variants = Variants::default();
        for ty in types {
            let hint = camel(ty);
            let ty = match *ty {
                "string" => {
                    let at = at.key("enum");
                    let listed = node.list("enum");
                    self.made(&at, &format!("{name}{hint}"), node, |schemas, _| {
                        enumeration(listed, &at, schemas.overrides)
                    })
                }
                "integer" => integer_type(node),
                "number" => Type::Float,
                "boolean" => Type::Bool,
                "array" => Type::List(Box::new(Type::Any)),
                _ => Type::Map(Box::new(Type::Any)),
            };
            variants.add(hint, ty, Vec::new());
        }
        variants.into_shape(None)
    }

    /// An object that is one of several kinds: each has the keys of the object and its own.
    pub(super) fn kinds(
        &mut self,
        shared: &Merged<'d>,
        choice: &Choice<'d>,
        object: (&'d Node, &Pointer),
        name: &str,
    ) -> TypeShape {
        let (node, at) = object;
        let tags = choice
            .discriminator
            .map(|discriminator| self.tags(discriminator, &choice.members, &Cell::new(MOST_NESTED)));
        let mut variants = Variants::default();
        for (index, (member, place)) in choice.members.iter().enumerate() {
            let hint = match member.text("$ref").and_then(Pointer::from_reference) {
                Some(target) => camel(&target.last().unwrap_or_default()),
                None => variant_hint(member, index),
            };
            let own = Merged::of(self.root, &[(member, place.clone())]);
            let wanted = format!("{name}{hint}");
            let ty = if own.covers(shared) && own.choices.is_empty() {
                self.ty(member, place, &wanted)
            } else {
                let parts = [(node, at.clone()), (*member, place.clone())];
                let id = at.key(choice.key).index(index);
                self.made(&id, &wanted, member, |schemas, name| schemas.kind(&parts, choice, name))
            };
            variants.add(hint, ty, tags.as_ref().and_then(|tags| tags.get(index)).cloned().unwrap_or_default());
        }
        variants.into_shape(choice.discriminator)
    }

    /// The struct of one kind; the choice among kinds is made already.
    fn kind(&mut self, parts: &[Part<'d>], made: &Choice<'d>, name: &str) -> TypeShape {
        let mut merged = Merged::of(self.root, parts);
        let is_made =
            |choice: &Choice<'_>| choice.members.first().map(|(_, at)| at) == made.members.first().map(|(_, at)| at);
        for choice in merged.open_choices(self.root).iter().filter(|choice| !is_made(choice)) {
            merged.flatten(self.root, choice);
        }
        self.structure(&merged, name)
    }

    /// The union of a polymorphic base with all that is derived from it; the base itself is the last member.
    pub(super) fn base(&mut self, node: &'d Node, at: &Pointer, name: &str) -> Option<TypeShape> {
        let derived = self.bases.get(at)?.clone();
        let discriminator = node.get("discriminator")?;
        let root = self.root;
        let members: Vec<_> = derived.into_iter().filter_map(|at| Some((root.at(&at)?, at))).collect();
        let tags = self.tags(discriminator, &members, &Cell::new(MOST_NESTED));
        let mut variants = Variants::default();
        for ((_, place), tags) in members.iter().zip(tags) {
            if let Some(id) = self.id(place) {
                variants.add(self.name(id).unwrap_or("Variant").to_owned(), Type::Named(id), tags);
            }
        }
        let own = tags_of_base(discriminator, at);
        let ty = self.made(&at.key("discriminator"), &format!("{name}Base"), node, |schemas, name| {
            schemas.composed(&[(node, at.clone())], name)
        });
        variants.add("Base".to_owned(), ty, own);
        Some(variants.into_shape(Some(discriminator)))
    }

    /// The texts of the discriminator that stand for each member.
    fn tags(&self, discriminator: &Node, members: &[Part<'d>], left: &Cell<usize>) -> Vec<Vec<String>> {
        let Some(key) = discriminator.text("propertyName") else { return Vec::new() };
        let mut mapping: HashMap<Pointer, Vec<&str>> = HashMap::new();
        for (text, to) in discriminator.members("mapping") {
            if let Some(target) = to.as_str().and_then(mapped_pointer) {
                mapping.entry(target).or_default().push(text);
            }
        }
        let own: Vec<Vec<&str>> = members.iter().map(|member| self.listed(member, key)).collect();
        let mut uses = HashMap::new();
        own.iter().flatten().for_each(|text| *uses.entry(*text).or_insert(0) += 1);
        let tags = members.iter().zip(&own).map(|((member, at), own)| {
            let target = member.text("$ref").and_then(Pointer::from_reference).unwrap_or_else(|| at.clone());
            let mapped = mapping.get(&target).into_iter().flatten();
            let mut tags: Vec<_> = mapped.map(|text| (*text).to_owned()).collect();
            // What several members list tells none of them.
            tags.extend(own.iter().filter(|text| uses.get(**text) == Some(&1)).map(|text| (*text).to_owned()));
            if tags.is_empty() {
                tags = self.nested_tags(member, &target, key, left);
            }
            if tags.is_empty() {
                tags.extend(target.last().filter(|_| is_component(&target)));
            }
            tags.sort();
            tags.dedup();
            tags
        });
        tags.collect()
    }

    /// The texts that stand for any member of a member that is a union itself.
    fn nested_tags(&self, member: &'d Node, at: &Pointer, key: &str, left: &Cell<usize>) -> Vec<String> {
        let Some(node) = resolve(self.root, member) else { return Vec::new() };
        let own = node.get("discriminator").filter(|own| own.text("propertyName") == Some(key));
        let Some(own) = own else { return Vec::new() };
        let derived = self.bases.get(at).into_iter().flatten();
        let mut members: Vec<_> = derived.filter_map(|at| Some((self.root.at(at)?, at.clone()))).collect();
        members.extend(["oneOf", "anyOf"].iter().flat_map(|key| parts(node, at, key)));
        let Some(rest) = left.get().checked_sub(1 + members.len()) else { return Vec::new() };
        left.set(rest);
        let tags = self.tags(own, &members, left).into_iter().flatten();
        tags.chain(tags_of_base(own, at)).collect()
    }

    /// The texts that an object lists for one of its keys.
    fn listed(&self, member: &Part<'d>, key: &str) -> Vec<&'d str> {
        let merged = Merged::of(self.root, std::slice::from_ref(member));
        let property = merged.properties.get(key).map(|property| property.all.as_slice()).unwrap_or_default();
        let schemas = property.iter().rev().filter_map(|(schema, _)| resolve(self.root, schema));
        let listed = schemas.filter(|schema| is_string_enum(schema)).map(|schema| schema.list("enum")).next();
        listed.unwrap_or_default().iter().filter_map(Node::as_str).collect()
    }
}

/// The components with a discriminator and without a union, and those that are derived from each.
pub(super) fn bases(root: &Node) -> HashMap<Pointer, Vec<Pointer>> {
    let components = Pointer::default().key("components").key("schemas");
    let schemas = || root.get("components").into_iter().flat_map(|node| node.members("schemas"));
    let is_base = |node: &Node| {
        node.get("discriminator").is_some() && ["oneOf", "anyOf"].iter().all(|key| node.get(key).is_none())
    };
    let mut bases: HashMap<Pointer, Vec<Pointer>> = schemas()
        .filter(|(_, node)| is_base(node))
        .map(|(name, node)| {
            let mapped = node.get("discriminator").into_iter().flat_map(|own| own.members("mapping"));
            let mapped = mapped.filter_map(|(_, to)| mapped_pointer(to.as_str()?)).filter(|to| root.at(to).is_some());
            (components.key(name), mapped.collect())
        })
        .collect();
    // A schema is derived from all that its `allOf` reaches.
    let parents: HashMap<Pointer, Vec<Pointer>> = schemas()
        .map(|(name, node)| {
            let members = node.list("allOf").iter();
            (components.key(name), members.filter_map(|member| Pointer::from_reference(member.text("$ref")?)).collect())
        })
        .collect();
    for (name, _) in schemas() {
        let (own, mut open, mut seen) = (components.key(name), vec![components.key(name)], HashSet::new());
        while let Some(at) = open.pop() {
            for parent in parents.get(&at).into_iter().flatten().filter(|parent| seen.insert((*parent).clone())) {
                bases.get_mut(parent).into_iter().for_each(|derived| derived.push(own.clone()));
                open.push(parent.clone());
            }
        }
    }
    for (base, derived) in &mut bases {
        let mut seen = HashSet::new();
        derived.retain(|at| at != base && is_component(at) && seen.insert(at.clone()));
    }
    bases.retain(|_, derived| !derived.is_empty());
    bases
}

fn is_component(at: &Pointer) -> bool {
    at.parent().is_some_and(|parent| parent == Pointer::default().key("components").key("schemas"))
}

/// Where a value of a mapping leads: a reference, or the name of a component.
fn mapped_pointer(to: &str) -> Option<Pointer> {
    let named = || Pointer::default().key("components").key("schemas").key(to);
    Pointer::from_reference(to).or_else(|| (!to.contains('/')).then(named))
}

fn is_mapped(to: &str, target: &Pointer) -> bool {
    mapped_pointer(to).is_some_and(|to| to == *target)
}

/// The texts that stand for a base itself.
fn tags_of_base(discriminator: &Node, at: &Pointer) -> Vec<String> {
    let mapped = discriminator.members("mapping").filter(|(_, to)| to.as_str().is_some_and(|to| is_mapped(to, at)));
    mapped.map(|(text, _)| text.to_owned()).chain(at.last()).collect()
}

/// The variants of a union: each type once, each name once.
struct Variants {
    names: Names,
    variants: Vec<UnionVariant>,
}

impl Default for Variants {
    fn default() -> Self {
        Self { names: Names::reserving(&["Unknown"]), variants: Vec::new() }
    }
}

impl Variants {
    fn add(&mut self, name: String, ty: Type, tags: Vec<String>) {
        match self.variants.iter_mut().find(|variant| variant.ty == ty) {
            Some(known) => known.tags.extend(tags),
            None => {
                let name = self.names.unique(name);
                self.variants.push(UnionVariant { name, ty, boxed: false, tags });
            }
        }
    }

    fn into_shape(self, discriminator: Option<&Node>) -> TypeShape {
        let tag = discriminator.and_then(|discriminator| discriminator.text("propertyName")).map(str::to_owned);
        TypeShape::Union { variants: self.variants, tag }
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
