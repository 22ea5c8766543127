//! Documented response headers: takes the headers that came, returns the value of the type that the document promises.

use std::{fmt, marker::PhantomData};

use http::{HeaderMap, header};
use serde::de::DeserializeOwned;

use crate::{body_error::expected, header_text::HeaderText};

/// A header that the document promises, with the type of its value. The generator emits constants of these.
///
/// `response.header(&ListPets::X_TOTAL_COUNT)?` gives an `Option<i64>`.
pub struct ResponseHeader<T> {
    name: &'static str,
    form: Form,
    value: PhantomData<fn() -> T>,
}

/// How the text of a header stands for a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Elements with commas between them; keys and values of an object, too.
    Simple,
    /// The same, but `key=value` in an object.
    Exploded,
    Json,
}

impl<T> ResponseHeader<T> {
    /// A header in OpenAPI's style `simple`: `1`, `a,b`, `key,value`.
    pub const fn new(name: &'static str) -> Self {
        Self { name, form: Form::Simple, value: PhantomData }
    }

    /// The same with `explode`, which writes an object as `key=value`.
    pub const fn exploded(name: &'static str) -> Self {
        Self { form: Form::Exploded, ..Self::new(name) }
    }

    /// A header that holds JSON.
    pub const fn json(name: &'static str) -> Self {
        Self { form: Form::Json, ..Self::new(name) }
    }

    /// The name, as the document writes it.
    pub fn name(&self) -> &'static str {
        self.name
    }
}

impl<T: DeserializeOwned> ResponseHeader<T> {
    /// The value in these headers; `None` if there is no such header.
    ///
    /// Several lines of the name count as one with commas between them, as HTTP says. Those of `Set-Cookie` do not: of them
    /// an array has one element a line, and anything else is the first.
    ///
    /// # Errors
    /// The text is not UTF-8, or not of the documented type.
    pub fn value(&self, headers: &HeaderMap) -> Result<Option<T>, HeaderError> {
        let lines = headers.get_all(self.name).iter().map(|line| std::str::from_utf8(line.as_bytes()));
        let lines = lines.collect::<Result<Vec<_>, _>>().map_err(|_| self.error(Some("UTF-8 text".to_owned())))?;
        if lines.is_empty() {
            return Ok(None);
        }
        let read = match self.form {
            Form::Json => serde_json::from_str(&lines.join(",")),
            form => T::deserialize(HeaderText { lines, form, is_joined: !self.is_set_cookie() }),
        };
        read.map(Some).map_err(|error| self.error(expected(&error)))
    }

    fn is_set_cookie(&self) -> bool {
        self.name.eq_ignore_ascii_case(header::SET_COOKIE.as_str())
    }

    fn error(&self, expected: Option<String>) -> HeaderError {
        HeaderError { name: self.name, expected }
    }
}

impl<T> Clone for ResponseHeader<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ResponseHeader<T> {}

impl<T> fmt::Debug for ResponseHeader<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseHeader").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A response header that does not have its documented type. It does not quote the header, which may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderError {
    name: &'static str,
    expected: Option<String>,
}

impl HeaderError {
    /// The name of the header, as the document writes it.
    pub fn name(&self) -> &'static str {
        self.name
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the header `{}` does not have the documented type", self.name)?;
        self.expected.iter().try_for_each(|expected| write!(f, ": expected {expected}"))
    }
}

