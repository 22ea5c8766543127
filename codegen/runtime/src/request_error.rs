//! Why a call was refused before anything was sent: takes names and reasons, prints them without any value.

use crate::ValidationError;

/// A call that was refused before anything was sent.
///
/// It names the parameter or scheme and the reason. A value is quoted only if it breaks a rule of the document and is no
/// secret; serde's own message, which may quote one, is dropped.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct RequestError {
    kind: RequestErrorKind,
    message: String,
    #[source]
    validation: Option<ValidationError>,
}

/// What was wrong with a call.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestErrorKind {
    /// The operation needs credentials that the client does not have.
    MissingCredentials,
    /// A credential of this call cannot be sent, or is for a scheme that the document does not have.
    InvalidCredential,
    /// A path, query, header or cookie value cannot be sent.
    InvalidParameter,
    /// The body cannot be serialised, or its media type is none.
    InvalidBody,
    /// Values break rules of the document; [`RequestError::validation`] has them all.
    Invalid,
    /// The path has a parameter that was not given.
    MissingParameter,
    /// Base URL and path make no valid URL together.
    InvalidUrl,
    /// The method of the operation is none of HTTP.
    InvalidMethod,
}

impl RequestError {
    /// What was wrong.
    pub fn kind(&self) -> RequestErrorKind {
        self.kind
    }

    /// All rules of the document that values break, if that is why.
    pub fn validation(&self) -> Option<&ValidationError> {
        self.validation.as_ref()
    }

    pub(crate) fn new(kind: RequestErrorKind, message: String) -> Self {
        Self { kind, message, validation: None }
    }

    pub(crate) fn invalid(validation: ValidationError) -> Self {
        Self { kind: RequestErrorKind::Invalid, message: validation.to_string(), validation: Some(validation) }
    }

    /// `place` is path, query, header or cookie.
    pub(crate) fn parameter(place: &str, name: &str, reason: &str) -> Self {
        Self::new(RequestErrorKind::InvalidParameter, format!("{place} parameter `{name}`: {reason}"))
    }

    pub(crate) fn body(reason: &str) -> Self {
        Self::new(RequestErrorKind::InvalidBody, format!("body: {reason}"))
    }
}
