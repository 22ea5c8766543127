//! Why there is no complete response: takes reqwest's error without its URL, prints the operation and the reason.

use std::{borrow::Cow, fmt};

use http::{HeaderMap, StatusCode};

use crate::{RequestError, head::Head};

/// No complete response came. URLs, which may hold a key, are never part of it.
///
/// `Display` and `Debug` show no header value but the request id.
pub struct TransportError {
    operation: &'static str,
    kind: TransportErrorKind,
    message: Cow<'static, str>,
    /// Of the response whose body is not complete.
    head: Option<Box<Head>>,
    source: Option<reqwest::Error>,
}

/// What kept the response from being complete.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransportErrorKind {
    /// No connection: the name, the address or the TLS handshake failed. Nothing was sent.
    ///
    /// Only for the server that was called: when a redirect leads nowhere, something has been sent already.
    Connect,
    /// It took longer than the call or the client allows; of a stream, the next piece of it.
    Timeout,
    /// Too many redirects, or one that leads nowhere safe, or to no server.
    Redirect,
    /// The body, or an item of a stream, is larger than the client allows.
    TooLarge,
    /// The body broke off, or its compression is broken.
    Body,
    /// Anything else between sending the request and the first byte of the body.
    Other,
}

impl TransportError {
    /// What kept the response from being complete.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// The id of the operation.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The status, if a response began to come.
    pub fn status(&self) -> Option<StatusCode> {
        self.head.as_ref().map(|head| head.status)
    }

    /// The headers, if a response began to come.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.head.as_ref().map(|head| &head.headers)
    }

    /// What the server calls this request, if a response began to come and says so.
    pub fn request_id(&self) -> Option<&str> {
        self.head.as_ref()?.request_id()
    }

    /// An error of reqwest before the body.
    pub(crate) fn sending(operation: &'static str, error: reqwest::Error, is_redirected: bool) -> Self {
        let (kind, message) = match error.is_connect() {
            true if is_redirected => (TransportErrorKind::Redirect, "could not connect where a redirect leads"),
            true => (TransportErrorKind::Connect, "could not connect"),
            false if error.is_timeout() => return Self::timeout(operation).caused_by(error),
            false => (TransportErrorKind::Other, "the request failed"),
        };
        Self::new(operation, kind, message).caused_by(error)
    }

    /// An error of reqwest within the body.
    pub(crate) fn reading(operation: &'static str, error: reqwest::Error) -> Self {
        match error.is_timeout() {
            true => Self::timeout(operation),
            false => Self::new(operation, TransportErrorKind::Body, "the response broke off"),
        }
        .caused_by(error)
    }

    pub(crate) fn timeout(operation: &'static str) -> Self {
        Self::new(operation, TransportErrorKind::Timeout, "took too long")
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

    pub(crate) fn too_large(operation: &'static str, limit: usize) -> Self {
        let message = format!("the response is larger than {limit} bytes");
        Self::new(operation, TransportErrorKind::TooLarge, message)
    }

    pub(crate) fn item_too_large(operation: &'static str, limit: usize) -> Self {
        let message = format!("an item of the stream is larger than {limit} bytes");
        Self::new(operation, TransportErrorKind::TooLarge, message)
    }

    /// Keeps what had come of the response.
    pub(crate) fn within(self, head: Head) -> Self {
        Self { head: Some(Box::new(head)), ..self }
    }

    fn new(operation: &'static str, kind: TransportErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self { operation, kind, message: message.into(), head: None, source: None }
    }

    fn caused_by(self, error: reqwest::Error) -> Self {
        Self { source: Some(error.without_url()), ..self }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.head {
            Some(head) => head.fmt(f)?,
            None => write!(f, "operation `{}`", self.operation)?,
        }
        write!(f, ": {}", self.message)
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("operation", &self.operation)
            .field("kind", &self.kind)
            .field("message", &self.message)
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("source", &self.source)
            .finish()
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|error| error as _)
    }
}
