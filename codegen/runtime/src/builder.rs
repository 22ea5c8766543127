//! Configuration of a client: takes base URL, credentials and limits, returns a client or the first mistake.

use std::{collections::BTreeMap, fmt, sync::Arc, time::Duration};

use http::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use crate::{
    Api, BuildError, Clock, Credential, CredentialProvider, Drift, HttpClient, Middleware, OAuth2Client, RateLimit,
    RetryBudget, RetryPolicy, Secret,
    auth::{Given, Source},
    client::Shared,
    clock::Time,
    drift::{Callback, Drifts},
    limits::Limits,
    native::NativeSettings,
    url_text::check_base,
};

const TIMEOUT: Duration = Duration::from_secs(120);
const MAX_RESPONSE_BYTES: usize = 64 * 1024 * 1024;

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
    pub(crate) api: &'static Api,
    base_url: Option<String>,
    servers: Vec<(&'static [&'static str], String, String)>,
    headers: HeaderMap,
    credentials: Vec<(&'static str, Source)>,
    reqwest: reqwest::ClientBuilder,
    timeout: Duration,
    attempt_timeout: Option<Duration>,
    idle_timeout: Duration,
    retry: RetryPolicy,
    retry_budget: RetryBudget,
    rate_limit: Option<RateLimit>,
    call_middleware: Vec<Box<dyn Middleware>>,
    middleware: Vec<Box<dyn Middleware>>,
    time: Time,
    max_response_bytes: usize,
    validation: Validation,
    on_drift: Option<Callback>,
    pub(crate) native: NativeSettings,
}

impl HttpClientBuilder {
    pub(crate) fn new(api: &'static Api) -> Self {
        Self {
            api,
            base_url: None,
            servers: Vec::new(),
            headers: HeaderMap::new(),
            credentials: Vec::new(),
            reqwest: reqwest::ClientBuilder::new(),
            timeout: TIMEOUT,
            attempt_timeout: None,
            idle_timeout: TIMEOUT,
            retry: RetryPolicy::new(),
            retry_budget: RetryBudget::default(),
            rate_limit: None,
            call_middleware: Vec::new(),
            middleware: Vec::new(),
            time: Time::System,
            max_response_bytes: MAX_RESPONSE_BYTES,
            validation: Validation::default(),
            on_drift: None,
            native: NativeSettings::new(),
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

    /// Sends this header with each request, in place of one of the same name, unless a call sets it. It goes to no other origin.
    pub fn header(mut self, name: HeaderName, mut value: HeaderValue) -> Self {
        // The value may be a secret.
        value.set_sensitive(true);
        self.headers.insert(name, value);
        self
    }

    /// Uses an API key for `scheme`.
    pub fn api_key(self, scheme: &'static str, key: impl Into<Secret>) -> Self {
        self.with(scheme, Source::Given(Given::Key(Credential::new(key))))
    }

    /// Uses a bearer token for `scheme`.
    pub fn bearer(self, scheme: &'static str, token: impl Into<Secret>) -> Self {
        self.with(scheme, Source::Given(Given::Token(Credential::new(token))))
    }

    /// Uses a user name and password for `scheme`.
    pub fn basic(self, scheme: &'static str, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.with(scheme, Source::Given(Given::Password(Credential::basic(user, password))))
    }

    /// Asks `provider` for the credential of `scheme`, whenever one is needed.
    pub fn provider(self, scheme: &'static str, provider: impl CredentialProvider) -> Self {
        self.with(scheme, Source::Provider(Box::new(provider)))
    }

    /// Fetches tokens for `scheme` by the client credentials of OAuth 2.0.
    pub fn oauth2(self, scheme: &'static str, client: OAuth2Client) -> Self {
        self.with(scheme, Source::Client(client))
    }

    /// Gives each call, all attempts, redirects and the body included, this much time; 2 minutes unless set.
    ///
    /// A stream has as much until its body begins. Options of a call may set another. `Duration::MAX` stands for all the time in
    /// the world.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Gives each attempt this much time, redirects and the body included; as much as the call unless set.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// Gives each piece of a stream this much time; 2 minutes unless set.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = timeout;
        self
    }

    /// Sends requests again by these rules; by those of [`RetryPolicy::new`] unless set.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Bounds how much is sent again in all.
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.retry_budget = budget;
        self
    }

