//! Bodies that were received: takes a [`RawBody`] or bytes, returns the value that the document promises or a [`BodyError`].

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, header};
use serde::de::DeserializeOwned;

use crate::{
    BodyError,
    drift::noted,
    fields,
    media::{self, is_json},
};

/// A response body as it came (after decompression), with its content type.
#[derive(Clone)]
pub struct RawBody {
    content_type: Option<HeaderValue>,
    bytes: Bytes,
}

impl RawBody {
    /// A body of these bytes; `content_type` is the whole header value, parameters included. One that no header can hold is
    /// none.
    pub fn new(content_type: Option<String>, bytes: Bytes) -> Self {
        Self { content_type: content_type.and_then(|text| HeaderValue::try_from(text).ok()), bytes }
    }

    pub(crate) fn of(headers: &HeaderMap, bytes: Bytes) -> Self {
        Self { content_type: headers.get(header::CONTENT_TYPE).cloned(), bytes }
    }

    /// The value of the `Content-Type` header; `None` if there is none or it is not text.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_ref()?.to_str().ok()
    }

    /// The bytes of the body.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }
}

impl fmt::Debug for RawBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawBody").field("content_type", &self.content_type()).field("bytes", &self.bytes.len()).finish()
    }
}

/// Decodes a JSON body, whatever its media type: servers call JSON `text/plain`, or nothing at all.
///
/// # Errors
/// No JSON, which the error puts down to another media type if there is one, more than one JSON value, or a value that
/// does not fit `T`.
pub fn json<T: DeserializeOwned>(body: &RawBody) -> Result<T, BodyError> {
    // A server without anything to say often names no media type, or any.
    if is_blank(body.bytes()) {
        return Err(BodyError::empty());
    }
    json_bytes(body.bytes()).map_err(|error| match essence(body).filter(|essence| !is_json(essence)) {
        Some(essence) if !error.is_json() => BodyError::media_type(&essence),
        _ => error,
    })
}

/// Decodes a body as text of any media type: UTF-8, unless it says that it is Latin-1.
///
/// # Errors
/// The bytes are not UTF-8.
pub fn text(body: &RawBody) -> Result<String, BodyError> {
    if is_latin_1(body.content_type().unwrap_or_default()) {
        return Ok(body.bytes().iter().copied().map(char::from).collect());
    }
    String::from_utf8(body.bytes().to_vec()).map_err(|_| BodyError::not_text())
}

fn is_latin_1(content_type: &str) -> bool {
    let parameters = content_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let mut charsets = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    charsets.next().is_some_and(|(_, charset)| charset.trim().trim_matches('"').eq_ignore_ascii_case("iso-8859-1"))
}

/// Takes a body of any media type as it is.
///
/// # Errors
/// None; the type fits a [`Decode`](crate::Decode).
pub fn bytes(body: &RawBody) -> Result<Bytes, BodyError> {
    Ok(body.bytes().clone())
}

/// Takes no notice of the body.
///
/// # Errors
/// None; the type fits a [`Decode`](crate::Decode).
pub fn empty(_: &RawBody) -> Result<(), BodyError> {
    Ok(())
}

/// Decodes JSON that did not come as a response, such as the payload of a webhook.
///
/// # Errors
/// No JSON, more than one JSON value, or a value that does not fit `T`; the error knows where the mistake is.
pub fn json_bytes<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BodyError> {
    // Some servers send a byte order mark, which JSON does not have.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if is_blank(bytes) {
        return Err(BodyError::empty());
    }
    // The place of a mistake is learnt by a second, slower run, which meets nothing new.
    serde_json::from_slice(bytes).map_err(|error| {
        let mut deserializer = serde_json::Deserializer::from_slice(bytes);
        let read = || serde_path_to_error::deserialize::<_, T>(&mut deserializer).err();
        let ((located, pointer), _) = noted(|| fields::located(read));
        BodyError::json(&error, located.as_ref().map(|error| error.path()), pointer)
    })
}

fn is_blank(bytes: &[u8]) -> bool {
    bytes.trim_ascii().is_empty()
}

