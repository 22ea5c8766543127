//! Status, headers and body that responses and errors share: takes what came, finds the request id, cuts bodies.

use std::{fmt, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use crate::{clock::Time, retry_after::retry_after};

/// A complete response as it came.
pub(crate) struct Reply {
    pub(crate) head: Head,
    pub(crate) body: crate::RawBody,
}

/// Status and headers of a response.
#[derive(Clone)]
pub(crate) struct Head {
    pub(crate) operation: &'static str,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// How many attempts the call took.
    pub(crate) attempts: u32,
    /// How long the server asks to wait.
    pub(crate) retry_after: Option<Duration>,
}

/// Headers that name the request on the server's side, the best first.
const REQUEST_ID_HEADERS: [&str; 5] = ["x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "cf-ray"];

/// Errors keep no more of a body than this many bytes.
const KEPT_BYTES: usize = 64 * 1024;

impl Head {
    pub(crate) fn new(
        operation: &'static str,
        status: StatusCode,
        headers: HeaderMap,
        attempts: u32,
        time: &Time,
    ) -> Self {
        let retry_after = match status.is_success() || !headers.contains_key(header::RETRY_AFTER) {
            true => None,
            false => retry_after(&headers, time.system_time()),
        };
        Self { operation, status, headers, attempts, retry_after }
    }

    pub(crate) fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// How long the server asks to wait before the next request, be this one a success.
    pub(crate) fn asked_pause(&self, time: &Time) -> Option<Duration> {
        retry_after(&self.headers, time.system_time())
    }

    pub(crate) fn content_type(&self) -> Option<&str> {
        self.headers.get(header::CONTENT_TYPE)?.to_str().ok()
    }
}

/// What a server calls a request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    REQUEST_ID_HEADERS.iter().filter_map(|name| headers.get(*name)?.to_str().ok()).find(|id| !id.is_empty())
}

/// "operation `getAccount`: 404 Not Found (request id 7)".
impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "operation `{}`: {}", self.operation, self.status)?;
        // The server's own words, which may be long.
        if let Some(id) = self.request_id() {
            write!(f, " (request id {id:.256})")?;
        }
        match self.attempts {
            0 | 1 => Ok(()),
            attempts => write!(f, " after {attempts} attempts"),
        }
    }
}

/// What an error keeps of a complete response.
pub(crate) struct Kept {
    pub(crate) head: Head,
    pub(crate) raw_body: Bytes,
    pub(crate) is_truncated: bool,
}

impl From<Reply> for Kept {
    fn from(reply: Reply) -> Self {
        let (raw_body, is_truncated) = kept_bytes(reply.body.bytes());
        Self { head: reply.head, raw_body, is_truncated }
    }
}

/// What an error keeps of bytes, and whether that is only their start.
pub(crate) fn kept_bytes(bytes: &Bytes) -> (Bytes, bool) {
    match bytes.get(..KEPT_BYTES) {
        // A copy, since a slice would keep all of them in memory.
        Some(start) if bytes.len() > KEPT_BYTES => (Bytes::copy_from_slice(start), true),
        _ => (bytes.clone(), false),
    }
}

/// Writes what errors with a field `kept: Kept` tell of their response.
macro_rules! kept_accessors {
    () => {
        /// The id of the operation.
        pub fn operation(&self) -> &'static str {
            self.kept.head.operation
        }

        /// The status of the response.
        pub fn status(&self) -> http::StatusCode {
            self.kept.head.status
        }

        /// The headers of the response.
        pub fn headers(&self) -> &http::HeaderMap {
            &self.kept.head.headers
        }

        /// The value of a documented header, by its constant of the request; `None` if it did not come.
        ///
        /// # Errors
        /// Its text is not of the documented type; it is in [`headers`](Self::headers) all the same.
        pub fn header<H: serde::de::DeserializeOwned>(
            &self,
            header: &$crate::ResponseHeader<H>,
        ) -> Result<Option<H>, $crate::HeaderError> {
            header.value(&self.kept.head.headers)
        }

        /// What the server calls this request, if it says so.
        pub fn request_id(&self) -> Option<&str> {
            self.kept.head.request_id()
        }

        /// How many attempts the call took.
        pub fn attempts(&self) -> u32 {
            self.kept.head.attempts
        }

        /// How long the server asks to wait before the next call, if it does.
        pub fn retry_after(&self) -> Option<std::time::Duration> {
            self.kept.head.retry_after
        }

        /// The first 64 KiB of the body as it came.
        pub fn raw_body(&self) -> &bytes::Bytes {
            &self.kept.raw_body
        }

        /// Whether [`raw_body`](Self::raw_body) is only the start of the body.
        pub fn is_truncated(&self) -> bool {
            self.kept.is_truncated
        }
    };
}

pub(crate) use kept_accessors;

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn head(headers: &[(&'static str, &'static [u8])]) -> Head {
        let headers = headers.iter().map(|(name, value)| {
            let name = http::HeaderName::from_static(name);
            (name, HeaderValue::from_bytes(value).unwrap())
        });
        Head::new("op", StatusCode::NOT_FOUND, headers.collect(), 1, &Time::System)
    }

    #[test]
    fn first_request_id_that_is_text() {
        assert_eq!(head(&[]).request_id(), None);
        assert_eq!(head(&[("cf-ray", b"c"), ("request-id", b"r")]).request_id(), Some("r"));
        assert_eq!(head(&[("x-request-id", b"\xff"), ("cf-ray", b"c")]).request_id(), Some("c"));
        assert_eq!(head(&[("x-request-id", b""), ("cf-ray", b"c")]).request_id(), Some("c"));
    }

    #[test]
    fn display_names_operation_status_and_request_id() {
        assert_eq!(head(&[]).to_string(), "operation `op`: 404 Not Found");
        let text = head(&[("x-request-id", b"7")]).to_string();
        assert_eq!(text, "operation `op`: 404 Not Found (request id 7)");
        let again = Head { attempts: 3, ..head(&[]) };
        assert_eq!(again.to_string(), "operation `op`: 404 Not Found after 3 attempts");
    }

    #[test]
    fn long_bodies_are_cut() {
        for (length, kept_length) in [(KEPT_BYTES, KEPT_BYTES), (KEPT_BYTES + 1, KEPT_BYTES)] {
            let body = crate::RawBody::new(None, Bytes::from(vec![0; length]));
            let kept = Kept::from(Reply { head: head(&[]), body });
            assert_eq!((kept.raw_body.len(), kept.is_truncated), (kept_length, length > KEPT_BYTES));
        }
    }
}
