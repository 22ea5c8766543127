//! From a [`Checked`] document to the [`Api`]: the one picture of it that lowering and all emitters read.
//!
//! No reference is left to follow, and every Rust name is final and unique.

mod docs;
mod graph;
mod names;
mod operation;
mod operations;
mod schemas;
mod security;
mod types;

pub(crate) use docs::{Docs, Evidence};
pub(crate) use names::{ident, snake as snake_name, type_ident};
pub(crate) use operation::{
    Body, BodyKind, Decoder, Location, Operation, Outcome, Parameter, Response, Status, Success,
};
pub(crate) use security::{SchemeKind, SecurityScheme};
pub(crate) use types::{EnumValue, Field, Presence, Type, TypeDef, TypeShape, UnionVariant};

use crate::check::Checked;
use crate::parse::Node;
use crate::pointer::Pointer;

/// An API as its clients see it.
#[derive(Debug)]
pub(crate) struct Api {
    pub(crate) title: String,
    pub(crate) version: String,
    pub(crate) docs: Docs,
    /// The first server of the document, if it needs no variable.
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

fn base_url(root: &Node) -> Option<String> {
    let url = root.list("servers").first()?.text("url")?;
    (url.starts_with("https://") || url.starts_with("http://"))
        .then_some(url)
        .filter(|url| !url.contains('{'))
        .map(str::to_owned)
}

fn scalar_text(node: &Node) -> Option<String> {
    match node {
        Node::String(text) => Some(text.clone()),
        Node::Number(number) => Some(number.text().to_owned()),
        _ => None,
    }
}

/// The node behind any number of references; `None` when one of them leads nowhere.
pub(crate) fn resolve<'d>(root: &'d Node, node: &'d Node) -> Option<&'d Node> {
    let mut node = node;
    // A longer chain is a cycle, which has been refused.
    for _ in 0..64 {
        match node.text("$ref") {
            Some(reference) => node = root.at(&Pointer::from_reference(reference)?)?,
            None => return Some(node),
        }
    }
    None
}

/// Whether a media type is JSON: `application/json`, or any with the suffix `+json`.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}

/// The parameter names of a path template in order; `None` when its braces do not pair.
pub(crate) fn template_parameters(path: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(open) = rest.find(['{', '}']) {
        let after = rest.get(open..)?.strip_prefix('{')?;
        let close = after.find(['{', '}', '/'])?;
        let name = after.get(..close)?;
        rest = after.get(close..)?.strip_prefix('}')?;
        if name.is_empty() {
            return None;
        }
        names.push(name);
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates() {
        assert_eq!(template_parameters("/a/{b}/c.{d}"), Some(vec!["b", "d"]));
        assert_eq!(template_parameters("/a"), Some(vec![]));
        for broken in ["/{a", "/a}", "/{}", "/{a{b}}", "/{a/b}"] {
            assert_eq!(template_parameters(broken), None, "{broken}");
        }
    }

    #[test]
    fn json_media_types() {
        for json in ["application/json", "Application/JSON; charset=utf-8", "application/problem+json"] {
            assert!(is_json(json), "{json}");
        }
        assert!(!is_json("application/jsonl"));
    }
}
