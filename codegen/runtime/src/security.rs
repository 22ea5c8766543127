//! The security schemes of a document, as data: takes nothing, is read by the client builder.

/// One security scheme of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// The name under which the document's operations ask for it.
    pub name: &'static str,
    /// What is sent, and where.
    pub kind: SchemeKind,
    /// The environment variables that `env` of the builder reads for it: one with a key or token; for [`SchemeKind::Basic`] two with user
    /// and password; for [`SchemeKind::OAuth2`] two with the id and the secret of the client, then those of token URL and scopes,
    /// which need not be set.
    pub env: &'static [&'static str],
}

/// What kind of credential a scheme wants, and where it goes.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// An API key in the header of this name.
    ApiKeyHeader(&'static str),
    /// An API key in the query parameter of this name.
    ApiKeyQuery(&'static str),
    /// An API key in the cookie of this name.
    ApiKeyCookie(&'static str),
    /// User name and password in `Authorization: Basic`.
    Basic,
    /// A token in `Authorization: Bearer`.
    Bearer,
    /// The same, and the client can fetch the token itself by the client credentials of OAuth 2.0.
    OAuth2 {
        /// Where tokens come from; relative to the base URL if it is no absolute URL.
        token_url: &'static str,
        /// What the operations ask for.
        scopes: &'static [&'static str],
    },
}
