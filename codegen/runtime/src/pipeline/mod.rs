//! The way of a request: takes a request and the settings of its call, sends it through the layers, returns the response.
//!
//! A call goes through the caller's layers for calls, retries, the caller's layers for attempts, limits, the attempt's timeout,
//! redirects, credentials and tracing, each of which is a [`Middleware`]; then to reqwest.

/// A layer of ours, and the function that does its work.
macro_rules! layer {
    ($name:ident, $run:path) => {
        pub(super) struct $name;

        impl $crate::Middleware for $name {
            fn handle<'a>(
                &'a self,
                request: &'a mut $crate::HttpRequest,
                next: $crate::Next<'a>,
            ) -> $crate::BoxFuture<'a, Result<$crate::HttpResponse, $crate::TransportError>> {
                Box::pin($run(request, next))
            }
        }
    };
}

mod attempt;
mod authorize;
mod limit;
#[cfg(not(target_arch = "wasm32"))]
mod redirects;
mod retry;
mod trace;
pub(crate) mod transport;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use http::StatusCode;
use smallvec::SmallVec;
use url::Url;

use crate::{
    Error, HttpRequest, Instant, Middleware, Next, RateLimit, RawBody, RequestError, RetryPolicy, TransportError,
    auth::{Held, Placed},
    client::Shared,
    head::{Head, Reply},
    middleware::ResponseBody,
};

pub(crate) use attempt::read;

/// Few calls need more than one.
pub(crate) type Credentials = SmallVec<[Arc<Held>; 1]>;

/// What holds for one call: what the client says, unless the call says otherwise.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) idle_timeout: Duration,
    pub(crate) retry: RetryPolicy,
    /// Whether the request may be sent again when it is not known what became of it.
    pub(crate) is_repeatable: bool,
    /// That of the operation alone.
    pub(crate) rate_limit: Option<RateLimit>,
    /// All of them are sent.
    pub(crate) credentials: Credentials,
}

/// A request that nothing speaks against, and how it is sent.
#[derive(Clone)]
pub(crate) struct Prepared {
    pub(crate) request: HttpRequest,
    pub(crate) settings: Settings,
}

/// What the layers know of a call.
pub(crate) struct Context<'a> {
    pub(crate) client: &'a Shared,
    pub(crate) settings: &'a Settings,
    /// Tells the statuses that the document names: such a redirect is a response like any other.
    #[cfg_attr(target_arch = "wasm32", expect(dead_code, reason = "a browser shows no redirect"))]
    pub(crate) is_named: &'a (dyn Fn(StatusCode) -> bool + Sync),
    /// Whether the body of a response is left to come.
    pub(crate) is_streamed: bool,
    /// Credentials go to its origin alone. Without layers of the caller only a redirect leads away.
    pub(crate) home: Option<Url>,
    pub(crate) deadline: Option<Instant>,
    /// How often all attempts were made, which is up to a layer around them.
    pub(crate) runs: AtomicU32,
    /// How often something was sent, redirects included.
    pub(crate) sent: AtomicU32,
}

impl Context<'_> {
    /// The credentials that go with a request.
    pub(crate) fn credentials<'r>(&'r self, request: &'r HttpRequest) -> impl Iterator<Item = &'r Placed> {
        let all = request.is_authorized.then(|| {
            let fixed = self.settings.credentials.iter().filter_map(|held| held.fixed());
            fixed.chain(request.provided.iter().map(|ready| &ready.placed))
        });
        all.into_iter().flatten()
    }
}

/// A response whose body may be still to come.
pub(crate) struct Opened {
    pub(crate) head: Head,
    pub(crate) body: ResponseBody,
    pub(crate) deadline: Option<Instant>,
}

impl Opened {
    /// What the response says of its body.
    pub(crate) fn content_type(&self) -> Option<&str> {
        self.head.content_type()
    }
}

