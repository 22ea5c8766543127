//! Pages that do not follow each other as the document says: takes the head of the last response, says what is wrong.

use std::fmt;

use http::{HeaderMap, StatusCode};

use crate::head::Head;

/// A list that does not go on as the document says. The responses themselves were fine.
#[derive(Clone)]
pub struct PageError {
    kind: PageErrorKind,
    message: String,
    head: Head,
}

/// What is wrong with the pages of a list.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageErrorKind {
    /// A page that was given already, or a way back to one. The server may take no notice of what it is asked for, or the list has
    /// become shorter meanwhile.
    Repeated,
    /// The page says that another one follows, and not how to get there.
    NoWayOn,
    /// The next page is said to be on another server, where neither the call nor its credentials belong.
    OtherOrigin,
    /// What the page says about its place in the list is not of the documented type.
    Unreadable,
}

impl PageError {
    pub(super) fn new(kind: PageErrorKind, message: impl Into<String>, head: &Head) -> Self {
        Self { kind, message: message.into(), head: head.clone() }
    }

    /// What is wrong.
    pub fn kind(&self) -> PageErrorKind {
        self.kind
    }

    /// The id of the operation.
    pub fn operation(&self) -> &'static str {
        self.head.operation
    }

    /// The status of the last response.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers of the last response.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// What the server calls the last request, if it says so.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }

    /// How many attempts the last call took.
    pub fn attempts(&self) -> u32 {
        self.head.attempts
    }
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, but {}", self.head, self.message)
    }
}

impl fmt::Debug for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageError")
            .field("kind", &self.kind)
            .field("operation", &self.head.operation)
            .field("request_id", &self.request_id())
            .finish_non_exhaustive()
    }
}

impl std::error::Error for PageError {}
