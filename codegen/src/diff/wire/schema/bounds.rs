//! Bounds of values: of numbers, of lengths, of how many there may be.

use std::cmp::Ordering;

use super::super::Walk;
use super::rules;
use super::types::Types;
use super::values::plain;
use super::view::View;
use super::{Sides, docs};
use crate::diff::rule::Pair;
use crate::parse::Node;
use crate::pointer::Pointer;

/// A bound, as the strictest of all layers states it.
struct Bound {
    text: String,
    is_exclusive: bool,
    at: Pointer,
}

const LEAST: [&str; 4] = ["minimum", "minLength", "minItems", "minProperties"];
const MOST: [&str; 4] = ["maximum", "maxLength", "maxItems", "maxProperties"];

pub(super) fn compare(walk: &mut Walk<'_>, sides: &Sides<'_, '_>) {
    for key in LEAST {
        bound(walk, sides, key, Ordering::Greater);
    }
    for key in MOST {
        bound(walk, sides, key, Ordering::Less);
    }
    steps(walk, sides);
    uniqueness(walk, sides);
    docs::default(walk, sides);
}

/// Compares the bounds by one keyword, of which that is stricter which compares so with the other.
fn bound(walk: &mut Walk<'_>, sides: &Sides<'_, '_>, key: &str, stricter: Ordering) {
    let (old, new) = (strictest(sides.old, key, stricter), strictest(sides.new, key, stricter));
    let order = match (&old, &new) {
        (None, None) => return,
        (None, Some(_)) => stricter,
        (Some(_), None) => stricter.reverse(),
        (Some(old), Some(new)) => compared(new, old, stricter),
    };
    let pair = match order {
        Ordering::Equal => return,
        order if order == stricter => rules::CONSTRAINT_TIGHTENED,
        _ => rules::CONSTRAINT_LOOSENED,
    };
    told(walk, sides, pair, key, (old, new));
}

fn told(walk: &mut Walk<'_>, sides: &Sides<'_, '_>, pair: Pair, key: &str, (old, new): (Option<Bound>, Option<Bound>)) {
    let shown = |bound: &Bound| format!("{}{}", bound.text, if bound.is_exclusive { ", exclusive" } else { "" });
    let name = sides.name();
    let message = match (&old, &new) {
        (Some(old), Some(new)) => format!("`{key}` of {name} is {} instead of {}", shown(new), shown(old)),
        (None, Some(new)) => format!("`{key}` of {name} is {}, and was not stated", shown(new)),
        (Some(old), None) => format!("`{key}` of {name} is not stated any more, and was {}", shown(old)),
        (None, None) => return,
    };
    let (old, new) = (old.map(|bound| bound.at), new.map(|bound| bound.at));
    sides.tell(walk, pair, old.as_ref(), new.as_ref(), message);
}

fn strictest(view: &View<'_>, key: &str, stricter: Ordering) -> Option<Bound> {
    let exclusive = match key {
        "minimum" => "exclusiveMinimum",
        "maximum" => "exclusiveMaximum",
        _ => "",
    };
    let stated = view.layers.iter().filter_map(|layer| {
        let Some(Node::Number(number)) = layer.node.get(key) else { return None };
        let bound =
            Bound { text: number.text().to_owned(), is_exclusive: layer.node.flag(exclusive), at: layer.at.key(key) };
        Some(inclusive(bound, view.types, stricter))
    });
    // A count is never below 0.
    let says_something = |bound: &Bound| !key.starts_with("min") || key == "minimum" || sized(&bound.text) != Some(0.0);
    stated.filter(says_something).reduce(|a, b| if compared(&b, &a, stricter) == stricter { b } else { a })
}

/// Above 0 is 1 and more, for integers.
fn inclusive(bound: Bound, types: Types, stricter: Ordering) -> Bound {
    let step = if stricter == Ordering::Greater { 1 } else { -1 };
    let next = plain(&bound.text).parse::<i128>().ok().and_then(|number| number.checked_add(step));
    match next.filter(|_| bound.is_exclusive && types == Types::INTEGER) {
        Some(next) => Bound { text: next.to_string(), is_exclusive: false, ..bound },
        None => bound,
    }
}

/// How one bound compares with another; of two equal ones, that which is exclusive is the stricter.
fn compared(bound: &Bound, other: &Bound, stricter: Ordering) -> Ordering {
    let by_exclusion = match (bound.is_exclusive, other.is_exclusive) {
        (true, false) => stricter,
        (false, true) => stricter.reverse(),
        _ => Ordering::Equal,
    };
    numbers(&bound.text, &other.text).then(by_exclusion)
}

fn numbers(a: &str, b: &str) -> Ordering {
    match (a.parse::<i128>(), b.parse::<i128>()) {
        (Ok(a), Ok(b)) => a.cmp(&b),
        _ => sized(a).partial_cmp(&sized(b)).unwrap_or(Ordering::Equal),
    }
}

fn sized(text: &str) -> Option<f64> {
    text.parse().ok()
}

/// Compares what numbers are multiples of.
fn steps(walk: &mut Walk<'_>, sides: &Sides<'_, '_>) {
    let (old, new) =
        (strictest(sides.old, "multipleOf", Ordering::Greater), strictest(sides.new, "multipleOf", Ordering::Greater));
    let pair = match (&old, &new) {
        (None, None) => return,
        (None, Some(_)) => rules::CONSTRAINT_TIGHTENED,
        (Some(_), None) => rules::CONSTRAINT_LOOSENED,
        (Some(old), Some(new)) if numbers(&old.text, &new.text) == Ordering::Equal => return,
        (Some(old), Some(new)) => match (divides(&old.text, &new.text), divides(&new.text, &old.text)) {
            (true, _) => rules::CONSTRAINT_TIGHTENED,
            (_, true) => rules::CONSTRAINT_LOOSENED,
            _ => rules::CONSTRAINT_CHANGED,
        },
    };
    told(walk, sides, pair, "multipleOf", (old, new));
}

/// Whether one number is a multiple of another, as exactly as floats tell.
fn divides(step: &str, number: &str) -> bool {
    let (Some(step), Some(number)) = (sized(step), sized(number)) else { return false };
    let times = number / step;
    times.is_finite() && (times - times.round()).abs() < 1e-9
}

fn uniqueness(walk: &mut Walk<'_>, sides: &Sides<'_, '_>) {
    let (pair, verb) = match (sides.old.flag("uniqueItems"), sides.new.flag("uniqueItems")) {
        (false, true) => (rules::CONSTRAINT_TIGHTENED, "hold for"),
        (true, false) => (rules::CONSTRAINT_LOOSENED, "do not hold for"),
        _ => return,
    };
    let place = |view: &View<'_>| view.first("uniqueItems").map(|part| part.at);
    let message = match verb {
        "hold for" => format!("the elements of {} differ from each other (`uniqueItems`)", sides.name()),
        _ => format!("the elements of {} may repeat (`uniqueItems`)", sides.name()),
    };
    sides.tell(walk, pair, place(sides.old).as_ref(), place(sides.new).as_ref(), message);
}
