//! Responses that are no documented success: takes the response, returns its parts and the decoded error.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::{
    BodyError,
    head::{Head, Reply, cut},
};

/// A response whose status is no documented success: a documented error, or one the document does not name.
///
/// `Display` and `Debug` show neither header values (but the request id) nor the body.
pub struct StatusError<E> {
    head: Head,
    raw_body: Bytes,
    is_truncated: bool,
    body: Option<Result<E, BodyError>>,
}

impl<E> StatusError<E> {
    /// `body` is what a documented error decoded to; `None`: the document does not name this status.
    pub(crate) fn new(reply: Reply, body: Option<Result<E, BodyError>>) -> Self {
        let (raw_body, is_truncated) = cut(reply.body.bytes());
        Self { head: reply.head, raw_body, is_truncated, body }
    }

    /// The id of the operation.
    pub fn operation(&self) -> &'static str {
        self.head.operation
    }

    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// What the server calls this request, if it says so.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }

    /// The first 64 KiB of the body as it came.
    pub fn raw_body(&self) -> &Bytes {
        &self.raw_body
    }

    /// Whether [`raw_body`](Self::raw_body) is only the start of the body.
    pub fn is_truncated(&self) -> bool {
        self.is_truncated
    }

    /// Whether the document names this status.
    pub fn is_documented(&self) -> bool {
        self.body.is_some()
    }

    /// The decoded error, if the document names this status and the body fits.
    pub fn body(&self) -> Option<&E> {
        self.body.as_ref()?.as_ref().ok()
    }

    /// Why the body of a documented status does not fit; `None` if it does or the status is undocumented.
    pub fn body_error(&self) -> Option<&BodyError> {
        self.body.as_ref()?.as_ref().err()
    }
}

impl<E> fmt::Display for StatusError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.head.fmt(f)?;
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
            .field("operation", &self.head.operation)
            .field("status", &self.head.status)
            .field("request_id", &self.request_id())
            .field("raw_body_bytes", &self.raw_body.len())
            .field("is_documented", &self.is_documented())
            .field("body_error", &self.body_error())
            .finish_non_exhaustive()
    }
}

impl<E> std::error::Error for StatusError<E> {}
