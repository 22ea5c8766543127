//! Bodies as they are: takes bytes, files and streams, keeps what must be known to send them, perhaps twice.

use std::{
    fmt, io,
    path::Path,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_core::Stream;

use crate::value::Misfit;

pub(crate) type AnyError = Box<dyn std::error::Error + Send + Sync>;

/// Chunks that come once.
pub(crate) type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, AnyError>> + Send>>;

/// The bytes of a request body: in memory, in a file that is read while they are sent, or from a stream.
///
/// ```
/// # use specwright_runtime::Body;
/// let text: Body = "some text".into();
/// let file = Body::from_path("photo.png").content_type("image/png");
/// ```
///
/// What is in memory or in a file can be sent again when a redirect asks for it. A stream cannot: such a redirect is an
/// error, and so is the second call of two that share it.
#[derive(Clone)]
pub struct Body {
    pub(crate) source: Source,
    pub(crate) content_type: Option<String>,
}

#[derive(Clone)]
pub(crate) enum Source {
    Bytes(Bytes),
    File(Arc<Path>),
    Stream(Once),
    /// One behind the other.
    Several(Arc<[Source]>),
    /// What could not be made into bytes.
    Unfit(Misfit),
}

/// A stream that whoever sends first takes.
#[derive(Clone)]
pub(crate) struct Once {
    chunks: Arc<Mutex<Option<Chunks>>>,
    pub(crate) length: Option<u64>,
}

impl Body {
    /// Bytes in memory.
    pub fn from_bytes(bytes: impl Into<Bytes>) -> Self {
        Self::new(Source::Bytes(bytes.into()))
    }

    /// A file. It is opened when the request is sent, and never held in memory as a whole.
    pub fn from_path(path: impl AsRef<Path>) -> Self {
        Self::new(Source::File(path.as_ref().into()))
    }

    /// A stream of unknown length, which is sent chunk by chunk.
    pub fn from_stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::new(Source::Stream(Once::new(stream, None)))
    }

    /// A stream of exactly so many bytes: servers that ask for a `Content-Length` get one.
    pub fn from_sized_stream<S, B, E>(stream: S, length: u64) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::new(Source::Stream(Once::new(stream, Some(length))))
    }

    /// The media type, in place of the one that is documented.
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    pub(crate) fn new(source: Source) -> Self {
        Self { source, content_type: None }
    }
}

impl Source {
    /// How many bytes there are, as far as that is known without looking at a file.
    pub(crate) fn length(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Self::Stream(once) => once.length,
            Self::Several(all) => all.iter().map(Self::length).try_fold(0_u64, |sum, one| sum.checked_add(one?)),
            Self::File(_) | Self::Unfit(_) => None,
        }
    }

    /// Whether nobody can say how many bytes there are.
    pub(crate) fn is_of_unknown_length(&self) -> bool {
        match self {
            Self::Stream(once) => once.length.is_none(),
            Self::Several(all) => all.iter().any(Self::is_of_unknown_length),
            Self::Bytes(_) | Self::File(_) | Self::Unfit(_) => false,
        }
    }

    /// Whether a redirect may ask for it.
    pub(crate) fn can_be_sent_again(&self) -> bool {
        match self {
            Self::Stream(_) => false,
            Self::Several(all) => all.iter().all(Self::can_be_sent_again),
            Self::Bytes(_) | Self::File(_) | Self::Unfit(_) => true,
        }
    }

    /// Why there are no bytes, if there are none.
    pub(crate) fn misfit(&self) -> Option<Misfit> {
        match self {
            Self::Unfit(misfit) => Some(misfit),
            Self::Several(all) => all.iter().find_map(Self::misfit),
            Self::Bytes(_) | Self::File(_) | Self::Stream(_) => None,
        }
    }

    /// The sources that follow each other here, none of them several.
    pub(crate) fn flat(&self) -> Vec<&Self> {
        let (mut open, mut flat) = (vec![self], Vec::new());
        while let Some(source) = open.pop() {
            match source {
                Self::Several(all) => open.extend(all.iter().rev()),
                one => flat.push(one),
            }
        }
        flat
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Bytes(_) => "bytes",
            Self::File(_) => "file",
            Self::Stream(_) => "stream",
            Self::Several(_) => "parts",
            Self::Unfit(_) => "nothing that can be sent",
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

macro_rules! from_bytes {
    ($($type:ty),*) => {
        $(impl From<$type> for Body {
            fn from(bytes: $type) -> Self {
                Self::from_bytes(bytes)
            }
        })*
    };
}

from_bytes!(Bytes, Vec<u8>, String, &'static str, &'static [u8]);

impl<const N: usize> From<&'static [u8; N]> for Body {
    fn from(bytes: &'static [u8; N]) -> Self {
        Self::from_bytes(bytes.as_slice())
    }
}

