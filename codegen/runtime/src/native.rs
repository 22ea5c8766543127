//! What only native clients can be told, as a browser decides it by itself: takes settings, connects by them.

use std::{fmt::DebugStruct, time::Duration};

use http::{HeaderMap, HeaderName, HeaderValue, header};
use reqwest::redirect::Policy;

use crate::{
    Api, BuildError, HttpClientBuilder,
    auth::{Environment, variables},
};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(30);
/// hyper's, too, for which it needs no memory of its own.
const MAX_RESPONSE_HEADERS: usize = 100;
/// HTTP/2 bounds their size instead; names count, too, and cookies are long.
const BYTES_PER_HEADER: usize = 256;
/// A map of headers panics at some 24,000.
const MOST_RESPONSE_HEADERS: usize = 10_000;
const MAX_REDIRECTS: usize = 10;

/// What a builder was told.
pub(crate) struct NativeSettings {
    user_agent: Option<String>,
    reads_environment: bool,
    connect_timeout: Duration,
    max_response_headers: usize,
    max_redirects: usize,
}

/// What the client does by it.
#[derive(Clone)]
pub(crate) struct Native {
    user_agent: HeaderValue,
    pub(crate) max_response_headers: usize,
    pub(crate) max_redirects: usize,
}

/// Natively alone: a browser decides these by itself.
impl HttpClientBuilder {
    /// Sends this `User-Agent` instead of the generated one.
    ///
    /// Not on `wasm32-unknown-unknown`: a browser sends its own.
    pub fn user_agent(mut self, text: impl Into<String>) -> Self {
        self.native.user_agent = Some(text.into());
        self
    }

    /// Takes credentials from the environment, and the base URL if its variable is set; what is given by hand comes first.
    ///
    /// [`build`](Self::build) fails if the API has credentials and none is there.
    ///
    /// Not on `wasm32-unknown-unknown`, which has no environment.
    pub fn env(mut self) -> Self {
        self.native.reads_environment = true;
        self
    }

    /// Gives each connection this much time to come about; 30 seconds unless set.
    ///
    /// Not on `wasm32-unknown-unknown`: connections are the browser's.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.native.connect_timeout = timeout;
        self
    }

    /// Refuses responses with more headers than this; 100 unless set, and 10,000 at most.
    ///
    /// Not on `wasm32-unknown-unknown`: a browser has bounds of its own.
    pub fn max_response_headers(mut self, headers: usize) -> Self {
        self.native.max_response_headers = headers.min(MOST_RESPONSE_HEADERS);
        self
    }

    /// Follows no more redirects than this in one call; 10 unless set.
    ///
    /// Not on `wasm32-unknown-unknown`: a browser follows redirects by itself, 20 at most, and shows none.
    pub fn max_redirects(mut self, redirects: usize) -> Self {
        self.native.max_redirects = redirects;
        self
    }
}

impl NativeSettings {
    pub(crate) fn new() -> Self {
        Self {
            user_agent: None,
            reads_environment: false,
            connect_timeout: CONNECT_TIMEOUT,
            max_response_headers: MAX_RESPONSE_HEADERS,
            max_redirects: MAX_REDIRECTS,
        }
    }

    /// What the environment says, if it is asked, of the schemes that are not given.
    pub(crate) fn environment(&self, api: &Api, given: &[&str]) -> Result<Environment, BuildError> {
        if !self.reads_environment {
            return Ok(Environment::default());
        }
        let environment = Environment::read(api, given)?;
        match given.is_empty() && environment.given.is_empty() && !variables(api).is_empty() {
            true => Err(BuildError::NoVariable { names: variables(api) }),
            false => Ok(environment),
        }
    }

    pub(crate) fn show(&self, debug: &mut DebugStruct<'_, '_>) {
        debug.field("max_redirects", &self.max_redirects);
    }

    /// The connections.
    pub(crate) fn connect(
        self,
        http: reqwest::ClientBuilder,
        user_agent: &str,
    ) -> Result<(reqwest::Client, Native), BuildError> {
        let Self { user_agent: own, connect_timeout, max_response_headers, max_redirects, .. } = self;
        let user_agent = HeaderValue::from_str(own.as_deref().unwrap_or(user_agent));
        let user_agent = user_agent.map_err(|_| BuildError::InvalidUserAgent)?;
        let mut http = http.redirect(Policy::none()).connect_timeout(connect_timeout);
        if max_response_headers > MAX_RESPONSE_HEADERS {
            http = http.http1_max_headers(max_response_headers);
            let bytes = max_response_headers.saturating_mul(BYTES_PER_HEADER);
            http = http.http2_max_header_list_size(u32::try_from(bytes).unwrap_or(u32::MAX));
        }
        #[cfg(feature = "blocking")]
        crate::blocking::start().map_err(BuildError::Background)?;
        let http = http.build().map_err(BuildError::Client)?;
        Ok((http, Native { user_agent, max_response_headers, max_redirects }))
    }
}

/// Sends a request.
#[cfg(feature = "blocking")]
pub(crate) use crate::blocking::execute;

/// Sends a request.
#[cfg(not(feature = "blocking"))]
pub(crate) fn execute(
    http: &reqwest::Client,
    request: reqwest::Request,
) -> impl Future<Output = reqwest::Result<reqwest::Response>> + Send {
    http.execute(request)
}

/// Whether there was no connection.
pub(crate) fn is_connect(error: &reqwest::Error) -> bool {
    error.is_connect()
}

/// What an error says without its URL, which may hold a key.
pub(crate) fn without_url(error: reqwest::Error) -> Option<reqwest::Error> {
    Some(error.without_url())
}

/// A header that would be left out: hyper sends all.
pub(crate) fn unsent_header(_: &HeaderMap) -> Option<&HeaderName> {
    None
}

impl Native {
    /// Puts in what says who calls.
    pub(crate) fn add_user_agent(&self, headers: &mut HeaderMap) {
        if !self.user_agent.is_empty() {
            headers.insert(header::USER_AGENT, self.user_agent.clone());
        }
    }

    /// The same for a client that follows no redirect.
    pub(crate) fn without_redirects(&self) -> Self {
        Self { max_redirects: 0, ..self.clone() }
    }
}
