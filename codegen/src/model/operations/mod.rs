//! From paths to operations: arguments, bodies, responses by status, and who may call.

mod bodies;
mod examples;
mod headers;
mod parameters;
mod responses;
mod streams;

use std::collections::HashMap;

use super::ErrorBody;
use super::docs::Docs;
use super::operation::{Decoder, Operation, Repeat};
use super::paging::{Pages, Polling, RateLimit};
use super::schemas::Schemas;
use super::security::requirements;
use super::types::Type;
use crate::calls::{Call, calls};
use crate::names::{Names, snake, type_name};
use crate::openapi::{EXTENSION, operation_id, resolve};
use crate::parse::Node;
use crate::pointer::Pointer;
use crate::servers::{is_absolute, is_relative, own_address};
use crate::settings::{Overrides, Selectable, Selection};

/// Reads all operations in document order.
pub(super) fn read<'d>(
    root: &'d Node,
    overrides: &'d Overrides<'d>,
    selection: Selection<'d>,
    schemas: &mut Schemas<'d>,
    errors: &mut Vec<ErrorBody>,
) -> Vec<Operation> {
    let mut reader = Reader {
        root,
        overrides,
        selection,
        schemas,
        errors: Errors { bodies: errors, names: Names::default(), known: HashMap::new() },
        methods: Names::reserving(&["builder", "clone", "from_env", "http"]),
        types: Names::reserving(&["ErrorBody"]),
        constants: Names::default(),
        example_bytes: examples::MOST_BYTES,
    };
    // Names of the settings first, so that no other operation takes them.
    let given = |call: Call<'d>| (overrides.name(&call.pointer, &mut reader.methods, snake), call);
    let calls: Vec<_> = calls(root).map(given).collect();
    calls.into_iter().map(|(given, call)| reader.operation(call, given)).collect()
}

struct Errors<'a> {
    bodies: &'a mut Vec<ErrorBody>,
    names: Names,
    known: HashMap<(Decoder, Type), String>,
}

struct Reader<'a, 'd> {
    root: &'d Node,
    overrides: &'d Overrides<'d>,
    selection: Selection<'d>,
    schemas: &'a mut Schemas<'d>,
    errors: Errors<'a>,
    methods: Names,
    types: Names,
    constants: Names,
    /// How many bytes of examples may still come.
    example_bytes: usize,
}

impl<'d> Reader<'_, 'd> {
    fn operation(&mut self, call: Call<'d>, given: Option<String>) -> Operation {
        let Call { key, path, method, operation: node, pointer, .. } = &call;
        let selected = self.selection.selects(&Selectable::new(key, method, node));
        self.schemas.selected = selected;
        let id = operation_id(method, path, node);
        let ident = given.unwrap_or_else(|| self.methods.unique(snake(&id)));
        let type_name = self.types.unique(type_name(&ident));
        let untyped = self.schemas.untyped_in_operations();
        // What every request has already.
        let mut idents = Names::reserving(&[
            "send",
            "send_with",
            "send_streaming",
            "send_streaming_with",
            "send_download",
            "send_download_with",
            "send_pages",
            "send_pages_with",
            "send_items",
            "send_items_with",
            "send_until_done",
            "send_until_done_with",
        ]);
        // The body keeps its name whatever parameters come later.
        let body = self.body(node, pointer, &type_name, &mut idents);
        let parameters = self.parameters(&call, &type_name, &mut idents);
        let responses = self.responses(method, node, pointer, &type_name);
        let headers = self.headers(node, pointer, &type_name, &mut idents);
        let streams = self.streams(method, node, pointer, &type_name, &responses);
        let (constants, name) = (&mut self.constants, constant(&ident));
        let constant = constants.unique(name);
        Operation {
            rate_limit: RateLimit::said(node),
            pages: Pages::said(node, pointer, &parameters, &constant, constants),
            polling: Polling::said(node, pointer, &constant, constants),
            success: self.success(&responses, &type_name),
            examples: if selected { self.examples(method, node, pointer) } else { Vec::new() },
            headers,
            streams,
            accept: responses::accept(&responses),
            security: requirements(self.root, node),
            retry: Repeat::said(node.get(EXTENSION)),
            idempotency_key: idempotency_key(self.root, method, node),
            server: own_address(self.root, &call).filter(|url| is_absolute(url) || is_relative(url)),
            docs: Docs::of(node),
            tag: node.list("tags").first().and_then(Node::as_str).map(str::to_owned),
            place: call.pointer,
            method: call.method,
            path: call.path,
            constant,
            module: 0,
            selected,
            is_typed: self.schemas.untyped_in_operations() == untyped,
            id,
            ident,
            type_name,
            parameters,
            body,
            responses,
        }
    }
}

/// The methods that HTTP defines as idempotent: the same request sent twice does what it does once.
const IDEMPOTENT: [&str; 7] = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "QUERY"];

/// The header that carries an idempotency key: the operation's own, else the document's where the method needs one.
fn idempotency_key(root: &Node, method: &str, operation: &Node) -> Option<String> {
    let of_document = || said_key(root).filter(|_| !IDEMPOTENT.contains(&method));
    said_key(operation).or_else(of_document)
}

/// The header that an operation, or the document for all of them, names.
pub(super) fn said_key(node: &Node) -> Option<String> {
    node.get(EXTENSION)?.text("idempotencyKey").map(str::to_owned)
}

/// The name of a static; letters without case must not make it that of an argument.
fn constant(ident: &str) -> String {
    let upper = ident.to_uppercase();
    if upper == ident { format!("OPERATION_{upper}") } else { upper }
}

/// A node, or what it refers to, and where that stands.
fn definition<'d>(root: &'d Node, at: Pointer, node: &'d Node) -> (Pointer, &'d Node) {
    let target = node.text("$ref").and_then(Pointer::from_reference);
    (target.unwrap_or(at), resolve(root, node).unwrap_or(node))
}
