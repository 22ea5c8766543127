//! From a schema to a value that satisfies it: takes what the document shows, else makes up the plainest that its words allow.
//!
//! All schemas that a value must satisfy are carried as a list, so that nothing is merged or copied. What is made up is tried by the
//! same judge that requests are judged by, and the same schema has always the same sample.

mod collections;
mod numbers;
mod patterns;
mod texts;

use std::collections::HashSet;

use crate::check::fit::{Fit, Way};
use crate::openapi::{composed, is_null_schema};
use crate::parse::Node;

/// So many schemas are looked at and values made for one sample; long texts count as several.
const MOST_STEPS: usize = 20_000;

/// How deep samples nest at most.
const DEEPEST: usize = 24;

/// Below this, arrays stay as short as they may be, and keys that are not required are left out.
const SHALLOW: usize = 4;

/// So many members of a choice are tried.
const MOST_MEMBERS: usize = 32;

/// A value that was found for a schema.
#[derive(Debug, PartialEq)]
pub(super) struct Sample {
    pub(super) value: Node,
    /// Whether the schema shows all of it.
    pub(super) is_shown: bool,
}

pub(super) struct Sampler<'a, 'd> {
    root: &'d Node,
    way: Way,
    steps: usize,
    /// Judges throughout, so that all of the work is counted.
    fit: &'a mut Fit<'d>,
}

/// The schemas that one value must satisfy, and which of several such values is wanted.
#[derive(Clone)]
struct Wanted<'d> {
    schemas: Vec<&'d Node>,
    /// All that they are composed of.
    parts: Vec<&'d Node>,
    depth: usize,
    /// The first value is 0; a set needs others beside it.
    variant: usize,
    /// What a discriminator says, once a member is chosen.
    tag: Option<(&'d str, String)>,
}

impl<'a, 'd> Sampler<'a, 'd> {
    pub(super) fn new(root: &'d Node, way: Way, fit: &'a mut Fit<'d>) -> Self {
        Self { root, way, steps: MOST_STEPS, fit }
    }

    /// A value for a schema; it satisfies the schema unless nothing does, or nothing was found.
    pub(super) fn sample(&mut self, schema: &'d Node) -> Option<Sample> {
        if let Some(shown) = shown(&composed(self.root, schema)).into_iter().find(|value| self.fits(&[schema], value)) {
            return Some(Sample { value: shown.clone(), is_shown: true });
        }
        let value = self.value(vec![schema], 0, 0)?;
        Some(Sample { value, is_shown: false })
    }

