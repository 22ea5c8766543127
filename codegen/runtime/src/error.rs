//! What a call can fail with: takes one of five errors, answers what they have in common.

use std::{fmt, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::{DecodeError, PageError, RequestError, RetryPolicy, StatusError, TransportError};

/// What a call failed with. `E` is what the operation's documented errors decode to.
///
/// `Display` and `Debug` never show credentials, URLs, header values or the body of a response. Of what was to be sent they
/// show a value that breaks a rule of the document, unless it is a secret.
#[non_exhaustive]
pub enum Error<E> {
    /// The call was refused before anything was sent.
    Request(RequestError),
    /// No complete response came.
    Transport(TransportError),
    /// The response is no documented success; its status may be undocumented, too.
    Status(Box<StatusError<E>>),
    /// The response is a documented success whose body does not fit.
    Decode(Box<DecodeError>),
    /// The response is fine, and it does not follow on the page before it, or leads nowhere.
    Page(Box<PageError>),
}

impl<E> Error<E> {
    /// The status of the response, if one came or began to come.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Status(error) => Some(error.status()),
            Self::Decode(error) => Some(error.status()),
            Self::Page(error) => Some(error.status()),
            Self::Transport(error) => error.status(),
            Self::Request(_) => None,
        }
    }

    /// What the server calls this request, if a response came or began to come and says so.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Status(error) => error.request_id(),
            Self::Decode(error) => error.request_id(),
            Self::Page(error) => error.request_id(),
            Self::Transport(error) => error.request_id(),
            Self::Request(_) => None,
        }
    }

    /// The headers of the response, if one came or began to come.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Status(error) => Some(error.headers()),
            Self::Decode(error) => Some(error.headers()),
            Self::Page(error) => Some(error.headers()),
            Self::Transport(error) => error.headers(),
            Self::Request(_) => None,
        }
    }

    /// How many attempts the call took; none if it was refused before anything was sent.
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Status(error) => error.attempts(),
            Self::Decode(error) => error.attempts(),
            Self::Page(error) => error.attempts(),
            Self::Transport(error) => error.attempts(),
            Self::Request(_) => 0,
        }
    }

    /// How long the server asks to wait before the next call (`Retry-After`), if it does.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status(error) => error.retry_after(),
            Self::Decode(error) => error.retry_after(),
            Self::Transport(error) => error.retry_after(),
            Self::Request(_) | Self::Page(_) => None,
        }
    }

    /// Whether the same call may well succeed later: no connection, a broken one, too long a wait, or one of the statuses 408,
    /// 429, 502, 503 and 504. It says nothing of what became of this call at the server.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Status(error) => RetryPolicy::new().names(error.status()),
            Self::Transport(error) => error.is_transient(),
            Self::Request(_) | Self::Decode(_) | Self::Page(_) => false,
        }
    }

    /// The first 64 KiB of the body, if a complete response came.
    pub fn raw_body(&self) -> Option<&Bytes> {
        match self {
            Self::Status(error) => Some(error.raw_body()),
            Self::Decode(error) => Some(error.raw_body()),
            Self::Request(_) | Self::Transport(_) | Self::Page(_) => None,
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Status(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Page(error) => error.fmt(f),
        }
    }
}

impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Status(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Page(error) => error.fmt(f),
        }
    }
}

impl<E> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Request(error) => error.source(),
            Self::Transport(error) => error.source(),
            // Serde's words about a value may quote a secret; what can be said of it is in `Display`.
            Self::Status(_) | Self::Decode(_) | Self::Page(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(size_of::<Error<[u8; 4096]>>() <= 64);

    #[test]
    fn is_an_error_for_threads_whatever_the_body() {
        struct Silent;
        fn check<T: std::error::Error + Send + Sync + 'static>() {}
        check::<Error<Silent>>();
    }
}
