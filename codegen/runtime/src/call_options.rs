//! What one call does differently: takes the caller's wishes, given to [`Call::options`](crate::Call::options).

use std::time::Duration;

use http::{HeaderName, HeaderValue};

/// Options of one call, on top of those of the client. Empty by default.
#[derive(Clone, Debug, Default)]
#[must_use = "options do nothing until a call takes them"]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
}

impl CallOptions {
    /// No option.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives the whole call, redirects and body included, this much time.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sends one more header, in place of one of the same name. It does not go to another origin.
    pub fn header(mut self, name: HeaderName, mut value: HeaderValue) -> Self {
        // The value may be a secret, and `Debug` shows options.
        value.set_sensitive(true);
        self.headers.push((name, value));
        self
    }
}
