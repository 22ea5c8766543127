//! From a [`Checked`] document to the [`Api`]: the one picture of it that lowering and all emitters read.
//!
//! No reference is left to follow, and every Rust name is final and unique.

mod collisions;
mod composition;
mod directions;
mod docs;
mod forms;
mod graph;
mod keywords;
mod modules;
mod objects;
mod operation;
mod operations;
mod paging;
mod payloads;
mod places;
mod plain;
mod rules;
mod scalars;
mod schemas;
mod security;
mod seen;
mod servers;
mod types;
mod unions;
mod way;

pub(crate) use collisions::name_collision;
pub(crate) use composition::{admits_null, is_annotation, is_never};
pub(crate) use docs::{Docs, Evidence};
pub(crate) use forms::Encoding;
pub(crate) use modules::{ALL, Module, Users};
pub(crate) use operation::{
    Body, BodyContent, BodyKind, Decoder, EventForm, Example, Header, HeaderForm, Location, Operation, Outcome,
    Parameter, Repeat, Response, ResponseContent, StreamKind, Style, StyleKind, Success,
};
pub(crate) use paging::{PageStyle, Pages, Place, Polling, RateLimit};
pub(crate) use payloads::{Origin, Payload};
pub(crate) use rules::{Check, Rules, Variant};
pub(crate) use security::{SETTINGS, SchemeKind, SecurityScheme};
pub(crate) use servers::{Server, Template, Variable};
pub(crate) use types::{EnumValue, Field, OneWay, Presence, Type, TypeDef, TypeShape, UnionVariant};
pub(crate) use way::{Choice, Step, Way};

use std::collections::HashSet;

use schemas::Coverage;

use crate::check::Checked;
use crate::findings::Findings;
use crate::parse::Node;
use crate::pointer::Pointer;
use crate::servers::{is_absolute, scalar_text};
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
    /// What a call that is none of the operations sends: alternatives of scheme names.
    pub(crate) security: Vec<Vec<String>>,
    /// The header of an idempotency key that the document names for all operations.
    pub(crate) idempotency_key: Option<String>,
    /// How much a client may send, whatever it calls.
    pub(crate) rate_limit: Option<RateLimit>,
    pub(crate) types: Vec<TypeDef>,
    pub(crate) operations: Vec<Operation>,
    /// What the vendor sends on its own.
    pub(crate) payloads: Vec<Payload>,
    /// The distinct types that documented error responses carry.
    pub(crate) error_bodies: Vec<ErrorBody>,
    coverage: Coverage,
    /// The modules that operations, types and rules are spread over, those of tags first.
    pub(crate) modules: Vec<Module>,
    /// The feature of each module of a tag, where there are several.
    features: Vec<String>,
    /// Whether types are held that nothing selected needs.
    is_whole: bool,
}

/// One variant of the crate's error body.
#[derive(Debug)]
pub(crate) struct ErrorBody {
    pub(crate) variant: String,
    pub(crate) decoder: Decoder,
    pub(crate) ty: Type,
    /// The tags whose operations can fail with it.
    pub(crate) users: Users,
}

