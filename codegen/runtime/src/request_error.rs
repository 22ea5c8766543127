//! Why a call was refused before anything was sent: takes names and reasons, prints them without any value.

/// A call that was refused before anything was sent.
///
/// It names the parameter or scheme and the reason, never a value; serde's own message, which may quote one, is dropped.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct RequestError {
    kind: RequestErrorKind,
    message: String,
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
        Self { kind, message }
    }

    /// `place` is path, query or header.
    pub(crate) fn parameter(place: &str, name: &str, reason: &str) -> Self {
        Self::new(RequestErrorKind::InvalidParameter, format!("{place} parameter `{name}`: {reason}"))
    }

    pub(crate) fn body(reason: &str) -> Self {
        Self::new(RequestErrorKind::InvalidBody, format!("body: {reason}"))
    }
}
