//! A request that the document does not know: takes a method and a path, sends it the way of all others.

use http::Method;
use serde::Serialize;

use crate::{
    Body, BodyError, Call, CallOptions, Decode, Download, Error, HttpClient, Operation, RawBody, Repeat, Response,
    Status, Style, parts::encoded_pairs,
};

/// A request of no operation; see [`HttpClient::request`].
#[derive(Clone, Debug)]
#[must_use = "a request does nothing until it is sent"]
pub struct RawCall {
    call: Call<RawBody, RawBody>,
}

/// Any answer is kept as it is.
static ANY: Operation<RawBody, RawBody> = Operation {
    id: "request",
    method: "GET",
    path: "",
    security: &[],
    retry: Repeat::ByMethod,
    idempotency_key: None,
    rate_limit: None,
    accept: "",
    responses: &[(Status::Range(2), Decode::Success(keep)), (Status::Default, Decode::Error(keep))],
    rules: &[],
};

#[expect(clippy::unnecessary_wraps, reason = "the type of a decoder")]
fn keep(body: &RawBody) -> Result<RawBody, BodyError> {
    Ok(body.clone())
}

impl RawCall {
    pub(crate) fn new(client: &HttpClient, method: Method, path: String) -> Self {
        Self { call: Call::new(client, &ANY).at(Some(method), path).security(client.0.api.security) }
    }

    /// Puts a scalar into the query, each of an array under the same name, or each of an object under its key.
    pub fn query(mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        self.call.parts.extra_query(name, encoded_pairs(name, Style::FORM, value));
        self
    }

    /// Sends `body` as JSON.
    pub fn json(self, body: &(impl Serialize + ?Sized)) -> Self {
        Self { call: self.call.json("application/json", body) }
    }

    /// Sends `body` as it is, under this media type.
    pub fn body(self, media_type: impl Into<String>, body: impl Into<Body>) -> Self {
        Self { call: self.call.bytes("", body.into().content_type(media_type)) }
    }

    /// Takes the options for this request: headers, credentials, timeouts and all others.
    pub fn options(self, options: CallOptions) -> Self {
        Self { call: self.call.options(options) }
    }

    /// Sends the request and receives the whole response, of whatever kind it is.
    ///
    /// # Errors
    /// See [`Error`]; any status but 2xx is one, with the body as it came.
    pub async fn send(self) -> Result<Response<RawBody>, Error<RawBody>> {
        self.call.send().await
    }

    /// Sends the request and gives the bytes of a success as they arrive.
    ///
    /// # Errors
    /// See [`Error`]; what fails later is an item of the stream.
    pub async fn send_download(self) -> Result<Response<Download>, Error<RawBody>> {
        self.call.download("").await
    }
}
