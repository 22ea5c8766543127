//! Which part of a document the crate holds: takes selectors, says whether one of them names an operation.

use std::ops::Range;

use crate::calls::calls;
use crate::incoming::{Incoming, Trigger, incoming};
use crate::near::closest;
use crate::openapi::operation_id;
use crate::parse::Node;
use crate::source::Source;

/// The selectors of `client.toml` or of the command line, and the text that they stand in.
#[derive(Clone, Debug)]
pub(super) struct Only {
    pub(super) source: Source,
    pub(super) selectors: Vec<(String, Range<usize>)>,
}

/// What is selected: everything where there are no selectors.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Selection<'s>(&'s [(String, Range<usize>)]);

/// What a selector may name of an operation.
pub(crate) struct Selectable<'d> {
    /// The path, or the name of the webhook.
    place: &'d str,
    id: String,
    tags: Vec<&'d str>,
}

impl<'d> Selectable<'d> {
    pub(crate) fn new(place: &'d str, method: &str, node: &'d Node) -> Self {
        let tags = node.list("tags").iter().filter_map(Node::as_str).collect();
        Self { place, id: operation_id(method, place, node), tags }
    }

    /// The operation of a webhook; a callback goes with the operation that asks for it.
    pub(crate) fn webhook(incoming: &Incoming<'d>) -> Option<Self> {
        match incoming.trigger {
            Trigger::Webhook(name) => Some(Self::new(name, &incoming.method, incoming.node)),
            Trigger::Callback { .. } => None,
        }
    }

    /// All that a document has.
    fn all(root: &'d Node) -> Vec<Self> {
        let calls = calls(root).map(|call| Self::new(call.key, &call.method, call.operation));
        calls.chain(incoming(root).iter().filter_map(Self::webhook)).collect()
    }

    fn is_named(&self, selector: &str) -> bool {
        let prefix = selector.strip_suffix('*').filter(|prefix| prefix.starts_with('/'));
        self.place == selector
            || self.id == selector
            || self.tags.contains(&selector)
            || prefix.is_some_and(|prefix| self.place.starts_with(prefix))
    }
}

impl<'s> Selection<'s> {
    pub(super) fn new(only: Option<&'s Only>) -> Self {
        Self(only.map_or(&[], |only| &only.selectors))
    }

    pub(crate) fn is_everything(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn selects(&self, one: &Selectable<'_>) -> bool {
        self.is_everything() || self.0.iter().any(|(selector, _)| one.is_named(selector))
    }
}

impl Only {
    /// The selectors that match nothing: where each stands, what is wrong, and what may be meant.
    pub(super) fn mistakes(&self, root: &Node) -> Vec<(Range<usize>, String, String)> {
        let all = Selectable::all(root);
        let unmatched = self.selectors.iter().filter(|(text, _)| !all.iter().any(|one| one.is_named(text)));
        unmatched
            .map(|(text, place)| {
                let message = format!("`{}` is no tag, path or operationId of the document", text.escape_debug());
                (place.clone(), message, suggestion(text, &all))
            })
            .collect()
    }
}

/// So many tags are worth a line.
const MOST_TAGS: usize = 12;

fn suggestion(selector: &str, all: &[Selectable<'_>]) -> String {
    if selector.starts_with('/') && all.iter().any(|one| one.place.starts_with(selector)) {
        return format!("did you mean `{selector}*`, which selects all paths that begin so?");
    }
    let names = all.iter().flat_map(|one| [one.place, &one.id].into_iter().chain(one.tags.iter().copied()));
    if let Some(near) = closest(selector, names) {
        return format!("did you mean `{near}`?");
    }
    let mut tags: Vec<_> = all.iter().flat_map(|one| one.tags.iter().map(|tag| format!("`{tag}`"))).collect();
    tags.sort();
    tags.dedup();
    match tags.len() {
        0 => "write a path, one that ends in `*` for all that begin so, or an operationId".to_owned(),
        1..=MOST_TAGS => format!("the tags are: {}", tags.join(", ")),
        _ => "write a tag, a path, one that ends in `*` for all that begin so, or an operationId".to_owned(),
    }
}
