//! A success: takes the decoded value and the response, gives access to both.

use std::{
    fmt,
    ops::{Deref, DerefMut},
};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::{
    BodyError, HeaderError, RawBody, ResponseHeader,
    decode::json_bytes,
    head::{Head, Reply},
};

/// The decoded value of a documented success, with the response it came in.
pub struct Response<T> {
    value: T,
    head: Head,
    body: RawBody,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, reply: Reply) -> Self {
        Self { value, head: reply.head, body: reply.body }
    }

    pub(crate) fn head(&self) -> &Head {
        &self.head
    }

    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The value of a documented header, by its constant of the request: `response.header(&ListPets::X_TOTAL_COUNT)?`;
    /// `None` if it did not come.
    ///
    /// # Errors
    /// Its text is not of the documented type; it is in [`headers`](Self::headers) all the same.
    pub fn header<H: DeserializeOwned>(&self, header: &ResponseHeader<H>) -> Result<Option<H>, HeaderError> {
        header.value(&self.head.headers)
    }

    /// What the server calls this request, if it says so.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }

    /// How many attempts the call took.
    pub fn attempts(&self) -> u32 {
        self.head.attempts
    }

    /// The whole body as it came, after decompression; empty where it comes as a stream.
    pub fn raw_body(&self) -> &Bytes {
        self.body.bytes()
    }

    /// The whole body as JSON, including what the document does not mention; whatever its media type.
    ///
    /// # Errors
    /// The body is not JSON.
    pub fn raw_json(&self) -> Result<serde_json::Value, BodyError> {
        json_bytes(self.raw_body())
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Response<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.head.status)
            .field("request_id", &self.request_id())
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}
