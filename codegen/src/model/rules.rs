//! What the document demands of the values that are sent: takes schemas, gives rules, one set for each type with a name.
//!
//! Only keywords that narrow a type are rules; presence and type are the Rust type's.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::composition::is_null_schema;
use super::graph::components;
use super::operation::Operation;
use super::types::TypeDef;
use crate::openapi::{EXTENSION, resolve};
use crate::parse::Node;
use crate::pattern::translate;
use crate::pointer::Pointer;

/// How deep schemas without a type of their own are followed.
const MOST_DEPTH: usize = 64;

/// What is demanded of one JSON value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rules {
    pub(crate) checks: Vec<Check>,
    /// Types whose rules hold too, by index in `Api::types`.
    pub(crate) also: Vec<usize>,
    pub(crate) properties: IndexMap<String, Rules>,
    pub(crate) additional: Option<Box<Rules>>,
    pub(crate) items: Option<Box<Rules>>,
    pub(crate) variants: Vec<Variant>,
    /// Whether messages may not quote the value.
    pub(crate) secret: bool,
}

/// One demand. The names are those of JSON Schema's keywords.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Check {
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
}

impl RulesReader<'_, '_> {
    /// The rules of a schema where it is used.
    pub(super) fn of_use(&self, node: &Node, pointer: &Pointer) -> Rules {
        self.value(node, pointer, 0)
    }

    /// The rules of the schema that a type was made from.
    pub(super) fn of_type(&self, node: &Node, pointer: &Pointer) -> Rules {
        let mut rules = Rules::default();
        match node.get("$ref") {
            Some(_) => self.add(node, pointer, &mut rules, &mut HashSet::new(), 0),
            None => self.own(node, pointer, &mut rules, &mut HashSet::new(), 0),
        }
        rules
    }

    fn value(&self, node: &Node, pointer: &Pointer, depth: usize) -> Rules {
        let mut rules = Rules::default();
        self.add(node, pointer, &mut rules, &mut HashSet::new(), depth);
        rules
    }

    /// Adds the rules of a schema to those of a value; `seen` holds the references followed for it.
    fn add(&self, node: &Node, pointer: &Pointer, rules: &mut Rules, seen: &mut HashSet<Pointer>, depth: usize) {
        let target = node.text("$ref").and_then(Pointer::from_reference);
        let at = target.as_ref().unwrap_or(pointer);
        if let Some(id) = self.known.get(at) {
            if !rules.also.contains(id) {
                rules.also.push(*id);
            }
        } else if let Some(target) = target.filter(|target| depth < MOST_DEPTH && !seen.contains(target)) {
            seen.insert(target.clone());
            if let Some(node) = self.root.at(&target) {
                self.add(node, &target, rules, seen, depth + 1);
            }
        } else if node.get("$ref").is_none() {
            self.own(node, pointer, rules, seen, depth);
        }
    }

    fn own(&self, node: &Node, pointer: &Pointer, rules: &mut Rules, seen: &mut HashSet<Pointer>, depth: usize) {
        rules.checks.extend(keywords(node));
        rules.checks.extend(node.get(EXTENSION).map(cross_field).unwrap_or_default());
        rules.secret |= node.text("format") == Some("password");
        let at = pointer.key("properties");
        for (name, schema) in node.members("properties") {
            rules.property(name, self.value(schema, &at.key(name), depth + 1));
        }
        // One of the two, as for the type.
        if let Some(items) = node.get("items") {
            rules.items = Some(Box::new(self.value(items, &pointer.key("items"), depth + 1)));
        } else if let Some(values @ Node::Object(_)) = node.get("additionalProperties") {
            rules.additional = Some(Box::new(self.value(values, &pointer.key("additionalProperties"), depth + 1)));
        }
        let at = pointer.key("allOf");
        for (index, member) in node.list("allOf").iter().enumerate() {
            self.add(member, &at.index(index), rules, seen, depth + 1);
        }
        for key in ["oneOf", "anyOf"] {
            let at = pointer.key(key);
            let members: Vec<_> =
                node.list(key).iter().enumerate().filter(|(_, member)| !is_null_schema(member)).collect();
            match members.as_slice() {
                [(index, only)] => self.add(only, &at.index(*index), rules, seen, depth + 1),
                // The members of the first union are the type's variants.
                members if rules.variants.is_empty() => {
                    let variants = members.iter().map(|(index, member)| self.variant(member, &at.index(*index), depth));
                    rules.variants = variants.collect();
                }
                _ => {}
            }
        }
    }

