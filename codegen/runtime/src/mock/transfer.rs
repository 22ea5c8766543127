//! How a reply goes over the wire: as HTTP wants it, or as bytes written by hand.

use std::{fmt, time::Duration};

use bytes::{BufMut, Bytes, BytesMut};
use http::{Response, StatusCode};
use http_body_util::Full;

use super::Reply;

/// What faults do to the delivery.
#[derive(Clone, Debug, Default)]
pub(super) struct Transfer {
    pub(super) delay: Duration,
    /// The bytes of each piece, and the time before it.
    pub(super) drip: Option<(usize, Duration)>,
    pub(super) is_truncated: bool,
    /// How many bytes more the header tells than there are.
    pub(super) surplus: i64,
    /// Whether the connection is closed in place of an answer.
    pub(super) is_silent: bool,
}

/// A reply on its way.
pub(super) enum Delivery {
    Whole(Response<Full<Bytes>>),
    Raw(Raw),
}

/// Bytes after which the connection is closed. An error to hyper, which then leaves the connection alone.
#[derive(Clone, Debug, Default)]
pub(super) struct Raw {
    pub(super) head: Bytes,
    pub(super) body: Bytes,
    /// How many bytes of the body are written at once, at least one.
    pub(super) piece: usize,
    /// The time before each piece.
    pub(super) every: Duration,
}

impl fmt::Display for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an answer that breaks HTTP")
    }
}

impl std::error::Error for Raw {}

impl Transfer {
    fn is_plain(&self) -> bool {
        !self.is_truncated && self.surplus == 0 && !self.is_silent && self.drip.is_none()
    }
}

impl Reply {
    /// What is sent, and after which time.
    pub(super) fn delivery(self, is_head: bool) -> (Duration, Delivery) {
        let reply = self.settled();
        let delay = reply.transfer.delay;
        if reply.transfer.is_plain() {
            let mut response = Response::new(Full::new(reply.body));
            *response.status_mut() = reply.status;
            *response.headers_mut() = reply.headers;
            return (delay, Delivery::Whole(response));
        }
        let Transfer { drip, is_truncated, is_silent, .. } = reply.transfer;
        if is_silent {
            return (delay, Delivery::Raw(Raw::default()));
        }
        let head = head(&reply);
        let sent = match (is_head || has_none(reply.status), is_truncated) {
            (true, _) => 0,
            (false, true) => reply.body.len() / 2,
            (false, false) => reply.body.len(),
        };
        let (piece, every) = drip.unwrap_or((usize::MAX, Duration::ZERO));
        let body = reply.body.slice(..sent);
        (delay, Delivery::Raw(Raw { head, body, piece: piece.max(1), every }))
    }
}

/// Whether a response of this status never has a body.
fn has_none(status: StatusCode) -> bool {
    [StatusCode::NO_CONTENT, StatusCode::NOT_MODIFIED].contains(&status)
}

/// The head of a response, with a length that may be wrong.
fn head(reply: &Reply) -> Bytes {
    let mut head = BytesMut::new();
    let reason = reply.status.canonical_reason().unwrap_or_default();
    head.put_slice(format!("HTTP/1.1 {} {reason}\r\n", reply.status.as_str()).as_bytes());
    for (name, value) in &reply.headers {
        head.put_slice(name.as_str().as_bytes());
        head.put_slice(b": ");
        head.put_slice(value.as_bytes());
        head.put_slice(b"\r\n");
    }
    // HTTP has no length of what has no body, unless it is the fault that is sent.
    if !has_none(reply.status) || reply.transfer.is_truncated || reply.transfer.surplus != 0 {
        head.put_slice(format!("content-length: {}\r\n", told(&reply.body, &reply.transfer)).as_bytes());
    }
    head.put_slice(b"connection: close\r\n\r\n");
    head.freeze()
}

/// The length that the head tells. It is never the true one where it should not be, so of an empty body it is too much.
fn told(body: &Bytes, transfer: &Transfer) -> u64 {
    let length = u64::try_from(body.len()).unwrap_or(u64::MAX);
    let surplus = if transfer.is_truncated && body.is_empty() { 1 } else { transfer.surplus };
    length.checked_add_signed(surplus).unwrap_or_else(|| length.saturating_add(surplus.unsigned_abs()))
}
