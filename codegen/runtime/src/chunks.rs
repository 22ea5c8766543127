//! A body that comes piece by piece: takes a response without its body yet, gives the bytes as they arrive.

use std::{
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;

use crate::{
    BoxFuture, TransportError, clock::Time, head::Head, incoming::Pieces, limits::Turn, middleware::ResponseBody,
    pipeline::Opened,
};

/// The pieces of a body. No piece may take longer than the timeout.
pub(crate) struct Chunks {
    head: Box<Head>,
    body: Option<Pieces>,
    /// Its place under the limits of the client.
    turn: Option<Box<Turn>>,
    time: Time,
    timeout: Duration,
    /// Set while a piece is waited for.
    waiting: Option<BoxFuture<'static, ()>>,
}

impl Chunks {
    pub(crate) fn new(opened: Opened, time: Time, timeout: Duration) -> Self {
        let (body, turn) = match opened.body {
            ResponseBody::Complete(bytes) => (Pieces::whole(bytes), None),
            ResponseBody::Incoming(incoming) => (Pieces::of(incoming.response), incoming.turn),
        };
        Self { head: Box::new(opened.head), body: Some(body), turn, time, timeout, waiting: None }
    }

    pub(crate) fn head(&self) -> &Head {
        &self.head
    }

    /// Receives nothing more.
    pub(crate) fn close(&mut self) {
        self.body = None;
        self.turn = None;
        self.waiting = None;
    }

    /// The next piece; after the last one and after an error there are no more.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        loop {
            let error = match body.poll_next(cx) {
                Poll::Ready(Some(Ok(bytes))) if bytes.is_empty() => continue,
                Poll::Ready(Some(Ok(bytes))) => {
                    self.waiting = None;
                    return Poll::Ready(Some(Ok(bytes)));
                }
                Poll::Ready(Some(Err(error))) => TransportError::reading(self.head.operation, error),
                Poll::Ready(None) => {
                    self.close();
                    return Poll::Ready(None);
                }
                Poll::Pending => {
                    ready!(self.poll_timeout(cx));
                    TransportError::timeout(self.head.operation)
                }
            };
            self.close();
            return Poll::Ready(Some(Err(error.within((*self.head).clone()))));
        }
    }

    /// Whether so much time has passed since a piece was first asked for.
    fn poll_timeout(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.waiting.is_none() {
            // A timeout beyond the end of the clock is none.
            let Some(deadline) = self.time.after(self.timeout) else { return Poll::Pending };
            self.waiting = Some(self.time.sleep_until(deadline));
        }
        self.waiting.as_mut().map_or(Poll::Pending, |sleep| sleep.as_mut().poll(cx))
    }
}
