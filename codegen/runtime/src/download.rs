//! Bytes as they arrive: takes a success, gives its body piece by piece.

use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_core::Stream;

use crate::{TransportError, chunks::Chunks};

/// The body of a success as it arrives, however large it is. Dropping it hangs up.
///
/// The timeout of the call counts for each piece, not for the whole.
#[must_use = "nothing is received unless it is asked for"]
pub struct Download {
    chunks: Chunks,
    /// What has come and not been taken.
    rest: Bytes,
}

impl Download {
    pub(crate) fn new(chunks: Chunks) -> Self {
        Self { chunks, rest: Bytes::new() }
    }

    /// The next piece, of whatever length but 0; `None` after the last.
    ///
    /// # Errors
    /// The body broke off, or the piece took too long. Nothing comes after that.
    pub async fn next_chunk(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|cx| self.poll_chunk(cx)).await
    }

    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        match std::mem::take(&mut self.rest) {
            rest if rest.is_empty() => self.chunks.poll_next(cx),
            rest => Poll::Ready(Some(Ok(rest))),
        }
    }

    /// Gives this once more.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub(crate) fn put_back(&mut self, rest: Bytes) {
        self.rest = rest;
    }
}

impl Stream for Download {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_chunk(cx)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").field("operation", &self.chunks.head().operation).finish_non_exhaustive()
    }
}
