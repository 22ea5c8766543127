//! Takes schemas and values; returns which parts of the schemas the values show: keys, listed values, members of unions,
//! nulls and bounds.

use super::Direction;
use super::dialect::is_marked;
use super::judge::Judge;
use super::schemas::{Part, key, parts};
use serde::Serialize;
use serde_json::Value;
use std::collections::HashSet;
use std::fmt;

/// Something that a value can show of a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Facet {
    /// A key that is there.
    Present,
    /// One that is not.
    Absent,
    Listed(usize),
    Member(usize),
    Null,
    Bound(&'static str),
}

/// What there is to show, and what was shown, by the pointer of the schema.
#[derive(Debug, Default)]
pub(super) struct Coverage {
    wanted: HashSet<(String, Facet)>,
    shown: HashSet<(String, Facet)>,
}

/// How many were shown, of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Share(pub(crate) usize, pub(crate) usize);

/// The same by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Covered {
    pub(crate) properties: Share,
    pub(crate) absent: Share,
    pub(crate) enum_values: Share,
    pub(crate) branches: Share,
    pub(crate) nulls: Share,
    pub(crate) bounds: Share,
}

impl Covered {
    pub(crate) fn and(self, other: Self) -> Self {
        let add = |one: Share, other: Share| Share(one.0 + other.0, one.1 + other.1);
        Self {
            properties: add(self.properties, other.properties),
            absent: add(self.absent, other.absent),
            enum_values: add(self.enum_values, other.enum_values),
            branches: add(self.branches, other.branches),
            nulls: add(self.nulls, other.nulls),
            bounds: add(self.bounds, other.bounds),
        }
    }
}

impl fmt::Display for Covered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = [
            ("properties", self.properties),
            ("left out", self.absent),
            ("enum values", self.enum_values),
            ("branches", self.branches),
            ("nulls", self.nulls),
            ("bounds", self.bounds),
        ];
        let kinds = kinds.map(|(kind, Share(some, all))| format!("{kind} {some} of {all}"));
        f.write_str(&kinds.join(", "))
    }
}

const BOUNDS: [&str; 8] =
    ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems"];

impl Coverage {
    /// Asks for all that a schema and those within it have to show.
    pub(super) fn want(&mut self, root: &Value, at: &str, direction: Direction) {
        let (mut open, mut seen) = (vec![at.to_owned()], HashSet::new());
        while let Some(at) = open.pop() {
            let found = parts(root, std::slice::from_ref(&at)).unwrap_or_default();
            let required = required(&found);
            for part in &found {
                if !seen.insert(part.at.clone()) {
                    continue;
                }
                self.wanted.extend(own_facets(part).map(|facet| (part.at.clone(), facet)));
                for name in properties(part, direction) {
                    let place = key(&format!("{}/properties", part.at), name);
                    self.wanted.insert((place.clone(), Facet::Present));
                    self.wanted.extend((!required.contains(name)).then(|| (place.clone(), Facet::Absent)));
                    open.push(place);
                }
                open.extend(others(part));
            }
        }
    }

    /// Notes what a value shows.
    pub(super) fn show(&mut self, root: &Value, judge: &Judge<'_>, at: &str, value: &Value, direction: Direction) {
        for part in parts(root, &[at.to_owned()]).unwrap_or_default() {
            let listed = part.list("enum").iter().position(|listed| listed == value);
            let listed = listed.or_else(|| (part.get("const") == Some(value)).then_some(0));
            let mut note = |facet| self.shown.insert((part.at.clone(), facet));
            listed.map(|index| note(Facet::Listed(index)));
            value.is_null().then(|| note(Facet::Null));
            BOUNDS.iter().filter(|bound| meets(&part, bound, value)).for_each(|bound| {
                note(Facet::Bound(bound));
            });
            if let Some((keyword, members)) = part.union() {
                for index in 0..members.len() {
                    let member = format!("{}/{keyword}/{index}", part.at);
                    if judge.accepts(&member, value) {
                        self.shown.insert((part.at.clone(), Facet::Member(index)));
                        self.show(root, judge, &member, value, direction);
                    }
                }
            }
            for (place, inner) in inside(root, &part, value) {
                self.show(root, judge, &place, inner, direction);
            }
            let members = value.as_object().into_iter();
            for (members, name) in members.flat_map(|all| properties(&part, direction).map(move |name| (all, name))) {
                let place = key(&format!("{}/properties", part.at), name);
                let facet = if members.contains_key(name) { Facet::Present } else { Facet::Absent };
                self.shown.insert((place, facet));
            }
        }
    }

