//! Takes the schemas that hold for an object or an array; returns values with each key and element varied alone.

use super::dialect::is_marked;
use super::pattern;
use super::sampler::{Sampler, Samples, WHOLE_DEPTH, Wanted};
use super::scalars::bound;
use super::schemas::{Part, count, key};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A value is not made larger than this for the sake of being whole.
const LARGEST: usize = 2_000;

/// Below this, a whole value is also made without each of its keys.
const SMALL: usize = 100;

/// More elements or keys are not made to reach a bound.
const MOST: u64 = 128;

/// What an object may hold.
struct Keys<'d> {
    /// The places of the schemas of each key.
    named: BTreeMap<&'d str, Vec<String>>,
    required: BTreeSet<&'d str>,
    /// Keys of no name in the schema, and the places of their schemas.
    extra: Vec<(String, Vec<String>)>,
}

impl<'d> Sampler<'d> {
    pub(super) fn object(&mut self, parts: &[Part<'d>], wanted: Wanted) -> Samples {
        let keys = self.keys(parts);
        let is_whole = wanted.depth < WHOLE_DEPTH;
        let mut inner: BTreeMap<String, Rc<Samples>> = BTreeMap::new();
        for (name, places) in &keys.named {
            if is_whole || keys.required.contains(name) {
                inner.insert((*name).to_owned(), self.inner(places, wanted));
            }
        }
        let extra: Vec<_> =
            keys.extra.iter().map(|(name, places)| (name.clone(), self.inner(places, wanted))).collect();
        let Some(minimal) = minimal(&keys, &inner, &extra) else { return Samples::default() };
        let least = bound(parts, "minProperties", true).unwrap_or(0);
        let most = bound(parts, "maxProperties", false).unwrap_or(u64::MAX);
        let minimal = filled(minimal, least, &inner, &extra);
        let full = if is_whole { whole(&minimal, most, &inner, &extra) } else { minimal.clone() };
        let mut more = Vec::new();
        if wanted.every {
            self.vary(&minimal, inner.iter().chain(extra.iter().map(|(name, inner)| (name, inner))), &mut more);
            let optional = inner.keys().filter(|name| !keys.required.contains(name.as_str()));
            for name in optional.filter(|_| full.len() < SMALL && full.values().map(count).sum::<usize>() < SMALL) {
                let mut less = full.clone();
                less.remove(name);
                more.push(Value::Object(less));
            }
            if most <= MOST && keys.named.is_empty() {
                more.push(Value::Object(filled(minimal.clone(), most, &inner, &extra)));
            }
        }
        Samples { full: vec![Value::Object(full)], minimal: vec![Value::Object(minimal)], more }
    }

    /// The smallest object with each value of each key.
    fn vary<'s>(
        &mut self,
        minimal: &Map<String, Value>,
        inner: impl Iterator<Item = (&'s String, &'s Rc<Samples>)>,
        more: &mut Vec<Value>,
    ) {
        let size: usize = minimal.values().map(count).sum();
        for (name, samples) in inner {
            for value in samples.all() {
                if minimal.get(name) != Some(value) && self.may_make(size + count(value)) {
                    let mut varied = minimal.clone();
                    varied.insert(name.clone(), value.clone());
                    more.push(Value::Object(varied));
                }
            }
        }
    }

