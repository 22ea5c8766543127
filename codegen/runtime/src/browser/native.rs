//! What a browser decides by itself: nothing is set, and nothing done by it.

use std::fmt::DebugStruct;

use http::{HeaderMap, HeaderName};
use web_sys::{Headers, Request, RequestInit};

use crate::{Api, BuildError, auth::Environment};

pub(crate) struct NativeSettings;

#[derive(Clone)]
pub(crate) struct Native;

impl NativeSettings {
    pub(crate) fn new() -> Self {
        Self
    }

    pub(crate) fn environment(&self, _: &Api, _: &[&str]) -> Result<Environment, BuildError> {
        Ok(Environment::default())
    }

    pub(crate) fn connect(
        self,
        http: reqwest::ClientBuilder,
        _: &str,
    ) -> Result<(reqwest::Client, Native), BuildError> {
        Ok((http.build().map_err(BuildError::Client)?, Native))
    }

    pub(crate) fn show(&self, _: &mut DebugStruct<'_, '_>) {}
}

/// Whether there was no connection. A browser tells nobody why a request failed.
pub(crate) fn is_connect(_: &reqwest::Error) -> bool {
    false
}

/// Sends a request.
pub(crate) fn execute(
    http: &reqwest::Client,
    request: reqwest::Request,
) -> impl Future<Output = reqwest::Result<reqwest::Response>> {
    http.execute(request)
}

/// What an error says without its URL, which may hold a key: a browser that takes no request quotes it.
pub(crate) fn without_url(error: reqwest::Error) -> Option<reqwest::Error> {
    Some(error.without_url()).filter(|error| !error.is_builder())
}

/// A header that the browser keeps for itself, such as `Cookie`, and would leave out without a word.
pub(crate) fn unsent_header(headers: &HeaderMap) -> Option<&HeaderName> {
    let kept = kept(headers)?;
    headers.keys().find(|name| kept.has(name.as_str()) == Ok(false))
}

/// What the browser makes of the headers; what it does not take at all is its own error later.
fn kept(headers: &HeaderMap) -> Option<Headers> {
    let all = Headers::new().ok()?;
    for (name, value) in headers {
        all.append(name.as_str(), value.to_str().ok()?).ok()?;
    }
    let init = RequestInit::new();
    init.set_headers(&all);
    Some(Request::new_with_str_and_init("https://localhost", &init).ok()?.headers())
}

impl Native {
    /// The header of a caller's choice would have a browser ask the server first, which few servers expect.
    pub(crate) fn add_user_agent(&self, _: &mut HeaderMap) {}

    pub(crate) fn without_redirects(&self) -> Self {
        Self
    }
}