    fn variant(&self, member: &Node, pointer: &Pointer, depth: usize) -> Variant {
        let rules = self.value(member, pointer, depth + 1);
        let mut variant = Variant { kind: "Any", required: Vec::new(), tags: Vec::new(), rules };
        self.mark(member, &mut variant, 0);
        variant
    }

    /// By what a value is known as one of a member: its kind, the keys that it has, and what texts they hold.
    fn mark(&self, node: &Node, variant: &mut Variant, depth: usize) {
        let Some(node) = resolve(self.root, node).filter(|_| depth < MOST_DEPTH) else { return };
        let kind = match node.text("type") {
            Some("string") => "String",
            Some("integer") => "Integer",
            Some("number") => "Number",
            Some("boolean") => "Boolean",
            Some("array") => "Array",
            Some("object") => "Object",
            _ if node.get("properties").is_some() => "Object",
            _ => variant.kind,
        };
        variant.kind = kind;
        let required = node.list("required").iter().filter_map(Node::as_str).map(str::to_owned);
        variant.required.extend(required);
        for (name, schema) in node.members("properties") {
            let schema = resolve(self.root, schema).unwrap_or(schema);
            let texts: Option<Vec<_>> =
                schema.list("enum").iter().map(|text| text.as_str().map(str::to_owned)).collect();
            variant.tags.extend(texts.filter(|texts| texts.len() == 1).map(|texts| (name.to_owned(), texts)));
        }
        node.list("allOf").iter().for_each(|member| self.mark(member, variant, depth + 1));
    }
}

