//! Schemas with names: which of them a value refers to.

use super::super::{Part, Walk};
use super::Sides;
use super::places::name;
use super::rules;
use crate::parse::At;
use crate::pointer::Pointer;

/// A component that is gone where a new one stands has another name, whatever else is referred to beside it.
pub(super) fn compare(walk: &mut Walk<'_>, sides: &Sides<'_, '_>) {
    let (old, new) = (&sides.old.references, &sides.new.references);
    let gone: Vec<_> = old.difference(new).filter(|at| is_component(at)).collect();
    let added: Vec<_> = new.difference(old).filter(|at| is_component(at)).collect();
    if gone.len() == added.len() {
        for (old, new) in gone.into_iter().zip(added).filter(|(old, new)| is_moved(walk, old, new)).collect::<Vec<_>>()
        {
            let (was, is) = (old.last().unwrap_or_default(), new.last().unwrap_or_default());
            let mark = |at: &Pointer| Some((at.clone(), At::Key));
            walk.tell(rules::SCHEMA_RENAMED, mark(old), mark(new), format!("`{was}` is called `{is}` now"));
        }
    }
}

/// Each place that refers to another component than before, although that one is still there, or this one was before.
pub(in crate::diff::wire) fn compare_names<'d>(walk: &mut Walk<'d>, old: &Part<'d>, new: &Part<'d>) {
    if old.node.text("$ref") == new.node.text("$ref") {
        return;
    }
    let has_reference = |part: &Part<'_>| part.node.get("$ref").is_some();
    let (old_end, new_end) = (old.resolved(walk.old).at, new.resolved(walk.new).at);
    let are_components = [&old_end, &new_end].into_iter().all(is_component);
    if !has_reference(old) || !has_reference(new) || old_end == new_end || !are_components {
        return;
    }
    if !is_moved(walk, &old_end, &new_end) {
        let (was, is) = (old_end.last().unwrap_or_default(), new_end.last().unwrap_or_default());
        let message = format!("{} is described as `{is}` instead of `{was}`", name(&new.at));
        let mark = |at: &Pointer| Some((at.clone(), At::Key));
        walk.tell(rules::SCHEMA_REPLACED, mark(&old.at), mark(&new.at), message);
    }
}

/// Whether each of two components is in one version only, and has a name of its own there.
fn is_moved(walk: &Walk<'_>, old: &Pointer, new: &Pointer) -> bool {
    walk.new.at(old).is_none() && walk.old.at(new).is_none() && old.last() != new.last()
}

fn is_component(at: &Pointer) -> bool {
    let mut tokens = at.tokens();
    tokens.next().as_deref() == Some("components") && tokens.next().as_deref() == Some("schemas")
}
