//! Bodies of several parts: takes parts, gives the bytes of a multipart body in which no name bends a header.

use std::fmt;
#[cfg(not(target_arch = "wasm32"))]
use std::path::Path;

use bytes::Bytes;
#[cfg(not(target_arch = "wasm32"))]
use futures_core::Stream;
use http::{HeaderName, HeaderValue, header};
use serde::Serialize;

use crate::{
    body::{Body, Source},
    value::{Misfit, to_json_text},
};

/// One part of a multipart body: a file, a text or a value.
///
/// ```
/// # use specwright_runtime::Part;
/// let photo = Part::from_path("photo.png").content_type("image/png");
/// let table = Part::from_bytes("a,b\n1,2\n").file_name("table.csv").content_type("text/csv");
/// ```
#[derive(Clone, PartialEq)]
pub struct Part {
    body: Body,
    file_name: Option<String>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

/// What a browser calls a file without a name; a server may take a part without one for a text.
const NAMELESS: &str = "blob";

impl Part {
    /// A file of these bytes; its name is `blob` unless another is given.
    pub fn from_bytes(bytes: impl Into<Bytes>) -> Self {
        Self::file(Body::from_bytes(bytes))
    }

    /// A file under its own name. It is opened when the request is sent, and never held in memory as a whole.
    ///
    /// Not on `wasm32-unknown-unknown`.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn from_path(path: impl AsRef<Path>) -> Self {
        let name = path.as_ref().file_name().map(|name| name.to_string_lossy().into_owned());
        let part = Self::file(Body::from_path(path));
        Self { file_name: name.or(part.file_name), ..part }
    }

    /// A file from a stream; its name is `blob` unless another is given.
    ///
    /// Not on `wasm32-unknown-unknown`.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn from_stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::file(Body::from_stream(stream))
    }

    /// The same of exactly so many bytes: the request has a `Content-Length` if all of its parts tell theirs.
    ///
    /// Not on `wasm32-unknown-unknown`.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn from_sized_stream<S, B, E>(stream: S, length: u64) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::file(Body::from_sized_stream(stream, length))
    }

    /// A text, which is no file.
    pub fn text(text: impl Into<String>) -> Self {
        Self { body: Body::from(text.into()), file_name: None, headers: Vec::new() }
    }

    /// A value as JSON, which is no file.
    pub fn json(value: &(impl Serialize + ?Sized)) -> Self {
        let source = to_json_text(value).map_or_else(Source::Unfit, |text| Source::Bytes(text.into()));
        Self { body: Body::new(source).content_type("application/json"), file_name: None, headers: Vec::new() }
    }

    /// The name of the file.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The media type, in place of the one that is documented.
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.body = self.body.content_type(media_type);
        self
    }

    /// One more header of the part, in place of one of the same name.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value));
        self
    }

    fn file(body: Body) -> Self {
        Self { body, file_name: Some(NAMELESS.to_owned()), headers: Vec::new() }
    }

    /// The same with what the document says of it, where nothing else was said.
    pub(crate) fn or(mut self, content_type: Option<&str>, headers: &[(&'static str, &'static str)]) -> Self {
        self.body.content_type = self.body.content_type.or_else(|| content_type.map(str::to_owned));
        for (name, value) in headers {
            let parsed = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value));
            if let (Ok(name), Ok(value)) = parsed
                && !self.headers.iter().any(|(known, _)| *known == name)
            {
                self.headers.push((name, value));
            }
        }
        self
    }

    /// The header of the part, without the line between parts.
    fn head(&self, name: Option<&str>) -> Result<Vec<u8>, Misfit> {
        let mut head = Vec::new();
        let mut line = |name: &str, value: &[u8]| {
            for text in [name.as_bytes(), b": ", value, b"\r\n"] {
                head.extend_from_slice(text);
            }
        };
        let is_given = |name: HeaderName| self.headers.iter().any(|(known, _)| *known == name);
        if let Some(name) = name.filter(|_| !is_given(header::CONTENT_DISPOSITION)) {
            let file = self.file_name.as_deref().map(|file| format!("; filename=\"{}\"", Quoted(file)));
            let value = format!("form-data; name=\"{}\"{}", Quoted(name), file.unwrap_or_default());
            line("Content-Disposition", value.as_bytes());
        }
        let is_file = self.file_name.is_some();
        let media_type = self.body.content_type.as_deref().or(is_file.then_some("application/octet-stream"));
        if let Some(media_type) = media_type.filter(|_| !is_given(header::CONTENT_TYPE)) {
            let value = HeaderValue::from_str(media_type).map_err(|_| "the media type of a part is not valid")?;
            line("Content-Type", value.as_bytes());
        }
        for (name, value) in &self.headers {
            line(name.as_str(), value.as_bytes());
        }
        Ok(head)
    }
}

