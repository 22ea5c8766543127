//! Takes the place of a schema; returns values that it allows, which together show each part of it.
//!
//! Each part is varied alone, on a value that is otherwise as small as possible. Below a reference there are two values,
//! a small one and a whole one: what it leads to has samples of its own. All work is bounded in depth and size.

use super::Direction;
use super::judge::Judge;
use super::scalars::{integers, numbers, strings};
use super::schemas::{Part, count, key, parts, refers, target};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::rc::Rc;

/// How many references deep a value holds all that may be there, and how deep it may be at all.
pub(super) const WHOLE_DEPTH: usize = 2;
const DEEPEST: usize = 12;

/// The most values that all samples of one place are made of.
const MOST_NODES: usize = 200_000;

/// Candidates for the fullest value, for the smallest, and others that vary one part each.
#[derive(Clone, Debug, Default)]
pub(super) struct Samples {
    pub(super) full: Vec<Value>,
    pub(super) minimal: Vec<Value>,
    pub(super) more: Vec<Value>,
}

impl Samples {
    /// The first is the usual one.
    pub(super) fn of(values: Vec<Value>) -> Self {
        let first: Vec<_> = values.iter().take(1).cloned().collect();
        Self { full: first.clone(), minimal: first, more: values.into_iter().skip(1).collect() }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.full.extend(other.full);
        self.minimal.extend(other.minimal);
        self.more.extend(other.more);
    }

    /// Each value once, the smallest first.
    pub(super) fn all(&self) -> Vec<&Value> {
        let mut all: Vec<&Value> = Vec::new();
        for value in self.minimal.iter().chain(&self.full).chain(&self.more) {
            if !all.contains(&value) {
                all.push(value);
            }
        }
        all
    }

    /// The smallest value and the fullest; all others only where they are asked for.
    fn settled(mut self, every: bool) -> Self {
        let small = self.minimal.iter().chain(&self.full).chain(&self.more).min_by_key(|value| count(value)).cloned();
        let full = self.full.iter().chain(&self.minimal).chain(&self.more).next().cloned();
        let more = if every { self.all().into_iter().cloned().collect() } else { Vec::new() };
        self.more = more;
        Self { full: full.into_iter().collect(), minimal: small.into_iter().collect(), more: self.more }
    }
}

/// How much is wanted of a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Wanted {
    /// How many references led here.
    pub(super) depth: usize,
    /// Whether each part is varied.
    pub(super) every: bool,
}

/// Makes the samples of one document.
pub(super) struct Sampler<'d> {
    pub(super) root: &'d Value,
    judge: &'d Judge<'d>,
    pub(super) direction: Direction,
    /// What was made below references.
    brief: HashMap<(Vec<String>, usize), Rc<Samples>>,
    /// The place whose samples are made.
    top: String,
    /// How many values may still be made there.
    left: usize,
}

impl<'d> Sampler<'d> {
    pub(super) fn new(root: &'d Value, judge: &'d Judge<'d>, direction: Direction) -> Self {
        Self { root, judge, direction, brief: HashMap::new(), top: String::new(), left: 0 }
    }

    /// The samples of a place. Not all of them need be valid: that is for the caller to judge.
    pub(super) fn samples(&mut self, at: &str) -> Vec<Value> {
        (self.top, self.left) = (at.to_owned(), MOST_NODES);
        let made = self.make(&[at.to_owned()], Wanted { depth: 0, every: true });
        made.all().into_iter().cloned().collect()
    }

    /// The samples of a part: below a reference, two.
    pub(super) fn inner(&mut self, places: &[String], wanted: Wanted) -> Rc<Samples> {
        let elsewhere = places.iter().any(|at| refers(self.root, at));
        let depth = wanted.depth + usize::from(elsewhere);
        self.make(places, Wanted { depth, every: wanted.every && !elsewhere })
    }

    /// Notes that a value is made; false if there are enough.
    pub(super) fn may_make(&mut self, nodes: usize) -> bool {
        let may = self.left >= nodes;
        self.left = self.left.saturating_sub(nodes);
        may
    }

    fn make(&mut self, places: &[String], wanted: Wanted) -> Rc<Samples> {
        let brief = (!wanted.every).then(|| (places.to_vec(), wanted.depth));
        if let Some(known) = brief.as_ref().and_then(|key| self.brief.get(key)) {
            return Rc::clone(known);
        }
        let Some(parts) = parts(self.root, places).filter(|_| wanted.depth <= DEEPEST) else {
            return Rc::default();
        };
        let mut made = self.composed(&parts, wanted, &[]);
        if needs_judging(&parts) {
            let judge = self.judge;
            let holds = |value: &Value| places.iter().all(|at| judge.accepts(at, value));
            [&mut made.full, &mut made.minimal, &mut made.more].into_iter().for_each(|values| values.retain(&holds));
        }
        let made = Rc::new(made.settled(wanted.every));
        if let Some(key) = brief {
            self.brief.insert(key, Rc::clone(&made));
        }
        made
    }