/// Why there is no reply.
pub(crate) enum Failure {
    /// Nothing was sent.
    Request(RequestError),
    Transport(TransportError),
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Request(error) => Self::Request(error),
            Failure::Transport(error) => Self::Transport(error),
        }
    }
}

/// Sends a request and receives the whole response.
pub(crate) async fn exchange(
    client: &Shared,
    prepared: Prepared,
    is_named: &(dyn Fn(StatusCode) -> bool + Sync),
) -> Result<Reply, Failure> {
    let opened = run(client, prepared, is_named, false).await?;
    match opened.body {
        ResponseBody::Complete(bytes) => {
            Ok(Reply { body: RawBody::of(&opened.head.headers, bytes), head: opened.head })
        }
        // A layer of the caller may have taken it from somewhere else.
        ResponseBody::Incoming(_) => Box::pin(read(client, opened)).await.map_err(Failure::Transport),
    }
}

/// Sends a request and receives the head of the response.
pub(crate) async fn open(
    client: &Shared,
    prepared: Prepared,
    is_named: &(dyn Fn(StatusCode) -> bool + Sync),
) -> Result<Opened, Failure> {
    run(client, prepared, is_named, true).await
}

async fn run(
    client: &Shared,
    prepared: Prepared,
    is_named: &(dyn Fn(StatusCode) -> bool + Sync),
    is_streamed: bool,
) -> Result<Opened, Failure> {
    let Prepared { mut request, settings } = prepared;
    let is_settled = !client.has_layers() && settings.credentials.iter().all(|held| held.fixed().is_some());
    request.is_authorized = is_settled;
    let context = Context {
        client,
        settings: &settings,
        is_named,
        is_streamed,
        home: client.has_layers().then(|| request.url.clone()),
        deadline: client.time.after(settings.timeout),
        runs: AtomicU32::new(0),
        sent: AtomicU32::new(0),
    };
    let layers = layers(&context, is_settled);
    let result = {
        let mut run = Next::new(&layers, &context).run(&mut request);
        match client.has_layers() {
            // Nobody knows how long a layer of the caller takes.
            true => client.time.within(context.deadline, run.as_mut()).await,
            false => Some(run.await),
        }
    };
    let result = result.unwrap_or_else(|| Err(TransportError::timeout(request.operation)));
    let attempts = request.attempt;
    match result {
        Ok(response) => {
            let head = Head::new(request.operation, response.status, response.headers, attempts, &client.time);
            Ok(Opened { head, body: response.body, deadline: context.deadline })
        }
        Err(error) => Err(match error.into_refusal() {
            // Only if there was no attempt before that may have done something.
            Ok(refusal) if context.sent.load(Ordering::Relaxed) == 0 => Failure::Request(refusal),
            Ok(refusal) => Failure::Transport(TransportError::unsendable(request.operation, &refusal).after(attempts)),
            Err(error) => Failure::Transport(error.after(attempts)),
        }),
    }
}

/// The layers that have something to do.
fn layers<'a>(context: &Context<'a>, is_settled: bool) -> SmallVec<[&'a dyn Middleware; 6]> {
    let (client, settings) = (context.client, context.settings);
    let mut layers: SmallVec<[&dyn Middleware; 6]> = SmallVec::new();
    layers.extend(client.call_middleware.iter().map(|layer| &**layer));
    if settings.retry.max_attempts > 1 {
        layers.push(&retry::Retry);
    }
    layers.extend(client.middleware.iter().map(|layer| &**layer));
    if limit::is_on(context) {
        layers.push(&limit::Limit);
    }
    layers.push(&attempt::Attempt);
    // A browser follows them itself, and shows none.
    #[cfg(not(target_arch = "wasm32"))]
    layers.push(&redirects::Redirects);
    // Credentials that are at hand go to where the call goes, unless a layer of the caller leads it elsewhere.
    if !is_settled {
        layers.push(&authorize::Authorize);
    }
    if trace::is_on() {
        layers.push(&trace::Trace);
    }
    layers
}
