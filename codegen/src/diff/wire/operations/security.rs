//! What a client must show to be let in: alternatives, each of some schemes, each with scopes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::pair::Pair;
use super::{MOST_RENAMED, Pass, rules};
use crate::calls::calls;
use crate::diff::wire::{Direction, Part};
use crate::parse::{Node, Object};
use crate::pointer::Pointer;

/// Schemes by name, each with its scopes; none for those who need not show anything.
type Alternative<'d> = BTreeMap<&'d str, BTreeSet<&'d str>>;

/// Compares what two operations demand.
pub(super) fn compare<'d>(pass: &mut Pass<'_, 'd>, operations: &Pair<'d>, what: &str) {
    let old = holder(pass.walk.old, &operations.old);
    let new = holder(pass.walk.new, &operations.new);
    let pair = Pair::new(old, new);
    let list = |part: &Part<'d>| Part::new(part.at.key("security"), part.node);
    if !pass.is_first(Direction::Request, &Pair::new(list(&pair.old), list(&pair.new))) {
        return;
    }
    let is_shared = pair.old.at == Pointer::default() && pair.new.at == Pointer::default();
    let what = if is_shared { "what has no security of its own" } else { what };
    if !pass.walk.spend(size(&pair.old) + size(&pair.new)) {
        return;
    }
    let old = alternatives(&pair.old, &pass.renamed);
    let new = alternatives(&pair.new, &HashMap::new());
    differences(pass, &pair, &old, &new, what);
}

/// How much there is to look at, for each operation anew.
fn size(holder: &Part<'_>) -> usize {
    holder.node.list("security").iter().map(|node| 1 + node.as_object().map_or(0, |object| object.iter().count())).sum()
}

/// Who says what an operation demands: it, else the document.
fn holder<'d>(root: &'d Node, operation: &Part<'d>) -> Part<'d> {
    if operation.node.get("security").is_some() { operation.clone() } else { Part::new(Pointer::default(), root) }
}

/// All alternatives, by the names that schemes have in the new document.
fn alternatives<'d>(holder: &Part<'d>, renamed: &HashMap<&'d str, &'d str>) -> BTreeSet<Alternative<'d>> {
    let scopes = |node: &'d Node| node.as_array().into_iter().flatten().filter_map(Node::as_str).collect();
    let scheme = |(name, node)| (*renamed.get(name).unwrap_or(&name), scopes(node));
    let listed = holder.node.list("security").iter();
    let mut all: BTreeSet<Alternative<'d>> =
        listed.map(|node| node.as_object().into_iter().flat_map(Object::iter).map(scheme).collect()).collect();
    if all.is_empty() {
        all.insert(Alternative::new());
    }
    all
}

fn differences<'d>(
    pass: &mut Pass<'_, 'd>,
    pair: &Pair<'d>,
    old: &BTreeSet<Alternative<'d>>,
    new: &BTreeSet<Alternative<'d>>,
    what: &str,
) {
    let nothing = Alternative::new();
    let mut tell = |rule, message| pass.changed_at(rule, pair, "security", message);
    match (old.contains(&nothing), new.contains(&nothing)) {
        (true, false) => {
            tell(rules::SECURITY_REQUIRED, format!("{what} cannot be called without credentials any more"))
        }
        (false, true) => tell(rules::SECURITY_OPTIONAL, format!("{what} can be called without credentials now")),
        _ => {}
    }
    // To ask for the first time, or no longer at all, is one change.
    let is_nothing = |side: &BTreeSet<Alternative<'d>>| side.len() == 1 && side.contains(&nothing);
    if is_nothing(old) != is_nothing(new) {
        return;
    }
    let only = |these: &BTreeSet<Alternative<'d>>, those: &BTreeSet<Alternative<'d>>| {
        these.difference(those).filter(|alternative| !alternative.is_empty()).cloned().collect::<Vec<_>>()
    };
    let (mut gone, mut fresh) = (only(old, new), only(new, old));
    if gone.len().max(fresh.len()) <= MOST_RENAMED {
        scopes(pass, pair, &mut gone, &mut fresh, what);
    }
    let or = |these: &[Alternative<'d>]| these.iter().map(shown).collect::<Vec<_>>().join(", or with ");
    if !gone.is_empty() {
        let message = format!("{what} can no longer be called with {}", or(&gone));
        pass.changed_at(rules::SECURITY_ALTERNATIVE_REMOVED, pair, "security", message);
    }
    if !fresh.is_empty() {
        let message = format!("{what} can be called with {} now", or(&fresh));
        pass.changed_at(rules::SECURITY_ALTERNATIVE_ADDED, pair, "security", message);
    }
}

/// Takes out the alternatives that differ in their scopes alone.
fn scopes<'d>(
    pass: &mut Pass<'_, 'd>,
    pair: &Pair<'d>,
    gone: &mut Vec<Alternative<'d>>,
    fresh: &mut Vec<Alternative<'d>>,
    what: &str,
) {
    let (mut added, mut removed) = (BTreeSet::new(), BTreeSet::new());
    for old in std::mem::take(gone) {
        let Some(index) = fresh.iter().position(|new| new.keys().eq(old.keys())) else {
            gone.push(old);
            continue;
        };
        let new = fresh.remove(index);
        added.extend(extra(&new, &old));
        removed.extend(extra(&old, &new));
    }
    let list = |scopes: BTreeSet<(&str, &str)>| {
        let shown: Vec<_> = scopes.into_iter().map(|(scheme, scope)| format!("`{scope}` of `{scheme}`")).collect();
        (!shown.is_empty()).then(|| shown.join(", "))
    };
    if let Some(scopes) = list(added) {
        let message = format!("{what} needs the scope {scopes} now");
        pass.changed_at(rules::SECURITY_SCOPE_ADDED, pair, "security", message);
    }
    if let Some(scopes) = list(removed) {
        let message = format!("{what} no longer needs the scope {scopes}");
        pass.changed_at(rules::SECURITY_SCOPE_REMOVED, pair, "security", message);
    }
}

/// The scopes of one that the other does not have.
fn extra<'d>(one: &Alternative<'d>, other: &Alternative<'d>) -> Vec<(&'d str, &'d str)> {
    let is_in_other = |scheme: &str, scope: &str| other.get(scheme).is_some_and(|scopes| scopes.contains(scope));
    let all = one.iter().flat_map(|(scheme, scopes)| scopes.iter().map(|scope| (*scheme, *scope)));
    all.filter(|(scheme, scope)| !is_in_other(scheme, scope)).collect()
}

fn shown(alternative: &Alternative<'_>) -> String {
    let names: Vec<_> = alternative.keys().map(|name| format!("`{name}`")).collect();
    names.join(" and ")
}

/// The names of all schemes that a document demands.
pub(super) fn demanded(root: &Node) -> BTreeSet<&str> {
    let own = calls(root).flat_map(|call| call.operation.list("security"));
    let all = root.list("security").iter().chain(own).filter_map(Node::as_object);
    all.flat_map(Object::iter).map(|(name, _)| name).collect()
}
