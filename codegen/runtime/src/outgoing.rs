//! The request of one hop: takes what a call was given, returns what reqwest sends.

use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use url::Url;

use crate::{
    Operation, RequestError, RequestErrorKind, ValidationError,
    body::Unsendable,
    client::Shared,
    cookies::{add_cookie, has_cookie},
    credential::Credential,
    parts::{Body, Parts},
    servers::base_of,
    upload::open,
    url_text::{encode_pairs, fill, join},
};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// A request before its credentials are put in.
#[derive(Clone)]
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    /// Without the credentials that go into the query.
    pub(crate) url: Url,
    pub(crate) body: Option<Body>,
    /// What any server may see.
    harmless: HeaderMap,
    /// What only the server that was meant may see.
    given: HeaderMap,
    credentials: Vec<Credential>,
}

impl Outgoing {
    pub(crate) fn new<T, E>(client: &Shared, operation: &Operation<T, E>, parts: Parts) -> Result<Self, RequestError> {
        if let Some((_, mistake)) = parts.mistakes.into_iter().next() {
            return Err(mistake);
        }
        if let Some(invalid) = ValidationError::unless_empty(parts.violations) {
            return Err(RequestError::invalid(invalid));
        }
        let method = method(operation.method)?;
        // hyper would send none of it.
        if [Method::GET, Method::HEAD].contains(&method)
            && parts.body.as_ref().is_some_and(|body| body.source.is_of_unknown_length())
        {
            return Err(RequestError::body("is a stream of unknown length, which this method cannot send"));
        }
        let path = fill(operation.path, &parts.path)?;
        let query: Vec<_> = parts.query.iter().map(|(_, pairs)| pairs.as_str()).collect();
        let base_url = base_of(&client.servers, &client.base_url, client.is_base_url_given, parts.server);
        let base_url = base_url.map_err(|reason| RequestError::new(RequestErrorKind::InvalidUrl, reason.to_owned()))?;
        let mut given = parts.headers;
        // What an option of the call has set goes first, and is not said twice.
        let others = given.get(header::COOKIE).cloned();
        for (name, value) in parts.cookies.iter().flat_map(|(_, cookies)| cookies) {
            if !has_cookie(others.as_ref(), name) {
                add_cookie(&mut given, name, value);
            }
        }
        Ok(Self {
            method,
            credentials: client.choose(operation.security)?,
            url: join(&base_url, &path, &query.join("&"))?,
            body: parts.body,
            harmless: harmless(&client.user_agent, parts.accept.unwrap_or(operation.accept)),
            given,
        })
    }

    #[cfg(test)]
    pub(crate) fn for_tests(method: Method, url: &str) -> Self {
        Self {
            method,
            url: Url::parse(url).unwrap(),
            body: None,
            harmless: HeaderMap::new(),
            given: HeaderMap::new(),
            credentials: Vec::new(),
        }
    }

    /// What reqwest sends.
    pub(crate) async fn to_reqwest(&self) -> Result<reqwest::Request, Unsendable> {
        let mut url = self.url.clone();
        for credential in &self.credentials {
            credential.add_to_url(&mut url);
        }
        let mut request = reqwest::Request::new(self.method.clone(), url);
        *request.headers_mut() = self.headers();
        if let Some(body) = &self.body {
            *request.body_mut() = Some(open(&body.source).await?);
        }
        // Some servers ask for it, and hyper leaves it out where there is nothing to send.
        let is_empty = self.body.as_ref().is_none_or(|body| body.source.length() == Some(0));
        if is_empty && matches!(self.method, Method::POST | Method::PUT | Method::PATCH) {
            request.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        Ok(request)
    }

    /// Takes away all that only the server that was meant may see.
    pub(crate) fn forget_secrets(&mut self) {
        let keys: Vec<_> = self.credentials.iter().filter_map(Credential::query_key).collect();
        remove_from_query(&mut self.url, &keys);
        self.credentials.clear();
        self.given.clear();
    }

    /// Says up to which event a stream has come; what the caller has said counts no longer.
    pub(crate) fn resume_after(&mut self, id: HeaderValue) {
        self.given.remove(LAST_EVENT_ID);
        self.harmless.insert(LAST_EVENT_ID, id);
    }

    /// Takes away the body and the headers that describe it.
    pub(crate) fn forget_body(&mut self) {
        self.body = None;
        for name in [header::CONTENT_TYPE, header::CONTENT_ENCODING, header::CONTENT_LANGUAGE, header::CONTENT_LOCATION]
        {
            self.given.remove(name);
        }
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = self.harmless.clone();
        if let Some(body) = &self.body {
            headers.insert(header::CONTENT_TYPE, body.media_type.clone());
        }
        headers.extend(self.given.clone());
        for credential in &self.credentials {
            credential.add_to_headers(&mut headers);
        }
        headers
    }
}

fn method(name: &str) -> Result<Method, RequestError> {
    let invalid = |_| RequestError::new(RequestErrorKind::InvalidMethod, format!("`{name}` is no HTTP method"));
    Method::from_bytes(name.as_bytes()).map_err(invalid)
}

fn harmless(user_agent: &HeaderValue, accept: &'static str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::USER_AGENT, user_agent.clone());
    if let Some(accept) = HeaderValue::from_str(accept).ok().filter(|accept| !accept.is_empty()) {
        headers.insert(header::ACCEPT, accept);
    }
    headers
}

/// A server that hands the query on in `Location` would hand on the key, too.
fn remove_from_query(url: &mut Url, keys: &[&str]) {
    let is_key = |value: &str| keys.contains(&value);
    if !url.query_pairs().any(|(_, value)| is_key(&value)) {
        return;
    }
    let pairs: Vec<_> = url.query_pairs().into_owned().filter(|(_, value)| !is_key(value)).collect();
    let query = encode_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    url.set_query(Some(&query).filter(|query| !query.is_empty()).map(String::as_str));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_is_any_token() {
        assert_eq!(method("GET").unwrap(), Method::GET);
        assert_eq!(method("QUERY").unwrap().as_str(), "QUERY");
        assert_eq!(method("COPY TO").unwrap_err().kind(), RequestErrorKind::InvalidMethod);
    }
}
