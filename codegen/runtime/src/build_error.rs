//! What is wrong with the configuration of a client: takes names and reasons, prints them without any value.

/// A mistake in the configuration of a client. No credential is ever part of it.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// Neither the document nor the caller names a base URL.
    #[error("no base URL: the document names none, so `base_url` has to")]
    MissingBaseUrl,
    /// The base URL cannot be used.
    #[error("base URL: {reason}")]
    InvalidBaseUrl {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Another address for a server that the document gives no operation.
    #[error("the document gives no operation the server that another address was given for")]
    UnknownServer,
    /// A credential for a scheme that the document does not have.
    #[error("the document has no security scheme `{scheme}`")]
    UnknownScheme {
        /// The name that was given.
        scheme: &'static str,
    },
    /// A credential of another kind than the scheme wants.
    #[error("security scheme `{scheme}` wants {wanted}")]
    WrongKind {
        /// The name of the scheme.
        scheme: &'static str,
        /// The method of the builder that fits, in words.
        wanted: &'static str,
    },
    /// A credential that cannot be sent.
    #[error("the credential for security scheme `{scheme}` {reason}")]
    InvalidCredential {
        /// The name of the scheme.
        scheme: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// None of the environment variables that hold credentials is set.
    #[error("no credential in the environment: set {}", names.join(" or "))]
    NoVariable {
        /// Those of each scheme, any of which would do.
        names: Vec<String>,
    },
    /// An environment variable is missing beside another one.
    #[error("the environment variable `{name}` is not set, though the other one of its credential is")]
    MissingVariable {
        /// Its name.
        name: String,
    },
    /// An environment variable is no text.
    #[error("the environment variable `{name}` is not UTF-8")]
    InvalidVariable {
        /// Its name.
        name: String,
    },
    /// The token endpoint of an OAuth 2.0 scheme cannot be used.
    #[error("the token URL of security scheme `{scheme}`: {reason}")]
    InvalidTokenUrl {
        /// The name of the scheme.
        scheme: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The user agent is no valid header value.
    #[error("the user agent holds characters that cannot be in a header")]
    InvalidUserAgent,
    /// The thread that blocking calls need could not be started.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    #[error("the thread in the background could not be started")]
    Background(#[source] std::io::Error),
    /// The HTTP client underneath could not be set up.
    #[error("the HTTP client could not be set up")]
    Client(#[source] reqwest::Error),
}
