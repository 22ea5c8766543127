//! Resuming a stream of events: takes the request that it came from, gives its continuation.

use std::{
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use http::{HeaderName, HeaderValue, StatusCode};

use crate::{
    BoxFuture, HttpClient, RetryPolicy, TransportError,
    chunks::Chunks,
    drift::Drifts,
    media::essence,
    pipeline::{Failure, Opened, Prepared, open},
};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Before an attempt, unless the server says otherwise.
const WAIT: Duration = Duration::from_secs(3);

/// Servers take no larger header.
const LONGEST_ID: usize = 8 * 1024;

/// Whatever the server says.
const LONGEST_WAIT: Duration = Duration::from_secs(5 * 60);

/// A request that can be sent again.
pub(crate) struct Replay {
    pub(crate) client: HttpClient,
    pub(crate) prepared: Prepared,
    pub(crate) is_named: Box<dyn Fn(StatusCode) -> bool + Send + Sync>,
}

impl Replay {
    /// A server need not know that it has seen a request before, unless that changes nothing.
    fn can_be_sent_again(&self) -> bool {
        let method = &self.prepared.request.method;
        method.is_safe() || method.as_str() == "QUERY"
    }

    pub(crate) fn chunks(&self, opened: Opened) -> Chunks {
        Chunks::new(opened, self.client.0.time.clone(), self.prepared.settings.idle_timeout)
    }
}

/// What became of an attempt.
pub(crate) enum Attempt {
    Resumed(Chunks),
    /// The server says that nothing follows.
    Over,
    Failed(TransportError),
}

type Running = BoxFuture<'static, Tried>;

enum Tried {
    Opened(Box<Opened>),
    Over,
    /// Another attempt may succeed.
    Again(TransportError),
    Never(TransportError),
}

/// The attempts to resume a stream.
pub(crate) struct Attempts {
    replay: Arc<Replay>,
    most: u32,
    left: u32,
    after: Option<HeaderValue>,
    wait: Duration,
    running: Option<Running>,
}

impl Attempts {
    pub(crate) fn new(mut replay: Replay) -> Self {
        if !replay.can_be_sent_again() {
            // What is never sent again need not be held as long as the stream lasts.
            replay.prepared.request.body = None;
        }
        Self { replay: Arc::new(replay), most: 0, left: 0, after: None, wait: WAIT, running: None }
    }

    pub(crate) fn allow(&mut self, most: u32) {
        self.most = if self.replay.can_be_sent_again() { most } else { 0 };
        self.reset();
    }

    pub(crate) fn drifts(&self) -> &Drifts {
        &self.replay.client.0.drifts
    }

    /// An event has come.
    pub(crate) fn reset(&mut self) {
        self.left = self.most;
    }

    /// Starts an attempt after an error, or gives the error back.
    pub(crate) fn start(
        &mut self,
        error: TransportError,
        last_id: Option<&str>,
        retry: Option<u64>,
    ) -> Option<TransportError> {
        // An id that no header can hold is none.
        let id = last_id.filter(|id| id.len() <= LONGEST_ID);
        self.after = id.and_then(|id| HeaderValue::from_bytes(id.as_bytes()).ok());
        self.wait = retry.map_or(WAIT, Duration::from_millis).min(LONGEST_WAIT);
        self.again(error)
    }

    /// Starts another attempt, not sooner than the server asks.
    fn again_after(&mut self, error: TransportError) -> Option<TransportError> {
        let asked = error.retry_after().unwrap_or_default();
        if asked > LONGEST_WAIT {
            return Some(error);
        }
        self.wait = self.wait.max(asked);
        self.again(error)
    }

    fn again(&mut self, error: TransportError) -> Option<TransportError> {
        let Some(left) = self.left.checked_sub(1) else { return Some(error) };
        self.left = left;
        self.running = Some(Box::pin(attempt(self.replay.clone(), self.after.clone(), self.wait)));
        None
    }

    /// What became of the attempt that is under way; `None` if none is.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Attempt>> {
        while let Some(running) = &mut self.running {
            let tried = ready!(running.as_mut().poll(cx));
            self.running = None;
            let attempt = match tried {
                Tried::Opened(opened) => Attempt::Resumed(self.replay.chunks(*opened)),
                Tried::Over => Attempt::Over,
                Tried::Never(error) => Attempt::Failed(error),
                Tried::Again(error) => match self.again_after(error) {
                    Some(error) => Attempt::Failed(error),
                    None => continue,
                },
            };
            return Poll::Ready(Some(attempt));
        }
        Poll::Ready(None)
    }
}

async fn attempt(replay: Arc<Replay>, after: Option<HeaderValue>, wait: Duration) -> Tried {
    replay.client.0.time.pause(wait).await;
    let mut prepared = replay.prepared.clone();
    let operation = prepared.request.operation;
    // How often is counted here.
    prepared.settings.retry = RetryPolicy::never();
    // What the caller has said counts no longer.
    if let Some(id) = after {
        prepared.request.headers.insert(LAST_EVENT_ID, id);
    }
    let opened = open(&replay.client.0, prepared, &*replay.is_named).await;
    let opened = match opened {
        Ok(opened) => opened,
        Err(Failure::Transport(error)) => return Tried::Again(error),
        Err(Failure::Request(error)) => return Tried::Never(TransportError::unsendable(operation, &error)),
    };
    let is_stream = opened.content_type().is_none_or(|text| essence(text) == "text/event-stream");
    match opened.head.status {
        StatusCode::NO_CONTENT => Tried::Over,
        status if status.is_success() && is_stream => Tried::Opened(Box::new(opened)),
        status => {
            let error = TransportError::not_resumed(operation).within(opened.head);
            let is_passing = status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS;
            if is_passing { Tried::Again(error) } else { Tried::Never(error) }
        }
    }
}