    fn fits(&mut self, schemas: &[&'d Node], value: &Node) -> bool {
        schemas.iter().all(|schema| self.fit.breach(schema, value, self.way).is_none())
    }

    /// Nothing, once all that one sample may take is used up.
    fn spend(&mut self, steps: usize) -> Option<()> {
        self.steps = self.steps.saturating_sub(steps);
        (self.steps > 0).then_some(())
    }

    fn value(&mut self, schemas: Vec<&'d Node>, depth: usize, variant: usize) -> Option<Node> {
        self.spend(1)?;
        let value = self.value_of(schemas, depth, variant)?;
        self.spend(value.size())?;
        Some(value)
    }

    fn value_of(&mut self, schemas: Vec<&'d Node>, depth: usize, variant: usize) -> Option<Node> {
        if depth > DEEPEST {
            return None;
        }
        let parts = self.parts(&schemas);
        if variant == 0
            && let Some(shown) = shown(&parts).into_iter().find(|value| self.fits(&schemas, value))
        {
            return Some(shown.clone());
        }
        let wanted = Wanted { schemas, parts, depth, variant, tag: None };
        // What refers to itself ends with null, if it may, and where nothing else may be said, null may.
        let null = self.fits(&wanted.schemas, &Node::Null).then_some(Node::Null);
        if depth > SHALLOW && null.is_some() {
            return null;
        }
        match self.chosen(&wanted, &HashSet::new()) {
            Some(best) if self.fits(&wanted.schemas, &best) => Some(best),
            best => null.or(best),
        }
    }

    fn parts(&self, schemas: &[&'d Node]) -> Vec<&'d Node> {
        let mut seen = HashSet::new();
        let all = schemas.iter().flat_map(|schema| composed(self.root, schema));
        all.filter(|part| seen.insert(std::ptr::from_ref(*part))).collect()
    }

    /// Takes a member for each choice; `made` are the choices that were made.
    fn chosen(&mut self, wanted: &Wanted<'d>, made: &HashSet<(*const Node, &str)>) -> Option<Node> {
        let choices = wanted.parts.iter().copied().flat_map(|part| ["oneOf", "anyOf"].map(|keyword| (part, keyword)));
        let mut open = choices.filter(|(part, keyword)| {
            !made.contains(&(std::ptr::from_ref(*part), *keyword)) && !members(part, keyword).is_empty()
        });
        let Some((holder, keyword)) = open.next() else { return self.plain(wanted) };
        let mut made = made.clone();
        made.insert((std::ptr::from_ref(holder), keyword));
        let (mut fitting, mut best) = (None, None);
        for member in members(holder, keyword).into_iter().take(MOST_MEMBERS) {
            self.spend(1)?;
            let mut next = wanted.clone();
            next.schemas.push(member);
            next.parts = self.parts(&next.schemas);
            next.tag = tag(holder, member).or(next.tag);
            let value = self.chosen(&next, &made);
            match value {
                Some(value) if self.fits(&wanted.schemas, &value) => {
                    if self.is_told_apart(holder, &value) {
                        return Some(value);
                    }
                    fitting = fitting.or(Some(value));
                }
                value => best = best.or(value),
            }
        }
        fitting.or(best)
    }

    /// Whether even those who do not know discriminators see which member of `oneOf` is meant.
    fn is_told_apart(&mut self, holder: &'d Node, value: &Node) -> bool {
        let members = holder.list("oneOf");
        if holder.get("discriminator").is_none() || members.len() > MOST_MEMBERS {
            return true;
        }
        members.iter().filter(|member| self.fits(&[member], value)).count() <= 1
    }

    /// The value where all choices are made.
    fn plain(&mut self, wanted: &Wanted<'d>) -> Option<Node> {
        if let Some(listed) = self.listed(wanted) {
            return Some(listed);
        }
        match self.type_of(&wanted.parts) {
            "object" => self.object(wanted),
            "array" => self.array(wanted),
            "string" => self.text(wanted),
            "boolean" => Some(Node::Bool(wanted.variant.is_multiple_of(2))),
            "number" => numbers::number(&wanted.parts, wanted.variant, false),
            "integer" => numbers::number(&wanted.parts, wanted.variant, true),
            _ if self.fits(&wanted.schemas, &Node::object::<&str>([])) => Some(Node::object::<&str>([])),
            _ => ["sample", "1", "true", "[]", "null"]
                .iter()
                .filter_map(|text| crate::parse::single(text))
                .find(|value| self.fits(&wanted.schemas, value)),
        }
    }

    /// One of the values of an `enum`, null last.
    fn listed(&mut self, wanted: &Wanted<'d>) -> Option<Node> {
        let values = wanted.parts.iter().map(|part| part.list("enum")).find(|values| !values.is_empty())?;
        let (nulls, others): (Vec<_>, Vec<_>) = values.iter().partition(|value| **value == Node::Null);
        let all = || others.iter().chain(&nulls);
        let fitting: Vec<_> =
            all().filter(|value| self.fits(&wanted.schemas, value)).take(wanted.variant + 1).collect();
        fitting.get(wanted.variant).or(fitting.first()).map(|value| (**value).clone())
    }

    fn type_of(&self, parts: &[&Node]) -> &'static str {
        const TYPES: [&str; 6] = ["object", "array", "string", "boolean", "integer", "number"];
        let stated = |ty: &&&str| parts.iter().any(|part| part.text("type") == Some(**ty));
        if let Some(stated) = TYPES.iter().find(stated) {
            return stated;
        }
        let has = |keys: &[&str]| keys.iter().any(|key| parts.iter().any(|part| part.get(key).is_some()));
        let is_object = ["properties", "required", "additionalProperties", "minProperties", "patternProperties"];
        match () {
            () if has(&is_object) => "object",
            () if has(&["items", "minItems", "prefixItems", "contains", "uniqueItems"]) => "array",
            () if has(&["format", "pattern", "minLength", "maxLength"]) => "string",
            () if has(&["minimum", "maximum", "multipleOf"]) => "number",
            () => "any",
        }
    }
}

/// The values that schemas show: examples first, then defaults.
fn shown<'d>(parts: &[&'d Node]) -> Vec<&'d Node> {
    let examples = parts.iter().flat_map(|part| part.get("example").into_iter().chain(part.list("examples")));
    examples
        .chain(parts.iter().filter_map(|part| part.get("default")).filter(|default| **default != Node::Null))
        .collect()
}

/// The members of a choice; null alone is no value that anybody learns from.
fn members<'d>(holder: &'d Node, keyword: &str) -> Vec<&'d Node> {
    holder.list(keyword).iter().filter(|member| !is_null_schema(member)).collect()
}

/// What the key of a discriminator holds for a member.
fn tag<'d>(holder: &'d Node, member: &'d Node) -> Option<(&'d str, String)> {
    let discriminator = holder.get("discriminator")?;
    let (key, reference) = (discriminator.text("propertyName")?, member.text("$ref")?);
    let name = reference.rsplit('/').next().unwrap_or_default();
    let is_meant = |target: &Node| target.as_str().is_some_and(|target| target == reference || target == name);
    let mapped = discriminator.members("mapping").find(|(_, target)| is_meant(target)).map(|(value, _)| value);
    Some((key, mapped.unwrap_or(name).to_owned()))
}
