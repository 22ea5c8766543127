//! The security schemes of a document.

use super::docs::Docs;
use super::operation::Operation;
use crate::names::{Names, snake};
use crate::openapi::resolve;
use crate::parse::Node;
use crate::pointer::Pointer;
use crate::settings::Overrides;

/// A declared scheme.
#[derive(Debug)]
pub(crate) struct SecurityScheme {
    pub(crate) name: String,
    /// The builder method that takes its credential.
    pub(crate) method: String,
    pub(crate) kind: SchemeKind,
    pub(crate) docs: Docs,
}

/// Where a credential goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SchemeKind {
    ApiKeyHeader(String),
    ApiKeyQuery(String),
    ApiKeyCookie(String),
    Basic,
    /// Bearer tokens, those of OAuth 2 and OpenID Connect among them.
    Bearer,
    /// A certificate, which no request carries.
    MutualTls,
}

impl SecurityScheme {
    /// Whether a credential of it may be needed for any of the operations.
    pub(super) fn is_asked_for(&self, operations: &[Operation]) -> bool {
        self.kind == SchemeKind::MutualTls || operations.iter().any(|operation| operation.names_scheme(&self.name))
    }
}

/// Alternatives of the schemes that an operation asks for; a certificate is no part of them, as no request carries it.
pub(super) fn requirements(root: &Node, operation: &Node) -> Vec<Vec<String>> {
    let own = operation.get("security").is_some();
    let requirements = if own { operation.list("security") } else { root.list("security") };
    let declared = root.get("components").and_then(|node| node.get("securitySchemes"));
    let is_sent = |name: &&str| {
        let scheme = declared.and_then(|declared| declared.get(name)).and_then(|node| resolve(root, node));
        scheme.and_then(kind) != Some(SchemeKind::MutualTls)
    };
    let names = |requirement: &Node| {
        let names = requirement.as_object().into_iter().flat_map(|object| object.iter()).map(|(name, _)| name);
        names.filter(is_sent).map(str::to_owned).collect()
    };
    requirements.iter().map(names).collect()
}

/// Reads all schemes that the runtime serves; an operation that needs another is refused when it is called.
pub(super) fn read(root: &Node, overrides: &Overrides<'_>) -> Vec<SecurityScheme> {
    // What every builder has already.
    let mut methods = Names::reserving(&[
        "base_url",
        "build",
        "max_redirects",
        "max_response_bytes",
        "reqwest",
        "server_base_url",
        "timeout",
        "user_agent",
        "validation",
    ]);
    let at = Pointer::default().key("components").key("securitySchemes");
    let declared = root.get("components").into_iter().flat_map(|node| node.members("securitySchemes"));
    let declared = declared.filter_map(|(name, node)| {
        let node = resolve(root, node)?;
        Some((name, node, kind(node)?))
    });
    let declared: Vec<_> = declared.collect();
    let given: Vec<_> = declared.iter().map(|(name, ..)| overrides.name(&at.key(name), &mut methods, snake)).collect();
    let schemes = declared.into_iter().zip(given).map(|((name, node, kind), given)| {
        let method = given.unwrap_or_else(|| methods.unique(snake(name)));
        SecurityScheme { name: name.to_owned(), method, kind, docs: Docs::of(node) }
    });
    schemes.collect()
}

fn kind(node: &Node) -> Option<SchemeKind> {
    match node.text("type")? {
        "apiKey" => {
            let key = node.text("name")?.to_owned();
            Some(match node.text("in")? {
                "query" => SchemeKind::ApiKeyQuery(key),
                "cookie" => SchemeKind::ApiKeyCookie(key),
                _ => SchemeKind::ApiKeyHeader(key),
            })
        }
        "http" => match node.text("scheme")?.to_ascii_lowercase().as_str() {
            "basic" => Some(SchemeKind::Basic),
            "bearer" => Some(SchemeKind::Bearer),
            _ => None,
        },
        "oauth2" | "openIdConnect" => Some(SchemeKind::Bearer),
        "mutualTLS" => Some(SchemeKind::MutualTls),
        _ => None,
    }
}
