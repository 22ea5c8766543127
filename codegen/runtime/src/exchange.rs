//! Sending and receiving: takes the first request, follows redirects, returns the complete response.

use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http::{StatusCode, header};

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
    timeout: Option<Duration>,
) -> Result<Reply, TransportError> {
    // A timeout beyond the end of the clock is none.
    let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
    let mut left = client.max_redirects;
    loop {
        let time_left = deadline.map(|end| end.saturating_duration_since(Instant::now()));
        let response = client.http.execute(outgoing.to_reqwest(time_left)).await;
        let response = response.map_err(|error| TransportError::sending(operation, error))?;
        let step = match response.status() {
            named if is_named(named) => Next::Stay,
            status => next(&outgoing, status, response.headers()),
        };
        outgoing = match step {
            Next::Stay => return read(operation, response, client.max_response_bytes).await,
            Next::Refuse(reason) => return Err(TransportError::redirect(operation, reason.into())),
            Next::Follow(next) => *next,
        };
        left = left.checked_sub(1).ok_or_else(|| too_many(operation, client.max_redirects))?;
    }
}

async fn read(operation: &'static str, mut response: reqwest::Response, limit: usize) -> Result<Reply, TransportError> {
    let bytes = read_body(operation, &mut response, limit).await?;
    let headers = std::mem::take(response.headers_mut());
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    Ok(Reply {
        body: RawBody::new(content_type.map(str::to_owned), bytes),
        head: Head { operation, status: response.status(), headers },
    })
}

async fn read_body(
    operation: &'static str,
    response: &mut reqwest::Response,
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

fn too_many(operation: &'static str, limit: usize) -> TransportError {
    TransportError::redirect(operation, format!("more than {limit} redirects").into())
}
