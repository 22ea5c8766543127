//! Responses that are no documented success: takes the response, returns its parts and the decoded error.

use std::fmt;

use crate::{
    BodyError,
    head::{Kept, Reply, kept_accessors},
};

/// A response whose status is no documented success: a documented error, or one the document does not name.
///
/// `Display` and `Debug` show neither header values (but the request id) nor the body.
pub struct StatusError<E> {
    kept: Kept,
    body: Option<Result<E, BodyError>>,
}

impl<E> StatusError<E> {
    /// `body` is what a documented error decoded to; `None`: the document does not name this status.
    pub(crate) fn new(reply: Reply, body: Option<Result<E, BodyError>>) -> Self {
        Self { kept: reply.into(), body }
    }

    kept_accessors!();

    /// Whether the document names this status: by code, by range or by `default`.
    pub fn is_documented(&self) -> bool {
        self.body.is_some()
    }

    /// The decoded error, if the document names this status and the body fits.
    pub fn body(&self) -> Option<&E> {
        self.body.as_ref()?.as_ref().ok()
    }

    /// The decoded error itself, if the document names this status and the body fits.
    pub fn into_body(self) -> Option<E> {
        self.body?.ok()
    }

    /// Why the body of a documented status does not fit; `None` if it does or the status is undocumented.
    pub fn body_error(&self) -> Option<&BodyError> {
        self.body.as_ref()?.as_ref().err()
    }
}

impl<E> fmt::Display for StatusError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kept.head.fmt(f)?;
        match &self.body {
            None => f.write_str(", a status that the document does not name"),
            Some(Err(error)) => write!(f, ", and its body does not fit the document: {error}"),
            Some(Ok(_)) => Ok(()),
        }
    }
}

impl<E> fmt::Debug for StatusError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StatusError")
            .field("operation", &self.kept.head.operation)
            .field("status", &self.kept.head.status)
            .field("request_id", &self.request_id())
            .field("raw_body_bytes", &self.kept.raw_body.len())
            .field("is_documented", &self.is_documented())
            .field("body_error", &self.body_error())
            .finish_non_exhaustive()
    }
}

impl<E> std::error::Error for StatusError<E> {}
