//! From a call to its request: takes what the caller gave and the settings of the client, refuses what cannot be sent.

use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use url::Url;

use crate::{
    CallOptions, HttpRequest, Operation, Repeat, RequestError, RequestErrorKind, ValidationError,
    client::Shared,
    cookies::{add_cookie, has_cookie},
    parts::Parts,
    pipeline::{Prepared, Settings},
    servers::base_of,
    url_text::{check_base, fill, is_same_origin, join, without_slash},
};

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

impl Prepared {
    pub(crate) fn new<T, E>(client: &Shared, operation: &Operation<T, E>, parts: Parts) -> Result<Self, RequestError> {
        let Parts { mistakes, violations, raw, path, query, cookies, mut headers, body, options, .. } = parts;
        let options = options.map(|options| *options).unwrap_or_default();
        if let Some((_, mistake)) = mistakes.into_iter().next() {
            return Err(mistake);
        }
        if let Some(invalid) = ValidationError::unless_empty(violations) {
            return Err(RequestError::invalid(invalid));
        }
        let is_raw = raw.is_some();
        let (raw_method, (path, fixed)) = match raw {
            Some((method, path)) => (method, parted(path)),
            None => (None, fill(operation.path, &path)?),
        };
        let method = match raw_method {
            Some(method) => method,
            None => method_of(operation.method)?,
        };
        // hyper would send none of it.
        if [Method::GET, Method::HEAD].contains(&method)
            && body.as_ref().is_some_and(|body| body.source.is_of_unknown_length())
        {
            return Err(RequestError::body("is a stream of unknown length, which this method cannot send"));
        }
        let query = query.iter().map(|(_, pairs)| pairs).chain(&options.query);
        let query = [&fixed].into_iter().chain(query).map(String::as_str);
        let url = join(base_url(client, parts.server, &options)?, &path, query)?;
        // What an option of the call has set goes first, and is not said twice.
        let others = headers.get(header::COOKIE).cloned();
        for (name, value) in cookies.iter().flat_map(|(_, cookies)| cookies) {
            if !has_cookie(others.as_ref(), name) {
                add_cookie(&mut headers, name, value);
            }
        }
        let documented = match is_raw && !is_idempotent(&method) {
            true => client.api.idempotency_key,
            false => operation.idempotency_key,
        };
        let has_key = add_idempotency_key(&mut headers, documented, &options)?;
        let is_repeatable = options.idempotent.unwrap_or(match operation.retry {
            Repeat::Safe => true,
            Repeat::Never => false,
            Repeat::ByMethod => has_key || is_idempotent(&method),
        });
        let mut request = HttpRequest::new(operation.id, operation.path, method, url);
        request.headers = client.headers(parts.accept.unwrap_or(operation.accept));
        if let Some(body) = body {
            request.headers.insert(header::CONTENT_TYPE, body.media_type);
            request.body = Some(body.source);
        }
        if !headers.is_empty() {
            request.headers.extend(headers);
        }
        let settings = Settings {
            timeout: options.timeout.unwrap_or(client.timeout),
            attempt_timeout: options.attempt_timeout.or(client.attempt_timeout),
            idle_timeout: options.idle_timeout.unwrap_or(client.idle_timeout),
            retry: options.retry.unwrap_or_else(|| client.retry.clone()),
            is_repeatable,
            rate_limit: operation.rate_limit,
            credentials: client.choose(parts.security.unwrap_or(operation.security), &options.credentials)?,
        };
        Ok(Self { request, settings })
    }

    /// Calls this URL instead, if it is on the same server.
    pub(crate) fn lead_to(&mut self, url: Url) -> Result<(), RequestError> {
        let message = "the URL is on another server than the one that the call goes to".to_owned();
        let url = Some(url).filter(|url| is_same_origin(url, &self.request.url));
        self.request.url = url.ok_or_else(|| RequestError::new(RequestErrorKind::InvalidUrl, message))?;
        Ok(())
    }
}

fn base_url(client: &Shared, server: Option<&str>, options: &CallOptions) -> Result<Url, RequestError> {
    let other = match (&options.base_url, server) {
        (None, None) => return Ok(client.base_url.clone()),
        (Some(own), _) => check_base(own).and_then(|own| base_of(&[], &own, true, server)),
        (None, _) => base_of(&client.servers, without_slash(&client.base_url), client.is_base_url_given, server),
    };
    let other = other.and_then(|other| Url::parse(&other).map_err(|_| "not an absolute URL"));
    other.map_err(|reason| RequestError::new(RequestErrorKind::InvalidUrl, format!("base URL: {reason}")))
}

/// The path that a caller wrote, and its query.
fn parted(path: String) -> (String, String) {
    match path.split_once('?') {
        Some((path, query)) => (path.to_owned(), query.to_owned()),
        None => (path, String::new()),
    }
}

/// Puts a key in if the document has a header for it, or the caller gave one. Whether the request has one then.
fn add_idempotency_key(
    headers: &mut HeaderMap,
    documented: Option<&'static str>,
    options: &CallOptions,
) -> Result<bool, RequestError> {
    let name = match documented.map(|name| HeaderName::from_bytes(name.as_bytes())) {
        Some(Ok(name)) => name,
        _ => IDEMPOTENCY_KEY,
    };
    let key = match &options.idempotency_key {
        Some(key) => key.clone(),
        // An argument of the operation may have set it.
        None if headers.contains_key(&name) => return Ok(true),
        None if documented.is_none() => return Ok(false),
        None => uuid::Uuid::new_v4().to_string(),
    };
    let invalid = || RequestError::parameter("header", name.as_str(), "is no text that can be in a header");
    let mut value = HeaderValue::from_str(&key).ok().filter(|value| !value.is_empty()).ok_or_else(invalid)?;
    value.set_sensitive(true);
    headers.insert(name, value);
    Ok(true)
}

fn is_idempotent(method: &Method) -> bool {
    method.is_idempotent() || method.as_str() == "QUERY"
}

fn method_of(name: &str) -> Result<Method, RequestError> {
    let invalid = |_| RequestError::new(RequestErrorKind::InvalidMethod, format!("`{name}` is no HTTP method"));
    Method::from_bytes(name.as_bytes()).map_err(invalid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_is_any_token() {
        assert_eq!(method_of("GET").unwrap(), Method::GET);
        assert_eq!(method_of("QUERY").unwrap().as_str(), "QUERY");
        assert_eq!(method_of("COPY TO").unwrap_err().kind(), RequestErrorKind::InvalidMethod);
    }

    #[test]
    fn methods_that_may_be_sent_twice() {
        for method in ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "QUERY"] {
            assert!(is_idempotent(&method_of(method).unwrap()), "{method}");
        }
        for method in ["POST", "PATCH", "COPY"] {
            assert!(!is_idempotent(&method_of(method).unwrap()), "{method}");
        }
    }
}
