//! A response body: takes bytes and content type, gives them to the decoders, prints neither.

use std::fmt;

use bytes::Bytes;

/// A response body as it came (after decompression), with its content type.
#[derive(Clone)]
pub struct RawBody {
    content_type: Option<String>,
    bytes: Bytes,
}

impl RawBody {
    /// A body of these bytes; `content_type` is the whole header value, parameters included.
    pub fn new(content_type: Option<String>, bytes: Bytes) -> Self {
        Self { content_type, bytes }
    }

    /// The value of the `Content-Type` header; `None` if there is none or it is not text.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The bytes of the body.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }
}

impl fmt::Debug for RawBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawBody").field("content_type", &self.content_type).field("bytes", &self.bytes.len()).finish()
    }
}
