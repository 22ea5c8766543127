//! The security schemes of a document.

use indexmap::{IndexMap, IndexSet};

use super::docs::Docs;
use super::operation::Operation;
use crate::calls::calls;
use crate::names::{Names, snake, variable};
use crate::openapi::resolve;
use crate::parse::Node;
use crate::pointer::Pointer;
use crate::settings::{Overrides, Selectable, Selection};

/// The settings of every client, each a method of its builder.
pub(crate) const SETTINGS: [&str; 17] = [
    "user_agent",
    "header",
    "timeout",
    "attempt_timeout",
    "connect_timeout",
    "idle_timeout",
    "retry",
    "retry_budget",
    "rate_limit",
    "middleware",
    "call_middleware",
    "clock",
    "reqwest",
    "max_response_bytes",
    "max_response_headers",
    "max_redirects",
    "on_drift",
];

/// What a builder may have beside them.
const OTHERS: [&str; 5] = ["base_url", "build", "env", "server_base_url", "validation"];

/// A declared scheme.
#[derive(Debug)]
pub(crate) struct SecurityScheme {
    pub(crate) name: String,
    /// The builder method that takes its credential.
    pub(crate) method: String,
    /// The one that takes what provides the credential.
    pub(crate) provider: String,
    /// The one that takes a client of the authorization server, where the scheme has one.
    pub(crate) client: Option<String>,
    /// The environment variables of its credential, without what the names of all begin with.
    pub(crate) env: Vec<String>,
    pub(crate) kind: SchemeKind,
    pub(crate) place: Pointer,
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
    /// Bearer tokens that a client fetches itself, by its own credentials.
    OAuth2 {
        token_url: String,
        scopes: Vec<String>,
    },
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
    let declared = root.get("components").and_then(|node| node.get("securitySchemes"));
    let is_sent = |name: &&str| {
        let scheme = declared.and_then(|declared| declared.get(name)).and_then(|node| resolve(root, node));
        scheme.and_then(kind) != Some(SchemeKind::MutualTls)
    };
    let names = |requirement: &Node| {
        let names = requirement.as_object().into_iter().flat_map(|object| object.iter()).map(|(name, _)| name);
        names.filter(is_sent).map(str::to_owned).collect()
    };
    required(root, operation).iter().map(names).collect()
}

/// What an operation requires: its own list, else that of the document.
fn required<'d>(root: &'d Node, operation: &'d Node) -> &'d [Node] {
    if operation.get("security").is_some() { operation.list("security") } else { root.list("security") }
}

/// Alternatives for a call that is none of the operations: those of the document, else of all operations.
pub(super) fn of_any_call(root: &Node, operations: &[Operation]) -> Vec<Vec<String>> {
    if root.get("security").is_some() {
        return requirements(root, root);
    }
    let all: IndexSet<_> = operations.iter().flat_map(|operation| &operation.security).collect();
    let (named, anonymous): (Vec<_>, Vec<_>) = all.into_iter().cloned().partition(|names| !names.is_empty());
    // A credential that the client has goes before none, whatever operation came first.
    let is_open = !anonymous.is_empty() || operations.iter().any(|operation| operation.security.is_empty());
    let none = (is_open && !named.is_empty()).then(Vec::new);
    named.into_iter().chain(none).collect()
}

/// Reads all schemes that the runtime serves; an operation that needs another is refused when it is called.
pub(super) fn read(root: &Node, overrides: &Overrides<'_>, selection: Selection<'_>) -> Vec<SecurityScheme> {
    let (mut methods, mut variables) =
        (Names::reserving(&[SETTINGS.as_slice(), &OTHERS].concat()), Names::reserving(&["BASE_URL"]));
    let mut scopes = scopes(root, selection);
    let at = Pointer::default().key("components").key("securitySchemes");
    let declared = root.get("components").into_iter().flat_map(|node| node.members("securitySchemes"));
    let declared = declared.filter_map(|(name, node)| {
        let node = resolve(root, node)?;
        Some((name, node, kind(node)?))
    });
    let declared: Vec<_> = declared.collect();
    let given: Vec<_> = declared.iter().map(|(name, ..)| overrides.name(&at.key(name), &mut methods, snake)).collect();
    // The methods that take a credential have their names before any other is made.
    let named = declared.into_iter().zip(given);
    let named = named.map(|(own, given)| (given.unwrap_or_else(|| methods.unique(snake(own.0))), own));
    let named: Vec<_> = named.collect();
    let schemes = named.into_iter().map(|(method, (name, node, mut kind))| {
        if let SchemeKind::OAuth2 { scopes: asked, .. } = &mut kind {
            *asked = scopes.shift_remove(name).into_iter().flatten().map(str::to_owned).collect();
        }
        let is_oauth2 = matches!(kind, SchemeKind::OAuth2 { .. });
        SecurityScheme {
            name: name.to_owned(),
            provider: methods.unique(format!("{method}_provider")),
            client: is_oauth2.then(|| methods.unique(format!("{method}_client"))),
            env: variables_of(&kind, &method).into_iter().map(|name| variables.unique(name)).collect(),
            method,
            kind,
            place: at.key(name),
            docs: Docs::of(node),
        }
    });
    schemes.collect()
}

/// The environment variables of a credential: one for each value that it consists of, then what need not be set.
fn variables_of(kind: &SchemeKind, method: &str) -> Vec<String> {
    let parts: &[&str] = match kind {
        SchemeKind::Basic => &["_USER", "_PASSWORD"],
        SchemeKind::OAuth2 { .. } => &["_CLIENT_ID", "_CLIENT_SECRET", "_TOKEN_URL", "_SCOPES"],
        SchemeKind::MutualTls => &[],
        _ => &[""],
    };
    parts.iter().map(|part| format!("{}{part}", variable(method))).collect()
}

/// The scopes that are asked for, by scheme: what the document lists, then what selected operations do.
fn scopes<'d>(root: &'d Node, selection: Selection<'_>) -> IndexMap<&'d str, IndexSet<&'d str>> {
    let mut scopes: IndexMap<&str, IndexSet<&str>> = IndexMap::new();
    let selected =
        calls(root).filter(|call| selection.selects(&Selectable::new(call.key, &call.method, call.operation)));
    let own = selected.flat_map(|call| call.operation.list("security"));
    let listed = root.list("security").iter().chain(own).filter_map(Node::as_object);
    for (name, list) in listed.flat_map(|requirement| requirement.iter()) {
        let texts = list.as_array().into_iter().flatten().filter_map(Node::as_str);
        scopes.entry(name).or_default().extend(texts);
    }
    scopes
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
        "oauth2" => Some(match token_url(node) {
            Some(url) => SchemeKind::OAuth2 { token_url: url.to_owned(), scopes: Vec::new() },
            None => SchemeKind::Bearer,
        }),
        "openIdConnect" => Some(SchemeKind::Bearer),
        "mutualTLS" => Some(SchemeKind::MutualTls),
        _ => None,
    }
}

/// Where a client gets tokens by its own credentials. All other flows need a person.
fn token_url(scheme: &Node) -> Option<&str> {
    let url = scheme.get("flows")?.get("clientCredentials")?.text("tokenUrl")?.trim();
    (!url.is_empty()).then_some(url)
}
