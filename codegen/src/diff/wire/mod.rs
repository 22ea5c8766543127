//! From two checked documents to what changes for whoever speaks to the API.
//!
//! Both trees are walked side by side, along references, so that where a schema is written makes no difference. What
//! requests and responses share is looked at once for each direction.

pub(super) mod operations;
pub(super) mod schema;
mod values;

use std::collections::{HashSet, VecDeque};

use super::rule::{Pair, Rule};
use crate::check::Checked;
use crate::parse::{At, Node};
use crate::pointer::Pointer;

/// Which way values go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Direction {
    /// From the client to the server.
    Request,
    /// From the server to the client.
    Response,
}

impl Direction {
    /// The other one.
    pub(super) fn opposite(self) -> Self {
        match self {
            Self::Request => Self::Response,
            Self::Response => Self::Request,
        }
    }

    /// The keyword of values that do not go this way.
    pub(super) fn left_out(self) -> &'static str {
        match self {
            Self::Request => "readOnly",
            Self::Response => "writeOnly",
        }
    }

    /// The rule of a pair that is meant.
    pub(super) fn of(self, pair: Pair) -> Rule {
        match self {
            Self::Request => pair.request,
            Self::Response => pair.response,
        }
    }
}

/// A node of one of the documents, and its place there.
#[derive(Clone, Debug)]
pub(super) struct Part<'d> {
    pub(super) at: Pointer,
    pub(super) node: &'d Node,
}

impl<'d> Part<'d> {
    pub(super) fn new(at: Pointer, node: &'d Node) -> Self {
        Self { at, node }
    }

    /// A member of it.
    pub(super) fn get(&self, key: &str) -> Option<Self> {
        self.node.get(key).map(|node| Self { at: self.at.key(key), node })
    }

    /// The members of a member that is an object.
    pub(super) fn members(&self, key: &str) -> Vec<(&'d str, Self)> {
        let at = self.at.key(key);
        let Some(Node::Object(object)) = self.node.get(key) else { return Vec::new() };
        object.iter().map(|(key, node)| (key, Self { at: at.key(key), node })).collect()
    }

    /// The elements of a member that is a list.
    pub(super) fn list(&self, key: &str) -> Vec<Self> {
        let at = self.at.key(key);
        let nodes = self.node.list(key).iter().enumerate();
        nodes.map(|(index, node)| Self { at: at.index(index), node }).collect()
    }

    /// What it leads to, or a reference there that has something beside it.
    pub(super) fn plain_end(&self, root: &'d Node) -> &'d Node {
        let mut node = self.node;
        for _ in 0..64 {
            let is_plain = node.as_object().is_some_and(|object| object.iter().count() == 1);
            let target = node.text("$ref").filter(|_| is_plain).and_then(Pointer::from_reference);
            let Some(target) = target.and_then(|at| root.at(&at)) else { break };
            node = target;
        }
        node
    }

    /// What it leads to, and where that is; itself where it is no reference.
    pub(super) fn resolved(&self, root: &'d Node) -> Self {
        let mut part = self.clone();
        // A longer chain is a cycle, which has been refused.
        for _ in 0..64 {
            let target = part.node.text("$ref").and_then(Pointer::from_reference);
            let Some((at, node)) = target.and_then(|at| root.at(&at).map(|node| (at, node))) else { break };
            part = Self { at, node };
        }
        part
    }
}

/// Where a change stands in one of the documents.
pub(super) type Mark = (Pointer, At);

/// A change, not yet located in the texts.
#[derive(Clone, Debug)]
pub(super) struct WireChange {
    pub(super) rule: Rule,
    pub(super) old: Option<Mark>,
    pub(super) new: Option<Mark>,
    pub(super) message: String,
}

/// Two schemas to be compared, each of all that applies to the same value.
struct Task<'d> {
    direction: Direction,
    old: Vec<Part<'d>>,
    new: Vec<Part<'d>>,
}

/// The walk over both documents.
pub(super) struct Walk<'d> {
    /// The root of the old document.
    pub(super) old: &'d Node,
    /// The root of the new document.
    pub(super) new: &'d Node,
    changes: Vec<WireChange>,
    /// What has been or will be compared, by the address of each node, which costs less than its place.
    seen: HashSet<(Direction, Vec<*const Node>, Vec<*const Node>)>,
    open: VecDeque<Task<'d>>,
    /// How much may still be looked at; none once that was too little.
    left: Option<usize>,
}

impl<'d> Walk<'d> {
    /// Notes a change.
    pub(super) fn tell(&mut self, rule: Rule, old: Option<Mark>, new: Option<Mark>, message: String) {
        self.changes.push(WireChange { rule, old, new, message });
    }

    /// Has two schemas compared, later and once, however many places refer to them. Each is all that applies to the
    /// same value, such as what several members of an `allOf` say of a key.
    pub(super) fn compare(&mut self, direction: Direction, old: Vec<Part<'d>>, new: Vec<Part<'d>>) {
        let ends = |parts: &[Part<'d>], root| {
            let ends = parts.iter().map(|part| std::ptr::from_ref(part.plain_end(root)));
            ends.collect::<Vec<_>>()
        };
        if let ([old], [new]) = (old.as_slice(), new.as_slice()) {
            schema::compare_names(self, old, new);
        }
        let (old_ends, new_ends) = (ends(&old, self.old), ends(&new, self.new));
        if self.seen.insert((direction, old_ends, new_ends)) {
            self.open.push_back(Task { direction, old, new });
        }
    }

    /// Whether so much may still be looked at. Two documents that differ everywhere, and whose schemas lead to each
    /// other in circles, could be compared for ever.
    pub(super) fn spend(&mut self, work: usize) -> bool {
        let is_enough = self.left.is_some_and(|left| left >= work);
        if !is_enough && self.left.is_some() {
            let message = "the documents differ in too much; the rest is not compared".to_owned();
            let mark = || Some((Pointer::default(), At::Value));
            self.tell(schema::rules::TOO_MUCH_TO_COMPARE, mark(), mark(), message);
        }
        self.left = self.left.filter(|_| is_enough).map(|left| left - work);
        is_enough
    }
}

/// How many schemas, keys and listed values are compared; GitHub's document, 3.7 MB, has a sixth of it, even if every line
/// differs.
const MOST_COMPARED: usize = 400_000;

/// All changes, in the order of the walk.
pub(super) fn changes(old: &Checked, new: &Checked) -> Vec<WireChange> {
    let mut walk = Walk {
        old: old.root(),
        new: new.root(),
        changes: Vec::new(),
        seen: HashSet::new(),
        open: VecDeque::new(),
        left: Some(MOST_COMPARED),
    };
    if walk.old == walk.new {
        return Vec::new();
    }
    operations::compare(&mut walk);
    while let Some(task) = walk.open.pop_front() {
        schema::compare(&mut walk, task.direction, &task.old, &task.new);
    }
    operations::compare_unused(&mut walk);
    one_of_each_family(walk.changes)
}

/// What changes for requests and responses by the same words is one change, by the direction in which it weighs more.
fn one_of_each_family(changes: Vec<WireChange>) -> Vec<WireChange> {
    let mut kept: indexmap::IndexMap<_, WireChange> = indexmap::IndexMap::new();
    for change in changes {
        let at = |mark: &Option<Mark>| mark.as_ref().map(|(pointer, _)| pointer.clone());
        let key = (change.rule.family(), at(&change.old), at(&change.new));
        let first = kept.entry(key).or_insert_with(|| change.clone());
        if change.rule.level > first.rule.level {
            *first = change;
        }
    }
    kept.into_values().collect()
}
