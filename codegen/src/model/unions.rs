//! From `oneOf`, `anyOf` and polymorphic bases to unions, and to the texts that tell their members apart.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use super::composition::{Choice, Merged, Part, behind, is_object, parts};
use super::scalars::{enumeration, integer_type, is_string_enum};
use super::schemas::Schemas;
use super::types::{Type, TypeShape, UnionVariant};
use crate::names::{Names, camel};
use crate::openapi::{is_null_schema, resolve};
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
        discriminator: Option<&'d Node>,
        of: Option<&Pointer>,
        name: &str,
    ) -> TypeShape {
        let tag = self.tag(discriminator, members);
        let mut variants = Variants::default();
        for (index, (member, at)) in members.iter().enumerate() {
            let hint = variant_hint(member, index);
            let ty = self.ty(member, at, &format!("{name}{hint}"));
            let is_itself = of.and_then(|of| self.id(of)).is_some_and(|id| ty.held().contains(&id));
            let hint = match ty {
                Type::Named(id) if self.is_named_by(member, id) => self.name(id).unwrap_or("Variant").to_owned(),
                _ => hint,
            };
            if !is_itself {
                variants.add(hint, ty, at, tag.texts_of(index));
            }
        }
        variants.into_shape(&tag)
    }

    /// Whether a member only leads to the schema that a type is made from.
    fn is_named_by(&self, member: &Node, id: usize) -> bool {
        let target = || naming(member).text("$ref").and_then(Pointer::from_reference);
        member.get("$ref").is_some() || target().is_some_and(|target| self.id(&target) == Some(id))
    }

    /// The union of the JSON types of values that are listed together.
    pub(super) fn listed_union(&mut self, node: &Node, types: &[&str], at: &Pointer, name: &str) -> TypeShape {
        let mut variants = Variants::default();
        for ty in types {
            let hint = camel(ty);
            let ty = match *ty {
                "string" => {
                    let made = at.key("enum");
                    let listed = node.list("enum");
                    self.made(&made, &format!("{name}{hint}"), (node, at), |schemas, _| {
                        enumeration(listed, &made, schemas.overrides)
                    })
                }
                "integer" => integer_type(node),
                "number" => Type::Float,
                "boolean" => Type::Bool,
                "array" => Type::List(Box::new(Type::Any)),
                _ => Type::Map(Box::new(Type::Any)),
            };
            variants.add(hint, ty, &at.key("enum"), Vec::new());
        }
        variants.into_shape(&Tag::default())
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
        let tag = self.tag(choice.discriminator, &choice.members);
        let mut variants = Variants::default();
        for (index, (member, place)) in choice.members.iter().enumerate() {
            let hint = match naming(member).text("$ref").and_then(Pointer::from_reference) {
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
                self.made(&id, &wanted, (member, place), |schemas, name| schemas.kind(&parts, choice, name))
            };
            variants.add(hint, ty, place, tag.texts_of(index));
        }
        variants.into_shape(&tag)
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
        let tag = self.tag(Some(discriminator), &members);
        let mut variants = Variants::default();
        for (index, (_, place)) in members.iter().enumerate() {
            if let Some(id) = self.id(place) {
                variants.add(
                    self.name(id).unwrap_or("Variant").to_owned(),
                    Type::Named(id),
                    place,
                    tag.texts_of(index),
                );
            }
        }
        let own = tags_of_base(discriminator, at);
        let ty = self.made(&at.key("discriminator"), &format!("{name}Base"), (node, at), |schemas, name| {
            schemas.composed(&[(node, at.clone())], name)
        });
        variants.add("Base".to_owned(), ty, at, own);
        Some(variants.into_shape(&tag))
    }

    /// Whether a key tells the members apart without a discriminator that says so.
    pub(super) fn are_tagged(&self, members: &[Part<'d>]) -> bool {
        self.tag(None, members).key.is_some()
    }

    /// What tells the members apart: the discriminator, or a key for which each member has one value of its own.
    fn tag(&self, discriminator: Option<&'d Node>, members: &[Part<'d>]) -> Tag<'d> {
        if let Some((own, key)) = discriminator.and_then(|own| Some((own, own.text("propertyName")?))) {
            return Tag { key: Some(key), texts: self.tags(own, key, members, &Cell::new(MOST_NESTED)) };
        }
        if members.len() < 2 || !members.iter().all(|(member, _)| is_object(self.root, member)) {
            return Tag::default();
        }
        let merged: Vec<_> = members.iter().map(|member| Merged::of(self.root, std::slice::from_ref(member))).collect();
        let keys = merged.first().into_iter().flat_map(|first| first.properties.keys());
        let texts = |key: &str| -> Option<Vec<Vec<String>>> {
            let mut seen = HashSet::new();
            let own = merged.iter().map(|merged| match self.listed(merged, key).as_slice() {
                [only] if seen.insert((*only).to_owned()) => Some(vec![(*only).to_owned()]),
                _ => None,
            });
            own.collect()
        };
        let found = keys.filter_map(|key| Some(Tag { key: Some(key), texts: texts(key)? })).next();
        found.unwrap_or_default()
    }

    /// The texts of the discriminator that stand for each member. A text may stand for several.
    fn tags(&self, discriminator: &Node, key: &str, members: &[Part<'d>], left: &Cell<usize>) -> Vec<Vec<String>> {
        // What is derived from a base stands for itself, though it may hold nothing else.
        let held = |(member, at): &Part<'d>| if is_component(at) { *member } else { behind(member) };
        let target = |part: &Part<'d>| {
            held(part).text("$ref").and_then(Pointer::from_reference).unwrap_or_else(|| part.1.clone())
        };
        let names: HashMap<_, _> =
            members.iter().map(target).filter(is_component).filter_map(|at| Some((at.last()?, at))).collect();
        let mut mapping: HashMap<Pointer, Vec<&str>> = HashMap::new();
        let mut mapped = HashSet::new();
        for (text, to) in discriminator.members("mapping") {
            mapped.insert(text);
            if let Some(target) = to.as_str().and_then(mapped_pointer) {
                mapping.entry(target).or_default().push(text);
            }
        }
        let tags = members.iter().map(|part| {
            let target = target(part);
            let mut tags: Vec<_> = mapping.get(&target).into_iter().flatten().map(|text| (*text).to_owned()).collect();
            // A text that is mapped, or the name of another member, stands for that alone.
            let is_free = |text: &&str| !mapped.contains(*text) && names.get(*text).is_none_or(|at| *at == target);
            let listed = self.listed(&Merged::of(self.root, std::slice::from_ref(part)), key);
            tags.extend(listed.into_iter().filter(is_free).map(str::to_owned));
            tags.extend(self.nested_tags(held(part), &target, key, left));
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
        let tags = self.tags(own, key, &members, left).into_iter().flatten();
        tags.chain(tags_of_base(own, at)).collect()
    }

    /// The texts that an object lists for one of its keys.
    fn listed(&self, merged: &Merged<'d>, key: &str) -> Vec<&'d str> {
        let property = merged.properties.get(key).map(|property| property.all.as_slice()).unwrap_or_default();
        let schemas = property.iter().rev().filter_map(|(schema, _)| resolve(self.root, schema));
        let listed = schemas.filter(|schema| is_string_enum(schema)).map(|schema| schema.list("enum")).next();
        listed.unwrap_or_default().iter().filter_map(Node::as_str).collect()
    }
}

/// The key that tells the members of a union apart, and the texts there that stand for each.
#[derive(Default)]
struct Tag<'d> {
    key: Option<&'d str>,
    texts: Vec<Vec<String>>,
}

impl Tag<'_> {
    fn texts_of(&self, index: usize) -> Vec<String> {
        self.texts.get(index).cloned().unwrap_or_default()
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
    fn add(&mut self, name: String, ty: Type, at: &Pointer, tags: Vec<String>) {
        match self.variants.iter_mut().find(|variant| variant.ty == ty) {
            Some(known) => {
                known.tags.extend(tags);
                known.tags.sort();
                known.tags.dedup();
            }
            None => {
                let name = self.names.unique(name);
                self.variants.push(UnionVariant { name, ty, boxed: false, place: at.clone(), tags });
            }
        }
    }

    fn into_shape(self, tag: &Tag<'_>) -> TypeShape {
        TypeShape::Union { variants: self.variants, tag: tag.key.map(str::to_owned) }
    }
}

/// The schema that a member of a union has its name from: its own title counts, else what it leads to.
fn naming(member: &Node) -> &Node {
    if member.get("title").is_some() { member } else { behind(member) }
}

/// What an inline member of a union is called: its title, its one-value tag, its kind, or its number.
fn variant_hint(member: &Node, index: usize) -> String {
    let member = naming(member);
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
