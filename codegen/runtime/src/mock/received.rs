//! A request as the server received it.

use std::{borrow::Cow, fmt};

use bytes::Bytes;
use http::{HeaderMap, Method, Uri, request};
use serde_json::Value;

/// A request that came over the wire.
#[derive(Clone)]
pub struct Received {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
    number: u64,
}

impl Received {
    pub(super) fn new(head: request::Parts, body: Bytes, number: u64) -> Self {
        Self { method: head.method, uri: head.uri, headers: head.headers, body, number }
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// What was asked for, as it was sent: path and query.
    pub fn target(&self) -> &str {
        self.uri.path_and_query().map_or_else(|| self.uri.path(), |target| target.as_str())
    }

    /// The path, as it was sent.
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// What stands behind the question mark, as it was sent.
    pub fn query(&self) -> Option<&str> {
        self.uri.query()
    }

    /// The pairs of the query, decoded, in their order.
    pub fn query_pairs(&self) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
        url::form_urlencoded::parse(self.query().unwrap_or_default().as_bytes())
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header that is text; the first of several.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The body, empty if there was none.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// It is none.
    pub fn json(&self) -> serde_json::Result<Value> {
        serde_json::from_slice(&self.body)
    }

    /// Which request of the server this is, by the order in which they came; the first is 1.
    pub fn number(&self) -> u64 {
        self.number
    }
}

/// Shows no value, as any may be a secret.
impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("number", &self.number)
            .field("method", &self.method)
            .field("path", &self.path())
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
