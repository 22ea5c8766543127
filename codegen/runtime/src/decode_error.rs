//! Documented successes whose body does not fit: takes the response and the reason, returns both.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::{
    BodyError,
    head::{Head, Reply, cut},
};

/// A documented success whose body does not fit its type.
///
/// `Display` and `Debug` show neither header values (but the request id) nor the body.
pub struct DecodeError {
    head: Head,
    raw_body: Bytes,
    is_truncated: bool,
    error: BodyError,
}

impl DecodeError {
    pub(crate) fn new(reply: Reply, error: BodyError) -> Self {
        let (raw_body, is_truncated) = cut(reply.body.bytes());
        Self { head: reply.head, raw_body, is_truncated, error }
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

    /// Where in the JSON value the mistake is: `company.name`, `meters[2]`.
    pub fn path(&self) -> Option<&str> {
        self.error.path()
    }

    /// Why the body does not fit.
    pub fn body_error(&self) -> &BodyError {
        &self.error
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, but its body does not fit the document: {}", self.head, self.error)
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("operation", &self.head.operation)
            .field("status", &self.head.status)
            .field("request_id", &self.request_id())
            .field("raw_body_bytes", &self.raw_body.len())
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for DecodeError {}