impl Api {
    /// Reads the whole document, so that names do not depend on the selection, and keeps what is selected. Refused is only what
    /// types alone tell, into `findings`. `seen` is the tree before rules changed it.
    pub(crate) fn new(
        checked: &Checked,
        seen: &Node,
        overrides: &Overrides<'_>,
        selection: Selection<'_>,
        findings: &mut Findings,
    ) -> Self {
        let root = checked.root();
        let mut schemas = schemas::Schemas::new(root, checked.schemas(), overrides);
        let mut error_bodies = Vec::new();
        let mut operations = operations::read(root, overrides, selection, &mut schemas, &mut error_bodies);
        let mut payloads = payloads::read(root, overrides, &selection, &operations, &mut schemas);
        let coverage = std::mem::take(&mut schemas.coverage);
        let (mut types, mut names) = schemas.into_types();
        directions::split(&mut types, &mut operations, &payloads, &mut names);
        let mut security_schemes = security::read(root, overrides, selection);
        if !selection.is_everything() {
            operations.retain(|operation| operation.selected);
            payloads.retain(|payload| payload.selected);
            let fails_with = |body: &ErrorBody| operations.iter().any(|operation| operation.fails_with(&body.variant));
            error_bodies.retain(fails_with);
            security_schemes.retain(|scheme| scheme.is_asked_for(&operations));
        }
        rules::prune(&mut types, &mut operations);
        graph::break_cycles(&mut types);
        graph::admit_null(&mut types);
        graph::mark_directions(&operations, &payloads, &mut types);
        graph::relax_one_way(&mut types);
        paging::go(&mut operations, &types, findings);
        seen::place(&mut types, seen);
        let (modules, features) = modules::assign(&mut operations, &mut payloads, &mut types, &mut error_bodies);
        let info = root.get("info");
        let text = |key| info.and_then(|info| scalar_text(info.get(key)?)).unwrap_or_default();
        Self {
            title: text("title"),
            version: text("version"),
            docs: info.map(Docs::of).unwrap_or_default(),
            servers: servers::read(root, overrides, &selection),
            security: security::of_any_call(root, &operations),
            idempotency_key: operations::said_key(root),
            rate_limit: RateLimit::said(root),
            security_schemes,
            types,
            operations,
            payloads,
            error_bodies,
            coverage,
            modules,
            features,
            is_whole: selection.is_everything(),
        }
    }

    /// Whether there is anything to call.
    pub(crate) fn has_client(&self) -> bool {
        !self.operations.is_empty()
    }

    /// Whether the crate holds a type.
    pub(crate) fn holds(&self, def: &TypeDef) -> bool {
        self.is_whole || def.sent || def.received
    }

    /// The types that the crate holds, with their indices.
    pub(crate) fn held_types(&self) -> impl Iterator<Item = (usize, &TypeDef)> {
        self.types.iter().enumerate().filter(|(_, def)| self.holds(def))
    }

    /// How many schemas of what the crate holds state a type.
    pub(crate) fn stated(&self) -> usize {
        self.coverage.stated.iter().filter(|within| self.covers(**within)).count()
    }

    /// Those of them that became any value.
    pub(crate) fn untyped(&self) -> impl Iterator<Item = &Pointer> {
        self.coverage.untyped.iter().filter(|(within, _)| self.covers(*within)).map(|(_, pointer)| pointer)
    }

    /// Whether the crate holds a type, or what is made of it to be sent; what is in none is held.
    fn covers(&self, within: Option<usize>) -> bool {
        let Some(id) = within.filter(|_| !self.is_whole) else { return true };
        let is_it = |(at, def): (usize, &TypeDef)| at == id || def.answer == Some(id);
        self.held_types().any(is_it)
    }

    /// Where calls go unless told otherwise.
    pub(crate) fn base_url(&self) -> Option<&str> {
        let own = || self.operations.iter().map(|operation| operation.server.as_deref().filter(|url| is_absolute(url)));
        let shared = self.servers.iter().find(|server| server.is_default).and_then(|server| server.url.as_deref());
        // Where nothing needs an address of the whole API, any will do.
        shared.or_else(|| own().all(|url| url.is_some()).then(|| own().next().flatten()).flatten())
    }

    /// The addresses that the document gives single operations, each once.
    pub(crate) fn own_servers(&self) -> Vec<&str> {
        let mut seen = HashSet::new();
        let urls = self.operations.iter().filter_map(|operation| operation.server.as_deref());
        urls.filter(|url| is_absolute(url) && seen.insert(*url)).collect()
    }

    pub(crate) fn ty(&self, id: usize) -> Option<&TypeDef> {
        self.types.get(id)
    }
}
