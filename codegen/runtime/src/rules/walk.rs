//! Rules applied to a whole value: takes both, returns every violation with its path.

use serde_json::Value;

use super::{
    Argument, Kind, Rules, Variant, Violation,
    checks::{Finding, Quoted, findings},
    place::Place,
    violation::MOST_VIOLATIONS,
};
use crate::{line::cut, union::count};

/// Rules may be a member of themselves, and values may be deep; what lies deeper is taken as valid.
const MOST_DEPTH: usize = 128;

/// Each part of a value may be looked at this often; what unions nested in unions ask beyond that is taken as valid.
const VISITS_PER_NODE: usize = 64;

/// What even a small value may ask for: large unions nested in each other.
const FREE_VISITS: usize = 10_000;

const MOST_VALUE_CHARS: usize = 80;

/// Each violation once, though not many more than a hundred.
pub(super) fn walk(rules: &'static Rules, argument: Argument, value: &Value) -> Vec<Violation> {
    let visits_left = count(value).saturating_mul(VISITS_PER_NODE).saturating_add(FREE_VISITS);
    let mut found = Vec::new();
    Walk { argument, visits_left }.visit(value, rules, &Place::top(rules), &mut found);
    found
}

/// Adds what is new, as rules that two ways lead to say everything twice.
fn add(found: &mut Vec<Violation>, more: impl IntoIterator<Item = Violation>) {
    for violation in more {
        if !found.contains(&violation) {
            found.push(violation);
        }
    }
}

struct Walk {
    argument: Argument,
    visits_left: usize,
}

impl Walk {
    fn visit(&mut self, value: &Value, rules: &'static Rules, place: &Place<'_>, found: &mut Vec<Violation>) {
        if self.visits_left == 0 || place.depth() >= MOST_DEPTH || found.len() >= MOST_VIOLATIONS {
            return;
        }
        self.visits_left -= 1;
        let findings = rules.checks.iter().flat_map(|check| findings(check, value));
        add(found, findings.map(|finding| self.violation(finding, value, place)));
        rules.also.iter().for_each(|rules| self.visit(value, rules, &place.same(), found));
        self.children(value, rules, place, found);
        add(found, self.member(value, rules, place));
    }

    /// What is wrong in an array or an object.
    fn children(&mut self, value: &Value, rules: &'static Rules, place: &Place<'_>, found: &mut Vec<Violation>) {
        match (value, rules.items) {
            (Value::Array(items), Some(rules)) => {
                for (index, item) in items.iter().enumerate() {
                    self.visit(item, rules, &place.item(index), found);
                }
            }
            (Value::Object(object), _) => {
                for (key, value) in object {
                    if let Some(rules) = rules.names {
                        self.visit(&Value::String(key.clone()), rules, &place.key(key), found);
                    }
                    if let Some(rules) = rules.of_key(key) {
                        self.visit(value, rules, &place.key(key), found);
                    }
                }
            }
            _ => {}
        }
    }

    /// What is wrong with a value of a union: nothing if one member has nothing to say, else the least.
    fn member(&mut self, value: &Value, rules: &'static Rules, place: &Place<'_>) -> Vec<Violation> {
        let mut least: Option<Vec<Violation>> = None;
        for variant in rules.variants.iter().filter(|variant| variant.is_meant(value)) {
            let mut found = Vec::new();
            self.visit(value, variant.rules, &place.same(), &mut found);
            if found.is_empty() {
                // To look on would use up the visits of a value that is valid.
                return found;
            }
            if least.as_ref().is_none_or(|least| found.len() < least.len()) {
                least = Some(found);
            }
        }
        least.unwrap_or_default()
    }

    fn violation(&self, finding: Finding, value: &Value, place: &Place<'_>) -> Violation {
        let at_key = finding.key.map(|key| place.key(key));
        let quoted = match finding.quoted {
            Quoted::Nothing => None,
            Quoted::Itself => quote(value).filter(|_| !place.is_secret()),
            Quoted::Key(key) => value.get(key).and_then(quote).filter(|_| !place.key(key).is_secret()),
        };
        Violation {
            argument: self.argument,
            path: at_key.as_ref().unwrap_or(place).path(),
            rule: finding.rule,
            problem: finding.problem,
            // Nobody but the caller knows whether a header is a secret.
            value: quoted.filter(|_| !matches!(self.argument, Argument::Header(_) | Argument::Cookie(_))),
        }
    }
}

/// A scalar as JSON; control characters are escaped, so that it is one line.
fn quote(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(format!("{:?}", cut(text.chars(), MOST_VALUE_CHARS))),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

impl Rules {
    /// The rules for the value of a key.
    pub(super) fn of_key(&self, key: &str) -> Option<&'static Rules> {
        let listed = self.properties.iter().find(|(name, _)| *name == key);
        listed.map(|(_, rules)| *rules).or(self.additional)
    }
}

impl Variant {
    /// Whether type, required keys and tags say that the value is meant to be of this member.
    fn is_meant(&self, value: &Value) -> bool {
        let has_kind = match (self.kind, value) {
            (Kind::Integer, Value::Number(number)) => number.as_f64().is_some_and(|number| number.fract() == 0.0),
            (Kind::Any, _)
            | (Kind::String, Value::String(_))
            | (Kind::Number, Value::Number(_))
            | (Kind::Boolean, Value::Bool(_))
            | (Kind::Array, Value::Array(_))
            | (Kind::Object, Value::Object(_)) => true,
            _ => false,
        };
        let has_keys = value.as_object().is_none_or(|object| {
            // A tag that may be left out says nothing where it is.
            let is_tagged =
                |(key, texts): &(&str, &[&str])| object.get(*key).is_none_or(|value| is_one_of(Some(value), texts));
            self.required.iter().all(|key| object.contains_key(*key)) && self.tags.iter().all(is_tagged)
        });
        has_kind && has_keys
    }
}

/// Whether there is a value, and it is one of these strings.
pub(super) fn is_one_of(value: Option<&Value>, texts: &[&str]) -> bool {
    value.and_then(Value::as_str).is_some_and(|text| texts.contains(&text))
}
