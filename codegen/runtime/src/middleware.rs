//! What stands between a call and the network: takes a request, passes it on, and sees and changes what comes back.

use std::{fmt, sync::Arc};

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use url::Url;

use crate::{
    Body, BoxFuture, TransportError,
    auth::Ready,
    body::Source,
    incoming::{Received, receive},
    limits::{Carried, Turn},
    pipeline::{Context, transport},
};

/// A layer around requests. Retries, redirects, credentials and tracing of this library are such layers, too.
///
/// ```
/// use specwright_runtime::{
///     BoxFuture, HttpRequest, HttpResponse, Middleware, Next, TransportError,
///     reqwest::header::{HeaderName, HeaderValue},
/// };
///
/// struct Tenant(HeaderValue);
///
/// impl Middleware for Tenant {
///     fn handle<'a>(
///         &'a self,
///         request: &'a mut HttpRequest,
///         next: Next<'a>,
///     ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
///         Box::pin(async move {
///             request.headers_mut().insert(HeaderName::from_static("x-tenant"), self.0.clone());
///             let response = next.run(request).await?;
///             println!("{} {}: {}", request.operation(), request.attempt(), response.status());
///             Ok(response)
///         })
///     }
/// }
/// ```
///
/// A client takes layers by [`middleware`](crate::HttpClientBuilder::middleware), which see each attempt, and by
/// [`call_middleware`](crate::HttpClientBuilder::call_middleware), which see a call as a whole. Redirects and credentials lie
/// further in: a layer sees neither. What it adds to the headers goes to no other origin, but for `Accept`, `User-Agent` and
/// `Last-Event-ID`.
///
/// A layer may answer without [`Next`], which makes it a cache or a transport of its own. It may be dropped at any await.
pub trait Middleware: Send + Sync + 'static {
    /// Passes the request on by [`Next::run`], once, several times or not at all, and returns the response.
    fn handle<'a>(
        &'a self,
        request: &'a mut HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>>;
}

impl<M: Middleware + ?Sized> Middleware for Arc<M> {
    fn handle<'a>(
        &'a self,
        request: &'a mut HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        (**self).handle(request, next)
    }
}

/// The rest of the way to the network.
#[derive(Clone, Copy)]
pub struct Next<'a> {
    layers: &'a [&'a dyn Middleware],
    pub(crate) context: &'a Context<'a>,
}

impl<'a> Next<'a> {
    pub(crate) fn new(layers: &'a [&'a dyn Middleware], context: &'a Context<'a>) -> Self {
        Self { layers, context }
    }

    /// Sends the request through the layers that are left.
    ///
    /// # Errors
    /// No complete response came.
    pub fn run<'b>(self, request: &'b mut HttpRequest) -> BoxFuture<'b, Result<HttpResponse, TransportError>>
    where
        'a: 'b,
    {
        match self.layers.split_first() {
            Some((layer, layers)) => layer.handle(request, Next { layers, context: self.context }),
            None => Box::pin(transport::send(request, self.context)),
        }
    }
}

impl fmt::Debug for Next<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Next").field("layers", &self.layers.len()).finish_non_exhaustive()
    }
}

/// A request on its way out, without its credentials.
#[derive(Clone)]
pub struct HttpRequest {
    pub(crate) operation: &'static str,
    pub(crate) template: &'static str,
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Source>,
    pub(crate) attempt: u32,
    pub(crate) is_redirected: bool,
    /// Whether a redirect has led to another origin. It never comes back from there.
    pub(crate) has_left: bool,
    /// Whether credentials go along.
    pub(crate) is_authorized: bool,
    /// Those that were asked for; the others are in the settings of the call.
    pub(crate) provided: Vec<Ready>,
    pub(crate) turn: Carried,
}

impl HttpRequest {
    pub(crate) fn new(operation: &'static str, template: &'static str, method: Method, url: Url) -> Self {
        Self {
            operation,
            template,
            method,
            url,
            headers: HeaderMap::new(),
            body: None,
            attempt: 1,
            is_redirected: false,
            has_left: false,
            is_authorized: false,
            provided: Vec::new(),
            turn: Carried::default(),
        }
    }

    /// The id of the operation.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The path of the document with its `{placeholders}`; empty for a request without an operation.
    pub fn path_template(&self) -> &'static str {
        self.template
    }

    /// Which attempt of the call this is, from 1.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The URL. Credentials that stand in the query are not there yet.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// The URL, to change it. No credential goes to another origin than that of the call.
    pub fn url_mut(&mut self) -> &mut Url {
        &mut self.url
    }

    /// The headers, but those of credentials.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The headers, to change them. What is there under the name of a credential's header is sent instead of it.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }

    /// The body, if there is one and it lies in memory.
    pub fn body(&self) -> Option<&Bytes> {
        match &self.body {
            Some(Source::Bytes(bytes)) => Some(bytes),
            _ => None,
        }
    }

    /// Sends this body instead. Its media type is up to the headers.
    pub fn set_body(&mut self, body: impl Into<Body>) {
        self.body = Some(body.into().source);
    }
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.keys().collect();
        f.debug_struct("HttpRequest")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("attempt", &self.attempt)
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}

/// A response, whose body is complete unless the call streams it.
pub struct HttpResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: ResponseBody,
}

pub(crate) enum ResponseBody {
    Complete(Bytes),
    Incoming(Box<Incoming>),
}

/// A body that is still to come, and the place that it takes up meanwhile.
pub(crate) struct Incoming {
    pub(crate) response: Received,
    pub(crate) turn: Option<Box<Turn>>,
}

impl HttpResponse {
    /// A response that no server sent.
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        Self { status, headers, body: ResponseBody::Complete(body.into()) }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The headers, to change them.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }

    /// The body, after decompression; `None` while it has not come, because the call streams it.
    pub fn body(&self) -> Option<&Bytes> {
        match &self.body {
            ResponseBody::Complete(bytes) => Some(bytes),
            ResponseBody::Incoming(_) => None,
        }
    }

    /// Takes this for the body.
    pub fn set_body(&mut self, body: impl Into<Bytes>) {
        self.body = ResponseBody::Complete(body.into());
    }

    pub(crate) fn incoming(mut response: reqwest::Response, turn: Option<Box<Turn>>) -> Self {
        let headers = std::mem::take(response.headers_mut());
        Self {
            status: response.status(),
            headers,
            body: ResponseBody::Incoming(Box::new(Incoming { response: receive(response), turn })),
        }
    }

    /// Its place, for the request that comes next.
    pub(crate) fn take_turn(&mut self) -> Carried {
        match &mut self.body {
            ResponseBody::Complete(_) => Carried::default(),
            ResponseBody::Incoming(incoming) => Carried(incoming.turn.take()),
        }
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .field("body_bytes", &self.body().map(Bytes::len))
            .finish_non_exhaustive()
    }
}
