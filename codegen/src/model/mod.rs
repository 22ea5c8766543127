//! From a [`Checked`] document to the [`Api`]: the one picture of it that lowering and all emitters read.
//!
//! No reference is left to follow, and every Rust name is final and unique.

mod composition;
mod docs;
mod graph;
mod operation;
mod operations;
mod schemas;
mod security;
mod types;

pub(crate) use docs::{Docs, Evidence};
pub(crate) use operation::{Body, BodyKind, Decoder, Location, Operation, Outcome, Parameter, Response, Success};
pub(crate) use security::{SchemeKind, SecurityScheme};
pub(crate) use types::{EnumValue, Field, Presence, Type, TypeDef, TypeShape, UnionVariant};

use crate::check::Checked;
use crate::parse::Node;

/// An API as its clients see it.
#[derive(Debug)]
pub(crate) struct Api {
    pub(crate) title: String,
    pub(crate) version: String,
    pub(crate) docs: Docs,
    /// The first server of the document, if it is absolute.
    pub(crate) base_url: Option<String>,
    pub(crate) security_schemes: Vec<SecurityScheme>,
    pub(crate) types: Vec<TypeDef>,
    pub(crate) operations: Vec<Operation>,
    /// The distinct types that documented error responses carry.
    pub(crate) error_bodies: Vec<ErrorBody>,
    /// The modules that operations and types are spread over, in order of first use.
    pub(crate) modules: Vec<String>,
}

/// One variant of the crate's error body.
#[derive(Debug)]
pub(crate) struct ErrorBody {
    pub(crate) variant: String,
    pub(crate) decoder: Decoder,
    pub(crate) ty: Type,
}

impl Api {
    /// Reads the whole document. Nothing can be refused any more.
    pub(crate) fn new(checked: &Checked) -> Self {
        let root = checked.root();
        let mut schemas = schemas::Schemas::new(root);
        let mut error_bodies = Vec::new();
        let mut operations = operations::read(root, &mut schemas, &mut error_bodies);
        let mut types = schemas.into_types();
        graph::break_cycles(&mut types);
        graph::admit_null(&mut types);
        let modules = graph::assign_modules(&mut operations, &mut types);
        graph::relax_one_way(&mut types);
        let info = root.get("info");
        let text = |key| info.and_then(|info| scalar_text(info.get(key)?)).unwrap_or_default();
        Self {
            title: text("title"),
            version: text("version"),
            docs: info.map(Docs::of).unwrap_or_default(),
            base_url: base_url(root),
            security_schemes: security::read(root),
            types,
            operations,
            error_bodies,
            modules,
        }
    }

    pub(crate) fn ty(&self, id: usize) -> Option<&TypeDef> {
        self.types.get(id)
    }
}

/// The first server, its variables at their defaults; `None` for an address that is relative to who serves the document.
fn base_url(root: &Node) -> Option<String> {
    let server = root.list("servers").first()?;
    let fill = |url: String, (name, variable): (&str, &Node)| {
        let default = variable.get("default").and_then(scalar_text).unwrap_or_default();
        url.replace(&format!("{{{name}}}"), &default)
    };
    let url = server.members("variables").fold(server.text("url")?.to_owned(), fill);
    (url.starts_with("https://") || url.starts_with("http://")).then_some(url).filter(|url| !url.contains('{'))
}

fn scalar_text(node: &Node) -> Option<String> {
    match node {
        Node::String(text) => Some(text.clone()),
        Node::Number(number) => Some(number.text().to_owned()),
        _ => None,
    }
}
