//! What changes around the values: operations, parameters, bodies, responses, headers, security, servers, texts.

pub(in crate::diff) mod rules;

use super::{Direction, Part, Walk};
use crate::calls::calls;

/// Compares all operations of both documents, and has the schemas of what they send and receive compared.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let new: Vec<_> = calls(walk.new).collect();
    for old in calls(walk.old) {
        let Some(new) = new.iter().find(|new| new.path == old.path && new.method == old.method) else { continue };
        let (old, new) = (Part::new(old.pointer, old.operation), Part::new(new.pointer.clone(), new.operation));
        if let Some((old, new)) = old.get("requestBody").zip(new.get("requestBody")) {
            media(walk, Direction::Request, &old, &new);
        }
        for (status, old) in old.members("responses") {
            if let Some((_, new)) = new.members("responses").into_iter().find(|(key, _)| *key == status) {
                media(walk, Direction::Response, &old, &new);
            }
        }
    }
}

fn media<'d>(walk: &mut Walk<'d>, direction: Direction, old: &Part<'d>, new: &Part<'d>) {
    let (old, new) = (old.resolved(walk.old), new.resolved(walk.new));
    for (key, old) in old.members("content") {
        if let Some((_, new)) = new.members("content").into_iter().find(|(new, _)| *new == key)
            && let Some((old, new)) = old.get("schema").zip(new.get("schema"))
        {
            walk.compare(direction, vec![old], vec![new]);
        }
    }
}