impl From<Body> for Part {
    /// A file without a name.
    fn from(body: Body) -> Self {
        Self::file(body)
    }
}

macro_rules! from_bytes {
    ($($type:ty),*) => {
        $(impl From<$type> for Part {
            /// A file without a name.
            fn from(bytes: $type) -> Self {
                Self::from_bytes(bytes)
            }
        })*
    };
}

from_bytes!(Bytes, Vec<u8>, &'static [u8]);

/// Shows nothing of what is sent.
impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("Part")
            .field("body", &self.body)
            .field("file_name", &self.file_name)
            .field("headers", &headers)
            .finish()
    }
}

/// The parts of a body, where the document does not name them.
///
/// ```
/// # use specwright_runtime::{Multipart, Part};
/// let body = Multipart::new().part("file", Part::from_path("photo.png")).text("title", "Sunset");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Multipart {
    parts: Vec<(Option<String>, Part)>,
}

impl Multipart {
    /// No part.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part under a name, perhaps one of several of it.
    pub fn part(mut self, name: impl Into<String>, part: impl Into<Part>) -> Self {
        self.push(name, part.into());
        self
    }

    /// Adds a text under a name.
    pub fn text(self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.part(name, Part::text(text))
    }

    /// Adds a value as JSON under a name.
    pub fn json(self, name: impl Into<String>, value: &(impl Serialize + ?Sized)) -> Self {
        self.part(name, Part::json(value))
    }

    /// Adds a part that has no name, as in `multipart/mixed` and `multipart/related`.
    pub fn unnamed(mut self, part: impl Into<Part>) -> Self {
        self.parts.push((None, part.into()));
        self
    }

    pub(crate) fn push(&mut self, name: impl Into<String>, part: Part) {
        self.parts.push((Some(name.into()), part));
    }

    /// The body, and the media type with what stands between the parts.
    pub(crate) fn encode(&self, media_type: &str) -> Result<(String, Source), Misfit> {
        self.encode_with(media_type, &boundary())
    }

    fn encode_with(&self, media_type: &str, boundary: &str) -> Result<(String, Source), Misfit> {
        let mut pieces = Vec::new();
        for (name, part) in &self.parts {
            if let Some(misfit) = part.body.source.misfit() {
                return Err(misfit);
            }
            let mut head = format!("--{boundary}\r\n").into_bytes();
            head.extend(part.head(name.as_deref())?);
            head.extend_from_slice(b"\r\n");
            pieces.extend([Source::Bytes(head.into()), part.body.source.clone(), Source::Bytes("\r\n".into())]);
        }
        pieces.push(Source::Bytes(format!("--{boundary}--\r\n").into()));
        // A boundary of the document's own is one of an example.
        let kept = media_type.split(';').map(str::trim).filter(|part| !is_boundary(part)).collect::<Vec<_>>();
        let kept = kept.join("; ").replace("multipart/*", "multipart/form-data");
        Ok((format!("{kept}; boundary={boundary}"), Source::Several(pieces.into())))
    }
}

fn is_boundary(parameter: &str) -> bool {
    parameter.split_once('=').is_some_and(|(name, _)| name.trim().eq_ignore_ascii_case("boundary"))
}

/// A line that no content holds, as nobody can tell it before.
fn boundary() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

