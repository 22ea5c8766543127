//! Why a call was refused before anything was sent: takes names and reasons, prints them without any value.

use std::{fmt, sync::Arc};

/// A call that was refused before anything was sent.
///
/// It names the parameter or scheme and the reason, never a value.
#[derive(Clone, thiserror::Error)]
#[error("{message}")]
pub struct RequestError {
    kind: RequestErrorKind,
    message: String,
    source: Option<Arc<serde_json::Error>>,
}

/// What was wrong with a call.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestErrorKind {
    /// The operation needs credentials that the client does not have.
    MissingCredentials,
    /// A path, query or header value cannot be sent.
    InvalidParameter,
    /// The body cannot be serialised, or its media type is none.
    InvalidBody,
    /// The path has a parameter that was not given.
    MissingParameter,
    /// Base URL and path make no valid URL together.
    InvalidUrl,
}

impl RequestError {
    /// What was wrong.
    pub fn kind(&self) -> RequestErrorKind {
        self.kind
    }

    pub(crate) fn new(kind: RequestErrorKind, message: String) -> Self {
        Self { kind, message, source: None }
    }

    /// `place` is path, query or header.
    pub(crate) fn parameter(place: &str, name: &str, reason: &str) -> Self {
        Self::new(RequestErrorKind::InvalidParameter, format!("{place} parameter `{name}`: {reason}"))
    }

    pub(crate) fn body(reason: &str) -> Self {
        Self::new(RequestErrorKind::InvalidBody, format!("body: {reason}"))
    }

    /// Serde's message may quote a value, so it is a source and not part of the text.
    pub(crate) fn caused_by(mut self, source: serde_json::Error) -> Self {
        self.source = Some(Arc::new(source));
        self
    }
}

impl fmt::Debug for RequestError {
    // Without the source: serde's message may quote a value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestError").field("kind", &self.kind).field("message", &self.message).finish_non_exhaustive()
    }
}
