//! Where calls go: the servers of two operations that are one, and their variables.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::pair::{Matched, Pair, matched};
use super::rest::rest;
use super::{Pass, rules};
use crate::calls::Call;
use crate::diff::wire::{Direction, Part};
use crate::parse::Node;
use crate::pointer::Pointer;
use crate::servers::{default, scalar_text, template};

/// The server of a document that names none.
static ITSELF: LazyLock<Node> = LazyLock::new(|| Node::object([("url", Node::String("/".to_owned()))]));

type Listed<'d> = Vec<(String, Part<'d>)>;

/// Compares the servers of two operations.
pub(super) fn compare<'d>(pass: &mut Pass<'_, 'd>, old: &Call<'d>, new: &Call<'d>, what: &str) {
    let pair = Pair::new(holder(pass.walk.old, old), holder(pass.walk.new, new));
    of_holders(pass, &pair, what);
}

/// Compares the servers of both documents, where none of the operations in common asked for those of either.
pub(super) fn of_documents(pass: &mut Pass<'_, '_>) {
    let root = Pointer::default().key("servers");
    if !pass.seen.iter().any(|(_, old, new)| *old == root || *new == root) {
        let part = |root| Part::new(Pointer::default(), root);
        let pair = Pair::new(part(pass.walk.old), part(pass.walk.new));
        of_holders(pass, &pair, "the document");
    }
}

fn of_holders<'d>(pass: &mut Pass<'_, 'd>, pair: &Pair<'d>, what: &str) {
    let list = |part: &Part<'d>| Part::new(part.at.key("servers"), part.node);
    if !pass.is_first(Direction::Request, &Pair::new(list(&pair.old), list(&pair.new))) {
        return;
    }
    let is_shared = pair.old.at == Pointer::default() && pair.new.at == Pointer::default();
    let of = if is_shared { String::new() } else { format!(" of {what}") };
    let (old, new) = (listed(&pair.old), listed(&pair.new));
    if !pass.walk.spend(old.len() + new.len()) {
        return;
    }
    server_default_changed(pass, &old, &new, &of);
    lists(pass, old, new, &of);
}

/// Who names the servers of an operation: it, its path, else the document.
fn holder<'d>(root: &'d Node, call: &Call<'d>) -> Part<'d> {
    let all = [(call.operation, &call.pointer), (call.item, &call.item_pointer)];
    let own = all.into_iter().find(|(node, _)| !node.list("servers").is_empty());
    own.map_or_else(|| Part::new(Pointer::default(), root), |(node, at)| Part::new(at.clone(), node))
}

/// The servers by their addresses, for which a slash at the end makes no difference.
fn listed<'d>(holder: &Part<'d>) -> Listed<'d> {
    let mut all = holder.list("servers");
    if all.is_empty() {
        all.push(Part::new(holder.at.clone(), &ITSELF));
    }
    all.into_iter().map(|part| (address(&part), part)).collect()
}

fn address(part: &Part<'_>) -> String {
    template(part.node).unwrap_or_default().trim_end_matches('/').to_owned()
}

/// The first is called by all who do not choose.
fn server_default_changed<'d>(pass: &mut Pass<'_, 'd>, old: &Listed<'d>, new: &Listed<'d>, of: &str) {
    let (Some((was, old)), Some((is, first))) = (old.first(), new.first()) else { return };
    if was != is && new.iter().any(|(address, _)| address == was) {
        let message = format!("the first server{of} is `{is}` now, and was `{was}`");
        pass.changed(rules::SERVER_DEFAULT_CHANGED, &Pair::new(old.clone(), first.clone()), message);
    }
}

