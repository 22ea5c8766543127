//! The elements of arrays.

use super::super::{Part, Walk};
use super::Sides;
use super::rules;
use super::view::View;
use crate::parse::Node;

pub(super) fn compare<'d>(walk: &mut Walk<'d>, sides: &Sides<'_, 'd>) {
    let (old, new) = (places(sides.old), places(sides.new));
    let place = |view: &View<'_>| view.first("prefixItems").map(|part| part.at);
    let (old_at, new_at) = (place(sides.old), place(sides.new));
    let name = sides.name();
    if old.is_empty() != new.is_empty() {
        let (is, was) = if old.is_empty() { ("by their place", "alike") } else { ("alike", "by their place") };
        let message = format!("the elements of {name} are described {is}, and were {was}");
        return sides.tell(walk, rules::ARRAY_SHAPE_CHANGED, old_at.as_ref(), new_at.as_ref(), message);
    }
    if old.len() != new.len() {
        let message = format!("{} elements of {name} are described by their place, and were {}", new.len(), old.len());
        sides.tell(walk, rules::TUPLE_LENGTH_CHANGED, old_at.as_ref(), new_at.as_ref(), message);
    }
    for (old, new) in old.into_iter().zip(new) {
        walk.compare(sides.direction, old, new);
    }
    items(walk, sides);
}

fn items<'d>(walk: &mut Walk<'d>, sides: &Sides<'_, 'd>) {
    let (old, new) = (typed(sides.old), typed(sides.new));
    let name = sides.name();
    match (old.first(), new.first()) {
        (None, None) => {}
        (None, Some(at)) => {
            let message = format!("the elements of {name} are described, and were any values");
            sides.tell(walk, rules::ITEMS_TYPED, None, Some(&at.at), message);
        }
        (Some(at), None) => {
            let message = format!("the elements of {name} are any values, and were described");
            sides.tell(walk, rules::ITEMS_UNTYPED, Some(&at.at), None, message);
        }
        (Some(_), Some(_)) => walk.compare(sides.direction, old, new),
    }
}

/// What is said of all elements, where something is.
fn typed<'d>(view: &View<'d>) -> Vec<Part<'d>> {
    let is_any = |node: &Node| *node == Node::object::<&str>([]);
    view.all("items").into_iter().filter(|part| !is_any(part.node)).collect()
}

/// What is said of the elements by their place.
fn places<'d>(view: &View<'d>) -> Vec<Vec<Part<'d>>> {
    let mut places: Vec<Vec<Part<'d>>> = Vec::new();
    for layer in view.layers.iter().filter(|layer| layer.node.get("prefixItems").is_some()) {
        for (index, part) in layer.list("prefixItems").into_iter().enumerate() {
            match places.get_mut(index) {
                Some(parts) => parts.push(part),
                None => places.push(vec![part]),
            }
        }
    }
    places
}
