//! Why there is no complete response: takes reqwest's error without its URL, prints the operation and the reason.

use std::borrow::Cow;

/// No complete response came. URLs, which may hold a key, are never part of it.
#[derive(Debug, thiserror::Error)]
#[error("operation `{operation}`: {message}")]
pub struct TransportError {
    operation: &'static str,
    kind: TransportErrorKind,
    message: Cow<'static, str>,
    source: Option<reqwest::Error>,
}

/// What kept the response from being complete.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransportErrorKind {
    /// No connection: the name, the address or the TLS handshake failed. Nothing was sent.
    Connect,
    /// It took longer than the call or the client allows.
    Timeout,
    /// Too many redirects, or one that leads nowhere safe.
    Redirect,
    /// The body is larger than the client allows.
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

    /// An error of reqwest before the body.
    pub(crate) fn sending(operation: &'static str, error: reqwest::Error) -> Self {
        let kind = if error.is_connect() {
            TransportErrorKind::Connect
        } else if error.is_timeout() {
            TransportErrorKind::Timeout
        } else {
            TransportErrorKind::Other
        };
        Self::caused(operation, kind, error)
    }

    /// An error of reqwest within the body.
    pub(crate) fn reading(operation: &'static str, error: reqwest::Error) -> Self {
        let kind = if error.is_timeout() { TransportErrorKind::Timeout } else { TransportErrorKind::Body };
        Self::caused(operation, kind, error)
    }

    pub(crate) fn redirect(operation: &'static str, reason: Cow<'static, str>) -> Self {
        Self { operation, kind: TransportErrorKind::Redirect, message: reason, source: None }
    }

    pub(crate) fn too_large(operation: &'static str, limit: usize) -> Self {
        Self {
            operation,
            kind: TransportErrorKind::TooLarge,
            message: format!("the response is larger than {limit} bytes").into(),
            source: None,
        }
    }

    fn caused(operation: &'static str, kind: TransportErrorKind, error: reqwest::Error) -> Self {
        let message = match kind {
            TransportErrorKind::Connect => "could not connect",
            TransportErrorKind::Timeout => "took too long",
            TransportErrorKind::Body => "the response broke off",
            _ => "the request failed",
        };
        Self { operation, kind, message: message.into(), source: Some(error.without_url()) }
    }
}
