//! Documented successes whose body does not fit: takes the response and the reason, returns both.

use std::fmt;

use crate::{
    BodyError,
    head::{Kept, Reply, kept_accessors},
};

/// A documented success whose body does not fit its type.
///
/// `Display` and `Debug` show neither header values (but the request id) nor the body.
pub struct DecodeError {
    kept: Kept,
    error: BodyError,
}

impl DecodeError {
    pub(crate) fn new(reply: Reply, error: BodyError) -> Self {
        Self { kept: reply.into(), error }
    }

    kept_accessors!();

    /// Where in the JSON value the mistake is: `company.name`, `meters[2]`.
    pub fn path(&self) -> Option<&str> {
        self.error.path()
    }

    /// Where in the document the schema stands that the value does not fit: `#/components/schemas/Company/properties/name`.
    pub fn pointer(&self) -> Option<&str> {
        self.error.pointer()
    }

    /// Why the body does not fit.
    pub fn body_error(&self) -> &BodyError {
        &self.error
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, but its body does not fit the document: {}", self.kept.head, self.error)
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("operation", &self.kept.head.operation)
            .field("status", &self.kept.head.status)
            .field("request_id", &self.request_id())
            .field("raw_body_bytes", &self.kept.raw_body.len())
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for DecodeError {}
