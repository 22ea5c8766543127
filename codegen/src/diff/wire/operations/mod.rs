//! What changes around the values: operations, parameters, bodies, responses, headers, security, servers, texts.

mod bodies;
mod call;
mod document;
mod extension;
mod headers;
mod incoming;
mod links;
mod matching;
mod pair;
mod parameter;
mod parameters;
mod responses;
mod rest;
pub(in crate::diff) mod rules;
mod schemes;
mod security;
mod servers;
mod unused;

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::LazyLock;

use super::{Direction, Part, Walk};
use crate::diff::rule::Rule;
use crate::parse::Node;
use crate::pointer::Pointer;
use pair::{Pair, mark, member_mark};

/// A schema that is not there allows anything.
static ANYTHING: LazyLock<Node> = LazyLock::new(|| Node::object::<&str>([]));

/// Of how many that are gone, and how many that are new, it is asked which became which.
const MOST_RENAMED: usize = 64;

/// Compares all operations of both documents, and has the schemas of what they send and receive compared.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let mut pass = Pass { walk, seen: HashSet::new(), renamed: HashMap::new(), incoming: VecDeque::new() };
    document::compare(&mut pass);
    schemes::compare(&mut pass);
    matching::compare(&mut pass);
    servers::of_documents(&mut pass);
    incoming::compare(&mut pass);
}

/// Compares the components that nothing has led to, when all else has been compared.
pub(super) fn compare_unused(walk: &mut Walk<'_>) {
    unused::compare(walk);
}

/// One run over what is around the values.
struct Pass<'w, 'd> {
    walk: &'w mut Walk<'d>,
    /// What has been compared, so that shared components are once.
    seen: HashSet<(Direction, Pointer, Pointer)>,
    /// The security schemes that have another name now.
    renamed: HashMap<&'d str, &'d str>,
    /// What the vendor calls, to be compared.
    incoming: VecDeque<incoming::Open<'d>>,
}

impl<'d> Pass<'_, 'd> {
    fn added(&mut self, rule: Rule, new: &Part<'d>, message: String) {
        self.walk.tell(rule, None, mark(new), message);
    }

    fn removed(&mut self, rule: Rule, old: &Part<'d>, message: String) {
        self.walk.tell(rule, mark(old), None, message);
    }

    fn changed(&mut self, rule: Rule, pair: &Pair<'d>, message: String) {
        self.walk.tell(rule, mark(&pair.old), mark(&pair.new), message);
    }

    /// Tells of a change to a member, which one of the two may lack.
    fn changed_at(&mut self, rule: Rule, pair: &Pair<'d>, key: &str, message: String) {
        self.walk.tell(rule, member_mark(&pair.old, key), member_mark(&pair.new, key), message);
    }

    /// What both lead to, after all references.
    fn resolved(&self, pair: &Pair<'d>) -> Pair<'d> {
        pair.resolved(self.walk.old, self.walk.new)
    }

    /// Whether two nodes have not been compared for a direction before.
    fn is_first(&mut self, direction: Direction, pair: &Pair<'d>) -> bool {
        self.seen.insert((direction, pair.old.at.clone(), pair.new.at.clone()))
    }

    /// Has the schemas under a key compared, where there is one.
    fn schemas(&mut self, direction: Direction, pair: &Pair<'d>, key: &str) {
        let anything = |part: &Part<'d>| Part::new(part.at.key(key), &ANYTHING);
        let (old, new) = match pair.get(key) {
            (None, None) => return,
            (old, new) => (old.unwrap_or_else(|| anything(&pair.old)), new.unwrap_or_else(|| anything(&pair.new))),
        };
        self.walk.compare(direction, vec![old], vec![new]);
    }

    /// Tells of a flag that is set or no longer is.
    fn flag(&mut self, pair: &Pair<'d>, key: &str, set: Rule, unset: Rule, what: &str) {
        match pair.flags(key) {
            (false, true) => self.changed_at(set, pair, key, format!("{what} is {key} now")),
            (true, false) => self.changed_at(unset, pair, key, format!("{what} is no longer {key}")),
            _ => {}
        }
    }
}
