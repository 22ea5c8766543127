//! Options of one call: takes what differs from the settings of the client, and remembers it for the call.

use std::{fmt, time::Duration};

use http::{HeaderName, HeaderValue};

use crate::{Credential, RetryPolicy, url_text::encode_pairs};

/// Options of one call, in place of the settings of its client. Empty by default.
///
/// ```
/// use std::time::Duration;
/// use specwright_runtime::{CallOptions, RetryPolicy};
///
/// let options = CallOptions::new().timeout(Duration::from_secs(5)).retry(RetryPolicy::never());
/// # let _ = options;
/// ```
#[derive(Clone, Default)]
#[must_use = "options do nothing until a call takes them"]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) idle_timeout: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) idempotent: Option<bool>,
    pub(crate) idempotency_key: Option<String>,
    pub(crate) base_url: Option<String>,
    pub(crate) credentials: Vec<(String, Credential)>,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    /// Encoded.
    pub(crate) query: Vec<String>,
}

impl CallOptions {
    /// No option.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives the whole call, all attempts, redirects and the body included, this much time; of a stream, what comes before its
    /// body.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Gives each attempt this much time.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// Gives each piece of a stream this much time.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = Some(timeout);
        self
    }

    /// Sends the request again by these rules; [`RetryPolicy::never`] sends it once.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// Says whether sending this request twice does no more than sending it once, whatever its method and the document say. If so,
    /// it is sent again when it is not known what became of it.
    pub fn idempotent(mut self, is_idempotent: bool) -> Self {
        self.idempotent = Some(is_idempotent);
        self
    }

    /// Sends this idempotency key in the header that the document names, or in `Idempotency-Key`; the request may be sent again
    /// then, unless the document forbids it. Where the document names a header, each call has a random key without this.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.idempotency_key = Some(key.into());
        self
    }

    /// Uses this credential for the security scheme that the document calls `scheme`.
    pub fn credential(mut self, scheme: impl Into<String>, credential: Credential) -> Self {
        self.credentials.push((scheme.into(), credential));
        self
    }

    /// Calls this server. The credentials of the client go there, or those of this call.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Sends one more header, in place of one of the same name. It does not go to another origin.
    pub fn header(mut self, name: HeaderName, mut value: HeaderValue) -> Self {
        // The value may be a secret.
        value.set_sensitive(true);
        self.headers.push((name, value));
        self
    }

    /// Sends one more pair in the query, behind those of the operation.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.query.push(encode_pairs([(name, value)]));
        self
    }

    /// These, and those of `other` in their place or besides.
    pub(crate) fn with(self, other: Self) -> Self {
        Self {
            timeout: other.timeout.or(self.timeout),
            attempt_timeout: other.attempt_timeout.or(self.attempt_timeout),
            idle_timeout: other.idle_timeout.or(self.idle_timeout),
            retry: other.retry.or(self.retry),
            idempotent: other.idempotent.or(self.idempotent),
            idempotency_key: other.idempotency_key.or(self.idempotency_key),
            base_url: other.base_url.or(self.base_url),
            credentials: [self.credentials, other.credentials].concat(),
            headers: [self.headers, other.headers].concat(),
            query: [self.query, other.query].concat(),
        }
    }
}

/// Shows neither values nor keys.
impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<_> = self.credentials.iter().map(|(scheme, _)| scheme).collect();
        let headers: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("idle_timeout", &self.idle_timeout)
            .field("retry", &self.retry)
            .field("idempotent", &self.idempotent)
            .field("credentials_for", &schemes)
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}
