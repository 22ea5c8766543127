//! Sending and receiving: takes the first request, follows redirects, returns the complete response.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{StatusCode, header};
use tokio::time::{Instant, timeout_at};

use crate::{
    RawBody, TransportError,
    client::Shared,
    head::{Head, Reply},
    outgoing::Outgoing,
    redirect::{Next, next},
};

/// `is_named` tells the statuses that the document names: such a redirect is a response like any other.
pub(crate) async fn exchange(
    client: &Shared,
    operation: &'static str,
    mut outgoing: Outgoing,
    is_named: &(dyn Fn(StatusCode) -> bool + Sync),
    timeout: Duration,
) -> Result<Reply, TransportError> {
    // A timeout beyond the end of the clock is none.
    let deadline = Instant::now().checked_add(timeout);
    let mut redirects = 0;
    loop {
        let response = within(deadline, client.http.execute(outgoing.to_reqwest())).await;
        let response = response.ok_or_else(|| TransportError::timeout(operation))?;
        let response = response.map_err(|error| TransportError::sending(operation, error, redirects > 0))?;
        let step = match response.status() {
            named if is_named(named) => Next::Stay,
            status => next(&outgoing, status, response.headers()),
        };
        outgoing = match step {
            Next::Stay => return read(operation, response, client.max_response_bytes, deadline).await,
            Next::Refuse(reason) => return Err(TransportError::redirect(operation, reason)),
            Next::Follow(next) => *next,
        };
        if redirects == client.max_redirects {
            return Err(TransportError::redirect(operation, format!("more than {redirects} redirects")));
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
