//! The parameters of two operations that are one: those of the path by their position, all others by place and name.

use std::collections::HashMap;
use std::sync::LazyLock;

use indexmap::IndexMap;

use super::bodies::value;
use super::pair::{Matched, Pair, matched};
use super::parameter::{self, alike};
use super::{MOST_RENAMED, Pass, rules};
use crate::calls::Call;
use crate::diff::wire::{Direction, Part};
use crate::openapi::{is_reserved_header, is_token, template_parameters};
use crate::parse::Node;
use crate::pointer::Pointer;

/// What tells the parameters of an operation apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Id {
    /// The position among the parameters of the path.
    Segment(usize),
    /// Place and name; those of headers have no case, and the whole query no name that is sent.
    Named(&'static str, String),
}

/// A parameter, as it is declared.
#[derive(Clone, Debug)]
pub(super) struct Parameter<'d> {
    id: Id,
    pub(super) place: &'static str,
    pub(super) name: &'d str,
}

/// What a path has and nobody declares is a text.
static UNDECLARED: LazyLock<Node> = LazyLock::new(|| {
    let text = |text: &str| Node::String(text.to_owned());
    let schema = Node::object([("type", text("string"))]);
    Node::object([("in", text("path")), ("required", Node::Bool(true)), ("schema", schema)])
});

/// Parameters that one document alone may have.
pub(super) type Left<'d> = Vec<(Parameter<'d>, Part<'d>)>;

/// Compares the parameters of both operations, those of their paths among them.
pub(super) fn compare<'d>(pass: &mut Pass<'_, 'd>, old: &Call<'d>, new: &Call<'d>, is_moved: bool, of: &str) {
    let old = of_call(pass.walk.old, old, is_moved);
    let new = of_call(pass.walk.new, new, is_moved);
    // Those of a path count for each of its operations.
    if !pass.walk.spend(old.len() + new.len()) {
        return;
    }
    let Matched { both, removed, added } = matched(old, new, Parameter::id);
    for (parameter, pair) in both {
        parameter::compare(pass, &parameter, &pair, of);
    }
    let (mut removed, mut added) = (removed, added);
    if removed.len().max(added.len()) <= MOST_RENAMED {
        moved(pass, &mut removed, &mut added, is_moved, of);
        renamed(pass, &mut removed, &mut added, of);
    }
    // What a path that moved has more or less of belongs to the move.
    let is_told = |parameter: &Parameter<'_>| !is_moved || parameter.place != "path";
    for (parameter, part) in removed.into_iter().filter(|(parameter, _)| is_told(parameter)) {
        pass.removed(rules::PARAMETER_REMOVED, &part, format!("{} is gone", parameter.of(of)));
    }
    for (parameter, part) in added.into_iter().filter(|(parameter, _)| is_told(parameter)) {
        parameter_added(pass, &part, &parameter.of(of));
    }
}

fn parameter_added<'d>(pass: &mut Pass<'_, 'd>, part: &Part<'d>, what: &str) {
    if part.node.flag("required") {
        pass.added(rules::PARAMETER_ADDED_REQUIRED, part, format!("{what} is new, and required"));
    } else {
        pass.added(rules::PARAMETER_ADDED, part, format!("{what} is new"));
    }
}

impl Parameter<'_> {
    /// What tells it apart from the others.
    pub(super) fn id(&self) -> Id {
        self.id.clone()
    }

    /// How messages call it, with the operation that sends it.
    pub(super) fn of(&self, operation: &str) -> String {
        format!("{} of {operation}", self.title())
    }

    /// How messages call it.
    fn title(&self) -> String {
        match self.place {
            "querystring" => format!("the parameter `{}` for the whole query", self.name),
            place => format!("the {place} parameter `{}`", self.name),
        }
    }
}

/// All that a call declares and sends.
fn of_call<'d>(root: &'d Node, call: &Call<'d>, is_moved: bool) -> Left<'d> {
    let path = call.key.split('#').next().unwrap_or_default();
    let template = template_parameters(path).unwrap_or_default();
    let item = Part::new(call.item_pointer.clone(), call.item);
    declared(root, [&item, &Part::new(call.pointer.clone(), call.operation)], &template, is_moved, &item.at)
}