    /// `done` are the unions of which a member is among the parts already.
    fn composed(&mut self, parts: &[Part<'d>], wanted: Wanted, done: &[String]) -> Samples {
        let open = parts.iter().find(|part| part.union().is_some() && !done.contains(&part.at));
        let Some((union, (keyword, members))) = open.and_then(|part| Some((part, part.union()?))) else {
            return self.plain(parts, wanted);
        };
        let done = [done, std::slice::from_ref(&union.at)].concat();
        let is_top = parts.first().is_some_and(|part| part.at == self.top);
        let mut all = Samples::default();
        for index in 0..members.len() {
            let at = format!("{}/{keyword}/{index}", union.at);
            let elsewhere = refers(self.root, &at);
            let depth = wanted.depth + usize::from(elsewhere);
            let Some(added) = super::schemas::parts(self.root, std::slice::from_ref(&at)) else { continue };
            if depth > DEEPEST {
                continue;
            }
            let mut joined = parts.to_vec();
            joined.extend(added.into_iter().filter(|part| parts.iter().all(|other| other.at != part.at)));
            let every = wanted.every && (!elsewhere || is_top) && done.len() < 3;
            let mut made = self.composed(&joined, Wanted { depth, every }, &done);
            if let Some(discriminator) = union.get("discriminator") {
                made.add(tagged(&made, discriminator, members.get(index)));
            }
            all.add(made);
        }
        all
    }

    fn plain(&mut self, parts: &[Part<'d>], wanted: Wanted) -> Samples {
        if let Some(values) = listed(parts) {
            return Samples::of(values);
        }
        let mut all = Samples::default();
        for ty in types(parts) {
            all.add(match ty {
                "object" => self.object(parts, wanted),
                "array" => self.array(parts, wanted),
                "string" => Samples::of(strings(parts)),
                "integer" => Samples::of(integers(parts)),
                "number" => Samples::of(numbers(parts)),
                "boolean" => Samples::of(vec![json!(true), json!(false)]),
                "null" => Samples { more: vec![Value::Null], ..Samples::default() },
                _ => Samples::of(vec![json!({ "any": [1, "x"] }), json!("text"), json!(1), json!([]), json!(null)]),
            });
        }
        all
    }
}

/// Whether values are not right by the way in which they are made.
fn needs_judging(parts: &[Part<'_>]) -> bool {
    const LOOSE: [&str; 14] = [
        "oneOf",
        "anyOf",
        "not",
        "if",
        "enum",
        "const",
        "pattern",
        "multipleOf",
        "patternProperties",
        "propertyNames",
        "dependentRequired",
        "dependentSchemas",
        "contains",
        "uniqueItems",
    ];
    parts.len() > 1 || parts.iter().any(|part| LOOSE.iter().any(|key| part.get(key).is_some()))
}

/// The values that are listed, where any are; null last, because it is the least usual.
fn listed(parts: &[Part<'_>]) -> Option<Vec<Value>> {
    let constant = parts.iter().find_map(|part| part.get("const")).map(|only| vec![only.clone()]);
    let mut values = constant
        .or_else(|| parts.iter().map(|part| part.list("enum")).find(|list| !list.is_empty()).map(<[_]>::to_vec))?;
    values.sort_by_key(Value::is_null);
    Some(values)
}

/// The types that all parts allow, else the one that they speak of, else `any`.
fn types<'d>(parts: &[Part<'d>]) -> Vec<&'d str> {
    let mut allowed: Option<Vec<&str>> = None;
    for stated in parts.iter().filter_map(|part| part.get("type")) {
        let words: Vec<&str> = match stated {
            Value::Array(words) => words.iter().filter_map(Value::as_str).collect(),
            word => word.as_str().into_iter().collect(),
        };
        allowed = Some(match allowed {
            None => words,
            Some(allowed) => {
                let both = |word: &&str| words.contains(word) || (*word == "integer" && words.contains(&"number"));
                let narrowed = allowed.contains(&"number") && words.contains(&"integer");
                allowed.iter().copied().filter(both).chain(narrowed.then_some("integer")).collect()
            }
        });
    }
    const SPOKEN: [(&str, &str); 9] = [
        ("properties", "object"),
        ("additionalProperties", "object"),
        ("required", "object"),
        ("items", "array"),
        ("prefixItems", "array"),
        ("pattern", "string"),
        ("maxLength", "string"),
        ("minimum", "number"),
        ("maximum", "number"),
    ];
    allowed.unwrap_or_else(|| {
        let spoken = SPOKEN.iter().find(|(key, _)| parts.iter().any(|part| part.get(key).is_some()));
        vec![spoken.map_or("any", |(_, ty)| *ty)]
    })
}

/// The objects among some samples of a member of a union, under each name that a discriminator has for it.
fn tagged(made: &Samples, discriminator: &Value, member: Option<&Value>) -> Samples {
    let property = discriminator.get("propertyName").and_then(Value::as_str);
    let reference = member.and_then(|member| member.get("$ref")).and_then(Value::as_str);
    let (Some(property), Some(reference)) = (property, reference) else { return Samples::default() };
    let goal = target(reference);
    let short = |name: &str| key("/components/schemas", name);
    let mapping = discriminator.get("mapping").and_then(Value::as_object).into_iter().flatten();
    let leads = |to: &Value| to.as_str().is_some_and(|to| target(to).or_else(|| Some(short(to))) == goal);
    let mut names: Vec<String> = mapping.filter(|(_, to)| leads(to)).map(|(name, _)| name.clone()).collect();
    if names.is_empty() {
        names.extend(reference.rsplit('/').next().map(|name| name.replace("~1", "/").replace("~0", "~")));
    }
    let tag = |values: &[Value]| {
        let tagged = values.iter().filter(|value| value.is_object()).flat_map(|value| {
            names.iter().map(move |name| {
                let mut value = value.clone();
                if let Value::Object(members) = &mut value {
                    members.insert(property.to_owned(), json!(name));
                }
                value
            })
        });
        tagged.collect()
    };
    Samples { full: tag(&made.full), minimal: tag(&made.minimal), more: tag(&made.more) }
}
