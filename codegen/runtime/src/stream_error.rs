//! What an item of a stream can fail with: takes the reason and what came, gives both back.

use std::fmt;

use bytes::Bytes;

use crate::{BodyError, TransportError, head::kept_bytes};

/// Why a stream has no value here. As everywhere, neither `Display` nor `Debug` quotes what came.
#[non_exhaustive]
pub enum StreamError {
    /// The stream broke off, or was too slow or an item of it too large. It has ended with this.
    Transport(TransportError),
    /// One item does not fit the document. More may follow.
    Item(Box<ItemError>),
}

/// An item of a stream that does not fit its documented type.
pub struct ItemError {
    event: Option<String>,
    id: Option<String>,
    raw: Bytes,
    is_truncated: bool,
    error: BodyError,
}

impl ItemError {
    pub(crate) fn new(event: Option<String>, id: Option<String>, raw: &Bytes, error: BodyError) -> Self {
        let (raw, is_truncated) = kept_bytes(raw);
        Self { event, id, raw, is_truncated, error }
    }

    /// The type of a server-sent event, if it has one.
    pub fn event(&self) -> Option<&str> {
        self.event.as_deref()
    }

    /// The id of the last server-sent event that had one, this one included.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The first 64 KiB of the item as it came: the data of an event, or a line.
    pub fn raw(&self) -> &Bytes {
        &self.raw
    }

    /// Whether [`raw`](Self::raw) is only the start of the item.
    pub fn is_truncated(&self) -> bool {
        self.is_truncated
    }

    /// Why the item does not fit.
    pub fn body_error(&self) -> &BodyError {
        &self.error
    }
}

impl fmt::Display for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an item of the stream does not fit the document: {}", self.error)
    }
}

impl fmt::Debug for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemError")
            .field("raw_bytes", &self.raw.len())
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ItemError {}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport(error) => error.fmt(f),
            Self::Item(error) => error.fmt(f),
        }
    }
}

impl fmt::Debug for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport(error) => error.fmt(f),
            Self::Item(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for StreamError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => error.source(),
            Self::Item(_) => None,
        }
    }
}
