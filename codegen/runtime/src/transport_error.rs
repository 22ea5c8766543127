//! Why there is no complete response: takes reqwest's error without its URL, prints the operation and the reason.

use std::{borrow::Cow, fmt, time::Duration};

use http::{HeaderMap, StatusCode};

use crate::{
    BoxError, RequestError,
    auth::Unavailable,
    head::Head,
    native::{is_connect, without_url},
};

/// No complete response came. URLs, which may hold a key, are never part of it.
///
/// `Display` and `Debug` show no header value but the request id.
pub struct TransportError(Box<Details>);

struct Details {
    operation: &'static str,
    kind: TransportErrorKind,
    message: Cow<'static, str>,
    /// Of the response whose body is not complete.
    head: Option<Head>,
    attempts: u32,
    is_transient: bool,
    /// Whether there is no time left for another attempt.
    is_last: bool,
    /// What speaks against the request itself.
    refusal: Option<RequestError>,
    source: Option<BoxError>,
}

/// What kept the response from being complete.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransportErrorKind {
    /// No connection: the name, the address or the TLS handshake failed. Nothing was sent.
    ///
    /// Only for the server that was called: when a redirect leads nowhere, something has been sent already. A browser does not
    /// say so: there it is [`Other`](Self::Other).
    Connect,
    /// It took longer than the call or the client allows; of a stream, the next piece of it.
    Timeout,
    /// Too many redirects, or one that leads nowhere safe, or to no server.
    Redirect,
    /// The body, an item of a stream or the head is larger than the client allows.
    TooLarge,
    /// The body broke off, or its compression is broken.
    Body,
    /// There was no credential to send: its provider or the token endpoint failed.
    Credentials,
    /// A layer of the caller failed.
    Middleware,
    /// Anything else between sending the request and the first byte of the body.
    Other,
}

impl TransportError {
    /// The error of a [`Middleware`](crate::Middleware) of the caller; `operation` is that of the request.
    pub fn middleware(operation: &'static str, error: impl Into<BoxError>) -> Self {
        Self::new(operation, TransportErrorKind::Middleware, "a layer of the client failed").caused_by(error)
    }

    /// What kept the response from being complete.
    pub fn kind(&self) -> TransportErrorKind {
        self.0.kind
    }

    /// The id of the operation.
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// How many attempts the call took.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The status, if a response began to come.
    pub fn status(&self) -> Option<StatusCode> {
        self.head().map(|head| head.status)
    }

