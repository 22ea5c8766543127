//! The body of a response that is still to come from a browser: takes a response of reqwest, gives its pieces.

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_core::Stream;

/// A response whose body is asked for piece by piece.
pub(crate) type Received = Pieces;

pub(crate) fn receive(response: reqwest::Response) -> Received {
    Pieces::Stream(Box::pin(response.bytes_stream()))
}

/// The pieces of a body, one after the other.
pub(crate) enum Pieces {
    Whole(Bytes),
    Stream(Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>>>>),
}

impl Pieces {
    pub(crate) fn whole(bytes: Bytes) -> Self {
        Self::Whole(bytes)
    }

    pub(crate) fn of(response: Received) -> Self {
        response
    }

    /// The next piece; `None` after the last.
    pub(crate) async fn chunk(&mut self) -> reqwest::Result<Option<Bytes>> {
        poll_fn(|cx| self.poll_next(cx)).await.transpose()
    }

    /// The next piece, which may be empty; `None` after the last.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<reqwest::Result<Bytes>>> {
        match self {
            Self::Whole(bytes) => Poll::Ready(Some(std::mem::take(bytes)).filter(|bytes| !bytes.is_empty()).map(Ok)),
            Self::Stream(stream) => stream.as_mut().poll_next(cx),
        }
    }
}
