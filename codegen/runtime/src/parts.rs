//! What the caller has given a call: takes texts or misfits, remembers the last of each argument, and what is wrong.

use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use serde::Serialize;

use crate::{
    Argument, CallOptions, RequestError, Style, Violation,
    body::Source,
    style,
    url_text::encode_pairs,
    value::{self, Misfit},
};

/// A body and its media type.
#[derive(Clone)]
pub(crate) struct Body {
    pub(crate) media_type: HeaderValue,
    pub(crate) source: Source,
}

/// Everything of a call that does not depend on the types of its operation.
#[derive(Clone, Default)]
pub(crate) struct Parts {
    /// The server that the document gives the operation alone.
    pub(crate) server: Option<&'static str>,
    /// What is called instead of the operation's path, and its method.
    pub(crate) raw: Option<(Option<Method>, String)>,
    /// The schemes of which credentials are sent, instead of the operation's.
    pub(crate) security: Option<&'static [&'static [&'static str]]>,
    /// Encoded.
    pub(crate) path: Vec<(&'static str, String)>,
    /// The pairs of each parameter, encoded.
    pub(crate) query: Vec<(&'static str, String)>,
    pub(crate) headers: HeaderMap,
    /// The cookies of each parameter, encoded.
    pub(crate) cookies: Vec<(&'static str, Vec<(String, String)>)>,
    pub(crate) body: Option<Body>,
    /// Few calls have any.
    pub(crate) options: Option<Box<CallOptions>>,
    /// What is asked for instead of all that the operation can give.
    pub(crate) accept: Option<&'static str>,
    /// What cannot be sent; the argument, unless an option of the call is the mistake.
    pub(crate) mistakes: Vec<(Option<Argument>, RequestError)>,
    pub(crate) violations: Vec<Violation>,
}

/// `HeaderMap` itself panics at 32768.
const MAX_HEADERS: usize = 1000;

impl Parts {
    /// Forgets what was given for an argument before: the last value counts.
    pub(crate) fn forget(&mut self, argument: Argument) {
        match argument {
            Argument::Path(name) => self.path.retain(|(known, _)| *known != name),
            Argument::Query(name) => self.query.retain(|(known, _)| *known != name),
            Argument::Header(name) => drop(self.headers.remove(name)),
            Argument::Cookie(name) => self.cookies.retain(|(known, _)| *known != name),
            Argument::Body => self.body = None,
        }
        self.mistakes.retain(|(of, _)| *of != Some(argument));
        self.violations.retain(|violation| violation.argument() != argument);
    }

    pub(crate) fn path(&mut self, name: &'static str, value: Result<String, Misfit>) {
        match value {
            Ok(text) => self.path.push((name, text)),
            Err(misfit) => self.misfit(Argument::Path(name), "path", name, misfit),
        }
    }

    pub(crate) fn query(&mut self, name: &'static str, pairs: Result<String, Misfit>) {
        match pairs {
            Ok(pairs) if pairs.is_empty() => {}
            Ok(pairs) => self.query.push((name, pairs)),
            Err(misfit) => self.misfit(Argument::Query(name), "query", name, misfit),
        }
    }

    /// One text for a parameter, in place of what the caller gave.
    pub(crate) fn set_query(&mut self, name: &'static str, text: &str) {
        self.forget(Argument::Query(name));
        self.query.push((name, encode_pairs([(name, text)])));
    }

    /// The text of a parameter that the caller gave, if it is one text.
    pub(crate) fn query_text(&self, name: &str) -> Option<&str> {
        let (_, pairs) = self.query.iter().find(|(known, _)| *known == name)?;
        pairs.split_once('=').map(|(_, text)| text)
    }

    /// Forgets a key that stands for another request.
    pub(crate) fn forget_idempotency_key(&mut self) {
        if let Some(options) = &mut self.options {
            options.idempotency_key = None;
        }
    }

    /// Pairs under a name that the document does not have.
    pub(crate) fn extra_query(&mut self, name: &str, pairs: Result<String, Misfit>) {
        match pairs {
            Ok(pairs) if pairs.is_empty() => {}
            Ok(pairs) => self.options.get_or_insert_default().query.push(pairs),
            Err(misfit) => self.mistakes.push((None, RequestError::parameter("query", name, misfit))),
        }
    }

    pub(crate) fn header(&mut self, name: &'static str, value: Result<Option<String>, Misfit>) {
        match value.and_then(|text| text.map(|text| header_text(name, &text)).transpose()) {
            Ok(None) => {}
            Ok(Some((header, value))) => self.header_value(Some(Argument::Header(name)), header, value),
            Err(misfit) => self.misfit(Argument::Header(name), "header", name, misfit),
        }
    }

    pub(crate) fn cookies(&mut self, name: &'static str, cookies: Result<Vec<(String, String)>, Misfit>) {
        match cookies {
            Ok(cookies) => self.cookies.push((name, cookies)),
            Err(misfit) => self.misfit(Argument::Cookie(name), "cookie", name, misfit),
        }
    }

    /// One header in place of one of the same name; those that frame the message are hyper's to set.
    pub(crate) fn header_value(&mut self, of: Option<Argument>, name: HeaderName, mut value: HeaderValue) {
        // Nobody but the caller knows whether it is a secret.
        value.set_sensitive(true);
        if name == header::CONTENT_LENGTH || name == header::TRANSFER_ENCODING {
            let reason = "is set from the body, not by hand";
            self.mistakes.push((of, RequestError::parameter("header", name.as_str(), reason)));
        } else if self.headers.len() >= MAX_HEADERS {
            self.mistakes.push((of, RequestError::parameter("header", name.as_str(), "is one too many")));
        } else {
            self.headers.insert(name, value);
        }
    }

    pub(crate) fn body(&mut self, media_type: &str, body: Result<Source, Misfit>) {
        let misfit = match (HeaderValue::from_str(media_type), body) {
            (Ok(media_type), Ok(source)) => return self.body = Some(Body { media_type, source }),
            (Err(_), _) => "its media type is not valid",
            (_, Err(misfit)) => misfit,
        };
        self.mistakes.push((Some(Argument::Body), RequestError::body(misfit)));
    }

    fn misfit(&mut self, argument: Argument, place: &str, name: &str, misfit: Misfit) {
        self.mistakes.push((Some(argument), RequestError::parameter(place, name, misfit)));
    }
}

/// A value as pairs of a query.
pub(crate) fn encoded_pairs(name: &str, style: Style, value: &(impl Serialize + ?Sized)) -> Result<String, Misfit> {
    style::query(name, style, value::to_json(value)?)
}

fn header_text(name: &str, text: &str) -> Result<(HeaderName, HeaderValue), Misfit> {
    match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(text)) {
        (Ok(name), Ok(value)) => Ok((name, value)),
        (Err(_), _) => Err("has no valid name"),
        (_, Err(_)) => Err("holds a line break or another character that cannot be in a header"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_headers_of_the_caller_are_sensitive() {
        let mut parts = Parts::default();
        parts.header("X-A", Ok(Some("a".to_owned())));
        parts.header_value(None, HeaderName::from_static("x-b"), HeaderValue::from_static("b"));
        assert_eq!(parts.headers.len(), 2);
        assert!(parts.headers.values().all(HeaderValue::is_sensitive));
    }
}
