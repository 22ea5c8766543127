//! One check on one value: takes both, returns what is wrong in words that quote nothing.

use std::{cmp::Ordering, collections::HashMap};

use serde_json::Value;

use super::{Check, keys, numbers, texts};

/// What is wrong.
pub(super) struct Finding {
    pub(super) rule: &'static str,
    pub(super) problem: String,
    /// The key that is wrong, if it is not the object itself.
    pub(super) key: Option<&'static str>,
    pub(super) quoted: Quoted,
}

/// What may be quoted besides.
#[derive(Clone)]
pub(super) enum Quoted {
    Nothing,
    Itself,
    /// The value of this key.
    Key(&'static str),
}

/// What is wrong with a value; nothing if it is of another JSON type than the check is about.
pub(super) fn findings(check: &'static Check, value: &Value) -> Vec<Finding> {
    if let Check::OneOf(texts) = check {
        return one_of(texts, value).into_iter().collect();
    }
    let problem = match value {
        Value::String(text) => texts::problem(check, text),
        Value::Number(number) => numbers::problem(check, number),
        Value::Array(items) => problem_of_items(check, items),
        Value::Object(object) => return keys::findings(check, object),
        Value::Null | Value::Bool(_) => None,
    };
    let finding = |problem| Finding { rule: check.keyword(), problem, key: None, quoted: Quoted::Itself };
    problem.map(finding).into_iter().collect()
}

fn one_of(texts: &[&str], value: &Value) -> Option<Finding> {
    let is_same = |text: &&str| serde_json::from_str(text).is_ok_and(|other| same(value, &other));
    let is_wrong = !value.is_null() && !texts.iter().any(is_same);
    let problem = || format!("is none of the documented values: {}", texts.join(", "));
    is_wrong.then(|| Finding { rule: "enum", problem: problem(), key: None, quoted: Quoted::Itself })
}

/// Numbers are compared by value: 1 and 1.0 are the same.
fn same(value: &Value, other: &Value) -> bool {
    match (value, other) {
        (Value::Number(value), Value::Number(other)) => numbers::same(value, other),
        _ => value == other,
    }
}

fn problem_of_items(check: &Check, items: &[Value]) -> Option<String> {
    match check {
        Check::MinItems(least) => too_few(items.len(), *least, "element"),
        Check::MaxItems(most) => too_many(items.len(), *most, "element"),
        Check::UniqueItems => {
            twice(items).map(|(first, second)| format!("has equal elements, [{first}] and [{second}]"))
        }
        _ => None,
    }
}

fn twice(items: &[Value]) -> Option<(usize, usize)> {
    let mut seen = HashMap::new();
    items.iter().enumerate().find_map(|(index, item)| seen.insert(item, index).map(|first| (first, index)))
}

pub(super) fn too_few(count: usize, least: usize, thing: &str) -> Option<String> {
    misses(count, Ordering::Less, least, "fewer than", thing)
}

pub(super) fn too_many(count: usize, most: usize, thing: &str) -> Option<String> {
    misses(count, Ordering::Greater, most, "more than", thing)
}

fn misses(count: usize, wrong: Ordering, limit: usize, relation: &str, thing: &str) -> Option<String> {
    let plural = if count == 1 { "" } else { "s" };
    (count.cmp(&limit) == wrong).then(|| format!("has {count} {thing}{plural}, {relation} {limit}"))
}

impl Check {
    /// The keyword of JSON Schema; for [`Check::Order`], which has none, the word for it.
    pub(super) fn keyword(&self) -> &'static str {
        match self {
            Self::OneOf(_) => "enum",
            Self::MinLength(_) => "minLength",
            Self::MaxLength(_) => "maxLength",
            Self::Pattern { .. } => "pattern",
            Self::Format(_) => "format",
            Self::Minimum(_) => "minimum",
            Self::Maximum(_) => "maximum",
            Self::ExclusiveMinimum(_) => "exclusiveMinimum",
            Self::ExclusiveMaximum(_) => "exclusiveMaximum",
            Self::MultipleOf(_) => "multipleOf",
            Self::MinItems(_) => "minItems",
            Self::MaxItems(_) => "maxItems",
            Self::UniqueItems => "uniqueItems",
            Self::MinProperties(_) => "minProperties",
            Self::MaxProperties(_) => "maxProperties",
            Self::DependentRequired { .. } => "dependentRequired",
            Self::IfThen { .. } => "if",
            Self::Order { .. } => "order",
        }
    }
}
