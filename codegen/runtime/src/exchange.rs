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

/// `is_named` tells the statuses that the document names: such a redirect is a response like any other.
pub(crate) async fn exchange(
    client: &Shared,
    operation: &'static str,
    mut outgoing: Outgoing,
    is_named: &(dyn Fn(StatusCode) -> bool + Sync),
    timeout: Duration,
) -> Result<Reply, Failure> {
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
        let response = response.map_err(|error| TransportError::sending(operation, error, redirects > 0))?;
        let step = match response.status() {
            named if is_named(named) => Next::Stay,
            status => next(&outgoing, status, response.headers()),
        };
        outgoing = match step {
            Next::Stay => return Ok(read(operation, response, client.max_response_bytes, deadline).await?),
            Next::Refuse(reason) => return Err(TransportError::redirect(operation, reason).into()),
            Next::Follow(next) => *next,
        };
        if redirects == client.max_redirects {
            return Err(TransportError::redirect(operation, format!("more than {redirects} redirects")).into());
        }
        redirects += 1;
    }
}

async fn read(
    operation: &'static str,
    mut response: reqwest::Response,
    limit: usize,
    deadline: Option<Instant>,
) -> Result<Reply, TransportError> {
    let head = Head { operation, status: response.status(), headers: std::mem::take(response.headers_mut()) };
    let bytes = match within(deadline, read_body(operation, response, limit)).await {
        Some(Ok(bytes)) => bytes,
        Some(Err(error)) => return Err(error.within(head)),
        None => return Err(TransportError::timeout(operation).within(head)),
    };
    let content_type = head.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    Ok(Reply { body: RawBody::new(content_type.map(str::to_owned), bytes), head })
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
