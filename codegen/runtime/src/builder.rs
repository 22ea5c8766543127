//! Configuration of a client: takes base URL, credentials and limits, returns a client or the first mistake.

use std::{collections::BTreeMap, fmt, sync::Arc};

use http::HeaderValue;
use reqwest::redirect::Policy;

use crate::{
    Api, BuildError, HttpClient, Secret,
    client::Shared,
    credential::{Credential, Given},
    url_text::check_base,
};

const MAX_RESPONSE_BYTES: usize = 64 * 1024 * 1024;
const MAX_REDIRECTS: usize = 10;

/// The configuration of an [`HttpClient`]. Mistakes come out at [`build`](Self::build).
#[must_use]
pub struct HttpClientBuilder {
    api: &'static Api,
    base_url: Option<String>,
    user_agent: Option<String>,
    given: Vec<(&'static str, Given)>,
    reqwest: reqwest::ClientBuilder,
    max_response_bytes: usize,
    max_redirects: usize,
}

impl HttpClientBuilder {
    pub(crate) fn new(api: &'static Api) -> Self {
        Self {
            api,
            base_url: None,
            user_agent: None,
            given: Vec::new(),
            reqwest: reqwest::ClientBuilder::new(),
            max_response_bytes: MAX_RESPONSE_BYTES,
            max_redirects: MAX_REDIRECTS,
        }
    }

    /// Calls this server instead of the document's: an absolute http(s) URL, with or without a last slash.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
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

    /// Takes proxy, TLS, timeouts and pool settings from `builder`. Without it nothing times out.
    ///
    /// Its redirect policy and user agent are replaced. Its timeout counts for each redirect anew, and its
    /// default headers go to every server that a redirect leads to, so they are no place for credentials.
    pub fn reqwest(mut self, builder: reqwest::ClientBuilder) -> Self {
        self.reqwest = builder;
        self
    }

    /// Refuses bodies of more bytes than this after decompression; 64 MiB unless set.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// Follows no more redirects than this in one call; 10 unless set.
    pub fn max_redirects(mut self, redirects: usize) -> Self {
        self.max_redirects = redirects;
        self
    }

    /// Checks everything and makes the client; sends nothing.
    ///
    /// # Errors
    /// The base URL, a credential or the user agent cannot be used, a scheme is unknown, or TLS cannot be set up.
    pub fn build(self) -> Result<HttpClient, BuildError> {
        let base_url = base_url(self.base_url.as_deref().or(self.api.base_url))?;
        let user_agent = self.user_agent.as_deref().unwrap_or(self.api.user_agent);
        let user_agent = HeaderValue::from_str(user_agent).map_err(|_| BuildError::InvalidUserAgent)?;
        let credentials = credentials(self.api, self.given)?;
        let http = self.reqwest.redirect(Policy::none()).build();
        Ok(HttpClient(Arc::new(Shared {
            http: http.map_err(BuildError::Client)?,
            base_url,
            user_agent,
            credentials,
            max_response_bytes: self.max_response_bytes,
            max_redirects: self.max_redirects,
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
            .field("max_response_bytes", &self.max_response_bytes)
            .field("max_redirects", &self.max_redirects)
            .finish_non_exhaustive()
    }
}