/// All that a path item and its operation declare. Parameters of the path go by their names if it moved.
pub(super) fn declared<'d>(
    root: &'d Node,
    owners: [&Part<'d>; 2],
    template: &[&'d str],
    is_moved: bool,
    path: &Pointer,
) -> Left<'d> {
    let in_path = |position: usize, name: &str| match is_moved {
        true => Id::Named("path", name.to_owned()),
        false => Id::Segment(position),
    };
    let positions: HashMap<_, _> =
        template.iter().enumerate().rev().map(|(position, name)| (*name, position)).collect();
    let mut all: IndexMap<Id, (Parameter<'d>, Part<'d>)> = IndexMap::new();
    for written in owners.into_iter().flat_map(|owner| owner.list("parameters")) {
        let part = written.resolved(root);
        let Some((place, name)) = place(part.node).zip(part.node.text("name")) else { continue };
        let id = match place {
            "path" => positions.get(name).map(|position| in_path(*position, name)),
            "header" => Some(Id::Named(place, name.to_ascii_lowercase())),
            "querystring" => Some(Id::Named(place, String::new())),
            _ => Some(Id::Named(place, name.to_owned())),
        };
        // An operation's own parameter replaces the path's of the same name and place.
        all.extend(id.map(|id| (id.clone(), (Parameter { id, place, name }, part))));
    }
    for (position, name) in template.iter().copied().enumerate() {
        let id = in_path(position, name);
        let part = || Part::new(path.clone(), &UNDECLARED);
        all.entry(id.clone()).or_insert_with(|| (Parameter { id, place: "path", name }, part()));
    }
    all.into_values().collect()
}

/// The place of a parameter that is sent.
fn place(parameter: &Node) -> Option<&'static str> {
    let name = parameter.text("name")?;
    match parameter.text("in")? {
        "path" => Some("path"),
        "query" => Some("query"),
        "header" => (!is_reserved_header(name) && is_token(name)).then_some("header"),
        "cookie" => is_token(name).then_some("cookie"),
        "querystring" => Some("querystring"),
        _ => None,
    }
}

/// Takes out those that have their name in another place now.
fn moved<'d>(pass: &mut Pass<'_, 'd>, removed: &mut Left<'d>, added: &mut Left<'d>, is_moved: bool, of: &str) {
    for (parameter, old) in std::mem::take(removed) {
        let is_it = |(other, _): &(Parameter<'_>, Part<'_>)| other.name.eq_ignore_ascii_case(parameter.name);
        let Some(index) = added.iter().position(is_it) else {
            removed.push((parameter, old));
            continue;
        };
        let (target, new) = added.remove(index);
        let pair = Pair::new(old, new);
        if !is_moved || ![parameter.place, target.place].contains(&"path") {
            let (from, to) = (parameter.place, target.place);
            let message = format!("the parameter `{}` of {of} moved from {from} to {to}", target.name);
            pass.changed_at(rules::PARAMETER_MOVED, &pair, "in", message);
        }
        value(pass, Direction::Request, &pair, &target.of(of));
    }
}

/// Takes out those that have another name now: the only one in a place with such values that is gone, and the only one that is new.
fn renamed<'d>(pass: &mut Pass<'_, 'd>, removed: &mut Left<'d>, added: &mut Left<'d>, of: &str) {
    let (old_root, new_root) = (pass.walk.old, pass.walk.new);
    for (parameter, old) in std::mem::take(removed) {
        let is_like = |(other, new): &(Parameter<'_>, Part<'_>)| {
            let is_there = other.place == parameter.place && other.place != "path";
            is_there && alike((old_root, old.node), (new_root, new.node))
        };
        let mut candidates = added.iter().enumerate().filter(|(_, other)| is_like(other)).map(|(index, _)| index);
        let only = candidates.next().filter(|_| candidates.next().is_none());
        let Some((target, new)) = only.map(|index| added.remove(index)) else {
            removed.push((parameter, old));
            continue;
        };
        let message = format!("{} is called `{}` now", parameter.of(of), target.name);
        let pair = Pair::new(old, new);
        pass.changed_at(rules::PARAMETER_RENAMED, &pair, "name", message);
        value(pass, Direction::Request, &pair, &target.of(of));
    }
}
