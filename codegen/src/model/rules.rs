//! What the document demands of the values that are sent: takes schemas, gives rules, one set for each type with a name.
//!
//! Only keywords that narrow a type are rules; presence and type are the Rust type's.

use std::cell::Cell;
use std::collections::HashMap;

use indexmap::IndexMap;

use super::docs::{Docs, Evidence};
use super::graph::{components, users_of};
use super::keywords::{cross_field, keywords};
use super::operation::Operation;
use super::types::{OneWay, TypeDef};
use crate::openapi::{EXTENSION, composed, is_null_schema, resolve};
use crate::parse::Node;
use crate::pointer::Pointer;
use crate::settings::Overrides;

/// How many schemas without a type of their own are read for one that has; references among them may form circles.
const MOST_SCHEMAS: usize = 10_000;

/// What is demanded of one JSON value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rules {
    pub(crate) checks: Vec<Check>,
    /// Types whose rules hold too, by index in `Api::types`.
    pub(crate) also: Vec<usize>,
    pub(crate) properties: IndexMap<String, Rules>,
    pub(crate) additional: Option<Box<Rules>>,
    /// What is demanded of the keys of an object, as texts.
    pub(crate) names: Option<Box<Rules>>,
    pub(crate) items: Option<Box<Rules>>,
    pub(crate) variants: Vec<Variant>,
    /// Whether messages may not quote the value.
    pub(crate) secret: bool,
}

/// One demand. The names are those of JSON Schema's keywords.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Check {
    /// Values as JSON.
    OneOf(Vec<String>),
    MinLength(usize),
    MaxLength(usize),
    Pattern {
        documented: String,
        /// The same in the syntax of the runtime's engine.
        translated: String,
    },
    Format(&'static str),
    Minimum(f64),
    Maximum(f64),
    ExclusiveMinimum(f64),
    ExclusiveMaximum(f64),
    MultipleOf(f64),
    MinItems(usize),
    MaxItems(usize),
    UniqueItems,
    MinProperties(usize),
    MaxProperties(usize),
    DependentRequired {
        key: String,
        needs: Vec<String>,
    },
    IfThen {
        conditions: Vec<(String, Vec<String>)>,
        required: Vec<String>,
    },
    Order {
        earlier: String,
        later: String,
    },
}

/// A member of a union, and how a value is known to be meant as it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Variant {
    pub(crate) kind: &'static str,
    pub(crate) required: Vec<String>,
    pub(crate) tags: Vec<(String, Vec<String>)>,
    pub(crate) rules: Rules,
}

/// Reads rules from schemas.
pub(super) struct RulesReader<'a, 'd> {
    pub(super) root: &'d Node,
    /// The schemas that have a type of their own.
    pub(super) known: &'a HashMap<Pointer, usize>,
    pub(super) overrides: &'a Overrides<'a>,
    /// How many more schemas may be read for one type or argument.
    pub(super) left: Cell<usize>,
}

impl RulesReader<'_, '_> {
    /// The rules of a schema where it is used.
    pub(super) fn of_use(&self, node: &Node, pointer: &Pointer) -> Rules {
        self.left.set(MOST_SCHEMAS);
        self.value(node, pointer, &mut Vec::new())
    }

    /// The rules of the schema that a type was made from.
    pub(super) fn of_type(&self, node: &Node, pointer: &Pointer) -> Rules {
        self.left.set(MOST_SCHEMAS);
        let mut rules = Rules::default();
        match node.get("$ref") {
            Some(_) => self.add(node, pointer, &mut rules, &mut Vec::new()),
            None => self.own(node, pointer, &mut rules, &mut Vec::new()),
        }
        rules
    }

    fn value(&self, node: &Node, pointer: &Pointer, path: &mut Vec<Pointer>) -> Rules {
        let mut rules = Rules::default();
        self.add(node, pointer, &mut rules, path);
        rules
    }

    /// Adds the rules of a schema to those of a value; `path` holds the references that led there.
    fn add(&self, node: &Node, pointer: &Pointer, rules: &mut Rules, path: &mut Vec<Pointer>) {
        let target = node.text("$ref").and_then(Pointer::from_reference);
        let at = target.as_ref().unwrap_or(pointer);
        // A type of another crate keeps its own rules.
        if self.overrides.replacement(pointer).is_some() || self.overrides.replacement(at).is_some() {
            return;
        }
        if node.get("$ref").is_some() {
            rules.checks.extend(node.get(EXTENSION).map(cross_field).unwrap_or_default());
        }
        if let Some(id) = self.known.get(at) {
            if !rules.also.contains(id) {
                rules.also.push(*id);
            }
        } else if let Some(target) = target.filter(|target| !path.contains(target)) {
            if let Some(node) = self.root.at(&target) {
                path.push(target.clone());
                self.add(node, &target, rules, path);
                path.pop();
            }
        } else if node.get("$ref").is_none() {
            self.own(node, pointer, rules, path);
        }
    }

