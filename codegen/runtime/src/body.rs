//! Bodies as they are: takes bytes, files and streams, keeps what must be known to send them, perhaps twice.

#[cfg_attr(target_arch = "wasm32", path = "browser/outside.rs")]
pub(crate) mod outside;

use std::{fmt, sync::Arc};

use bytes::Bytes;

use crate::value::Misfit;
use outside::Outside;

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

#[derive(Clone, PartialEq)]
pub(crate) enum Source {
    Bytes(Bytes),
    #[cfg_attr(target_arch = "wasm32", expect(dead_code, reason = "a browser sends what is in memory"))]
    Outside(Outside),
    /// One behind the other.
    Several(Arc<[Source]>),
    /// What could not be made into bytes.
    Unfit(Misfit),
}

impl Body {
    /// Bytes in memory.
    pub fn from_bytes(bytes: impl Into<Bytes>) -> Self {
        Self::new(Source::Bytes(bytes.into()))
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
            Self::Outside(outside) => outside.length(),
            Self::Several(all) => all.iter().map(Self::length).try_fold(0_u64, |sum, one| sum.checked_add(one?)),
            Self::Unfit(_) => None,
        }
    }

    /// Whether nobody can say how many bytes there are.
    pub(crate) fn is_of_unknown_length(&self) -> bool {
        match self {
            Self::Outside(outside) => outside.is_of_unknown_length(),
            Self::Several(all) => all.iter().any(Self::is_of_unknown_length),
            Self::Bytes(_) | Self::Unfit(_) => false,
        }
    }

    /// Whether a redirect may ask for it.
    pub(crate) fn can_be_sent_again(&self) -> bool {
        match self {
            Self::Outside(outside) => outside.can_be_sent_again(),
            Self::Several(all) => all.iter().all(Self::can_be_sent_again),
            Self::Bytes(_) | Self::Unfit(_) => true,
        }
    }

    /// Why there are no bytes, if there are none.
    pub(crate) fn misfit(&self) -> Option<Misfit> {
        match self {
            Self::Unfit(misfit) => Some(misfit),
            Self::Several(all) => all.iter().find_map(Self::misfit),
            Self::Bytes(_) | Self::Outside(_) => None,
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
            Self::Outside(outside) => outside.kind(),
            Self::Several(_) => "parts",
            Self::Unfit(_) => "nothing that can be sent",
        }
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

#[cfg(test)]
mod tests {
    use std::{
        io,
        pin::Pin,
        task::{Context, Poll},
    };

    use futures_core::Stream;

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
        let Source::Outside(Outside::Stream(once)) = Body::from_sized_stream(Never, 3).source else {
            panic!("no stream")
        };
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
