//! From a [`Checked`] document to the [`Api`]: the one picture of it that lowering and all emitters read.
//!
//! No reference is left to follow, and every Rust name is final and unique.

mod composition;
mod directions;
mod docs;
mod graph;
mod keywords;
mod modules;
mod objects;
mod operation;
mod operations;
mod places;
mod rules;
mod scalars;
mod schemas;
mod security;
mod servers;
mod types;
mod unions;

pub(crate) use docs::{Docs, Evidence};
pub(crate) use modules::{ALL, Module, Users};
pub(crate) use operation::{Body, BodyKind, Decoder, Location, Operation, Outcome, Parameter, Response, Success};
pub(crate) use rules::{Check, Rules, Variant};
pub(crate) use schemas::Coverage;
pub(crate) use security::{SchemeKind, SecurityScheme};
pub(crate) use servers::Server;
pub(crate) use types::{EnumValue, Field, OneWay, Presence, Type, TypeDef, TypeShape, UnionVariant};

use crate::check::Checked;
use crate::parse::Node;
use crate::settings::Overrides;

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
    /// The distinct types that documented error responses carry.
    pub(crate) error_bodies: Vec<ErrorBody>,
    pub(crate) coverage: Coverage,
    /// The modules that operations, types and rules are spread over, those of operations first.
    pub(crate) modules: Vec<Module>,
    /// The feature of each module of operations, where there are several.
    features: Vec<String>,
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
    /// Reads the whole document. Nothing can be refused any more.
    pub(crate) fn new(checked: &Checked, overrides: &Overrides<'_>) -> Self {
        let root = checked.root();
        let mut schemas = schemas::Schemas::new(root, checked.schemas(), overrides);
        let mut error_bodies = Vec::new();
        let mut operations = operations::read(root, overrides, &mut schemas, &mut error_bodies);
        let coverage = std::mem::take(&mut schemas.coverage);
        let (mut types, mut names) = schemas.into_types();
        directions::split(&mut types, &mut operations, &mut names);
        rules::prune(&mut types, &mut operations);
        graph::break_cycles(&mut types);
        graph::admit_null(&mut types);
        graph::mark_directions(&operations, &mut types);
        graph::relax_one_way(&mut types);
        let (modules, features) = modules::assign(&mut operations, &mut types, &mut error_bodies);
        let info = root.get("info");
        let text = |key| info.and_then(|info| scalar_text(info.get(key)?)).unwrap_or_default();
        Self {
            title: text("title"),
            version: text("version"),
            docs: info.map(Docs::of).unwrap_or_default(),
            servers: servers::read(root, overrides),
            security_schemes: security::read(root, overrides),
            types,
            operations,
            error_bodies,
            coverage,
            modules,
            features,
        }
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
