//! Two operations that are one: what is said of the operation as a whole, then its parts.

use std::collections::BTreeSet;

use super::pair::Pair;
use super::rest::rest;
use super::{Pass, bodies, incoming, parameters, responses, rules, security, servers};
use crate::calls::Call;
use crate::diff::wire::{Direction, Part};
use crate::parse::Node;

const HANDLED: [&str; 9] =
    ["tags", "operationId", "parameters", "requestBody", "responses", "callbacks", "deprecated", "security", "servers"];

pub(super) fn compare<'d>(pass: &mut Pass<'_, 'd>, old: &Call<'d>, new: &Call<'d>, is_moved: bool) {
    let pair = Pair::new(Part::new(old.pointer.clone(), old.operation), Part::new(new.pointer.clone(), new.operation));
    let what = format!("`{} {}`", new.method, new.path);
    pass.flag(&pair, "deprecated", rules::OPERATION_DEPRECATED, rules::OPERATION_UNDEPRECATED, &what);
    operation_id(pass, &pair, &what);
    tags(pass, &pair, &what);
    parameters::compare(pass, old, new, is_moved, &what);
    bodies::compare(pass, Direction::Request, &pair, &what);
    responses::compare(pass, &pair, &new.method, &what);
    incoming::callbacks(pass, &pair, &what);
    security::compare(pass, &pair, &what);
    servers::compare(pass, old, new, &what);
    rest(pass, &pair, &HANDLED, &what);
}

pub(super) fn operation_id<'d>(pass: &mut Pass<'_, 'd>, pair: &Pair<'d>, what: &str) {
    let ids = (pair.old.node.text("operationId"), pair.new.node.text("operationId"));
    let message = match ids {
        (old, new) if old == new => return,
        (Some(old), Some(new)) => format!("{what} was called `{old}`, and is called `{new}` now"),
        (Some(old), None) => format!("{what} was called `{old}`, and has no name now"),
        (_, new) => format!("{what} is called `{}` now", new.unwrap_or_default()),
    };
    pass.changed_at(rules::OPERATION_ID_CHANGED, pair, "operationId", message);
}

/// The first tag is where the generated client has the operation; of the others the order says nothing.
pub(super) fn tags<'d>(pass: &mut Pass<'_, 'd>, pair: &Pair<'d>, what: &str) {
    let all = |part: &Part<'d>| part.node.list("tags").iter().filter_map(Node::as_str).collect::<Vec<_>>();
    let (old, new) = (all(&pair.old), all(&pair.new));
    let set = |tags: &[&'d str]| tags.iter().copied().collect::<BTreeSet<_>>();
    if old.first() == new.first() && set(&old) == set(&new) {
        return;
    }
    let list = |tags: &[&str]| if tags.is_empty() { "none".to_owned() } else { format!("`{}`", tags.join("`, `")) };
    let message = format!("the tags of {what} were {}, and are {} now", list(&old), list(&new));
    pass.changed_at(rules::OPERATION_TAGS_CHANGED, pair, "tags", message);
}
