//! Configuration of a client: takes base URL, credentials and limits, returns a client or the first mistake.

use std::{collections::BTreeMap, fmt, sync::Arc, time::Duration};

use http::HeaderValue;
use reqwest::redirect::Policy;

use crate::{
    Api, HttpClient, Secret,
    client::Shared,
    credential::{Credential, Given},
    url_text::check_base,
};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(30);
const TIMEOUT: Duration = Duration::from_secs(120);
const MAX_RESPONSE_BYTES: usize = 64 * 1024 * 1024;
const MAX_REDIRECTS: usize = 10;

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
    /// The user agent is no valid header value.
    #[error("the user agent holds characters that cannot be in a header")]
    InvalidUserAgent,
    /// The HTTP client underneath could not be set up.
    #[error("the HTTP client could not be set up")]
    Client(#[source] reqwest::Error),
}

/// Whether the values of a call are held against the rules of the document.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Validation {
    /// All values are checked, and a call that breaks a rule is not sent.
    #[default]
    BeforeSending,
    /// The server alone says what it takes.
    Off,
}

/// The configuration of an [`HttpClient`]. Mistakes come out at [`build`](Self::build).
#[must_use]
pub struct HttpClientBuilder {
    api: &'static Api,
    base_url: Option<String>,
    servers: Vec<(&'static [&'static str], String, String)>,
    user_agent: Option<String>,
    given: Vec<(&'static str, Given)>,
    reqwest: reqwest::ClientBuilder,
    timeout: Duration,
    max_response_bytes: usize,
    max_redirects: usize,
    validation: Validation,
}

impl HttpClientBuilder {
    pub(crate) fn new(api: &'static Api) -> Self {
        Self {
            api,
            base_url: None,
            servers: Vec::new(),
            user_agent: None,
            given: Vec::new(),
            reqwest: reqwest::ClientBuilder::new().connect_timeout(CONNECT_TIMEOUT),
            timeout: TIMEOUT,
            max_response_bytes: MAX_RESPONSE_BYTES,
            max_redirects: MAX_REDIRECTS,
            validation: Validation::default(),
        }
    }

    /// Calls this server instead of the document's: an absolute http(s) URL, with or without a last slash.
    ///
    /// Operations that the document gives a server of their own go there, too.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Calls `url` wherever the document has the server `documented`, one of `known`, for an operation of its own.
    pub fn server_base_url(
        mut self,
        known: &'static [&'static str],
        documented: impl Into<String>,
        url: impl Into<String>,
    ) -> Self {
        self.servers.push((known, documented.into(), url.into()));
        self
    }

    /// Sends this `User-Agent` instead of the generated one.
    pub fn user_agent(mut self, text: impl Into<String>) -> Self {
        self.user_agent = Some(text.into());
        self
    }

    /// Uses an API key for `scheme`.
    pub fn api_key(self, scheme: &'static str, key: impl Into<Secret>) -> Self {
        self.with(scheme, Given::Key(key.into()))
    }

    /// Uses a bearer token for `scheme`.
    pub fn bearer(self, scheme: &'static str, token: impl Into<Secret>) -> Self {
        self.with(scheme, Given::Token(token.into()))
    }

    /// Uses a user name and password for `scheme`.
    pub fn basic(self, scheme: &'static str, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.with(scheme, Given::Password(user.into(), password.into()))
    }

    /// Gives each call, redirects and body included, this much time; 2 minutes unless set.
    ///
    /// A stream has as much until its body begins, and then for each piece of it, however long it takes as a whole. Options
    /// of a call may set another. `Duration::MAX` stands for all the time in the world.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Takes proxy, TLS and pool settings from `builder`, and the time to connect, which is 30 seconds without it.
    ///
    /// Its redirect policy and user agent are replaced. Its other timeouts count besides [`timeout`](Self::timeout),
    /// for each redirect anew. Its default headers go to every server that a redirect leads to, so they are no place
    /// for credentials.
    pub fn reqwest(mut self, builder: reqwest::ClientBuilder) -> Self {
        self.reqwest = builder;
        self
    }

    /// Refuses bodies of more bytes than this after decompression; 64 MiB unless set. Streams may be longer, but no event or
    /// value in one.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// Follows no more redirects than this in one call; 10 unless set.
    pub fn max_redirects(mut self, redirects: usize) -> Self {
        self.max_redirects = redirects;
        self
    }

    /// Says whether the values of calls are checked; before they are sent, unless set.
    pub fn validation(mut self, validation: Validation) -> Self {
        self.validation = validation;
        self
    }

    /// Checks everything and makes the client; sends nothing.
    ///
    /// # Errors
    /// The base URL, a credential or the user agent cannot be used, a scheme is unknown, or TLS cannot be set up.
    pub fn build(self) -> Result<HttpClient, BuildError> {
        let base_url = base_url(self.base_url.as_deref().or(self.api.base_url))?;
        let servers = self.servers.into_iter().map(moved_server).collect::<Result<_, _>>()?;
        let user_agent = self.user_agent.as_deref().unwrap_or(self.api.user_agent);
        let user_agent = HeaderValue::from_str(user_agent).map_err(|_| BuildError::InvalidUserAgent)?;
        let credentials = credentials(self.api, self.given)?;
        let http = self.reqwest.redirect(Policy::none()).build();
        Ok(HttpClient(Arc::new(Shared {
            http: http.map_err(BuildError::Client)?,
            base_url,
            is_base_url_given: self.base_url.is_some(),
            servers,
            user_agent,
            security_schemes: self.api.security_schemes,
            credentials,
            timeout: self.timeout,
            max_response_bytes: self.max_response_bytes,
            max_redirects: self.max_redirects,
            validation: self.validation,
        })))
    }

    fn with(mut self, scheme: &'static str, given: Given) -> Self {
        self.given.push((scheme, given));
        self
    }
}

fn base_url(text: Option<&str>) -> Result<String, BuildError> {
    let text = text.ok_or(BuildError::MissingBaseUrl)?;
    check_base(text).map_err(|reason| BuildError::InvalidBaseUrl { reason })
}

/// A documented server, and where its calls go instead.
fn moved_server((known, documented, url): (&[&str], String, String)) -> Result<(String, String), BuildError> {
    let of = check_base(&documented).ok().filter(|of| known.iter().any(|known| check_base(known).as_ref() == Ok(of)));
    let of = of.ok_or(BuildError::UnknownServer)?;
    Ok((of, base_url(Some(&url))?))
}

fn credentials(api: &Api, given: Vec<(&'static str, Given)>) -> Result<BTreeMap<&'static str, Credential>, BuildError> {
    let mut credentials = BTreeMap::new();
    for (name, given) in given {
        let scheme = api.security_schemes.iter().find(|scheme| scheme.name == name);
        let scheme = scheme.ok_or(BuildError::UnknownScheme { scheme: name })?;
        credentials.insert(name, Credential::new(scheme, given)?);
    }
    Ok(credentials)
}

impl fmt::Debug for HttpClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<_> = self.given.iter().map(|(scheme, _)| scheme).collect();
        f.debug_struct("HttpClientBuilder")
            .field("credentials_for", &schemes)
            .field("timeout", &self.timeout)
            .field("max_response_bytes", &self.max_response_bytes)
            .field("max_redirects", &self.max_redirects)
            .field("validation", &self.validation)
            .finish_non_exhaustive()
    }
}
