//! Which operation of the new document is which of the old one: by method and path, else by operationId.

use std::collections::HashMap;
use std::hash::Hash;

use super::pair::{Pair, mark};
use super::rest::rest;
use super::rules;
use super::{Pass, call};
use crate::calls::{Call, calls};
use crate::diff::wire::{Direction, Part};
use crate::openapi::{METHODS, OTHER_METHODS, template_parameters};

/// Compares all operations that clients call.
pub(super) fn compare(pass: &mut Pass<'_, '_>) {
    let mut old: Vec<_> = calls(pass.walk.old).map(Some).collect();
    let mut new: Vec<_> = calls(pass.walk.new).map(Some).collect();
    let mut same = pairs(&mut old, &mut new, |call| Some((call.method.clone(), call.key.to_owned())));
    same.extend(pairs(&mut old, &mut new, |call| Some((call.method.clone(), shape(call)))));
    let moved = pairs(&mut old, &mut new, |call| call.operation.text("operationId").map(str::to_owned));
    for (old, new) in &same {
        path_items(pass, old, new);
        call::compare(pass, old, new, false);
    }
    for (old, new) in &moved {
        operation_moved(pass, old, new);
        call::compare(pass, old, new, true);
    }
    for call in old.into_iter().flatten() {
        let message = format!("`{} {}` is gone", call.method, call.path);
        pass.removed(rules::OPERATION_REMOVED, &Part::new(call.pointer, call.operation), message);
    }
    for call in new.into_iter().flatten() {
        let message = format!("`{} {}` is new", call.method, call.path);
        pass.added(rules::OPERATION_ADDED, &Part::new(call.pointer, call.operation), message);
    }
}

/// Takes those out of both lists that have the same key, which no other of their list has or which come in one order.
fn pairs<'d, K: Hash + Eq>(
    old: &mut [Option<Call<'d>>],
    new: &mut [Option<Call<'d>>],
    key: impl Fn(&Call<'d>) -> Option<K>,
) -> Vec<(Call<'d>, Call<'d>)> {
    let mut places: HashMap<K, Vec<usize>> = HashMap::new();
    for (index, call) in old.iter().enumerate().rev() {
        if let Some(key) = call.as_ref().and_then(&key) {
            places.entry(key).or_default().push(index);
        }
    }
    let mut found = Vec::new();
    for slot in new {
        let Some(key) = slot.as_ref().and_then(&key) else { continue };
        let index = places.get_mut(&key).and_then(Vec::pop);
        let earlier = index.and_then(|index| old.get_mut(index)).and_then(Option::take);
        found.extend(earlier.and_then(|earlier| Some((earlier, slot.take()?))));
    }
    found
}

/// The path with nothing for the names of its parameters, and what tells it apart from another of that path.
fn shape(call: &Call<'_>) -> String {
    let names = template_parameters(&call.path).unwrap_or_default();
    let (mut shape, mut rest) = (String::new(), call.path.as_str());
    for name in names {
        let Some((before, after)) = rest.split_once('{') else { break };
        shape.extend([before, "{}"]);
        rest = after.get(name.len() + 1..).unwrap_or_default();
    }
    shape.push_str(rest);
    shape.extend(call.key.split_once('#').into_iter().flat_map(|(_, fragment)| ["#", fragment]));
    shape
}

fn operation_moved(pass: &mut Pass<'_, '_>, old: &Call<'_>, new: &Call<'_>) {
    let message = format!("`{} {}` is now `{} {}`", old.method, old.path, new.method, new.path);
    let (was, is) = (Part::new(old.pointer.clone(), old.operation), Part::new(new.pointer.clone(), new.operation));
    pass.walk.tell(rules::OPERATION_MOVED, mark(&was), mark(&is), message);
}

/// What is said of the path of both operations.
fn path_items<'d>(pass: &mut Pass<'_, 'd>, old: &Call<'d>, new: &Call<'d>) {
    let pair = Pair::new(Part::new(old.item_pointer.clone(), old.item), Part::new(new.item_pointer.clone(), new.item));
    if pass.is_first(Direction::Request, &pair) {
        let handled = [METHODS.as_slice(), &[OTHER_METHODS, "parameters", "servers", "$ref"]].concat();
        rest(pass, &pair, &handled, "the path");
    }
}