impl Rules {
    pub(crate) fn is_empty(&self) -> bool {
        self.checks.is_empty()
            && self.also.is_empty()
            && self.properties.is_empty()
            && self.additional.is_none()
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
        self.additional = self.additional.take().or(other.additional);
        self.items = self.items.take().or(other.items);
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

    /// The rules of all parts.
    fn nested(&self) -> impl Iterator<Item = &Rules> {
        let parts = self.properties.values().chain(self.additional.as_deref()).chain(self.items.as_deref());
        parts.chain(self.variants.iter().map(|variant| &variant.rules))
    }

    /// Whether anything is demanded, once it is known of which types something is.
    fn demands(&self, of: &[bool]) -> bool {
        !self.checks.is_empty()
            || self.also.iter().any(|id| of.get(*id) == Some(&true))
            || self.nested().any(|rules| rules.demands(of))
    }

    /// Leaves only what demands something.
    fn prune(&mut self, of: &[bool]) {
        self.also.retain(|id| of.get(*id) == Some(&true));
        self.additional.take_if(|rules| !rules.demands(of));
        // Beside rules for all other keys, those without any must stay known.
        if self.additional.is_none() {
            self.properties.retain(|_, rules| rules.demands(of));
        }
        self.items.take_if(|rules| !rules.demands(of));
        if !self.variants.iter().any(|variant| variant.rules.demands(of)) {
            self.variants.clear();
        }
        let parts = self.properties.values_mut().chain(self.additional.as_deref_mut()).chain(self.items.as_deref_mut());
        parts.chain(self.variants.iter_mut().map(|variant| &mut variant.rules)).for_each(|rules| rules.prune(of));
    }
}

/// Takes away, from the rules of all types and of all arguments, what demands nothing.
pub(super) fn prune(types: &mut [TypeDef], operations: &mut [Operation]) {
    let demanding = demanding(types);
    // A type that is composed of itself would be looked at without end.
    let circles = components(types, |def| def.rules.also.clone());
    for (id, def) in types.iter_mut().enumerate() {
        def.rules.prune(&demanding);
        def.rules.also.retain(|other| !circles.same(id, *other));
    }
    for operation in operations {
        let parameters = operation.parameters.iter_mut().map(|parameter| &mut parameter.rules);
        let body = operation.body.iter_mut().map(|body| &mut body.rules);
        parameters.chain(body).for_each(|rules| rules.prune(&demanding));
    }
}

/// Of which types something is demanded, be it through others.
fn demanding(types: &[TypeDef]) -> Vec<bool> {
    let mut users = vec![Vec::new(); types.len()];
    let mut found = Vec::new();
    for (id, def) in types.iter().enumerate() {
        found.extend(def.rules.demands(&[]).then_some(id));
        for named in def.rules.named() {
            users.get_mut(named).into_iter().for_each(|users| users.push(id));
        }
    }
    let mut demanding = vec![false; types.len()];
    while let Some(id) = found.pop() {
        if demanding.get_mut(id).is_some_and(|known| !std::mem::replace(known, true)) {
            found.extend(users.get(id).into_iter().flatten());
        }
    }
    demanding
}

/// The keywords of JSON Schema that narrow a value.
fn keywords(node: &Node) -> Vec<Check> {
    let number = |key| match node.get(key) {
        Some(Node::Number(number)) => number.text().parse::<f64>().ok().filter(|value| value.is_finite()),
        _ => None,
    };
    // One that is no count says nothing; one beyond 32 bits would not compile everywhere.
    let count = |key| {
        let count = number(key).filter(|value| *value >= 0.0 && value.fract() == 0.0);
        count.map(|value| value.min(f64::from(u32::MAX)) as usize)
    };
    let bound = |key, exclusive, inclusive: fn(f64) -> Check, strict: fn(f64) -> Check| {
        number(key).map(if node.flag(exclusive) { strict } else { inclusive })
    };
    let checks = [
        count("minLength").filter(|least| *least > 0).map(Check::MinLength),
        count("maxLength").map(Check::MaxLength),
        node.text("pattern").and_then(|documented| {
            Some(Check::Pattern { documented: documented.to_owned(), translated: translate(documented)? })
        }),
        node.text("format").and_then(format).map(Check::Format),
        bound("minimum", "exclusiveMinimum", Check::Minimum, Check::ExclusiveMinimum),
        bound("maximum", "exclusiveMaximum", Check::Maximum, Check::ExclusiveMaximum),
        number("multipleOf").filter(|step| *step > 0.0).map(Check::MultipleOf),
        count("minItems").filter(|least| *least > 0).map(Check::MinItems),
        count("maxItems").map(Check::MaxItems),
        node.flag("uniqueItems").then_some(Check::UniqueItems),
        count("minProperties").filter(|least| *least > 0).map(Check::MinProperties),
        count("maxProperties").map(Check::MaxProperties),
    ];
    checks.into_iter().flatten().collect()
}

/// The formats that a text is held to; dates, times and uuids are types of their own.
fn format(format: &str) -> Option<&'static str> {
    match format {
        "email" => Some("Email"),
        "uri" => Some("Uri"),
        "ipv4" => Some("Ipv4"),
        "ipv6" => Some("Ipv6"),
        _ => None,
    }
}

/// The rules that OpenAPI 3.0 has no word for.
fn cross_field(extension: &Node) -> Vec<Check> {
    let texts = |nodes: &[Node]| nodes.iter().filter_map(Node::as_str).map(str::to_owned).collect::<Vec<_>>();
    let mut checks = Vec::new();
    for (key, needs) in extension.members("dependentRequired") {
        checks.push(Check::DependentRequired {
            key: key.to_owned(),
            needs: needs.as_array().map(texts).unwrap_or_default(),
        });
    }
    if let (Some(condition), Some(then)) = (extension.get("if"), extension.get("then")) {
        let conditions =
            condition.members("properties").map(|(key, schema)| (key.to_owned(), texts(schema.list("enum"))));
        checks.push(Check::IfThen { conditions: conditions.collect(), required: texts(then.list("required")) });
    }
    for order in extension.list("order") {
        if let (Some(earlier), Some(later)) = (order.text("earlier"), order.text("later")) {
            checks.push(Check::Order { earlier: earlier.to_owned(), later: later.to_owned() });
        }
    }
    checks
}
