//! Checks on objects: takes a check and an object, returns what is wrong with its keys.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::{
    Check, Condition,
    checks::{Finding, Quoted, too_few, too_many},
    walk::is_one_of,
};
use crate::{Moment, date_time::parse_moment};

type Object = Map<String, Value>;

/// What is wrong with an object.
pub(super) fn findings(check: &'static Check, object: &Object) -> Vec<Finding> {
    let rule = check.keyword();
    let whole = |problem| Finding { rule, problem, key: None, quoted: Quoted::Nothing };
    match check {
        Check::MinProperties(least) => too_few(object.len(), *least, "key").map(whole).into_iter().collect(),
        Check::MaxProperties(most) => too_many(object.len(), *most, "key").map(whole).into_iter().collect(),
        Check::DependentRequired { key, needs } if object.contains_key(*key) => {
            missing(object, needs, rule, &format!("is required beside `{key}`"), &Quoted::Nothing)
        }
        Check::IfThen { conditions, required } if conditions.iter().all(|condition| condition.holds(object)) => {
            let quoted = conditions.first().map_or(Quoted::Nothing, |condition| Quoted::Key(condition.key));
            let conditions: Vec<_> = conditions.iter().map(Condition::words).collect();
            missing(object, required, rule, &format!("is required when {}", conditions.join(" and ")), &quoted)
        }
        Check::Order { earlier, later }
            if compare(object.get(*earlier), object.get(*later)).is_some_and(Ordering::is_ge) =>
        {
            let problem = format!("is not later than `{earlier}`");
            vec![Finding { rule, problem, key: Some(later), quoted: Quoted::Key(later) }]
        }
        _ => Vec::new(),
    }
}

/// A finding for each key that is not there.
fn missing(
    object: &Object,
    keys: &'static [&'static str],
    rule: &'static str,
    problem: &str,
    quoted: &Quoted,
) -> Vec<Finding> {
    let missing = keys.iter().filter(|key| !object.contains_key(**key));
    missing.map(|key| Finding { rule, problem: problem.to_owned(), key: Some(key), quoted: quoted.clone() }).collect()
}

impl Condition {
    fn holds(&self, object: &Object) -> bool {
        is_one_of(object.get(self.key), self.one_of)
    }

    /// `country` is "US" or "CA".
    fn words(&self) -> String {
        let texts: Vec<_> = self.one_of.iter().map(|text| format!("{text:?}")).collect();
        format!("`{}` is {}", self.key, texts.join(" or "))
    }
}

/// How two points in time follow each other; `None` if that cannot be said.
fn compare(earlier: Option<&Value>, later: Option<&Value>) -> Option<Ordering> {
    match (parse_moment(earlier?.as_str()?)?, parse_moment(later?.as_str()?)?) {
        (Moment::Date(earlier), Moment::Date(later)) => Some(earlier.cmp(&later)),
        (Moment::Local(earlier), Moment::Local(later)) => Some(earlier.cmp(&later)),
        (earlier, later) => Some(earlier.timestamp()?.cmp(&later.timestamp()?)),
    }
}
