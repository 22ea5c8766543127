//! Status, headers and body that responses and errors share: takes what came, finds the request id, cuts bodies.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

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
}

/// Headers that name the request on the server's side, the best first.
const REQUEST_ID_HEADERS: [&str; 5] = ["x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "cf-ray"];

/// Errors keep no more of a body than this many bytes.
const KEPT_BYTES: usize = 64 * 1024;

impl Head {
    pub(crate) fn request_id(&self) -> Option<&str> {
        REQUEST_ID_HEADERS.iter().filter_map(|name| self.headers.get(*name)?.to_str().ok()).find(|id| !id.is_empty())
    }
}

/// "operation `getAccount`: 404 Not Found (request id 7)".
impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "operation `{}`: {}", self.operation, self.status)?;
        match self.request_id() {
            Some(id) => write!(f, " (request id {id})"),
            None => Ok(()),
        }
    }
}

/// The part of a body that an error keeps, and whether anything was cut off.
pub(crate) fn cut(bytes: &Bytes) -> (Bytes, bool) {
    match bytes.get(..KEPT_BYTES) {
        // A copy, since a slice would keep the whole body in memory.
        Some(start) if bytes.len() > KEPT_BYTES => (Bytes::copy_from_slice(start), true),
        _ => (bytes.clone(), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn head(headers: &[(&'static str, &'static [u8])]) -> Head {
        let headers = headers.iter().map(|(name, value)| {
            let name = http::HeaderName::from_static(name);
            (name, HeaderValue::from_bytes(value).unwrap())
        });
        Head { operation: "op", status: StatusCode::NOT_FOUND, headers: headers.collect() }
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
    }

    #[test]
    fn long_bodies_are_cut() {
        let (kept, is_cut) = cut(&Bytes::from(vec![0; KEPT_BYTES]));
        assert_eq!((kept.len(), is_cut), (KEPT_BYTES, false));
        let (kept, is_cut) = cut(&Bytes::from(vec![0; KEPT_BYTES + 1]));
        assert_eq!((kept.len(), is_cut), (KEPT_BYTES, true));
    }
}
