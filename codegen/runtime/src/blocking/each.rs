//! The items of a stream one by one: takes a stream, waits for each item.

use std::{fmt, future::poll_fn, io, pin::Pin};

use futures_core::Stream;

use super::Wait;
use crate::{Download, TransportError, TransportErrorKind};

/// An iterator over a stream; see [`wait_each`](super::WaitEach::wait_each).
#[must_use = "nothing is received unless it is asked for"]
pub struct Each<S> {
    stream: Pin<Box<S>>,
}

impl<S> Each<S> {
    pub(super) fn new(stream: S) -> Self {
        Self { stream: Box::pin(stream) }
    }

    /// The stream with what is left of it.
    pub fn into_inner(self) -> S
    where
        S: Unpin,
    {
        *Pin::into_inner(self.stream)
    }
}

impl<S: Stream<Item: Send> + Send> Iterator for Each<S> {
    type Item = S::Item;

    fn next(&mut self) -> Option<S::Item> {
        poll_fn(|context| self.stream.as_mut().poll_next(context)).wait()
    }
}

impl<S: fmt::Debug> fmt::Debug for Each<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Each").field("stream", &self.stream).finish()
    }
}

/// Waits for the bytes on this thread; not for async code. The error in an [`io::Error`] is a [`TransportError`].
impl io::Read for Download {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let Some(piece) = self.next_chunk().wait().transpose().map_err(failed)? else { return Ok(0) };
        let (now, later) = piece.split_at(piece.len().min(buffer.len()));
        buffer.iter_mut().zip(now).for_each(|(to, from)| *to = *from);
        let (count, later) = (now.len(), piece.slice_ref(later));
        self.put_back(later);
        Ok(count)
    }
}

fn failed(error: TransportError) -> io::Error {
    let kind = match error.kind() {
        TransportErrorKind::Timeout => io::ErrorKind::TimedOut,
        _ => io::ErrorKind::Other,
    };
    io::Error::new(kind, error)
}
