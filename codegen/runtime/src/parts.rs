//! What the caller has given a call: takes texts or misfits, remembers them and the first mistake.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::{RequestError, Violation, value::Misfit};

/// A body and its media type.
#[derive(Clone)]
pub(crate) struct Body {
    pub(crate) media_type: HeaderValue,
    pub(crate) bytes: Bytes,
}

/// Everything of a call that does not depend on the types of its operation.
#[derive(Clone, Default)]
pub(crate) struct Parts {
    pub(crate) path: Vec<(&'static str, String)>,
    pub(crate) query: Vec<(&'static str, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Body>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) mistake: Option<RequestError>,
    pub(crate) violations: Vec<Violation>,
}

/// `HeaderMap` itself panics at 32768.
const MAX_HEADERS: usize = 1000;

impl Parts {
    pub(crate) fn path(&mut self, name: &'static str, value: Result<String, Misfit>) {
        match value {
            Ok(text) => self.path.push((name, text)),
            Err(misfit) => self.parameter_misfit("path", name, misfit),
        }
    }

    pub(crate) fn query(&mut self, name: &'static str, value: Result<Vec<String>, Misfit>) {
        match value {
            Ok(texts) => self.query.extend(texts.into_iter().map(|text| (name, text))),
            Err(misfit) => self.parameter_misfit("query", name, misfit),
        }
    }

    /// Simple style: a list is one value with commas.
    pub(crate) fn header(&mut self, name: &'static str, value: Result<Vec<String>, Misfit>) {
        match value {
            Ok(texts) if texts.is_empty() => {}
            Ok(texts) => self.header_text(name, &texts.join(",")),
            Err(misfit) => self.parameter_misfit("header", name, misfit),
        }
    }

    /// One header in place of one of the same name; those that frame the message are hyper's to set.
    pub(crate) fn header_value(&mut self, name: HeaderName, mut value: HeaderValue) {
        // Nobody but the caller knows whether it is a secret.
        value.set_sensitive(true);
        if name == header::CONTENT_LENGTH || name == header::TRANSFER_ENCODING {
            let reason = "is set from the body, not by hand";
            self.mistake(RequestError::parameter("header", name.as_str(), reason));
        } else if self.headers.len() >= MAX_HEADERS {
            self.mistake(RequestError::parameter("header", name.as_str(), "is one too many"));
        } else {
            self.headers.insert(name, value);
        }
    }

    pub(crate) fn body(&mut self, media_type: &str, body: Result<Bytes, Misfit>) {
        match (HeaderValue::from_str(media_type), body) {
            (Ok(media_type), Ok(bytes)) => self.body = Some(Body { media_type, bytes }),
            (Err(_), _) => self.mistake(RequestError::body("its media type is not valid")),
            (_, Err(misfit)) => self.mistake(RequestError::body(misfit)),
        }
    }

    fn header_text(&mut self, name: &'static str, text: &str) {
        let parsed = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(text));
        let reason = match parsed {
            (Ok(name), Ok(value)) => return self.header_value(name, value),
            (Err(_), _) => "has no valid name",
            (_, Err(_)) => "holds a line break or another character that cannot be in a header",
        };
        self.mistake(RequestError::parameter("header", name, reason));
    }

    fn parameter_misfit(&mut self, place: &str, name: &str, misfit: Misfit) {
        self.mistake(RequestError::parameter(place, name, misfit));
    }

    fn mistake(&mut self, mistake: RequestError) {
        self.mistake.get_or_insert(mistake);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_headers_of_the_caller_are_sensitive() {
        let mut parts = Parts::default();
        parts.header("X-A", Ok(vec!["a".to_owned()]));
        parts.header_value(HeaderName::from_static("x-b"), HeaderValue::from_static("b"));
        assert_eq!(parts.headers.len(), 2);
        assert!(parts.headers.values().all(HeaderValue::is_sensitive));
    }
}
