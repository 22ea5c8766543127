//! Pages that a document shows, but does not state: looks at names of parameters, headers and keys, suggests what to write.
//!
//! Nothing is assumed: a parameter `page` may number anything. Who knows the API states it, and the client follows pages.

mod guess;

use indexmap::IndexMap;

use super::Subject;
use super::findings::Findings;
use crate::calls::calls;
use crate::openapi::{EXTENSION, operation_id};
use crate::parse::At;
use crate::settings::Selectable;
use guess::{Guess, guess};

/// Calls whose pages seem to follow each other in one way.
struct Alike {
    /// The first, and where it stands.
    first: Guess,
    id: String,
    pointer: crate::pointer::Pointer,
    count: usize,
}

/// One suggestion for each way and parameter, however many operations have it.
pub(super) fn unstated_pagination(subject: &Subject<'_>, findings: &mut Findings) {
    let mut all: IndexMap<(&'static str, String), Alike> = IndexMap::new();
    for call in calls(subject.root) {
        let is_selected = subject.selection.selects(&Selectable::new(call.key, &call.method, call.operation));
        let is_stated = call.operation.get(EXTENSION).is_some_and(|said| said.get("pagination").is_some());
        if !is_selected || is_stated || call.method != "GET" {
            continue;
        }
        let Some(first) = guess(subject.root, &call) else { continue };
        let id = operation_id(&call.method, &call.path, call.operation);
        let key = (first.style, first.parameter.clone().unwrap_or_default());
        all.entry(key).or_insert_with(|| Alike { first, id, pointer: call.pointer, count: 0 }).count += 1;
    }
    for Alike { first, id, pointer, count } in all.into_values() {
        let by = match &first.parameter {
            Some(parameter) => format!("by the parameter `{parameter}`"),
            None => "by links".to_owned(),
        };
        let which =
            if count == 1 { "this list seems".to_owned() } else { format!("{count} lists, this one first, seem") };
        let message = format!("{which} to come in pages, {by}; no client follows them unless the document says how");
        let hint = format!("if it is so, say it on the operation, for `{id}`:\n{}", first.yaml());
        findings.suggestion("unstated_pagination", &pointer, At::Key, message, hint);
    }
}
