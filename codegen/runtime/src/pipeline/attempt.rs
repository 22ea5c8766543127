//! One attempt: takes a request, gives it its time, and receives the body of the response within the limits of the client.

use std::pin::pin;

use bytes::{Bytes, BytesMut};

use crate::{
    HttpRequest, HttpResponse, Next, RawBody, TransportError,
    client::Shared,
    head::{Head, Reply},
    middleware::{Incoming, ResponseBody},
    pipeline::Opened,
};

layer!(Attempt, attempt);

async fn attempt(request: &mut HttpRequest, next: Next<'_>) -> Result<HttpResponse, TransportError> {
    let context = next.context;
    let client = context.client;
    let end = context.settings.attempt_timeout.and_then(|timeout| client.time.after(timeout));
    let deadline = [end, context.deadline].into_iter().flatten().min();
    let (operation, attempt) = (request.operation, request.attempt);
    // What has come of the response when its time is up.
    let mut head = None;
    let whole = {
        let whole = pin!(async {
            let HttpResponse { status, headers, body } = next.run(request).await?;
            let (status, headers) = head.insert((status, headers));
            let body = match body {
                ResponseBody::Incoming(incoming) if !context.is_streamed => {
                    ResponseBody::Complete(read_body(operation, incoming, client.max_response_bytes).await?)
                }
                body => body,
            };
            Ok(HttpResponse { status: *status, headers: std::mem::take(headers), body })
        });
        client.time.within(deadline, whole).await
    };
    let whole = whole.unwrap_or_else(|| Err(TransportError::timeout(operation)));
    whole.map_err(|error| match head {
        Some((status, headers)) => error.within(Head::new(operation, status, headers, attempt, &client.time)),
        None => error,
    })
}

/// The whole response.
pub(crate) async fn read(client: &Shared, opened: Opened) -> Result<Reply, TransportError> {
    let Opened { head, body, deadline } = opened;
    let operation = head.operation;
    let bytes = match body {
        ResponseBody::Complete(bytes) => Ok(bytes),
        ResponseBody::Incoming(incoming) => {
            let bytes = pin!(read_body(operation, incoming, client.max_response_bytes));
            let bytes = client.time.within(deadline, bytes).await;
            bytes.unwrap_or_else(|| Err(TransportError::timeout(operation)))
        }
    };
    match bytes {
        Ok(bytes) => Ok(Reply { body: RawBody::of(&head.headers, bytes), head }),
        Err(error) => Err(error.within(head)),
    }
}

async fn read_body(
    operation: &'static str,
    mut incoming: Box<Incoming>,
    limit: usize,
) -> Result<Bytes, TransportError> {
    let broken = |error| TransportError::reading(operation, error);
    let response = &mut incoming.response;
    let next = response.chunk().await.map_err(broken)?;
    let Some(first) = next else { return Ok(Bytes::new()) };
    let mut whole = Whole { first, more: BytesMut::new(), limit };
    whole.check(operation, 0)?;
    while let Some(chunk) = response.chunk().await.map_err(broken)? {
        whole.check(operation, chunk.len())?;
        whole.push(&chunk);
    }
    Ok(whole.into_bytes())
}

/// What has come of a body. Most come in one piece, which is not copied.
struct Whole {
    first: Bytes,
    more: BytesMut,
    limit: usize,
}

impl Whole {
    fn check(&self, operation: &'static str, further: usize) -> Result<(), TransportError> {
        let length = if self.more.is_empty() { self.first.len() } else { self.more.len() };
        match further <= self.limit.saturating_sub(length) && length <= self.limit {
            true => Ok(()),
            false => Err(TransportError::too_large(operation, self.limit)),
        }
    }

    fn push(&mut self, chunk: &[u8]) {
        if self.more.is_empty() {
            self.more.extend_from_slice(&self.first);
        }
        self.more.extend_from_slice(chunk);
    }

    fn into_bytes(self) -> Bytes {
        if self.more.is_empty() { self.first } else { self.more.freeze() }
    }
}