/// Two streams are equal if they are one.
impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bytes(own), Self::Bytes(other)) => own == other,
            (Self::File(own), Self::File(other)) => own == other,
            (Self::Stream(own), Self::Stream(other)) => Arc::ptr_eq(&own.chunks, &other.chunks),
            (Self::Several(own), Self::Several(other)) => own == other,
            (Self::Unfit(own), Self::Unfit(other)) => own == other,
            _ => false,
        }
    }
}

/// A stream is equal to its clones alone.
impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source && self.content_type == other.content_type
    }
}

/// Shows nothing of what is sent.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body")
            .field("kind", &self.source.kind())
            .field("length", &self.source.length())
            .field("content_type", &self.content_type)
            .finish()
    }
}

/// Why a body cannot be sent, or not again.
#[derive(Debug)]
pub(crate) enum Unsendable {
    File(io::Error),
    /// A stream that was sent before.
    Spent,
    Unfit(Misfit),
}

impl fmt::Display for Unsendable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(error) => write!(f, "a file cannot be read: {error}"),
            Self::Spent => f.write_str("is a stream that has been sent before"),
            Self::Unfit(misfit) => f.write_str(misfit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Never;

    impl Stream for Never {
        type Item = Result<Bytes, io::Error>;

        fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Pending
        }
    }

    #[test]
    fn debug_shows_no_contents() {
        let path = Body::from_path("/home/hunter2");
        let debug = format!("{:?} {path:?} {:?}", Body::from("hunter2"), Body::from_stream(Never));
        assert!(!debug.contains("hunter2"), "{debug}");
        assert!(debug.contains("Some(7)"), "{debug}");
    }

    #[test]
    fn a_stream_equals_its_clones_and_nothing_else() {
        let stream = Body::from_stream(Never);
        assert_eq!(stream, stream.clone());
        assert_ne!(stream, Body::from_stream(Never));
        assert_eq!(Body::from("a"), Body::from(b"a"));
        assert_ne!(Body::from("a"), Body::from("a").content_type("text/plain"));
        assert_ne!(Body::from_path("a"), Body::from("a"));
    }

    #[test]
    fn a_stream_is_taken_once() {
        let Source::Stream(once) = Body::from_sized_stream(Never, 3).source else { panic!("no stream") };
        let twin = once.clone();
        assert!(twin.take().is_some() && once.take().is_none());
    }

    #[test]
    fn the_length_of_several_is_their_sum_if_all_have_one() {
        let several = |all: Vec<Body>| Source::Several(all.into_iter().map(|body| body.source).collect());
        assert_eq!(several(vec!["ab".into(), Body::from_sized_stream(Never, 3)]).length(), Some(5));
        assert_eq!(several(vec!["ab".into(), Body::from_stream(Never)]).length(), None);
        assert!(several(vec!["ab".into(), Body::from_path("a")]).can_be_sent_again());
        assert!(!several(vec!["ab".into(), Body::from_stream(Never)]).can_be_sent_again());
    }
}
