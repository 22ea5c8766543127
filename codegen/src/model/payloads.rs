//! From webhooks and callbacks to payloads: what the vendor sends on its own, and the names of the types that hold it.

use std::collections::{BTreeMap, HashMap};

use super::docs::Docs;
use super::operation::Operation;
use super::schemas::Schemas;
use super::types::Type;
use crate::incoming::{Incoming, Trigger, definition, incoming};
use crate::names::{Names, camel, type_name};
use crate::openapi::{Status, chosen_media, is_json, method_name, resolve};
use crate::parse::Node;
use crate::pointer::Pointer;
use crate::settings::{Overrides, Selectable, Selection};

/// The JSON body of a request that the vendor makes.
#[derive(Debug)]
pub(crate) struct Payload {
    /// The type in the module `webhooks`.
    pub(crate) name: String,
    pub(crate) origin: Origin,
    /// The HTTP method in capitals.
    pub(crate) method: &'static str,
    pub(crate) media_type: String,
    pub(crate) ty: Type,
    pub(crate) tag: Option<String>,
    pub(crate) module: usize,
    /// What is said of the request.
    pub(crate) docs: Docs,
    /// What is said of its body.
    pub(crate) body: Docs,
    /// The documented headers by name.
    pub(crate) headers: Vec<(String, Docs)>,
    /// What the vendor wants to hear.
    pub(crate) answers: Vec<(Status, Docs)>,
}

/// What makes the vendor send it.
#[derive(Debug)]
pub(crate) enum Origin {
    /// By name.
    Webhook(String),
    /// The calls that ask for it, by their methods of the client, and the expression for its address.
    Callback { expression: String, callers: Vec<String> },
}

/// Reads all payloads; only those that are selected are returned, under the names that they have among all.
pub(super) fn read<'d>(
    root: &'d Node,
    overrides: &Overrides<'_>,
    selection: &Selection<'_>,
    operations: &[Operation],
    schemas: &mut Schemas<'d>,
) -> Vec<Payload> {
    let callers: BTreeMap<_, _> = operations.iter().map(|one| ((one.method, one.path.as_str()), one)).collect();
    let caller = |incoming: &Incoming<'_>| match incoming.trigger {
        Trigger::Callback { caller: (method, path), .. } => callers.get(&(method_name(method), path)).copied(),
        Trigger::Webhook(_) => None,
    };
    // A callback may stand in components, and be asked for by several calls.
    let mut distinct: Vec<(Incoming<'d>, Vec<&Operation>)> = Vec::new();
    let mut known: HashMap<Pointer, usize> = HashMap::new();
    for one in incoming(root).into_iter().filter(|one| json_body(root, one).is_some()) {
        let caller = caller(&one);
        let index = *known.entry(one.place.clone()).or_insert(distinct.len());
        match distinct.get_mut(index) {
            Some((_, callers)) => callers.extend(caller),
            None => distinct.push((one, caller.into_iter().collect())),
        }
    }
    // What every module of payloads has already.
    let mut names = Names::reserving(&["BodyError"]);
    // Names of the settings first, so that no other payload takes them.
    let given: Vec<_> = distinct.iter().map(|(one, _)| overrides.name(&one.place, &mut names, type_name)).collect();
    let payloads = distinct.into_iter().zip(given).filter_map(|((one, callers), given)| {
        let name = given.unwrap_or_else(|| names.unique(type_name(&wanted_name(&one, callers.first().copied()))));
        let payload = payload(root, &one, &callers, name, schemas)?;
        let is_selected = match Selectable::webhook(&one) {
            Some(webhook) => selection.selects(&webhook),
            None => callers.iter().any(|caller| caller.selected),
        };
        is_selected.then_some(payload)
    });
    payloads.collect()
}

/// The webhook's name; a callback is known by its operationId, else by the call that asks for it.
fn wanted_name(incoming: &Incoming<'_>, caller: Option<&Operation>) -> String {
    let name = match (incoming.trigger, incoming.node.text("operationId").filter(|id| !id.is_empty())) {
        (Trigger::Callback { .. }, Some(id)) => return id.to_owned(),
        (Trigger::Callback { name, .. }, None) => {
            format!("{}{}", caller.map_or("", |caller| &caller.type_name), camel(name))
        }
        (Trigger::Webhook(name), _) => camel(name),
    };
    if incoming.is_only { name } else { format!("{name}{}", camel(incoming.method)) }
}

/// The body: where it is defined, and its JSON.
fn json_body<'d>(root: &'d Node, incoming: &Incoming<'d>) -> Option<(Pointer, &'d Node, &'d str, &'d Node)> {
    let (at, body) = definition(root, incoming.pointer.key("requestBody"), incoming.node.get("requestBody")?)?;
    let (media_type, media) = chosen_media(body).filter(|(media_type, _)| is_json(media_type))?;
    Some((at.key("content").key(media_type).key("schema"), body, media_type, media))
}

fn payload<'d>(
    root: &'d Node,
    incoming: &Incoming<'d>,
    callers: &[&Operation],
    name: String,
    schemas: &mut Schemas<'d>,
) -> Option<Payload> {
    let (at, body, media_type, media) = json_body(root, incoming)?;
    let parameters = [incoming.item, incoming.node].into_iter().flat_map(|owner| owner.list("parameters"));
    let parameters = parameters.filter_map(|node| resolve(root, node));
    let headers = parameters.filter(|node| node.text("in") == Some("header"));
    let responses = incoming.node.members("responses");
    let idents = callers.iter().filter(|caller| caller.selected).map(|caller| caller.ident.clone());
    Some(Payload {
        ty: media.get("schema").map_or(Type::Any, |schema| schemas.value(schema, &at, &name)),
        name,
        origin: match incoming.trigger {
            Trigger::Webhook(name) => Origin::Webhook(name.to_owned()),
            Trigger::Callback { expression, .. } => {
                Origin::Callback { expression: expression.to_owned(), callers: idents.collect() }
            }
        },
        method: method_name(incoming.method),
        media_type: media_type.to_owned(),
        tag: incoming.node.list("tags").first().and_then(Node::as_str).map(str::to_owned),
        module: 0,
        docs: Docs::of(incoming.node),
        body: Docs::of(body),
        headers: headers.filter_map(|node| Some((node.text("name")?.to_owned(), Docs::of(node)))).collect(),
        answers: responses
            .filter_map(|(status, node)| Some((Status::parse(status)?, Docs::of(resolve(root, node)?))))
            .collect(),
    })
}