    pub(super) fn covered(&self) -> Covered {
        let mut covered = Covered::default();
        for facet in &self.wanted {
            let share = match facet.1 {
                Facet::Present => &mut covered.properties,
                Facet::Absent => &mut covered.absent,
                Facet::Listed(_) => &mut covered.enum_values,
                Facet::Member(_) => &mut covered.branches,
                Facet::Null => &mut covered.nulls,
                Facet::Bound(_) => &mut covered.bounds,
            };
            share.0 += usize::from(self.shown.contains(facet));
            share.1 += 1;
        }
        covered
    }

    /// The pointers of what no value showed.
    pub(super) fn missed(&self) -> Vec<String> {
        let missed = self.wanted.difference(&self.shown);
        let mut missed: Vec<String> = missed.map(|(at, facet)| format!("#{at} {facet:?}")).collect();
        missed.sort();
        missed
    }
}

/// The values within a value, each with the place of its schema.
fn inside<'v>(root: &Value, part: &Part<'_>, value: &'v Value) -> Vec<(String, &'v Value)> {
    let place = |name: &str| {
        let named = key(&format!("{}/properties", part.at), name);
        if root.pointer(&named).is_some() { named } else { format!("{}/additionalProperties", part.at) }
    };
    let first = part.list("prefixItems").len();
    let element = |index: usize| match index < first {
        true => format!("{}/prefixItems/{index}", part.at),
        false => format!("{}/items", part.at),
    };
    let found: Vec<_> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (place(name), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(index, item)| (element(index), item)).collect(),
        _ => Vec::new(),
    };
    found.into_iter().filter(|(place, _)| root.pointer(place).is_some()).collect()
}

fn own_facets(part: &Part<'_>) -> impl Iterator<Item = Facet> {
    let listed = if part.get("const").is_some() { 1 } else { part.list("enum").len() };
    let members = part.union().map_or(0, |(_, members)| members.len());
    let is_null = match part.get("type") {
        Some(Value::Array(types)) => types.iter().any(|ty| ty == "null"),
        Some(ty) => ty == "null",
        None => false,
    };
    let bounds = BOUNDS.iter().filter(|bound| part.get(bound).is_some_and(Value::is_number) && binds(part, bound));
    let bounds = bounds.map(|bound| Facet::Bound(bound)).collect::<Vec<_>>();
    let counted = (0..listed).map(Facet::Listed).chain((0..members).map(Facet::Member));
    counted.chain(is_null.then_some(Facet::Null)).chain(bounds)
}

/// Whether a bound is one for values of the type.
fn binds(part: &Part<'_>, bound: &str) -> bool {
    let types: &[&str] = match bound {
        "minLength" | "maxLength" => &["string"],
        "minItems" | "maxItems" => &["array"],
        _ => &["integer", "number"],
    };
    let is_bound = |ty: &Value| ty.as_str().is_some_and(|ty| types.contains(&ty));
    match part.get("type") {
        Some(Value::Array(types)) => types.iter().any(is_bound),
        Some(ty) => is_bound(ty),
        None => true,
    }
}

fn required<'d>(parts: &[Part<'d>]) -> HashSet<&'d str> {
    parts.iter().flat_map(|part| part.list("required")).filter_map(Value::as_str).collect()
}

/// The keys that travel this way.
fn properties<'d>(part: &Part<'d>, direction: Direction) -> impl Iterator<Item = &'d str> {
    let travels = move |schema: &Value| direction.absent().is_none_or(|mark| !is_marked(schema, mark));
    part.object("properties").filter(move |(_, schema)| travels(schema)).map(|(name, _)| name.as_str())
}

/// The schemas of elements, other keys and members.
fn others(part: &Part<'_>) -> Vec<String> {
    let at = &part.at;
    let single =
        ["items", "additionalProperties"].into_iter().filter(|key| part.get(key).is_some_and(Value::is_object));
    let mut found: Vec<String> = single.map(|key| format!("{at}/{key}")).collect();
    found.extend((0..part.list("prefixItems").len()).map(|index| format!("{at}/prefixItems/{index}")));
    if let Some((keyword, members)) = part.union() {
        found.extend((0..members.len()).map(|index| format!("{at}/{keyword}/{index}")));
    }
    found
}

/// Whether a value stands at a bound; at an exclusive one, beside it.
#[allow(clippy::cast_precision_loss, reason = "sizes of samples are small")]
fn meets(part: &Part<'_>, bound: &str, value: &Value) -> bool {
    let Some(limit) = part.get(bound).and_then(Value::as_f64) else { return false };
    let size = match (bound, value) {
        ("minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum", Value::Number(number)) => number.as_f64(),
        ("minLength" | "maxLength", Value::String(text)) => Some(text.chars().count() as f64),
        ("minItems" | "maxItems", Value::Array(items)) => Some(items.len() as f64),
        _ => None,
    };
    let near = if bound.starts_with("exclusive") { 1.0 } else { 0.0 };
    size.is_some_and(|size| (size - limit).abs() <= near)
}
