//! The client of an API: takes its configuration from the builder, gives calls their URL, credentials and limits.

use std::{collections::BTreeMap, fmt, sync::Arc, time::Duration};

use http::HeaderValue;

use crate::{HttpClientBuilder, RequestError, RequestErrorKind, SecurityScheme, Validation, credential::Credential};

/// What a document says about the API as a whole. The generator emits one `static` of these.
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// The document's server, if it names one that needs nothing filled in.
    pub base_url: Option<&'static str>,
    /// The value of the `User-Agent` header.
    pub user_agent: &'static str,
    /// The document's security schemes.
    pub security_schemes: &'static [SecurityScheme],
}

/// A client of one API: connections, base URL, credentials, limits. Clones share all of them.
#[derive(Clone)]
pub struct HttpClient(pub(crate) Arc<Shared>);

/// What all clones of a client share.
pub(crate) struct Shared {
    pub(crate) http: reqwest::Client,
    pub(crate) base_url: String,
    /// Whether it is the caller's own, which all operations go to.
    pub(crate) is_base_url_given: bool,
    /// Servers of single operations, and where their calls go instead.
    pub(crate) servers: Vec<(String, String)>,
    pub(crate) user_agent: HeaderValue,
    pub(crate) security_schemes: &'static [SecurityScheme],
    pub(crate) credentials: BTreeMap<&'static str, Credential>,
    pub(crate) timeout: Duration,
    pub(crate) max_response_bytes: usize,
    pub(crate) max_redirects: usize,
    pub(crate) validation: Validation,
}

impl HttpClient {
    /// Starts the configuration of a client.
    pub fn builder(api: &'static Api) -> HttpClientBuilder {
        HttpClientBuilder::new(api)
    }
}

impl Shared {
    /// The credentials of the first alternative that is complete; anonymous only if no other is.
    pub(crate) fn choose(&self, alternatives: &[&[&'static str]]) -> Result<Vec<Credential>, RequestError> {
        let named = || alternatives.iter().filter(|schemes| !schemes.is_empty());
        if let Some(chosen) = named().find_map(|schemes| self.all_of(schemes)) {
            return Ok(chosen);
        }
        if named().count() < alternatives.len() || alternatives.is_empty() {
            return Ok(Vec::new());
        }
        let is_known = |name: &&str| self.security_schemes.iter().any(|scheme| scheme.name == *name);
        let wanted = named().map(|schemes| match schemes.iter().all(is_known) {
            true => format!("`{}`", schemes.join("` and `")),
            false => format!("`{}` (of a kind that no client can be given)", schemes.join("` and `")),
        });
        let wanted: Vec<_> = wanted.collect();
        let message = format!("no credentials for security scheme {}", wanted.join(" or "));
        Err(RequestError::new(RequestErrorKind::MissingCredentials, message))
    }

    fn all_of(&self, schemes: &[&'static str]) -> Option<Vec<Credential>> {
        schemes.iter().map(|name| self.credentials.get(name).cloned()).collect()
    }
}

impl fmt::Debug for HttpClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpClient")
            .field("base_url", &self.0.base_url)
            .field("credentials_for", &self.0.credentials.keys())
            .finish_non_exhaustive()
    }
}
