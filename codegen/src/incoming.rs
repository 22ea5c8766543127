//! From a document to the operations that the vendor calls: those of webhooks, and of the callbacks that calls ask for.

use crate::calls::calls;
use crate::openapi::{chosen_media, end, is_json, is_json_by_schema, operations};
use crate::parse::{Node, Object};
use crate::pointer::Pointer;

/// An operation that the vendor calls, and users of the API serve.
pub(crate) struct Incoming<'d> {
    pub(crate) trigger: Trigger<'d>,
    /// The HTTP method, as it is sent.
    pub(crate) method: String,
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
    /// A call names the address: the one with this index among all calls.
    Callback {
        name: &'d str,
        expression: &'d str,
        caller: usize,
    },
}

/// A JSON body that is received.
pub(crate) struct JsonBody<'d> {
    pub(crate) node: &'d Node,
    pub(crate) media_type: &'d str,
    pub(crate) schema: Option<&'d Node>,
    /// Where the schema stands.
    pub(crate) pointer: Pointer,
}

impl<'d> Incoming<'d> {
    /// The body, where it is JSON.
    pub(crate) fn json_body(&self, root: &'d Node) -> Option<JsonBody<'d>> {
        let (at, node) = definition(root, &self.pointer.key("requestBody"))?;
        let (media_type, _) = chosen_media(node)?;
        let (at, media) = definition(root, &at.key("content").key(media_type))?;
        let is_json = is_json(media_type) || is_json_by_schema(root, media_type, media);
        let (schema, pointer) = (media.get("schema"), at.key("schema"));
        is_json.then_some(JsonBody { node, media_type: media_type.trim(), schema, pointer })
    }
}

/// All of them, in document order.
pub(crate) fn incoming(root: &Node) -> Vec<Incoming<'_>> {
    let at = Pointer::default().key("webhooks");
    let webhooks = root.members("webhooks").filter(|(name, _)| !name.starts_with("x-"));
    let mut all: Vec<_> = webhooks.flat_map(|(name, _)| of_item(root, Trigger::Webhook(name), &at.key(name))).collect();
    for (caller, call) in calls(root).enumerate() {
        let at = call.pointer.key("callbacks");
        for (name, _) in call.operation.members("callbacks") {
            let Some((at, callback)) = definition(root, &at.key(name)) else { continue };
            let items = callback.as_object().into_iter().flat_map(Object::iter);
            for (expression, _) in items.filter(|(key, _)| !key.starts_with("x-")) {
                let trigger = Trigger::Callback { name, expression, caller };
                all.extend(of_item(root, trigger, &at.key(expression)));
            }
        }
    }
    all
}

fn of_item<'d>(root: &'d Node, trigger: Trigger<'d>, at: &Pointer) -> Vec<Incoming<'d>> {
    let Some((definition, item)) = definition(root, at) else { return Vec::new() };
    let all = operations(item, &definition);
    let is_only = all.len() == 1;
    let all = all.into_iter().map(|(method, pointer, node)| {
        let tail = pointer.tail_of(&definition).filter(|_| matches!(trigger, Trigger::Webhook(_)));
        let place = tail.map_or_else(|| pointer.clone(), |tail| at.join(&tail));
        Incoming { trigger, method, is_only, item, node, pointer, place }
    });
    all.collect()
}

/// What stands at the end of any number of references, and where.
fn definition<'d>(root: &'d Node, at: &Pointer) -> Option<(Pointer, &'d Node)> {
    let end = end(root, at);
    let node = root.at(&end)?;
    // A longer chain is a cycle.
    node.text("$ref").is_none().then_some((end, node))
}
