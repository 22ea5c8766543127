//! From webhooks and callbacks to payloads: what the vendor sends on its own, and the names of the types that hold it.

use std::collections::HashMap;

use super::docs::Docs;
use super::operation::Operation;
use super::schemas::Schemas;
use super::types::Type;
use crate::incoming::{Incoming, JsonBody, Trigger, incoming};
use crate::names::{Names, camel, type_name};
use crate::openapi::{Status, resolve};
use crate::parse::Node;
use crate::pointer::Pointer;
use crate::settings::{Overrides, Selectable, Selection};

/// The JSON body of a request that the vendor makes.
#[derive(Debug)]
pub(crate) struct Payload {
    /// The type in the module `webhooks`.
    pub(crate) name: String,
    pub(crate) origin: Origin,
    /// The HTTP method, as it is sent.
    pub(crate) method: String,
    pub(crate) media_type: String,
    pub(crate) ty: Type,
    /// The request that the vendor makes.
    pub(crate) request: Pointer,
    /// The schema of the type, where there is one.
    pub(crate) place: Option<Pointer>,
    pub(crate) tag: Option<String>,
    /// The module of its tag, as an index into `Api::modules`.
    pub(crate) module: usize,
    /// Whether the crate holds it.
    pub(crate) selected: bool,
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

impl Payload {
    /// The named types of the body.
    pub(super) fn types(&self) -> Vec<usize> {
        self.ty.named()
    }
}

/// A payload of the document, and the calls that ask for it.
struct Source<'d, 'o> {
    incoming: Incoming<'d>,
    body: JsonBody<'d>,
    callers: Vec<&'o Operation>,
}

/// Reads all payloads, in document order.
pub(super) fn read<'d>(
    root: &'d Node,
    overrides: &Overrides<'_>,
    selection: &Selection<'_>,
    operations: &[Operation],
    schemas: &mut Schemas<'d>,
) -> Vec<Payload> {
    let sources = sources(root, operations);
    // What every module of payloads has already.
    let mut names = Names::reserving(&["BodyError"]);
    // Names of the settings first, so that no other payload takes them.
    let given = |source: &Source<'_, '_>| overrides.name(&source.incoming.place, &mut names, type_name);
    let given: Vec<_> = sources.iter().map(given).collect();
    let payloads = sources.into_iter().zip(given).map(|(source, given)| {
        let name = given.unwrap_or_else(|| names.unique(type_name(&wanted_name(&source))));
        let selected = match Selectable::webhook(&source.incoming) {
            Some(webhook) => selection.selects(&webhook),
            None => source.callers.iter().any(|caller| caller.selected),
        };
        payload(root, source, name, selected, schemas)
    });
    payloads.collect()
}

/// A callback may stand in components, and be asked for by several calls.
fn sources<'d, 'o>(root: &'d Node, operations: &'o [Operation]) -> Vec<Source<'d, 'o>> {
    let mut sources: Vec<Source<'d, 'o>> = Vec::new();
    let mut known: HashMap<Pointer, usize> = HashMap::new();
    for incoming in incoming(root) {
        let Some(body) = incoming.json_body(root) else { continue };
        let caller = match incoming.trigger {
            Trigger::Callback { caller, .. } => operations.get(caller),
            Trigger::Webhook(_) => None,
        };
        let index = *known.entry(incoming.place.clone()).or_insert(sources.len());
        match sources.get_mut(index) {
            Some(source) => source.callers.extend(caller),
            None => sources.push(Source { incoming, body, callers: caller.into_iter().collect() }),
        }
    }
    sources
}

/// The webhook's name; a callback is known by its operationId, else by the call that asks for it.
fn wanted_name(source: &Source<'_, '_>) -> String {
    let Source { incoming, callers, .. } = source;
    let name = match (incoming.trigger, incoming.node.text("operationId").filter(|id| !id.is_empty())) {
        (Trigger::Callback { .. }, Some(id)) => return id.to_owned(),
        (Trigger::Callback { name, .. }, None) => {
            format!("{}{}", callers.first().map_or("", |caller| &caller.type_name), camel(name))
        }
        (Trigger::Webhook(name), _) => camel(name),
    };
    if incoming.is_only { name } else { format!("{name}{}", camel(&incoming.method.to_ascii_lowercase())) }
}

fn payload<'d>(
    root: &'d Node,
    source: Source<'d, '_>,
    name: String,
    selected: bool,
    schemas: &mut Schemas<'d>,
) -> Payload {
    let Source { incoming, body, callers } = source;
    let parameters = [incoming.item, incoming.node].into_iter().flat_map(|owner| owner.list("parameters"));
    let parameters = parameters.filter_map(|node| resolve(root, node));
    let headers = parameters.filter(|node| node.text("in") == Some("header"));
    let responses = incoming.node.members("responses");
    let idents = callers.iter().filter(|caller| caller.selected).map(|caller| caller.ident.clone());
    schemas.selected = selected;
    Payload {
        ty: body.schema.map_or(Type::Any, |schema| schemas.value(schema, &body.pointer, &name)),
        place: body.schema.map(|_| body.pointer),
        name,
        origin: match incoming.trigger {
            Trigger::Webhook(name) => Origin::Webhook(name.to_owned()),
            Trigger::Callback { expression, .. } => {
                Origin::Callback { expression: expression.to_owned(), callers: idents.collect() }
            }
        },
        media_type: body.media_type.to_owned(),
        tag: incoming.node.list("tags").first().and_then(Node::as_str).map(str::to_owned),
        module: 0,
        selected,
        docs: Docs::of(incoming.node),
        body: Docs::of(body.node),
        headers: headers.filter_map(|node| Some((node.text("name")?.to_owned(), Docs::of(node)))).collect(),
        answers: responses
            .filter_map(|(status, node)| Some((Status::parse(status)?, Docs::of(resolve(root, node)?))))
            .collect(),
        method: incoming.method,
        request: incoming.pointer,
    }
}
