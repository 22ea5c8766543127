//! What goes in and out of a contract: a request as it came, the answer to it, and what is wrong with the request.

use std::fmt;

/// A request as it came, of which nothing has been read yet.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// The method, such as `GET`.
    pub method: &'a str,
    /// The path as it was sent, and the query behind `?`.
    pub target: &'a str,
    /// The headers in the order they came; names in any case.
    pub headers: &'a [(&'a str, &'a [u8])],
    /// All of the body.
    pub body: &'a [u8],
}

impl<'a> Call<'a> {
    /// The values of a header, in the order they came.
    pub(super) fn header_values(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        let named = self.headers.iter().filter(move |(own, _)| own.eq_ignore_ascii_case(name));
        named.map(|(_, value)| *value)
    }

    /// The first value of a header that is a text.
    pub(super) fn header(&self, name: &str) -> Option<&'a str> {
        self.header_values(name).find_map(|value| std::str::from_utf8(value).ok()).map(str::trim)
    }
}

/// What a server that keeps to the document answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The operationId (else method and path) of the operation that was asked for, if the document has it.
    pub operation: Option<String>,
    /// The status.
    pub status: u16,
    /// Names and values, all of them fit for HTTP.
    pub headers: Vec<(String, String)>,
    /// The body, none where the status allows none; of an answer to HEAD its length is all that is sent.
    pub body: Vec<u8>,
    /// Where the body is from.
    pub origin: Origin,
    /// Why the request is refused; nothing for one that is fine.
    pub mistakes: Vec<Mistake>,
    /// What is not as it was asked for, or as the document wants it.
    pub remarks: Vec<String>,
}

/// Where the body of an answer is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The document shows it.
    Example,
    /// It was made up from the schema.
    Sample,
    /// There is none.
    Empty,
    /// It says what is wrong with the request.
    Refusal,
}

impl Origin {
    /// The word of the header `X-Mock-Answer`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Example => "example",
            Self::Sample => "sample",
            Self::Empty => "empty",
            Self::Refusal => "refusal",
        }
    }
}

/// Something in a request that the document does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where in the request: "query parameter `limit`", "body at `/name`".
    pub place: String,
    /// What kind of mistake it is, such as `missing_parameter`.
    pub rule: &'static str,
    /// The rest of the sentence that `place` begins.
    pub message: String,
    /// Where the document says so; nothing for a request that is none of its operations.
    pub passage: Option<Passage>,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.place, self.message)?;
        match &self.passage {
            Some(passage) => write!(f, " ({passage})"),
            None => Ok(()),
        }
    }
}

/// A place in the texts that a document is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The pointer within the file, `#/paths/…`.
    pub pointer: String,
    /// The file.
    pub file: String,
    /// 1-based.
    pub line: usize,
    /// 1-based, in characters.
    pub column: usize,
}

impl fmt::Display for Passage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// How the body of an answer is made to differ from what the document says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alteration {
    /// One value becomes one that its `enum` does not list.
    UnknownEnumValue,
    /// One value becomes null, which its schema does not allow.
    UndocumentedNull,
}

/// An operation that requests are answered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Served<'c> {
    /// The operationId, else method and path.
    pub id: &'c str,
    /// The method, such as `GET`.
    pub method: &'c str,
    /// The path as it is documented, with its parameters in braces.
    pub path: &'c str,
    /// The paths of its servers, each without a slash at its end: what may stand before `path`.
    pub base_paths: &'c [String],
}