/// A name within quotes, as HTML has it: what would end it is percent-encoded. A backslash is, too: there are readers for
/// which it takes the meaning from the quote behind it.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for char in self.0.chars() {
            match char {
                '"' | '\\' | '\0'..='\x1f' | '\x7f' => write!(f, "%{:02X}", u32::from(char))?,
                _ => write!(f, "{char}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of a body of bytes alone.
    fn text(form: &Multipart) -> String {
        let (media_type, source) = form.encode_with("multipart/form-data", "X").unwrap();
        assert_eq!(media_type, "multipart/form-data; boundary=X");
        let Source::Several(pieces) = source else { panic!("no pieces") };
        let bytes = pieces.iter().map(|piece| match piece {
            Source::Bytes(bytes) => bytes.as_ref(),
            _ => b"[not in memory]",
        });
        String::from_utf8(bytes.collect::<Vec<_>>().concat()).unwrap()
    }

    #[test]
    fn parts_with_names_types_and_headers() {
        let table = Part::from_bytes("1,2").file_name("t.csv").content_type("text/csv");
        let table = table.header(HeaderName::from_static("x-a"), HeaderValue::from_static("b"));
        let form = Multipart::new().part("file", table).text("title", "ü").json("tags", &["a"]);
        assert_eq!(
            text(&form),
            "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"t.csv\"\r\nContent-Type: text/csv\r\n\
             x-a: b\r\n\r\n1,2\r\n\
             --X\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nü\r\n\
             --X\r\nContent-Disposition: form-data; name=\"tags\"\r\nContent-Type: application/json\r\n\r\n[\"a\"]\r\n\
             --X--\r\n"
        );
    }

    #[test]
    fn a_file_without_a_name_is_still_a_file() {
        let form = Multipart::new().part("a", b"x".as_slice()).unnamed(Part::text("y"));
        let head =
            "Content-Disposition: form-data; name=\"a\"; filename=\"blob\"\r\nContent-Type: application/octet-stream";
        assert_eq!(text(&form), format!("--X\r\n{head}\r\n\r\nx\r\n--X\r\n\r\ny\r\n--X--\r\n"));
        let path = Multipart::new().part("a", Part::from_path("photos/b c.png"));
        assert!(text(&path).contains("filename=\"b c.png\""), "{}", text(&path));
    }

    #[test]
    fn names_bend_no_header() {
        let hostile = "a\"; filename=\"b\r\nX: y\r\n\r\n\0ü";
        let form = Multipart::new().part(hostile, Part::from_bytes("").file_name(hostile));
        let quoted = "a%22; filename=%22b%0D%0AX: y%0D%0A%0D%0A%00ü";
        assert!(text(&form).contains(&format!("name=\"{quoted}\"; filename=\"{quoted}\"\r\n")), "{}", text(&form));
        assert_eq!(text(&form).matches("\r\n\r\n").count(), 1);
    }

    #[test]
    fn what_cannot_be_sent_is_refused() {
        let form = |part: Part| Multipart::new().part("a", part).encode("multipart/form-data").map(drop);
        assert_eq!(form(Part::text("x").content_type("a\r\nb: c")), Err("the media type of a part is not valid"));
        assert!(form(Part::json(&f64::NAN)).is_err());
        assert!(form(Part::text("x")).is_ok());
    }

    #[test]
    fn the_media_type_keeps_all_but_the_boundary() {
        let of = |media_type: &str| Multipart::new().encode_with(media_type, "X").unwrap().0;
        let related = "multipart/related; Boundary=abc; type=\"text/xml\"";
        assert_eq!(of(related), "multipart/related; type=\"text/xml\"; boundary=X");
        assert_eq!(of("multipart/*"), "multipart/form-data; boundary=X");
        assert_ne!(boundary(), boundary());
    }

    #[test]
    fn debug_shows_no_contents() {
        let form = Multipart::new().text("a", "hunter2");
        let form = form.part("b", Part::text("").header(header::COOKIE, HeaderValue::from_static("hunter2")));
        assert!(!format!("{form:?}").contains("hunter2"), "{form:?}");
    }
}
