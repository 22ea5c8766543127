//! What a request would send: takes a request that is never sent, and tells what another one that came has otherwise.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{HeaderMap, header};
use serde_json::Value;

use super::{
    Received, json_diff,
    json_diff::Step,
    redact::{is_secret_name, shown},
    route::decoded,
};
use crate::{
    Argument, Call, RequestError, Rules, ValidationError,
    body::Source,
    media::{self, essence},
    rules::is_secret_at,
    url_text::fill,
};

/// What a call must send to be the one that is meant. Of what the request does not set, anything may come.
pub(super) struct Expected {
    path: String,
    /// The values of each name.
    query: BTreeMap<String, Vec<String>>,
    headers: HeaderMap,
    /// Encoded, as they are sent.
    cookies: Vec<(String, String)>,
    body: Option<Body>,
    body_rules: Option<&'static Rules>,
}

struct Body {
    media_type: String,
    content: Content,
}

enum Content {
    Json(Value),
    Form(BTreeMap<String, Vec<String>>),
    Bytes(Bytes),
    /// Files and streams, which are not read for a comparison.
    Anything,
}

impl Expected {
    /// What a call would send.
    pub(super) fn new<T, E>(call: Call<T, E>) -> Result<Self, RequestError> {
        let body_rules = call.body_rules.or_else(|| call.operation.rules(Argument::Body));
        let parts = call.parts;
        if let Some((_, mistake)) = parts.mistakes.into_iter().next() {
            return Err(mistake);
        }
        if let Some(invalid) = ValidationError::unless_empty(parts.violations) {
            return Err(RequestError::invalid(invalid));
        }
        let (path, fixed) = fill(call.operation.path, &parts.path)?;
        let query = parts.query.iter().map(|(_, pairs)| pairs.as_str()).chain([fixed.as_str()]);
        let query = grouped(query.collect::<Vec<_>>().join("&").as_bytes());
        let cookies = parts.cookies.into_iter().flat_map(|(_, cookies)| cookies).collect();
        let body = parts.body.map(|body| Body::new(body.media_type.to_str().unwrap_or_default(), &body.source));
        Ok(Self { path, query, headers: parts.headers, cookies, body, body_rules })
    }

    /// What came otherwise, part by part.
    pub(super) fn differences(&self, received: &Received, secrets: &[&str]) -> Vec<String> {
        let mut lines = Vec::new();
        if !decoded(received.path()).ends_with(&*decoded(&self.path)) {
            lines.push(format!("the path: expected {}, found {}", self.path, received.path()));
        }
        let sent = grouped(received.query().unwrap_or_default().as_bytes());
        lines.extend(of_pairs("the query", &self.query, &sent, false, &|name| secrets.contains(&name)));
        lines.extend(self.of_headers(received));
        lines.extend(self.of_cookies(received));
        if let Some(body) = &self.body {
            lines.extend(body.differences(received, &|way| self.is_secret(way)));
        }
        lines
    }

    /// Values of headers are never shown: nobody knows which are secrets.
    fn of_headers(&self, received: &Received) -> Vec<String> {
        let sent = |name| received.headers().get_all(name);
        let differing = self.headers.keys().filter_map(|name| match sent(name) {
            sent if sent.iter().next().is_none() => Some(format!("the header {name} is not sent")),
            sent if sent != self.headers.get_all(name) => Some(format!("the header {name} is another (not shown)")),
            _ => None,
        });
        differing.collect()
    }

    fn of_cookies(&self, received: &Received) -> Vec<String> {
        let all = received.headers().get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let sent: Vec<_> = all.flat_map(|all| all.split(';')).filter_map(|one| one.trim().split_once('=')).collect();
        let missing = self.cookies.iter().filter(|(name, value)| !sent.contains(&(name.as_str(), value.as_str())));
        let lines = missing.map(|(name, _)| match sent.iter().any(|(known, _)| known == name) {
            true => format!("the cookie {name} is another (not shown)"),
            false => format!("the cookie {name} is not sent"),
        });
        lines.collect()
    }

    fn is_secret(&self, way: &[Step<'_>]) -> bool {
        let steps = way.iter().map(|step| match step {
            Step::Key(key) => Some(*key),
            Step::Item(_) => None,
        });
        let is_named = steps.clone().flatten().any(is_secret_name);
        is_named || self.body_rules.is_some_and(|rules| is_secret_at(rules, steps))
    }
}

impl Body {
    fn new(media_type: &str, source: &Source) -> Self {
        let content = match in_memory(source) {
            None => Content::Anything,
            Some(bytes) => Content::of(media_type, bytes),
        };
        Self { media_type: media_type.to_owned(), content }
    }

