//! One call of an operation: takes parameters and a body, sends the request, returns the response or an error.

use std::{fmt, time::Duration};

use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use serde::Serialize;

use crate::{
    CallOptions, Error, HttpClient, Operation, Response,
    exchange::exchange,
    outcome::settle,
    outgoing::Outgoing,
    parts::Parts,
    url_text::encode_pairs,
    value::{self, Misfit},
};

/// One call of an operation that returns `T`, or `E` as its documented error.
///
/// A mistake in a value is remembered, and [`send`](Self::send) returns the first one without sending anything.
#[must_use = "a call does nothing until `send`"]
pub struct Call<T: 'static, E: 'static> {
    client: HttpClient,
    operation: &'static Operation<T, E>,
    parts: Parts,
}

impl<T, E> Call<T, E> {
    /// A call without parameters so far.
    pub fn new(client: &HttpClient, operation: &'static Operation<T, E>) -> Self {
        Self { client: client.clone(), operation, parts: Parts::default() }
    }

    /// Puts a scalar into the path as part of one segment, whatever its characters.
    pub fn path(mut self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.parts.path(name, value::scalar(value));
        self
    }

    /// Adds a scalar to the query, or each of an array under the same name; nothing for null.
    pub fn query(mut self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.parts.query(name, value::list(value));
        self
    }

    /// Sends a scalar as a header, or an array with commas; nothing for null.
    pub fn header(mut self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.parts.header(name, value::list(value));
        self
    }

    /// Sends `body` as JSON; `media_type` goes into `Content-Type`.
    pub fn json(mut self, media_type: &'static str, body: &(impl Serialize + ?Sized)) -> Self {
        let bytes = serde_json::to_vec(body).map(Bytes::from);
        self.parts.body(media_type, bytes.map_err(Misfit::Serialise));
        self
    }

    /// Sends `body` as it is; `media_type` goes into `Content-Type`.
    pub fn bytes(mut self, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        self.parts.body(media_type, Ok(body.into()));
        self
    }

    /// Sends the keys of a flat object as an HTML form would; arrays repeat their key, null sends nothing.
    pub fn form(mut self, body: &(impl Serialize + ?Sized)) -> Self {
        let text = value::fields(body)
            .map(|fields| encode_pairs(fields.iter().map(|(name, text)| (name.as_str(), text.as_str()))));
        self.parts.body("application/x-www-form-urlencoded", text.map(Bytes::from));
        self
    }

    /// Takes all options for this call.
    pub fn options(mut self, options: CallOptions) -> Self {
        if let Some(timeout) = options.timeout {
            self = self.timeout(timeout);
        }
        options.headers.into_iter().fold(self, |call, (name, value)| call.extra_header(name, value))
    }

    /// Gives the whole call, redirects and body included, this much time, whatever the client's own timeout.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.parts.timeout = Some(timeout);
        self
    }

    /// Sends one more header, in place of one of the same name; it wins over what the call would send itself.
    pub fn extra_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.parts.header_value(name, value);
        self
    }

    /// Sends the request, follows redirects, and reads and decodes the whole response.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn send(self) -> Result<Response<T>, Error<E>> {
        let operation = self.operation;
        let timeout = self.parts.timeout;
        let outgoing = Outgoing::new(&self.client.0, operation, self.parts).map_err(Error::Request)?;
        let is_named = |status| operation.names(status);
        let reply = exchange(&self.client.0, operation.id, outgoing, &is_named, timeout).await;
        settle(operation, reply.map_err(Error::Transport)?)
    }
}

impl<T, E> Clone for Call<T, E> {
    fn clone(&self) -> Self {
        Self { client: self.client.clone(), operation: self.operation, parts: self.parts.clone() }
    }
}

impl<T, E> fmt::Debug for Call<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.parts.headers.keys().collect();
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("client", &self.client)
            .field("headers", &headers)
            .field("body_bytes", &self.parts.body.as_ref().map(|body| body.bytes.len()))
            .field("timeout", &self.parts.timeout)
            .field("mistake", &self.parts.mistake)
            .finish_non_exhaustive()
    }
}
