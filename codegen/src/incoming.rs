//! From a document to the operations that the vendor calls: those of webhooks, and of the callbacks that calls ask for.

use crate::openapi::METHODS;
use crate::parse::{Node, Object};
use crate::pointer::Pointer;

/// An operation that the vendor calls, and users of the API serve.
pub(crate) struct Incoming<'d> {
    pub(crate) trigger: Trigger<'d>,
    pub(crate) method: &'static str,
    /// Whether its path item has no other.
    pub(crate) is_only: bool,
    pub(crate) item: &'d Node,
    pub(crate) node: &'d Node,
    /// Where it is defined.
    pub(crate) pointer: Pointer,
    /// Where the settings may name it: under the webhook, whatever defines that.
    pub(crate) place: Pointer,
}

/// What makes the vendor call.
#[derive(Clone, Copy)]
pub(crate) enum Trigger<'d> {
    Webhook(&'d str),
    /// A call of `caller` (method, path) names the address.
    Callback {
        name: &'d str,
        expression: &'d str,
        caller: (&'static str, &'d str),
    },
}

/// All of them, in document order.
pub(crate) fn incoming(root: &Node) -> Vec<Incoming<'_>> {
    let at = Pointer::default().key("webhooks");
    let mut all: Vec<_> = root
        .members("webhooks")
        .flat_map(|(name, item)| of_item(root, Trigger::Webhook(name), item, at.key(name)))
        .collect();
    for (path, method, operation, at) in calls(root) {
        let at = at.key("callbacks");
        for (name, callback) in operation.members("callbacks") {
            let Some((at, callback)) = definition(root, at.key(name), callback) else { continue };
            let items = callback.as_object().into_iter().flat_map(Object::iter);
            for (expression, item) in items.filter(|(key, _)| !key.starts_with("x-")) {
                let trigger = Trigger::Callback { name, expression, caller: (method, path) };
                all.extend(of_item(root, trigger, item, at.key(expression)));
            }
        }
    }
    all
}

/// The operations of `paths`: path, method, node and place.
pub(crate) fn calls(root: &Node) -> impl Iterator<Item = (&str, &'static str, &Node, Pointer)> {
    let paths = Pointer::default().key("paths");
    root.members("paths").filter(|(path, _)| path.starts_with('/')).flat_map(move |(path, item)| {
        let at = paths.key(path);
        operations(item).map(move |(method, node)| (path, method, node, at.key(method)))
    })
}

fn of_item<'d>(root: &'d Node, trigger: Trigger<'d>, item: &'d Node, at: Pointer) -> Vec<Incoming<'d>> {
    let Some((definition, item)) = definition(root, at.clone(), item) else { return Vec::new() };
    let is_only = operations(item).count() == 1;
    let all = operations(item).map(|(method, node)| {
        let pointer = definition.key(method);
        let place = if matches!(trigger, Trigger::Webhook(_)) { at.key(method) } else { pointer.clone() };
        Incoming { trigger, method, is_only, item, node, pointer, place }
    });
    all.collect()
}

fn operations(item: &Node) -> impl Iterator<Item = (&'static str, &Node)> {
    let members = item.as_object().into_iter().flat_map(Object::iter);
    members.filter_map(|(key, node)| Some((METHODS.into_iter().find(|method| *method == key)?, node)))
}

/// What stands at the end of any number of references, and where.
pub(crate) fn definition<'d>(root: &'d Node, at: Pointer, node: &'d Node) -> Option<(Pointer, &'d Node)> {
    let (mut at, mut node) = (at, node);
    // A longer chain is a cycle, which has been refused.
    for _ in 0..64 {
        let Some(reference) = node.text("$ref") else { return Some((at, node)) };
        at = Pointer::from_reference(reference)?;
        node = root.at(&at)?;
    }
    None
}