    fn differences(&self, received: &Received, is_secret: &dyn Fn(&[Step<'_>]) -> bool) -> Vec<String> {
        let sent = received.header(header::CONTENT_TYPE.as_str()).unwrap_or_default();
        if essence(sent) != essence(&self.media_type) {
            let found = if sent.is_empty() { "none".to_owned() } else { essence(sent) };
            return vec![format!("the body: expected {}, found {found}", essence(&self.media_type))];
        }
        match (&self.content, Content::of(sent, received.body().clone())) {
            (Content::Anything, _) => Vec::new(),
            (Content::Json(expected), Content::Json(found)) => {
                let lines = json_diff::differences(expected, &found, is_secret);
                lines.into_iter().map(|line| format!("the body {line}")).collect()
            }
            (Content::Form(expected), Content::Form(found)) => {
                of_pairs("the form", expected, &found, true, &|name| is_secret(&[Step::Key(name)]))
            }
            (Content::Json(_), _) => vec!["the body is no JSON".to_owned()],
            (Content::Bytes(expected), Content::Bytes(found)) if same(expected, &self.media_type, &found, sent) => {
                Vec::new()
            }
            _ => vec!["the body has other bytes".to_owned()],
        }
    }
}

impl Content {
    fn of(media_type: &str, bytes: Bytes) -> Self {
        let essence = essence(media_type);
        if essence == "application/x-www-form-urlencoded" {
            return Self::Form(grouped(&bytes));
        }
        let json = media::is_json(&essence).then(|| serde_json::from_slice(&bytes).ok()).flatten();
        json.map_or(Self::Bytes(bytes), Self::Json)
    }
}

/// The bytes of a body that has no file and no stream.
fn in_memory(source: &Source) -> Option<Bytes> {
    let parts = source.flat().into_iter().map(|part| match part {
        Source::Bytes(bytes) => Some(bytes.clone()),
        _ => None,
    });
    let parts: Vec<_> = parts.collect::<Option<_>>()?;
    Some(if let [only] = parts.as_slice() { only.clone() } else { parts.concat().into() })
}

/// Whether two bodies are equal but for what stands between their parts, which is drawn for each request.
fn same(expected: &[u8], media_type: &str, found: &[u8], sent: &str) -> bool {
    match (boundary(media_type), boundary(sent)) {
        (Some(own), Some(other)) => {
            let lossy = |bytes, boundary: &str| String::from_utf8_lossy(bytes).replace(boundary, "");
            lossy(expected, own) == lossy(found, other)
        }
        _ => expected == found,
    }
}

fn boundary(media_type: &str) -> Option<&str> {
    let (_, boundary) = media_type.split_once("boundary=")?;
    boundary.split(';').next().map(|boundary| boundary.trim().trim_matches('"')).filter(|boundary| !boundary.is_empty())
}

fn grouped(pairs: &[u8]) -> BTreeMap<String, Vec<String>> {
    let mut grouped: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (name, value) in url::form_urlencoded::parse(pairs) {
        grouped.entry(name.into_owned()).or_default().push(value.into_owned());
    }
    grouped
}

/// The names whose values differ; if they are all that may come, those that are too many as well.
fn of_pairs(
    what: &str,
    expected: &BTreeMap<String, Vec<String>>,
    found: &BTreeMap<String, Vec<String>>,
    is_all: bool,
    is_secret: &dyn Fn(&str) -> bool,
) -> Vec<String> {
    let differing = expected.iter().filter_map(|(name, values)| match found.get(name) {
        None => Some(format!("{what} has no {name}")),
        Some(sent) if sent == values => None,
        Some(_) if is_secret(name) || is_secret_name(name) => Some(format!("{what} has another {name} (not shown)")),
        Some(sent) => {
            Some(format!("{what} has {name}={}, expected {}", shown(&sent.join(", ")), shown(&values.join(", "))))
        }
    });
    let more = found.keys().filter(|name| is_all && !expected.contains_key(*name));
    differing.chain(more.map(|name| format!("{what} has {name}, which is not expected"))).collect()
}