impl std::error::Error for HeaderError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DateTime, Number};
    use http::HeaderValue;
    use serde_json::{Value, json};

    fn headers(lines: &[&str]) -> HeaderMap {
        let name =
            |line: &&str| (http::HeaderName::from_static("x-a"), HeaderValue::from_bytes(line.as_bytes()).unwrap());
        lines.iter().map(name).collect()
    }

    fn read<T: DeserializeOwned>(lines: &[&str]) -> Result<Option<T>, HeaderError> {
        ResponseHeader::<T>::new("X-A").value(&headers(lines))
    }

    #[test]
    fn scalars() {
        assert_eq!(read::<i64>(&[" -7 "]), Ok(Some(-7)));
        assert_eq!(read::<u8>(&["255"]), Ok(Some(255)));
        assert_eq!(read::<f64>(&["1"]), Ok(Some(1.0)));
        assert_eq!(read::<bool>(&["true"]), Ok(Some(true)));
        assert_eq!(read::<String>(&["12,3"]), Ok(Some("12,3".to_owned())));
        assert_eq!(read::<String>(&[""]), Ok(Some(String::new())));
        assert_eq!(read::<Option<i64>>(&["1"]), Ok(Some(Some(1))));
        assert_eq!(read::<Number>(&["1.50"]).unwrap().unwrap().as_str(), "1.50");
        assert_eq!(read::<DateTime>(&["2026-01-02T03:04:05Z"]).unwrap().unwrap().as_str(), "2026-01-02T03:04:05Z");
        assert_eq!(read::<i64>(&[]), Ok(None));
    }

    #[test]
    fn what_has_no_type_is_a_number_a_flag_or_text() {
        for (text, value) in
            [("7", json!(7)), ("-1.5", json!(-1.5)), ("true", json!(true)), ("a", json!("a")), ("", json!(""))]
        {
            assert_eq!(read::<Value>(&[text]), Ok(Some(value)), "{text}");
        }
    }

    #[test]
    fn lists_and_lines() {
        assert_eq!(read::<Vec<i64>>(&["1, 2", "3"]), Ok(Some(vec![1, 2, 3])));
        assert_eq!(read::<Vec<String>>(&["a,,\tb "]), Ok(Some(["a", "", "b"].map(str::to_owned).to_vec())));
        assert_eq!(read::<Vec<String>>(&[""]), Ok(Some(vec![])));
        assert_eq!(read::<(i64, bool)>(&["1,true"]), Ok(Some((1, true))));
        assert_eq!(read::<String>(&["a", "b"]), Ok(Some("a, b".to_owned())));
    }

    #[test]
    fn cookies_are_not_joined() {
        let lines = ["a=1; Expires=Fri, 01 Jan 2027 00:00:00 GMT", "b=2"];
        let headers = lines.map(|line| (header::SET_COOKIE, HeaderValue::from_static(line)));
        let headers = HeaderMap::from_iter(headers);
        let all = ResponseHeader::<Vec<String>>::new("Set-Cookie").value(&headers);
        assert_eq!(all, Ok(Some(lines.map(str::to_owned).to_vec())));
        let first = ResponseHeader::<String>::new("set-cookie").value(&headers);
        assert_eq!(first, Ok(Some(lines[0].to_owned())));
    }

    #[test]
    fn objects() {
        #[derive(Debug, PartialEq)]
        struct Limit {
            left: i64,
            of: String,
            reset: Option<bool>,
        }
        crate::object!(Limit { left: required "left", of: required "of", reset: optional "reset" });
        let limit = Limit { left: 3, of: "a=b".to_owned(), reset: None };
        assert_eq!(read::<Limit>(&["left,3,of,a=b"]).unwrap().as_ref(), Some(&limit));
        let exploded = ResponseHeader::<Limit>::exploded("X-A");
        assert_eq!(exploded.value(&headers(&["left=3, of=a=b"])).unwrap().as_ref(), Some(&limit));
        assert!(exploded.value(&headers(&["left,3"])).is_err());
        assert!(read::<Limit>(&["left,3,of"]).is_err());
        let json = ResponseHeader::<Limit>::json("X-A");
        assert_eq!(json.value(&headers(&[r#"{"left":3"#, r#""of":"a=b"}"#])).unwrap(), Some(limit));
    }

    #[test]
    fn unions_of_scalars() {
        #[derive(Debug, PartialEq)]
        enum Either {
            Count(i64),
            Word(String),
            Unknown(Value),
        }
        crate::union!(Either { Count, Word });
        assert_eq!(read::<Either>(&["7"]), Ok(Some(Either::Count(7))));
        assert_eq!(read::<Either>(&["many"]), Ok(Some(Either::Word("many".to_owned()))));
    }

    #[test]
    fn errors_name_the_header_and_quote_nothing() {
        for wrong in ["hunter2", "", "1,2", "0x1", "1.5", "300", "1 2", "NaN"] {
            let error = read::<u8>(&[wrong]).unwrap_err();
            let text = format!("{error} {error:?}");
            assert!(text.contains("X-A") && text.contains("u8") && !text.contains("hunter2"), "{text}");
        }
        assert!(read::<bool>(&["yes"]).is_err());
        let headers =
            HeaderMap::from_iter([(http::HeaderName::from_static("x-a"), HeaderValue::from_bytes(b"\xff").unwrap())]);
        let error = ResponseHeader::<String>::new("x-a").value(&headers).unwrap_err();
        assert_eq!(error.to_string(), "the header `x-a` does not have the documented type: expected UTF-8 text");
        assert_eq!(error.name(), "x-a");
    }
}