    fn own(&self, node: &Node, pointer: &Pointer, rules: &mut Rules, path: &mut Vec<Pointer>) {
        let Some(left) = self.left.get().checked_sub(1) else { return };
        self.left.set(left);
        rules.checks.extend(keywords(node));
        rules.checks.extend(node.get(EXTENSION).map(cross_field).unwrap_or_default());
        rules.secret |= is_secret(node);
        let at = pointer.key("properties");
        for (name, schema) in node.members("properties") {
            rules.property(name, self.value(schema, &at.key(name), path));
        }
        // One of the two, as for the type.
        if let Some(items) = node.get("items") {
            merge(&mut rules.items, self.value(items, &pointer.key("items"), path));
        } else if let Some(values @ Node::Object(_)) = node.get("additionalProperties") {
            merge(&mut rules.additional, self.value(values, &pointer.key("additionalProperties"), path));
        }
        if let Some(names @ Node::Object(_)) = node.get("propertyNames") {
            merge(&mut rules.names, self.value(names, &pointer.key("propertyNames"), path));
        }
        let at = pointer.key("allOf");
        for (index, member) in node.list("allOf").iter().enumerate() {
            self.add(member, &at.index(index), rules, path);
        }
        for key in ["oneOf", "anyOf"] {
            let at = pointer.key(key);
            let members: Vec<_> =
                node.list(key).iter().enumerate().filter(|(_, member)| !is_null_schema(member)).collect();
            match members.as_slice() {
                [(index, only)] => self.add(only, &at.index(*index), rules, path),
                // The members of the first union are the type's variants.
                members if rules.variants.is_empty() => {
                    let variants = members.iter().map(|(index, member)| self.variant(member, &at.index(*index), path));
                    rules.variants = variants.collect();
                }
                _ => {}
            }
        }
    }

    /// A member of a union: by what a value is known as one, and what is demanded of it then.
    fn variant(&self, member: &Node, pointer: &Pointer, path: &mut Vec<Pointer>) -> Variant {
        let rules = self.value(member, pointer, path);
        let parts = composed(self.root, member);
        let kind = parts.iter().find_map(|part| kind(part)).unwrap_or("Any");
        let properties = parts.iter().flat_map(|part| part.members("properties"));
        let properties: IndexMap<_, _> = properties.collect();
        // A key that a request may leave out tells nothing by its absence.
        let is_sent = |name: &&str| properties.get(name).is_some_and(|schema| is_always_sent(schema));
        let required = parts.iter().flat_map(|part| part.list("required")).filter_map(Node::as_str);
        let mut required: Vec<_> = required.filter(is_sent).map(str::to_owned).collect();
        required.dedup();
        let tags = properties.iter().filter_map(|(name, schema)| {
            let [Node::String(text)] = resolve(self.root, schema)?.list("enum") else { return None };
            Some(((*name).to_owned(), vec![text.clone()]))
        });
        Variant { kind, required, tags: tags.collect(), rules }
    }
}

/// Whether messages may not quote a value: a password, or what is sent and never shown again.
fn is_secret(schema: &Node) -> bool {
    schema.text("format") == Some("password") || schema.flag("writeOnly")
}

/// Whether a required key is there in every request.
fn is_always_sent(schema: &Node) -> bool {
    OneWay::of(schema) != Some(OneWay::Received) && Docs::of(schema).evidence != Evidence::Inferred
}

fn kind(schema: &Node) -> Option<&'static str> {
    match schema.text("type") {
        Some("string") => Some("String"),
        Some("integer") => Some("Integer"),
        Some("number") => Some("Number"),
        Some("boolean") => Some("Boolean"),
        Some("array") => Some("Array"),
        Some("object") => Some("Object"),
        _ => schema.get("properties").map(|_| "Object"),
    }
}

fn merge(slot: &mut Option<Box<Rules>>, rules: Rules) {
    match slot {
        Some(known) => known.extend(rules),
        None => *slot = Some(Box::new(rules)),
    }
}

impl Rules {
    pub(crate) fn is_empty(&self) -> bool {
        self.checks.is_empty()
            && self.also.is_empty()
            && self.properties.is_empty()
            && self.additional.is_none()
            && self.names.is_none()
            && self.items.is_none()
            && self.variants.is_empty()
    }

