//! Bytes that are not in memory: takes the path of a file or a stream, keeps what must be known to send it.

use std::{
    path::Path,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_core::Stream;

use super::{Body, Source};

pub(crate) type AnyError = Box<dyn std::error::Error + Send + Sync>;

/// Chunks that come once.
pub(crate) type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, AnyError>> + Send>>;

/// Bytes that lie somewhere else.
#[derive(Clone)]
pub(crate) enum Outside {
    File(Arc<Path>),
    Stream(Once),
}

/// A stream that whoever sends first takes.
#[derive(Clone)]
pub(crate) struct Once {
    chunks: Arc<Mutex<Option<Chunks>>>,
    pub(crate) length: Option<u64>,
}

/// Natively alone: a browser opens no file, and sends what is in memory.
impl Body {
    /// A file. It is opened when the request is sent, and never held in memory as a whole.
    ///
    /// Not on `wasm32-unknown-unknown`: read the file there, and send its bytes.
    pub fn from_path(path: impl AsRef<Path>) -> Self {
        Self::new(Source::Outside(Outside::File(path.as_ref().into())))
    }

    /// A stream of unknown length, which is sent chunk by chunk.
    ///
    /// Not on `wasm32-unknown-unknown`.
    pub fn from_stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::new(Source::Outside(Outside::Stream(Once::new(stream, None))))
    }

    /// A stream of exactly so many bytes: servers that ask for a `Content-Length` get one.
    ///
    /// Not on `wasm32-unknown-unknown`.
    pub fn from_sized_stream<S, B, E>(stream: S, length: u64) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::new(Source::Outside(Outside::Stream(Once::new(stream, Some(length)))))
    }
}

impl Outside {
    /// How many bytes there are, as far as that is known without looking at a file.
    pub(crate) fn length(&self) -> Option<u64> {
        match self {
            Self::File(_) => None,
            Self::Stream(once) => once.length,
        }
    }

    /// Whether nobody can say how many bytes there are.
    pub(crate) fn is_of_unknown_length(&self) -> bool {
        matches!(self, Self::Stream(Once { length: None, .. }))
    }

    pub(crate) fn can_be_sent_again(&self) -> bool {
        matches!(self, Self::File(_))
    }

    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::File(_) => "file",
            Self::Stream(_) => "stream",
        }
    }
}

impl Once {
    fn new<S, B, E>(stream: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<AnyError>,
    {
        let chunks: Chunks = Box::pin(Mapped(Box::pin(stream)));
        Self { chunks: Arc::new(Mutex::new(Some(chunks))), length }
    }

    /// The stream, unless it was taken before.
    pub(crate) fn take(&self) -> Option<Chunks> {
        self.chunks.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// A stream whose items are brought into one type.
struct Mapped<S>(Pin<Box<S>>);

impl<S, B, E> Stream for Mapped<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<AnyError>,
{
    type Item = Result<Bytes, AnyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context).map(|item| Some(item?.map(Into::into).map_err(Into::into)))
    }
}

/// Two streams are equal if they are one.
impl PartialEq for Outside {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::File(own), Self::File(other)) => own == other,
            (Self::Stream(own), Self::Stream(other)) => Arc::ptr_eq(&own.chunks, &other.chunks),
            _ => false,
        }
    }
}
