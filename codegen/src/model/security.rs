//! The security schemes of a document.

use super::docs::Docs;
use crate::names::{Names, snake};
use crate::openapi::resolve;
use crate::parse::Node;

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
}

/// Reads all schemes that the runtime serves; an operation that needs another is refused when it is called.
pub(super) fn read(root: &Node) -> Vec<SecurityScheme> {
    let mut methods = Names::reserving(&[
        "base_url",
        "build",
        "max_redirects",
        "max_response_bytes",
        "reqwest",
        "timeout",
        "user_agent",
    ]);
    let declared = root.get("components").into_iter().flat_map(|node| node.members("securitySchemes"));
    declared
        .filter_map(|(name, node)| {
            let node = resolve(root, node)?;
            let kind = kind(node)?;
            Some(SecurityScheme {
                name: name.to_owned(),
                method: methods.unique(snake(name)),
                kind,
                docs: Docs::of(node),
            })
        })
        .collect()
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
        _ => Some(SchemeKind::Bearer),
    }
}