    /// Adds what is demanded of a property, to what another member of an `allOf` demands of it.
    fn property(&mut self, name: &str, rules: Rules) {
        match self.properties.get_mut(name) {
            Some(known) => known.extend(rules),
            None => drop(self.properties.insert(name.to_owned(), rules)),
        }
    }

    fn extend(&mut self, other: Rules) {
        self.checks.extend(other.checks);
        self.also.extend(other.also.into_iter().filter(|id| !self.also.contains(id)).collect::<Vec<_>>());
        other.properties.into_iter().for_each(|(name, rules)| self.property(&name, rules));
        other.additional.into_iter().for_each(|rules| merge(&mut self.additional, *rules));
        other.names.into_iter().for_each(|rules| merge(&mut self.names, *rules));
        other.items.into_iter().for_each(|rules| merge(&mut self.items, *rules));
        if self.variants.is_empty() {
            self.variants = other.variants;
        }
        self.secret |= other.secret;
    }

    /// The rules of a property, as far as they are its own and not those of its type.
    pub(crate) fn of_property(&self, name: &str) -> Option<&Rules> {
        self.properties.get(name)
    }

    /// The types whose rules are named anywhere within.
    pub(crate) fn named(&self) -> Vec<usize> {
        let mut named = self.also.clone();
        self.nested().for_each(|rules| named.extend(rules.named()));
        named
    }

    /// The same with other types in the place of some.
    pub(super) fn renamed(&mut self, to: &HashMap<usize, usize>) {
        self.also.iter_mut().for_each(|id| *id = to.get(id).copied().unwrap_or(*id));
        self.nested_mut().for_each(|rules| rules.renamed(to));
    }

    fn nested_mut(&mut self) -> impl Iterator<Item = &mut Rules> {
        let parts = [&mut self.additional, &mut self.names, &mut self.items];
        let parts = parts.into_iter().filter_map(|part| part.as_deref_mut());
        let variants = self.variants.iter_mut().map(|variant| &mut variant.rules);
        self.properties.values_mut().chain(parts).chain(variants)
    }

    /// The rules of all parts.
    fn nested(&self) -> impl Iterator<Item = &Rules> {
        let parts = [&self.additional, &self.names, &self.items].into_iter().filter_map(|part| part.as_deref());
        let parts = self.properties.values().chain(parts);
        parts.chain(self.variants.iter().map(|variant| &variant.rules))
    }

    /// Whether anything is demanded, once it is known of which types something is.
    fn demands(&self, of: &[bool]) -> bool {
        !self.checks.is_empty()
            || self.also.iter().any(|id| of.get(*id) == Some(&true))
            || self.nested().any(|rules| rules.demands(of))
    }

    /// Leaves only what demands something, and what may not be quoted beside it.
    fn prune(&mut self, of: &[bool], secret: &[bool]) {
        let is_secret = |id: &usize| secret.get(*id) == Some(&true);
        self.secret |= self.also.iter().any(is_secret);
        self.also.retain(|id| of.get(*id) == Some(&true));
        self.additional.take_if(|rules| !rules.demands(of));
        // Beside rules for all other keys, those without any must stay known; and a secret must not be quoted.
        if self.additional.is_none() {
            let holds_secret = |rules: &Rules| rules.secret || rules.also.iter().any(is_secret);
            self.properties.retain(|_, rules| rules.demands(of) || holds_secret(rules));
        }
        self.items.take_if(|rules| !rules.demands(of));
        self.names.take_if(|rules| !rules.demands(of));
        if !self.variants.iter().any(|variant| variant.rules.demands(of)) {
            self.variants.clear();
        }
        self.nested_mut().for_each(|rules| rules.prune(of, secret));
    }
}

/// Takes away, from the rules of all types and of all arguments, what demands nothing.
pub(super) fn prune(types: &mut [TypeDef], operations: &mut [Operation]) {
    let demanding = users_of(types, |_, def| def.rules.demands(&[]), |def| def.rules.named());
    let secret = users_of(types, |_, def| def.rules.secret, |def| def.rules.also.clone());
    // A type that is composed of itself would be looked at without end.
    let circles = components(types, |def| def.rules.also.clone());
    for (id, def) in types.iter_mut().enumerate() {
        def.rules.prune(&demanding, &secret);
        def.rules.also.retain(|other| !circles.same(id, *other));
    }
    for operation in operations {
        operation.arguments_mut().for_each(|(_, rules)| rules.prune(&demanding, &secret));
    }
}
