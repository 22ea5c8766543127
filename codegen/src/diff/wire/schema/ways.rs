//! Which ways a value goes: read-only ones are not sent, write-only ones do not come back.

use super::super::{Direction, Walk};
use super::Sides;
use super::rules;

/// Whether a value goes the way that is looked at.
#[derive(PartialEq, Eq)]
pub(super) enum Way {
    Open,
    /// In one of the versions it does not.
    Closed,
}

pub(super) fn compare(walk: &mut Walk<'_>, sides: &Sides<'_, '_>) -> Way {
    let words = [
        ("readOnly", rules::BECAME_READ_ONLY, rules::BECAME_WRITABLE, "read-only"),
        ("writeOnly", rules::BECAME_WRITE_ONLY, rules::BECAME_READABLE, "write-only"),
    ];
    let own = sides.direction.left_out();
    let (was_closed, is_closed) = (sides.old.flag(own), sides.new.flag(own));
    if was_closed && is_closed {
        return Way::Closed;
    }
    for (key, became, ceased, word) in words {
        let place = |view: &super::View<'_>| view.first(key).filter(|_| view.flag(key)).map(|part| part.at);
        let (pair, verb) = match (sides.old.flag(key), sides.new.flag(key)) {
            (false, true) => (became, "is"),
            (true, false) => (ceased, "is no longer"),
            _ => continue,
        };
        let message = format!("{} {verb} {word}", sides.name());
        sides.tell(walk, pair, place(sides.old).as_ref(), place(sides.new).as_ref(), message);
    }
    if was_closed || is_closed { Way::Closed } else { Way::Open }
}

/// Whether a value, said by all of these, is left out this way.
pub(super) fn is_left_out<'d>(root: &'d crate::parse::Node, direction: Direction, parts: &[super::Part<'d>]) -> bool {
    super::View::flat(root, parts).flag(direction.left_out())
}
