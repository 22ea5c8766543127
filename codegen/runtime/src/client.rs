//! The client of an API: takes its configuration from the builder, gives calls their URL, credentials and limits.

use std::{collections::BTreeMap, fmt, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, header};
use url::Url;

use crate::{
    Credential, Drift, HttpClientBuilder, Middleware, RateLimit, RawCall, RequestError, RequestErrorKind, RetryBudget,
    RetryPolicy, SchemeKind, SecurityScheme, Validation,
    auth::{Given, Held, Placed},
    clock::Time,
    drift::Drifts,
    limits::Limits,
    native::Native,
    pipeline::Credentials,
    url_text::{without_pairs, without_slash},
};

/// What a document says about the API as a whole. The generator emits one `static` of these.
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// The document's server, if it names one that needs nothing filled in.
    pub base_url: Option<&'static str>,
    /// The value of the `User-Agent` header; a browser sends its own.
    pub user_agent: &'static str,
    /// The document's security schemes.
    pub security_schemes: &'static [SecurityScheme],
    /// What a request without an operation sends ([`HttpClient::request`]): alternatives of scheme names, as for an operation.
    pub security: &'static [&'static [&'static str]],
    /// The header of an idempotency key, where the document has one for all its operations.
    pub idempotency_key: Option<&'static str>,
    /// How much the document asks clients to send at most.
    pub rate_limit: Option<RateLimit>,
    /// What the names of its environment variables begin with, such as `NECTAR`.
    pub env_prefix: &'static str,
}

impl Api {
    /// Takes the credentials that stand in a query out of it.
    pub(crate) fn without_credentials(&self, url: &mut Url) {
        let is_credential = |name: &str| {
            self.security_schemes
                .iter()
                .any(|scheme| matches!(scheme.kind, SchemeKind::ApiKeyQuery(key) if key == name))
        };
        without_pairs(url, |name, _| is_credential(name));
    }
}

/// A client of one API: connections, base URL, credentials, limits. Clones share all of them.
#[derive(Clone)]
pub struct HttpClient(pub(crate) Arc<Shared>);

/// What all clones of a client share.
pub(crate) struct Shared {
    pub(crate) http: reqwest::Client,
    pub(crate) time: Time,
    pub(crate) base_url: Url,
    /// Whether it is the caller's own, which all operations go to.
    pub(crate) is_base_url_given: bool,
    /// Servers of single operations, and where their calls go instead.
    pub(crate) servers: Vec<(String, String)>,
    /// The caller's.
    pub(crate) headers: HeaderMap,
    pub(crate) api: &'static Api,
    pub(crate) credentials: BTreeMap<&'static str, Arc<Held>>,
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) idle_timeout: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) retry_budget: RetryBudget,
    pub(crate) limits: Limits,
    pub(crate) call_middleware: Vec<Box<dyn Middleware>>,
    pub(crate) middleware: Vec<Box<dyn Middleware>>,
    pub(crate) max_response_bytes: usize,
    pub(crate) validation: Validation,
    pub(crate) drifts: Drifts,
    pub(crate) native: Native,
}

impl HttpClient {
    /// Starts the configuration of a client.
    pub fn builder(api: &'static Api) -> HttpClientBuilder {
        HttpClientBuilder::new(api)
    }

    /// A request that the document does not know, with the credentials, retries, limits and layers of all others.
    ///
    /// `path` comes behind the base URL, and is sent as it is: what is no character of a URL path has to be encoded.
    ///
    /// ```no_run
    /// # async fn example(client: specwright_runtime::HttpClient) -> Result<(), Box<dyn std::error::Error>> {
    /// use specwright_runtime::reqwest::Method;
    ///
    /// let sites = client.request(Method::GET, "/v2/sites").query("limit", &10).send().await?;
    /// println!("{}", sites.raw_json()?["totalSites"]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn request(&self, method: Method, path: impl Into<String>) -> RawCall {
        RawCall::new(self, method, path.into())
    }

    /// What in responses so far the document does not say, by place in the document; see [`Drift`]. Clones have the same.
    pub fn drift(&self) -> Vec<Drift> {
        self.0.drifts.all()
    }
}