fn lists<'d>(pass: &mut Pass<'_, 'd>, old: Listed<'d>, new: Listed<'d>, of: &str) {
    let Matched { both, removed, added } = matched(old, new, Clone::clone);
    for (address, pair) in both {
        let what = format!("the server `{address}`{of}");
        variables(pass, &pair, &what);
        rest(pass, &pair, &["url", "variables"], &what);
    }
    if let ([(was, old)], [(is, new)]) = (removed.as_slice(), added.as_slice()) {
        let pair = Pair::new(old.clone(), new.clone());
        let message = format!("the server{of} is `{is}` now, and no longer `{was}`");
        pass.changed_at(rules::SERVER_CHANGED, &pair, "url", message);
        return rest(pass, &pair, &["url", "variables"], &format!("the server `{is}`{of}"));
    }
    for (address, old) in removed {
        pass.removed(rules::SERVER_REMOVED, &old, format!("the server `{address}`{of} is gone"));
    }
    for (address, new) in added {
        pass.added(rules::SERVER_ADDED, &new, format!("the server `{address}`{of} is new"));
    }
}

/// A variable that the address does not name, or nobody describes, says nothing.
fn variables<'d>(pass: &mut Pass<'_, 'd>, servers: &Pair<'d>, what: &str) {
    let is_named = |name: &str| template(servers.new.node).is_some_and(|url| url.contains(&format!("{{{name}}}")));
    let Matched { both, removed, added } = servers.members("variables", |name| is_named(name).then(|| name.to_owned()));
    let lone = |part: &Part<'d>, holder: &Part<'d>| (part.clone(), Part::new(holder.at.clone(), &super::ANYTHING));
    let removed = removed.into_iter().map(|((_, name), old)| {
        let (old, new) = lone(&old, &servers.new);
        (name, Pair::new(old, new))
    });
    let added = added.into_iter().map(|((_, name), new)| {
        let (new, old) = lone(&new, &servers.old);
        (name, Pair::new(old, new))
    });
    let both = both.into_iter().map(|((_, name), pair)| (name, pair));
    for (name, pair) in both.chain(removed).chain(added) {
        let what = format!("the variable `{name}` of {what}");
        variable(pass, &pair, &what);
        rest(pass, &pair, &["default", "enum"], &what);
    }
}

fn variable<'d>(pass: &mut Pass<'_, 'd>, pair: &Pair<'d>, what: &str) {
    let (was, is) = (default(pair.old.node), default(pair.new.node));
    if was != is {
        let shown = |default: Option<String>| default.map_or("nothing".to_owned(), |text| format!("`{text}`"));
        let message = format!("{what} is {} unless chosen, and was {}", shown(is), shown(was));
        pass.changed_at(rules::SERVER_VARIABLE_DEFAULT_CHANGED, pair, "default", message);
    }
    let values = |part: &Part<'d>| part.node.list("enum").iter().filter_map(scalar_text).collect::<BTreeSet<_>>();
    let (old, new) = (values(&pair.old), values(&pair.new));
    match (old.is_empty(), new.is_empty()) {
        (true, true) => {}
        (true, false) => {
            let message = format!("{what} has only some values now");
            pass.changed_at(rules::SERVER_VARIABLE_VALUE_REMOVED, pair, "enum", message);
        }
        (false, true) => {
            let message = format!("{what} may have any value now");
            pass.changed_at(rules::SERVER_VARIABLE_VALUE_ADDED, pair, "enum", message);
        }
        (false, false) => {
            let list = |these: &BTreeSet<String>, those: &BTreeSet<String>| {
                let only: Vec<_> = these.difference(those).map(|value| format!("`{value}`")).collect();
                (!only.is_empty()).then(|| only.join(", "))
            };
            if let Some(values) = list(&old, &new) {
                let message = format!("{what} can no longer be {values}");
                pass.changed_at(rules::SERVER_VARIABLE_VALUE_REMOVED, pair, "enum", message);
            }
            if let Some(values) = list(&new, &old) {
                let message = format!("{what} can be {values} now");
                pass.changed_at(rules::SERVER_VARIABLE_VALUE_ADDED, pair, "enum", message);
            }
        }
    }
}