    /// Sends no more at once, or in a time, than this to each server (scheme, host and port), instead of what the document says.
    ///
    /// Clones of the client share it. What comes first goes first; the others wait, at most for the time of their call. What the
    /// document says of single operations holds besides, unless this is no limit at all: [`RateLimit::new`].
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.rate_limit = Some(limit);
        self
    }

    /// Puts a layer around each attempt, further in than those before it.
    pub fn middleware(mut self, layer: impl Middleware) -> Self {
        self.middleware.push(Box::new(layer));
        self
    }

    /// Puts a layer around each call with all its attempts, further in than those before it.
    pub fn call_middleware(mut self, layer: impl Middleware) -> Self {
        self.call_middleware.push(Box::new(layer));
        self
    }

    /// Takes the time from `clock` instead of the system's; for tests. The time to connect is not its.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.time = Time::Given(Arc::new(clock));
        self
    }

    /// Takes proxy, TLS and pool settings from `builder`.
    ///
    /// Its redirect policy, user agent and time to connect are replaced. Its other timeouts count besides [`timeout`](Self::timeout),
    /// for each redirect anew. Its default headers go to every server that a redirect leads to, so they are no place
    /// for credentials.
    ///
    /// On `wasm32-unknown-unknown` it has nothing but default headers.
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

    /// Says whether the values of calls are checked; before they are sent, unless set.
    pub fn validation(mut self, validation: Validation) -> Self {
        self.validation = validation;
        self
    }

    /// Calls `tell` for each thing in responses that the document does not say, the first time that it comes; see [`Drift`].
    ///
    /// It is called within the call whose response shows it, so it should be quick.
    pub fn on_drift(mut self, tell: impl Fn(&Drift) + Send + Sync + 'static) -> Self {
        self.on_drift = Some(Box::new(tell));
        self
    }

    /// Checks everything and makes the client; sends nothing.
    ///
    /// # Errors
    /// The base URL, a credential or the user agent cannot be used, a scheme is unknown, the environment lacks what was asked of
    /// it, or TLS cannot be set up.
    pub fn build(self) -> Result<HttpClient, BuildError> {
        let api = self.api;
        let given: Vec<_> = self.credentials.iter().map(|(scheme, _)| *scheme).collect();
        let environment = self.native.environment(api, &given)?;
        let own_base_url = self.base_url.or(environment.base_url);
        let base_url = parsed(&base_url(own_base_url.as_deref().or(api.base_url))?)?;
        let servers = self.servers.into_iter().map(moved_server).collect::<Result<_, _>>()?;
        let (http, native) = self.native.connect(self.reqwest, api.user_agent)?;
        let mut shared = Shared {
            base_url,
            is_base_url_given: own_base_url.is_some(),
            servers,
            headers: self.headers,
            api,
            credentials: BTreeMap::new(),
            http,
            time: self.time,
            timeout: self.timeout,
            attempt_timeout: self.attempt_timeout,
            idle_timeout: self.idle_timeout,
            retry: self.retry,
            retry_budget: self.retry_budget,
            limits: Limits::new(api.rate_limit, self.rate_limit),
            call_middleware: self.call_middleware,
            middleware: self.middleware,
            max_response_bytes: self.max_response_bytes,
            validation: self.validation,
            drifts: Drifts::new(self.on_drift),
            native,
        };
        for (name, source) in environment.given.into_iter().chain(self.credentials) {
            let scheme = api.security_schemes.iter().find(|scheme| scheme.name == name);
            let scheme = scheme.ok_or(BuildError::UnknownScheme { scheme: name })?;
            let held = source.held(&shared, scheme)?;
            shared.credentials.insert(name, Arc::new(held));
        }
        Ok(HttpClient(Arc::new(shared)))
    }

    fn with(mut self, scheme: &'static str, source: Source) -> Self {
        self.credentials.push((scheme, source));
        self
    }
}

fn base_url(text: Option<&str>) -> Result<String, BuildError> {
    let text = text.ok_or(BuildError::MissingBaseUrl)?;
    check_base(text).map_err(|reason| BuildError::InvalidBaseUrl { reason })
}

fn parsed(base_url: &str) -> Result<Url, BuildError> {
    Url::parse(base_url).map_err(|_| BuildError::InvalidBaseUrl { reason: "not an absolute URL" })
}

/// A documented server, and where its calls go instead.
fn moved_server((known, documented, url): (&[&str], String, String)) -> Result<(String, String), BuildError> {
    let of = check_base(&documented).ok().filter(|of| known.iter().any(|known| check_base(known).as_ref() == Ok(of)));
    let of = of.ok_or(BuildError::UnknownServer)?;
    Ok((of, base_url(Some(&url))?))
}

impl fmt::Debug for HttpClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<_> = self.credentials.iter().map(|(scheme, _)| scheme).collect();
        let mut debug = f.debug_struct("HttpClientBuilder");
        debug
            .field("credentials_for", &schemes)
            .field("timeout", &self.timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("idle_timeout", &self.idle_timeout)
            .field("retry", &self.retry)
            .field("rate_limit", &self.rate_limit)
            .field("max_response_bytes", &self.max_response_bytes);
        self.native.show(&mut debug);
        debug.field("validation", &self.validation).finish_non_exhaustive()
    }
}
