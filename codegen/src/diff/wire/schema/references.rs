//! Schemas with names: which of them a value refers to.

use super::super::Walk;
use super::Sides;
use super::rules;
use crate::parse::At;
use crate::pointer::Pointer;

/// A component that is gone where a new one stands has another name; of two that both were there and both are, another
/// one is referred to.
pub(super) fn compare(walk: &mut Walk<'_>, sides: &Sides<'_, '_>) {
    let (old, new) = (&sides.old.references, &sides.new.references);
    let gone: Vec<_> = old.difference(new).filter(|at| is_component(at)).collect();
    let added: Vec<_> = new.difference(old).filter(|at| is_component(at)).collect();
    if gone.len() != added.len() {
        return;
    }
    for (old, new) in gone.into_iter().zip(added) {
        let (was, is) = (old.last().unwrap_or_default(), new.last().unwrap_or_default());
        let is_moved = walk.new.at(old).is_none() && walk.old.at(new).is_none();
        if is_moved && was != is {
            let mark = |at: &Pointer| Some((at.clone(), At::Key));
            let message = format!("`{was}` is called `{is}`");
            walk.tell(rules::SCHEMA_RENAMED, mark(old), mark(new), message);
        } else if !is_moved {
            let message = format!("{} is described as `{is}` instead of `{was}`", sides.name());
            sides.tell_plain(walk, rules::SCHEMA_REPLACED, None, None, message);
        }
    }
}

fn is_component(at: &Pointer) -> bool {
    let mut tokens = at.tokens();
    tokens.next().as_deref() == Some("components") && tokens.next().as_deref() == Some("schemas")
}
