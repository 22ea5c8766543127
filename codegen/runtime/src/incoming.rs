//! The body of a response that is still to come: takes a response of reqwest, gives its pieces.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http_body::Body as _;

/// A response whose body is asked for piece by piece.
pub(crate) type Received = reqwest::Response;

pub(crate) fn receive(response: reqwest::Response) -> Received {
    response
}

/// The pieces of a body, one after the other.
pub(crate) struct Pieces(reqwest::Body);

impl Pieces {
    pub(crate) fn whole(bytes: Bytes) -> Self {
        Self(bytes.into())
    }

    pub(crate) fn of(response: Received) -> Self {
        Self(response.into())
    }

    /// The next piece, which may be empty; `None` after the last.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<reqwest::Result<Bytes>>> {
        let frame = ready!(Pin::new(&mut self.0).poll_frame(cx));
        // Trailers are of no interest.
        Poll::Ready(frame.map(|frame| frame.map(|frame| frame.into_data().unwrap_or_default())))
    }
}
