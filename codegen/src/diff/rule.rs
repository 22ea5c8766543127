//! The rules of a review: each kind of change has an id and a level.

use super::change::Impact;

/// A kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) id: &'static str,
    pub(crate) level: Impact,
}

/// A kind of change to what is both sent and received.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) request: Rule,
    pub(super) response: Rule,
}

impl Rule {
    /// The kind of change, whichever way the values go.
    pub(super) fn family(&self) -> &'static str {
        let direction = ["request_", "response_"].into_iter().find_map(|prefix| self.id.strip_prefix(prefix));
        direction.unwrap_or(self.id)
    }
}

/// A table of rules: a constant for each, and `ALL` of them.
macro_rules! rules {
    ($($name:ident = $id:literal: $level:ident;)*) => {
        $(pub(in crate::diff) const $name: $crate::diff::rule::Rule =
            $crate::diff::rule::Rule { id: $id, level: $crate::diff::change::Impact::$level };)*
        /// All rules of this table.
        pub(in crate::diff) const ALL: &[$crate::diff::rule::Rule] = &[$($name),*];
    };
}

/// A table of rules with two directions, the level of requests first: a constant for each pair, and `PAIRS` of them.
macro_rules! pairs {
    ($($name:ident = $id:literal: $request:ident, $response:ident;)*) => {
        $(pub(in crate::diff) const $name: $crate::diff::rule::Pair = $crate::diff::rule::Pair {
            request: $crate::diff::rule::Rule {
                id: concat!("request_", $id),
                level: $crate::diff::change::Impact::$request,
            },
            response: $crate::diff::rule::Rule {
                id: concat!("response_", $id),
                level: $crate::diff::change::Impact::$response,
            },
        };)*
        /// All rules of this table.
        pub(in crate::diff) const PAIRS: &[$crate::diff::rule::Pair] = &[$($name),*];
    };
}

pub(super) use {pairs, rules};

/// All rules, sorted by id.
pub(crate) fn all() -> Vec<Rule> {
    use super::wire::{operations, schema};
    let pairs = operations::rules::PAIRS.iter().chain(schema::rules::PAIRS);
    let pairs = pairs.flat_map(|pair| [pair.request, pair.response]);
    let plain = [operations::rules::ALL, schema::rules::ALL, super::join::ALL].into_iter().flatten().copied();
    let mut all: Vec<_> = plain.chain(pairs).collect();
    all.sort_by_key(|rule| rule.id);
    all
}
