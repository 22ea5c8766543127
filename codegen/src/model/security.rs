//! The security schemes of a document.

use super::docs::Docs;
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
        "oauth2" | "openIdConnect" | "mutualTLS" => Some(SchemeKind::Bearer),
        _ => None,
    }
}