    fn keys(&self, parts: &[Part<'d>]) -> Keys<'d> {
        let mut keys = Keys { named: BTreeMap::new(), required: BTreeSet::new(), extra: Vec::new() };
        let (mut additional, mut absent) = (Vec::new(), BTreeSet::new());
        let is_closed = parts.iter().any(|part| part.get("additionalProperties") == Some(&Value::Bool(false)));
        for part in parts {
            let properties = format!("{}/properties", part.at);
            for (name, schema) in part.object("properties") {
                if self.direction.absent().is_some_and(|mark| is_marked(schema, mark)) {
                    absent.insert(name.as_str());
                }
                keys.named.entry(name).or_default().push(key(&properties, name));
            }
            keys.required.extend(part.list("required").iter().filter_map(Value::as_str));
            let patterns = format!("{}/patternProperties", part.at);
            for (pattern, _) in part.object("patternProperties") {
                let names = pattern::matching(pattern).into_iter().take(2);
                keys.extra.extend(names.map(|name| (name, vec![key(&patterns, pattern)])));
            }
            let is_open = matches!(part.get("additionalProperties"), Some(Value::Object(_) | Value::Bool(true)));
            additional.extend(is_open.then(|| format!("{}/additionalProperties", part.at)));
        }
        keys.named.retain(|name, _| !absent.contains(name));
        keys.required.retain(|name| !absent.contains(name));
        let is_free = parts.iter().all(|part| {
            ["additionalProperties", "properties", "patternProperties"].iter().all(|key| part.get(key).is_none())
        });
        if !is_closed && (is_free || !additional.is_empty()) {
            keys.extra.extend(["additional", "\"Ü\" 2"].map(|name| (name.to_owned(), additional.clone())));
        }
        keys
    }

    pub(super) fn array(&mut self, parts: &[Part<'d>], wanted: Wanted) -> Samples {
        let least = bound(parts, "minItems", true).unwrap_or(0);
        let most = bound(parts, "maxItems", false).unwrap_or(u64::MAX);
        let is_set = parts.iter().any(|part| part.get("uniqueItems") == Some(&Value::Bool(true)));
        let first: Vec<Rc<Samples>> = self.first(parts, wanted);
        let is_closed = parts.iter().any(|part| part.get("items") == Some(&Value::Bool(false)));
        let items = parts.iter().filter(|part| matches!(part.get("items"), Some(Value::Object(_) | Value::Bool(true))));
        let places: Vec<String> = items.map(|part| format!("{}/items", part.at)).collect();
        let rest = if is_closed { Rc::default() } else { self.inner(&places, wanted) };
        let elements = Elements { first, rest, is_set };
        let size = |size: u64| usize::try_from(size.min(MOST)).unwrap_or_default();
        let minimal = elements.of(size(least), |samples| samples.minimal.first(), None);
        let usual = size(least.max(elements.first.len().max(1) as u64).min(most));
        let full = elements.of(usual, |samples| samples.full.first(), None);
        let mut more = Vec::new();
        if wanted.every {
            for index in 0..=elements.first.len() {
                let size = size(least.max(index as u64 + 1));
                let varied = elements.at(index).all().into_iter().filter(|_| size as u64 <= most);
                for value in varied.filter(|value| self.may_make(size * count(value))) {
                    more.extend(elements.of(size, |samples| samples.minimal.first(), Some((index, value))));
                }
            }
            let bounds = [least + 1, 2.max(least), most].into_iter().filter(|size| *size <= most.min(MOST));
            more.extend(bounds.filter_map(|bound| elements.of(size(bound), |samples| samples.minimal.first(), None)));
        }
        Samples { full: full.into_iter().collect(), minimal: minimal.into_iter().collect(), more }
    }

    /// The elements by position.
    fn first(&mut self, parts: &[Part<'d>], wanted: Wanted) -> Vec<Rc<Samples>> {
        let Some(part) = parts.iter().find(|part| !part.list("prefixItems").is_empty()) else { return Vec::new() };
        let places = (0..part.list("prefixItems").len()).map(|index| format!("{}/prefixItems/{index}", part.at));
        places.map(|at| self.inner(&[at], wanted)).collect()
    }
}

struct Elements {
    first: Vec<Rc<Samples>>,
    rest: Rc<Samples>,
    is_set: bool,
}

impl Elements {
    fn at(&self, index: usize) -> &Samples {
        self.first.get(index).unwrap_or(&self.rest)
    }

    /// An array of a size, with one element given; the others are chosen, and distinct where they must be.
    fn of(
        &self,
        size: usize,
        choose: impl Fn(&Samples) -> Option<&Value>,
        given: Option<(usize, &Value)>,
    ) -> Option<Value> {
        let mut array: Vec<Value> = Vec::new();
        for index in 0..size {
            let value = match given {
                Some((at, value)) if at == index => value.clone(),
                _ => choose(self.at(index))?.clone(),
            };
            let other = || self.at(index).all().into_iter().find(|value| !array.contains(value)).cloned();
            let value = if self.is_set && array.contains(&value) {
                other().or_else(|| numbered(&value, index))?
            } else {
                value
            };
            array.push(value);
        }
        Some(Value::Array(array))
    }
}

/// One more value of the same kind.
fn numbered(value: &Value, number: usize) -> Option<Value> {
    match value {
        Value::String(text) => Some(json!(format!("{text}{number}"))),
        Value::Number(first) => Some(json!(first.as_i64()?.checked_add(i64::try_from(number).ok()?)?)),
        _ => None,
    }
}

/// The required keys; none if one of them cannot be made.
fn minimal(
    keys: &Keys<'_>,
    inner: &BTreeMap<String, Rc<Samples>>,
    extra: &[(String, Rc<Samples>)],
) -> Option<Map<String, Value>> {
    let mut made = Map::new();
    for name in &keys.required {
        let samples = inner.get(*name).or_else(|| extra.first().map(|(_, samples)| samples));
        let value = samples.map_or_else(|| Some(json!("text")), |samples| samples.minimal.first().cloned())?;
        made.insert((*name).to_owned(), value);
    }
    Some(made)
}

/// An object with as many keys as there must be.
fn filled(
    mut object: Map<String, Value>,
    least: u64,
    inner: &BTreeMap<String, Rc<Samples>>,
    extra: &[(String, Rc<Samples>)],
) -> Map<String, Value> {
    let numbered = extra
        .first()
        .into_iter()
        .flat_map(|(name, samples)| (0..MOST).map(move |number| (format!("{name}{number}"), samples)));
    let named = inner.iter().map(|(name, samples)| (name.clone(), samples));
    for (name, samples) in named.chain(numbered) {
        if object.len() as u64 >= least {
            break;
        }
        let value = samples.minimal.first().filter(|_| !object.contains_key(&name)).cloned();
        value.into_iter().for_each(|value| drop(object.insert(name.clone(), value)));
    }
    object
}

/// An object with all keys that it may have.
fn whole(
    minimal: &Map<String, Value>,
    most: u64,
    inner: &BTreeMap<String, Rc<Samples>>,
    extra: &[(String, Rc<Samples>)],
) -> Map<String, Value> {
    let mut made = minimal.clone();
    let mut size: usize = made.values().map(count).sum();
    for (name, samples) in inner.iter().chain(extra.iter().map(|(name, samples)| (name, samples))) {
        let full = samples.full.first().filter(|full| size + count(full) <= LARGEST);
        let Some(value) = full.or(samples.minimal.first()) else { continue };
        if made.contains_key(name) || (made.len() as u64) < most {
            size += count(value);
            made.insert(name.clone(), value.clone());
        }
    }
    made
}
