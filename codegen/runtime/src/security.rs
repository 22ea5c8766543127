//! The security schemes of a document, as data: takes nothing, is read by the client builder.

/// One security scheme of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// The name under which the document's operations ask for it.
    pub name: &'static str,
    /// What is sent, and where.
    pub kind: SchemeKind,
}

/// What kind of credential a scheme wants, and where it goes.
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
}