/// `type/subtype` of the content type in lower case, if there is one.
fn essence(body: &RawBody) -> Option<String> {
    body.content_type().map(media::essence).filter(|essence| !essence.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Company {
        name: String,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Account {
        company: Company,
        meters: Vec<u8>,
    }

    fn body(content_type: Option<&str>, text: &str) -> RawBody {
        let bytes = Bytes::copy_from_slice(text.as_bytes());
        RawBody::new(content_type.map(str::to_owned), bytes)
    }

    fn mistake(text: &str) -> BodyError {
        json::<Account>(&body(None, text)).unwrap_err()
    }

    #[test]
    fn json_media_types_are_accepted() {
        for content_type in [
            None,
            Some(""),
            Some("application/json"),
            Some("Application/JSON; charset=utf-8"),
            Some("application/problem+json"),
            Some("Text/JSON"),
            Some("text/vnd.x+JSON ;q=1"),
        ] {
            assert_eq!(json::<u8>(&body(content_type, "1")).unwrap(), 1, "{content_type:?}");
        }
    }

    #[test]
    fn other_media_types_are_named_where_there_is_no_json() {
        for content_type in ["text/html; charset=x", "text/plain", "application/jsonp", "+json"] {
            let error = json::<u8>(&body(Some(content_type), "<p>")).unwrap_err();
            let essence = content_type.split(';').next().unwrap();
            assert!(error.to_string().contains(essence), "{error}");
            assert_eq!(json::<u8>(&body(Some(content_type), "1")).unwrap(), 1, "{content_type}");
            let error = json::<u8>(&body(Some(content_type), "[]")).unwrap_err();
            assert!(error.to_string().contains("expected u8"), "{error}");
        }
    }

    #[test]
    fn path_of_a_mistake_is_known() {
        let wrong = mistake(r#"{"company":{"name":7},"meters":[]}"#);
        assert_eq!(wrong.path(), Some("company.name"));
        let wrong = mistake(r#"{"company":{"name":"x"},"meters":[1,2,"hunter2"]}"#);
        assert_eq!(wrong.path(), Some("meters[2]"));
        let text = "at `meters[2]`: the value does not have the documented type: expected u8";
        assert_eq!(wrong.to_string(), text);
        assert!(!format!("{wrong:?}").contains("hunter2"));
    }

    #[test]
    fn missing_field_is_named_with_its_place() {
        let wrong = mistake(r#"{"company":{},"meters":[]}"#);
        assert_eq!(wrong.path(), Some("company"));
        assert_eq!(wrong.to_string(), "at `company`: the key `name` is missing");
    }

    #[test]
    fn not_json_empty_and_truncated_differ() {
        assert_eq!(mistake("").to_string(), "the body is empty");
        assert!(mistake("<html>").to_string().contains("not JSON"));
        assert!(mistake(r#"{"company":{"#).to_string().contains("breaks off"));
    }

    #[test]
    fn blank_bodies_are_empty_whatever_their_media_type() {
        for (content_type, text) in [(None, " \r\n"), (Some("text/html"), ""), (None, "\u{feff}"), (Some("a/b"), "\n")]
        {
            let wrong = json::<u8>(&body(content_type, text)).unwrap_err();
            assert_eq!(wrong.to_string(), "the body is empty", "{content_type:?} {text:?}");
        }
    }

    #[test]
    fn one_byte_order_mark_is_passed_over() {
        assert_eq!(json::<u8>(&body(None, "\u{feff}1")).unwrap(), 1);
        let wrong = json::<u8>(&body(None, "\u{feff}\u{feff}1")).unwrap_err();
        assert_eq!(wrong.to_string(), "the body is not JSON that can be read");
    }

    #[test]
    fn keys_in_a_path_are_escaped_and_cut() {
        type Map = std::collections::BTreeMap<String, Vec<u8>>;
        let path = |key: &str| {
            let wrong = json::<Map>(&body(None, &serde_json::json!({ key: ["x"] }).to_string())).unwrap_err();
            wrong.path().unwrap().to_owned()
        };
        assert_eq!(path("a\nERROR b\u{1b}[2J"), r"a\nERROR b\u{1b}[2J[0]");
        assert_eq!(path("ü"), "ü[0]");
        assert_eq!(path(&"\n".repeat(100_000)).chars().count(), 257);
        let media_type = "x".repeat(100_000);
        let wrong = json::<u8>(&body(Some(&media_type), "x")).unwrap_err();
        assert!(wrong.to_string().len() < 400);
    }

    #[test]
    fn trailing_garbage_is_refused() {
        let wrong = json::<u8>(&body(None, "1 2")).unwrap_err();
        assert_eq!(wrong.path(), None);
        assert!(wrong.to_string().contains("not JSON"));
        assert_eq!(json::<u8>(&body(None, "1 \n")).unwrap(), 1);
    }

    #[test]
    fn text_bytes_and_empty() {
        assert_eq!(text(&body(Some("text/plain"), "ü")).unwrap(), "ü");
        assert_eq!(bytes(&body(None, "ab")).unwrap(), Bytes::from_static(b"ab"));
        empty(&body(Some("text/html"), "<p>")).unwrap();
        let latin1 = RawBody::new(None, Bytes::from_static(b"\xfc"));
        assert!(text(&latin1).is_err());
    }

    #[test]
    fn a_text_is_utf_8_unless_it_says_that_it_is_latin_1() {
        let text = |content_type: &str, bytes: &'static [u8]| {
            text(&RawBody::new(Some(content_type.to_owned()), Bytes::from_static(bytes))).ok()
        };
        let cafe = Some("caf\u{e9}".to_owned());
        assert_eq!(text("text/plain", "caf\u{e9}".as_bytes()), cafe);
        assert_eq!(text("text/plain; charset=\"ISO-8859-1\"", b"caf\xe9"), cafe);
        assert_eq!(text("text/plain; charset=utf-8", b"caf\xe9"), None);
    }
}