    /// The headers, if a response began to come.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.head().map(|head| &head.headers)
    }

    /// What the server calls this request, if a response began to come and says so.
    pub fn request_id(&self) -> Option<&str> {
        self.head()?.request_id()
    }

    /// How long the server asks to wait before the next call, if a response began to come and says so.
    pub fn retry_after(&self) -> Option<Duration> {
        self.head()?.retry_after
    }

    /// Whether the same request may well succeed later.
    pub(crate) fn is_transient(&self) -> bool {
        self.0.is_transient
    }

    /// Whether another attempt of the call would come too late.
    pub(crate) fn is_last(&self) -> bool {
        self.0.is_last
    }

    /// What speaks against the request itself, or this error.
    pub(crate) fn into_refusal(mut self) -> Result<RequestError, Self> {
        self.0.refusal.take().ok_or(self)
    }

    /// An error of reqwest before the body.
    pub(crate) fn sending(operation: &'static str, error: reqwest::Error, is_redirected: bool) -> Self {
        let (kind, message) = match is_connect(&error) {
            true if is_redirected => (TransportErrorKind::Redirect, "could not connect where a redirect leads"),
            true => (TransportErrorKind::Connect, "could not connect"),
            false if error.is_timeout() => return Self::timeout(operation).caused_by_reqwest(error),
            false if is_head_too_large(&error) => (TransportErrorKind::TooLarge, "the response has too many headers"),
            false => (TransportErrorKind::Other, "the request failed"),
        };
        let mut failed = Self::new(operation, kind, message);
        // A body that the caller cannot read, or a request that cannot be made, is no better the next time.
        failed.0.is_transient = match kind {
            TransportErrorKind::Connect | TransportErrorKind::Redirect => true,
            TransportErrorKind::Other => error.is_request() && !is_of_the_body(&error),
            _ => false,
        };
        failed.caused_by_reqwest(error)
    }

    /// An error of reqwest within the body.
    pub(crate) fn reading(operation: &'static str, error: reqwest::Error) -> Self {
        match error.is_timeout() {
            true => Self::timeout(operation),
            false => Self::new(operation, TransportErrorKind::Body, "the response broke off").transient(),
        }
        .caused_by_reqwest(error)
    }

    pub(crate) fn timeout(operation: &'static str) -> Self {
        Self::new(operation, TransportErrorKind::Timeout, "took too long").transient()
    }

    /// The call was over before it was its turn.
    pub(crate) fn no_turn(operation: &'static str, is_unsent: bool) -> Self {
        let message = match is_unsent {
            true => "took too long: it waited for its turn under the client's limit, and nothing was sent",
            false => "took too long: its next request waited for its turn under the client's limit, and was not sent",
        };
        let mut error = Self::new(operation, TransportErrorKind::Timeout, message).transient();
        error.0.is_last = true;
        error
    }

    pub(crate) fn redirect(operation: &'static str, reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(operation, TransportErrorKind::Redirect, reason)
    }

    /// The stream broke off, and what the server says of the rest is no stream.
    pub(crate) fn not_resumed(operation: &'static str) -> Self {
        Self::new(operation, TransportErrorKind::Body, "the stream broke off and could not be resumed")
    }

    /// A request that was sent before, and cannot be again.
    pub(crate) fn unsendable(operation: &'static str, reason: &RequestError) -> Self {
        Self::new(operation, TransportErrorKind::Other, format!("the request cannot be sent again: {reason}"))
    }

    /// A request that cannot be sent.
    pub(crate) fn refused(operation: &'static str, reason: RequestError) -> Self {
        let mut error = Self::new(operation, TransportErrorKind::Other, reason.to_string());
        error.0.refusal = Some(reason);
        error
    }

    pub(crate) fn credentials(operation: &'static str, error: Unavailable) -> Self {
        let mut failed = Self::new(operation, TransportErrorKind::Credentials, error.to_string());
        failed.0.is_transient = error.is_transient();
        failed.caused_by(error)
    }

    pub(crate) fn too_large(operation: &'static str, limit: usize) -> Self {
        let message = format!("the response is larger than {limit} bytes");
        Self::new(operation, TransportErrorKind::TooLarge, message)
    }

    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn too_many_headers(operation: &'static str, limit: usize) -> Self {
        let message = format!("the response has more than {limit} headers");
        Self::new(operation, TransportErrorKind::TooLarge, message)
    }

    pub(crate) fn item_too_large(operation: &'static str, limit: usize) -> Self {
        let message = format!("an item of the stream is larger than {limit} bytes");
        Self::new(operation, TransportErrorKind::TooLarge, message)
    }

    /// Keeps what had come of the response.
    pub(crate) fn within(mut self, head: Head) -> Self {
        self.0.attempts = head.attempts;
        self.0.head = Some(head);
        self
    }

    /// So many attempts.
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        if let Some(head) = &mut self.0.head {
            head.attempts = attempts;
        }
        self
    }

    fn new(operation: &'static str, kind: TransportErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        let message = message.into();
        let (attempts, is_transient) = (1, false);
        Self(Box::new(Details {
            operation,
            kind,
            message,
            head: None,
            attempts,
            is_transient,
            is_last: false,
            refusal: None,
            source: None,
        }))
    }

    fn transient(mut self) -> Self {
        self.0.is_transient = true;
        self
    }

    fn caused_by(mut self, error: impl Into<BoxError>) -> Self {
        self.0.source = Some(error.into());
        self
    }

    fn caused_by_reqwest(self, error: reqwest::Error) -> Self {
        match without_url(error) {
            Some(error) => self.caused_by(error),
            None => self,
        }
    }

    fn head(&self) -> Option<&Head> {
        self.0.head.as_ref()
    }
}

/// hyper's words, as its own type is none of ours.
fn is_head_too_large(error: &reqwest::Error) -> bool {
    causes(error).any(|cause| cause.to_string().contains("message head is too large"))
}

/// Whether the caller's own body failed.
fn is_of_the_body(error: &reqwest::Error) -> bool {
    causes(error).any(|cause| cause.downcast_ref::<reqwest::Error>().is_some_and(reqwest::Error::is_body))
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn std::error::Error + 'static)> {
    std::iter::successors(std::error::Error::source(error), |error| error.source())
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.head(), self.attempts()) {
            (Some(head), _) => head.fmt(f)?,
            (None, 0 | 1) => write!(f, "operation `{}`", self.operation())?,
            (None, attempts) => write!(f, "operation `{}` after {attempts} attempts", self.operation())?,
        }
        write!(f, ": {}", self.0.message)
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("operation", &self.operation())
            .field("kind", &self.kind())
            .field("message", &self.0.message)
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("attempts", &self.attempts())
            .field("source", &self.0.source)
            .finish()
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|error| error as _)
    }
}
