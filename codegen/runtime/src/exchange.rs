//! Sending and receiving: takes the first request, follows redirects, returns the complete response.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{StatusCode, header};
use tokio::time::{Instant, timeout_at};

use crate::{
    Error, RawBody, RequestError, TransportError,
    client::Shared,
    head::{Head, Reply},
    outgoing::Outgoing,
    redirect::{Next, next},
};

/// Why there is no reply.
pub(crate) enum Failure {
    /// Nothing was sent.
    Request(RequestError),
    Transport(TransportError),
}

impl From<TransportError> for Failure {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
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
    operation: &'static str,
    outgoing: Outgoing,
    is_named: &(dyn Fn(StatusCode) -> bool + Sync),
    timeout: Duration,
) -> Result<Reply, Failure> {
    let opened = open(client, operation, outgoing, is_named, timeout).await?;
    Ok(read(opened, client.max_response_bytes).await?)
}

/// A response whose body has not come yet.
pub(crate) struct Opened {
    pub(crate) head: Head,
    pub(crate) response: reqwest::Response,
    deadline: Option<Instant>,
}

impl Opened {
    /// What the response says of its body.
    pub(crate) fn content_type(&self) -> Option<&str> {
        content_type(&self.head)
    }
}

/// Sends a request and follows redirects, until there is the head of the response.
///
/// `is_named` tells the statuses that the document names: such a redirect is a response like any other.
pub(crate) async fn open(
    client: &Shared,
    operation: &'static str,
    mut outgoing: Outgoing,
    is_named: &(dyn Fn(StatusCode) -> bool + Sync),
    timeout: Duration,
) -> Result<Opened, Failure> {
    // A timeout beyond the end of the clock is none.
    let deadline = Instant::now().checked_add(timeout);
    let mut redirects = 0;
    loop {
        let request = within(deadline, outgoing.to_reqwest()).await;
        let request = match request.ok_or_else(|| TransportError::timeout(operation))? {
            Ok(request) => request,
            Err(reason) if redirects == 0 => return Err(Failure::Request(RequestError::body(&reason.to_string()))),
            Err(reason) => return Err(TransportError::redirect(operation, format!("the body {reason}")).into()),
        };
        let response = within(deadline, client.http.execute(request)).await;
        let response = response.ok_or_else(|| TransportError::timeout(operation))?;
        let mut response = response.map_err(|error| TransportError::sending(operation, error, redirects > 0))?;
        let step = match response.status() {
            named if is_named(named) => Next::Stay,
            status => next(&outgoing, status, response.headers()),
        };
        outgoing = match step {
            Next::Stay => {
                let headers = std::mem::take(response.headers_mut());
                let head = Head { operation, status: response.status(), headers };
                return Ok(Opened { head, response, deadline });
            }
            Next::Refuse(reason) => return Err(TransportError::redirect(operation, reason).into()),
            Next::Follow(next) => *next,
        };
        if redirects == client.max_redirects {
            return Err(TransportError::redirect(operation, format!("more than {redirects} redirects")).into());
        }
        redirects += 1;
    }
}

/// Receives the body.
pub(crate) async fn read(opened: Opened, limit: usize) -> Result<Reply, TransportError> {
    let Opened { head, response, deadline } = opened;
    let operation = head.operation;
    let bytes = match within(deadline, read_body(operation, response, limit)).await {
        Some(Ok(bytes)) => bytes,
        Some(Err(error)) => return Err(error.within(head)),
        None => return Err(TransportError::timeout(operation).within(head)),
    };
    Ok(Reply { body: RawBody::new(content_type(&head).map(str::to_owned), bytes), head })
}

fn content_type(head: &Head) -> Option<&str> {
    head.headers.get(header::CONTENT_TYPE)?.to_str().ok()
}

async fn read_body(
    operation: &'static str,
    mut response: reqwest::Response,
    limit: usize,
) -> Result<Bytes, TransportError> {
    let mut body = BytesMut::new();
    let broken = |error| TransportError::reading(operation, error);
    while let Some(chunk) = response.chunk().await.map_err(broken)? {
        if chunk.len() > limit.saturating_sub(body.len()) {
            return Err(TransportError::too_large(operation, limit));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// What comes before the deadline; `None` if nothing does.
async fn within<T>(deadline: Option<Instant>, future: impl Future<Output = T>) -> Option<T> {
    match deadline {
        Some(deadline) => timeout_at(deadline, future).await.ok(),
        None => Some(future.await),
    }
}
