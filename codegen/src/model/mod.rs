//! From a [`Checked`] document to the [`Api`]: the one picture of it that lowering and all emitters read.
//!
//! No reference is left to follow, and every Rust name is final and unique.

mod composition;
mod docs;
mod graph;
mod keywords;
mod operation;
mod operations;
mod payloads;
mod rules;
mod scalars;
mod schemas;
mod security;
mod servers;
mod types;

pub(crate) use docs::{Docs, Evidence};
pub(crate) use operation::{Body, BodyKind, Decoder, Location, Operation, Outcome, Parameter, Response, Success};
pub(crate) use payloads::{Origin, Payload};
pub(crate) use rules::{Check, Rules, Variant};
pub(crate) use schemas::Coverage;
pub(crate) use security::{SchemeKind, SecurityScheme};
pub(crate) use servers::Server;
pub(crate) use types::{EnumValue, Field, Presence, Type, TypeDef, TypeShape, UnionVariant};

use crate::check::Checked;
use crate::parse::Node;
use crate::settings::{Overrides, Selection};

/// An API as its clients see it.
#[derive(Debug)]
pub(crate) struct Api {
    pub(crate) title: String,
    pub(crate) version: String,
    pub(crate) docs: Docs,
    /// The absolute addresses that the document names.
    pub(crate) servers: Vec<Server>,
    pub(crate) security_schemes: Vec<SecurityScheme>,
    pub(crate) types: Vec<TypeDef>,
    pub(crate) operations: Vec<Operation>,
    /// What the vendor sends on its own.
    pub(crate) payloads: Vec<Payload>,
    /// The distinct types that documented error responses carry.
    pub(crate) error_bodies: Vec<ErrorBody>,
    pub(crate) coverage: Coverage,
    /// The modules that operations and types are spread over, in order of first use.
    pub(crate) modules: Vec<String>,
    /// Whether types are held that nothing selected needs.
    is_whole: bool,
}

/// One variant of the crate's error body.
#[derive(Debug)]
pub(crate) struct ErrorBody {
    pub(crate) variant: String,
    pub(crate) decoder: Decoder,
    pub(crate) ty: Type,
}

impl Api {
    /// Reads the whole document, so that names do not depend on the selection, and keeps what is selected. Nothing can be
    /// refused any more.
    pub(crate) fn new(checked: &Checked, overrides: &Overrides<'_>, selection: Selection<'_>) -> Self {
        let root = checked.root();
        let mut schemas = schemas::Schemas::new(root, overrides);
        let mut error_bodies = Vec::new();
        let mut operations = operations::read(root, overrides, selection, &mut schemas, &mut error_bodies);
        let mut payloads = payloads::read(root, overrides, &selection, &operations, &mut schemas);
        let coverage = std::mem::take(&mut schemas.coverage);
        let mut types = schemas.into_types();
        let mut security_schemes = security::read(root, overrides);
        if !selection.is_everything() {
            operations.retain(|operation| operation.selected);
            let fails_with = |body: &ErrorBody| operations.iter().any(|operation| operation.fails_with(&body.variant));
            error_bodies.retain(fails_with);
            security_schemes.retain(|scheme| operations.iter().any(|operation| operation.names_scheme(&scheme.name)));
        }
        rules::prune(&mut types, &mut operations);
        graph::break_cycles(&mut types);
        graph::admit_null(&mut types);
        let modules = graph::assign_modules(&mut operations, &mut payloads, &mut types);
        graph::relax_one_way(&mut types);
        let info = root.get("info");
        let text = |key| info.and_then(|info| scalar_text(info.get(key)?)).unwrap_or_default();
        Self {
            title: text("title"),
            version: text("version"),
            docs: info.map(Docs::of).unwrap_or_default(),
            servers: servers::read(root, overrides),
            security_schemes,
            types,
            operations,
            payloads,
            error_bodies,
            coverage,
            modules,
            is_whole: selection.is_everything(),
        }
    }

    /// Whether there is anything to call.
    pub(crate) fn has_client(&self) -> bool {
        !self.operations.is_empty()
    }

    /// The types that the crate holds.
    pub(crate) fn held_types(&self) -> impl Iterator<Item = &TypeDef> {
        self.types.iter().filter(|def| self.is_whole || def.sent || def.received)
    }

    /// Where calls go unless told otherwise.
    pub(crate) fn base_url(&self) -> Option<&str> {
        self.servers.iter().find(|server| server.is_default).map(|server| server.url.as_str())
    }

    pub(crate) fn ty(&self, id: usize) -> Option<&TypeDef> {
        self.types.get(id)
    }
}

fn scalar_text(node: &Node) -> Option<String> {
    match node {
        Node::String(text) => Some(text.clone()),
        Node::Number(number) => Some(number.text().to_owned()),
        _ => None,
    }
}
