//! What may go wrong with an answer, and what each does to a reply.

use std::time::Duration;

use http::{HeaderValue, StatusCode, header};
use serde_json::Value;

use super::{
    Reply,
    json_place::{NoPlace, replaced},
};

/// Something that servers do and clients must live with.
///
/// Each has a name, which [`FromStr`](std::str::FromStr) reads and [`Display`](std::fmt::Display) writes:
///
/// | name | what is sent |
/// |---|---|
/// | `rate-limit`, `rate-limit=2` | 429, and after how many seconds to come again (1 if none is named) |
/// | `server-error`, `server-error=502` | an error of the server (503) |
/// | `delay=200ms`, `delay=2s` | nothing for this long, then the reply |
/// | `drip`, `drip=16/10ms` | the body in small pieces, with a pause before each |
/// | `truncate` | half of the body, then the connection is closed |
/// | `wrong-length`, `wrong-length=-1` | a `Content-Length` that differs from the body's by so many bytes (-1) |
/// | `html`, `html=200` | a page for people in place of the body (502) |
/// | `expired` | 401, as for a credential that has expired |
/// | `close` | nothing: the connection is closed |
/// | `json=/status="NEW"`, `json=/status=null` | another value at a JSON pointer of the body |
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// 429 with `Retry-After` in whole seconds, rounded up.
    TooManyRequests {
        /// After how long the client may come again.
        retry_after: Duration,
    },
    /// An error of the server.
    ServerError {
        /// The status, such as 503.
        status: u16,
    },
    /// The reply, after this time.
    Delay(Duration),
    /// The body in pieces.
    Drip {
        /// How many bytes at once.
        bytes: usize,
        /// The pause before each piece.
        every: Duration,
    },
    /// The first half of the body, then the connection is closed.
    Truncate,
    /// A `Content-Length` that is not the body's; the connection is closed behind the body.
    WrongLength {
        /// How many bytes more, or with a minus less.
        by: i64,
    },
    /// A page for people in place of the body, as gateways send it.
    HtmlPage {
        /// The status, which may be a success.
        status: u16,
    },
    /// 401 with the challenge for a token that has expired (RFC 6750).
    ExpiredCredentials,
    /// The connection is closed in place of an answer.
    Close,
    /// Another value in a JSON body: one that no document knows, or null where there is none. An object may get a new key; all else stays
    /// as it is written. A body without the place is sent as it is, with the header `X-Mock-Problem`; see [`Reply::problem`].
    Json {
        /// The JSON pointer of the value, empty for the whole body.
        at: String,
        /// What stands there instead.
        value: Value,
    },
}

const PAGE: &str = "<!DOCTYPE html>\n<html><head><title>Sorry</title></head>\
                    <body><h1>Something went wrong</h1><p>Please try again later.</p></body></html>\n";

impl Fault {
    /// Changes a reply. One that has the status of the fault already keeps its body.
    pub(super) fn change(self, mut reply: Reply) -> Reply {
        match self {
            Self::TooManyRequests { retry_after } => {
                let seconds = retry_after.as_secs().saturating_add(u64::from(retry_after.subsec_nanos() > 0));
                with(other(reply, StatusCode::TOO_MANY_REQUESTS), header::RETRY_AFTER, HeaderValue::from(seconds))
            }
            Self::ServerError { status } => match StatusCode::from_u16(status) {
                Ok(status) if status.is_server_error() => other(reply, status),
                _ => reply.mistaken(format!("{status} is no error of a server")),
            },
            Self::Delay(time) => {
                reply.transfer.delay = reply.transfer.delay.saturating_add(time);
                reply
            }
            Self::Drip { bytes, every } => {
                reply.transfer.drip = Some((bytes, every));
                reply
            }
            Self::Truncate => {
                reply.transfer.is_truncated = true;
                reply
            }
            Self::WrongLength { by } => {
                reply.transfer.surplus = by;
                reply
            }
            Self::HtmlPage { status } => {
                let page = Reply::new(status).html(PAGE);
                Reply {
                    mistake: reply.mistake.or(page.mistake),
                    transfer: reply.transfer,
                    problem: reply.problem,
                    ..page
                }
            }
            Self::ExpiredCredentials => {
                let challenge = HeaderValue::from_static("Bearer error=\"invalid_token\"");
                with(other(reply, StatusCode::UNAUTHORIZED), header::WWW_AUTHENTICATE, challenge)
            }
            Self::Close => {
                reply.transfer.is_silent = true;
                reply
            }
            Self::Json { at, value } => altered(reply, &at, &value),
        }
    }
}

/// The reply if it has this status, else one that says nothing but the status.
fn other(reply: Reply, status: StatusCode) -> Reply {
    if reply.status == status {
        return reply;
    }
    let reason = status.canonical_reason().unwrap_or("Error");
    let plain = Reply::new(status.as_u16()).text(format!("{reason}\n"));
    Reply { transfer: reply.transfer, mistake: reply.mistake, problem: reply.problem, ..plain }
}

fn with(mut reply: Reply, name: header::HeaderName, value: HeaderValue) -> Reply {
    reply.headers.insert(name, value);
    reply
}

/// The reply with another value in its body, or as it is where that has no such place.
fn altered(mut reply: Reply, at: &str, value: &Value) -> Reply {
    if !at.is_empty() && !at.starts_with('/') {
        return reply.mistaken(format!("{at:?} is no JSON pointer"));
    }
    let json = str::from_utf8(&reply.body).map_err(|_| NoPlace::NoJson);
    match json.and_then(|json| replaced(json, at, value)) {
        Ok(json) => reply.body = json.into(),
        Err(NoPlace::NoJson) => drop(reply.problem.get_or_insert_with(|| "the body is no JSON".to_owned())),
        Err(NoPlace::Missing) => drop(reply.problem.get_or_insert_with(|| format!("the body has no place {at}"))),
    }
    reply
}
