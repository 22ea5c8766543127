//! What changes for the values of a schema, on their way to the server or back.
//!
//! Each side is a [`View`]: what all schemas that apply to a value say together. Views that are written in other words
//! are equal, so that what follows compares what is meant.

mod arrays;
mod bounds;
mod conditions;
mod discriminators;
mod docs;
mod enums;
mod equal;
mod formats;
mod matching;
mod objects;
mod patterns;
mod places;
mod references;
mod rest;
pub(in crate::diff) mod rules;
mod types;
mod unions;
mod values;
mod view;
mod ways;

use super::{Direction, Mark, Part, Walk};
use crate::diff::rule::{Pair, Rule};
use crate::parse::At;
use crate::pointer::Pointer;
pub(super) use references::compare_names;
use view::View;

/// Two views of one value.
struct Sides<'v, 'd> {
    direction: Direction,
    old: &'v View<'d>,
    new: &'v View<'d>,
}

impl Sides<'_, '_> {
    /// Tells of what has a direction. Where one side does not say it, the schema that would is named instead.
    fn tell(&self, walk: &mut Walk<'_>, pair: Pair, old: Option<&Pointer>, new: Option<&Pointer>, message: String) {
        self.tell_plain(walk, self.direction.of(pair), old, new, message);
    }

    /// Tells of something that the new version lacks.
    fn tell_gone(&self, walk: &mut Walk<'_>, pair: Pair, old: &Pointer, message: String) {
        walk.tell(self.direction.of(pair), Some((old.clone(), At::Key)), None, message);
    }

    /// Tells of something that the old version lacked.
    fn tell_new(&self, walk: &mut Walk<'_>, pair: Pair, new: &Pointer, message: String) {
        walk.tell(self.direction.of(pair), None, Some((new.clone(), At::Key)), message);
    }

    /// Tells of what has none.
    fn tell_plain(
        &self,
        walk: &mut Walk<'_>,
        rule: Rule,
        old: Option<&Pointer>,
        new: Option<&Pointer>,
        message: String,
    ) {
        let mark = |own: Option<&Pointer>, view: &View<'_>, other: Option<&Pointer>| -> Option<Mark> {
            Some((own.cloned().unwrap_or_else(|| view.counterpart(other)), At::Key))
        };
        walk.tell(rule, mark(old, self.old, new), mark(new, self.new, old), message);
    }

    /// What messages call the value.
    fn name(&self) -> String {
        places::name(&self.new.here())
    }
}

/// Compares two schemas; what they hold is compared later.
pub(super) fn compare<'d>(walk: &mut Walk<'d>, direction: Direction, old: &[Part<'d>], new: &[Part<'d>]) {
    if let ([old], [new]) = (old, new)
        && equal::is_settled(walk, direction, old, new)
    {
        return;
    }
    let (old, new) = (View::of(walk.old, old), View::of(walk.new, new));
    // What is said of one key by many is brought together anew for each set of those that say it.
    if !walk.spend(old.weight() + new.weight() + old.layers.len() * new.layers.len()) {
        return;
    }
    let sides = Sides { direction, old: &old, new: &new };
    if ways::compare(walk, &sides) == ways::Way::Closed {
        return;
    }
    docs::compare(walk, &sides);
    references::compare(walk, &sides);
    rest::compare(walk, &sides);
    if types::compare(walk, &sides) == types::Verdict::Apart {
        return;
    }
    values_of_one_type(walk, &sides);
}

/// What can be compared where the types have something in common.
fn values_of_one_type<'d>(walk: &mut Walk<'d>, sides: &Sides<'_, 'd>) {
    formats::compare(walk, sides);
    enums::compare(walk, sides);
    bounds::compare(walk, sides);
    patterns::compare(walk, sides);
    objects::compare(walk, sides);
    arrays::compare(walk, sides);
    conditions::compare(walk, sides);
    unions::compare(walk, sides);
    discriminators::compare(walk, sides);
}