impl Shared {
    /// Whether the caller has put in layers of its own.
    pub(crate) fn has_layers(&self) -> bool {
        !self.call_middleware.is_empty() || !self.middleware.is_empty()
    }

    /// The headers of each request.
    pub(crate) fn headers(&self, accept: &'static str) -> HeaderMap {
        // As many as most requests have.
        let mut headers = HeaderMap::with_capacity(6);
        self.native.add_user_agent(&mut headers);
        // Nothing is copied: the text is the document's own.
        let accept = HeaderValue::from_maybe_shared(Bytes::from_static(accept.as_bytes()));
        if let Some(accept) = accept.ok().filter(|accept| !accept.is_empty()) {
            headers.insert(header::ACCEPT, accept);
        }
        if !self.headers.is_empty() {
            headers.extend(self.headers.clone());
        }
        headers
    }

    /// The credentials of the first alternative that is complete; anonymous only if no other is. Those of the call come before
    /// those of the client.
    pub(crate) fn choose(
        &self,
        alternatives: &[&[&'static str]],
        own: &[(String, Credential)],
    ) -> Result<Credentials, RequestError> {
        let own = self.own(own)?;
        let named = || alternatives.iter().filter(|schemes| !schemes.is_empty());
        // Whoever gives a call a credential means it, and not another one that would do.
        let has_own = |schemes: &&&[&'static str]| schemes.iter().any(|name| own.contains_key(name));
        if !own.is_empty() && !alternatives.is_empty() && !named().any(|schemes| has_own(&schemes)) {
            let message = "the operation asks for none of the credentials that the call was given".to_owned();
            return Err(RequestError::new(RequestErrorKind::InvalidCredential, message));
        }
        let held = |name: &&'static str| own.get(*name).or_else(|| self.credentials.get(*name)).cloned();
        let complete = |schemes: &&[&'static str]| schemes.iter().map(held).collect();
        let chosen = named().filter(has_own).find_map(complete).or_else(|| named().find_map(complete));
        if let Some(chosen) = chosen {
            return Ok(chosen);
        }
        if named().count() < alternatives.len() || alternatives.is_empty() {
            return Ok(Credentials::new());
        }
        let is_known = |name: &&str| self.api.security_schemes.iter().any(|scheme| scheme.name == *name);
        let wanted = named().map(|schemes| match schemes.iter().all(is_known) {
            true => format!("`{}`", schemes.join("` and `")),
            false => format!("`{}` (of a kind that no client can be given)", schemes.join("` and `")),
        });
        let wanted: Vec<_> = wanted.collect();
        let message = format!("no credentials for security scheme {}", wanted.join(" or "));
        Err(RequestError::new(RequestErrorKind::MissingCredentials, message))
    }

    /// The credentials of one call.
    fn own(&self, given: &[(String, Credential)]) -> Result<BTreeMap<&'static str, Arc<Held>>, RequestError> {
        let mut own = BTreeMap::new();
        for (name, credential) in given {
            let invalid = |message| RequestError::new(RequestErrorKind::InvalidCredential, message);
            let scheme = self.api.security_schemes.iter().find(|scheme| scheme.name == name);
            let scheme = scheme.ok_or_else(|| invalid(format!("the document has no security scheme `{name}`")))?;
            let placed = Placed::new(scheme, &Given::Any(credential.clone()));
            let placed = placed.map_err(|error| invalid(error.to_string()))?;
            own.insert(scheme.name, Arc::new(Held::Fixed(placed)));
        }
        Ok(own)
    }
}

impl fmt::Debug for HttpClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpClient")
            .field("base_url", &without_slash(&self.0.base_url))
            .field("credentials_for", &self.0.credentials.keys())
            .finish_non_exhaustive()
    }
}
