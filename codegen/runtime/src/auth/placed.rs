//! Credentials ready to be sent: takes a scheme and what the caller gave, returns where it goes or why it cannot.

use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderMap, HeaderName, HeaderValue, header};
use url::Url;

use super::Credential;
use crate::{
    BuildError, SchemeKind, Secret, SecurityScheme,
    cookies::{NOT_A_COOKIE, add_cookie, check_cookie, has_cookie},
    url_text::encode_pairs,
};

/// What the caller gave for a scheme, and by which method.
pub(crate) enum Given {
    Key(Credential),
    Token(Credential),
    Password(Credential),
    /// By one that takes all.
    Any(Credential),
}

/// A credential and where it goes.
#[derive(Clone)]
pub(crate) enum Placed {
    Header(HeaderName, HeaderValue),
    Query(&'static str, Secret),
    Cookie(&'static str, Secret),
}

const NOT_A_HEADER: &str = "holds a line break or another character that cannot be in a header";

impl Placed {
    pub(crate) fn new(scheme: &SecurityScheme, given: &Given) -> Result<Self, BuildError> {
        let name = scheme.name;
        let (Given::Key(credential) | Given::Token(credential) | Given::Password(credential) | Given::Any(credential)) =
            given;
        let checked = match (scheme.kind, given, credential.user()) {
            (SchemeKind::ApiKeyHeader(header), Given::Key(_) | Given::Any(_), None) => {
                in_header(header, credential.secret().expose())
            }
            (SchemeKind::ApiKeyQuery(query), Given::Key(_) | Given::Any(_), None) => {
                not_empty(credential.secret()).map(|()| Self::Query(query, credential.secret().clone()))
            }
            (SchemeKind::ApiKeyCookie(cookie), Given::Key(_) | Given::Any(_), None) => {
                in_cookie(cookie, credential.secret().clone())
            }
            (SchemeKind::Bearer | SchemeKind::OAuth2 { .. }, Given::Token(_) | Given::Any(_), None) => {
                let token = credential.secret();
                not_empty(token).and_then(|()| authorization(Secret::from(format!("Bearer {}", token.expose()))))
            }
            (SchemeKind::Basic, Given::Password(_) | Given::Any(_), Some(user)) => basic(user, credential.secret()),
            (kind, ..) => return Err(BuildError::WrongKind { scheme: name, wanted: wanted(kind) }),
        };
        checked.map_err(|reason| BuildError::InvalidCredential { scheme: name, reason })
    }

    /// Adds this to the headers of a request, unless the caller has set the same header or cookie for this call.
    pub(crate) fn add_to_headers(&self, headers: &mut HeaderMap) {
        match self {
            Self::Header(name, value) => {
                headers.entry(name).or_insert_with(|| value.clone());
            }
            Self::Cookie(name, value) => {
                if !has_cookie(headers.get(header::COOKIE), name) {
                    add_cookie(headers, name, value.expose());
                }
            }
            Self::Query(..) => {}
        }
    }

    /// Adds this to the query of a request, unless a parameter of this name is there.
    pub(crate) fn add_to_url(&self, url: &mut Url) {
        let Self::Query(name, key) = self else {
            return;
        };
        if url.query_pairs().any(|(other, _)| other == *name) {
            return;
        }
        let pair = encode_pairs([(*name, key.expose())]);
        let query = match url.query() {
            None | Some("") => pair,
            Some(query) => format!("{query}&{pair}"),
        };
        url.set_query(Some(&query));
    }

    /// The key, if it goes into the query.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn query_key(&self) -> Option<&str> {
        match self {
            Self::Query(_, key) => Some(key.expose()),
            Self::Header(..) | Self::Cookie(..) => None,
        }
    }
}

fn in_header(name: &'static str, text: &str) -> Result<Placed, &'static str> {
    not_empty(&Secret::from(text))?;
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| "has no valid header name")?;
    let mut value = HeaderValue::from_str(text).map_err(|_| NOT_A_HEADER)?;
    value.set_sensitive(true);
    Ok(Placed::Header(name, value))
}

fn authorization(value: Secret) -> Result<Placed, &'static str> {
    in_header("authorization", value.expose())
}

fn basic(user: &str, password: &Secret) -> Result<Placed, &'static str> {
    if user.contains(':') {
        return Err("has a user name with a colon");
    }
    let pair = Secret::from(format!("{user}:{}", password.expose()));
    authorization(Secret::from(format!("Basic {}", STANDARD.encode(pair.expose()))))
}

fn in_cookie(name: &'static str, key: Secret) -> Result<Placed, &'static str> {
    not_empty(&key)?;
    check_cookie(name, key.expose())?;
    // It has no elements that a comma could part.
    if key.expose().contains(',') { Err(NOT_A_COOKIE) } else { Ok(Placed::Cookie(name, key)) }
}

fn not_empty(secret: &Secret) -> Result<(), &'static str> {
    if secret.expose().is_empty() { Err("is empty") } else { Ok(()) }
}

fn wanted(kind: SchemeKind) -> &'static str {
    match kind {
        SchemeKind::ApiKeyHeader(_) | SchemeKind::ApiKeyQuery(_) | SchemeKind::ApiKeyCookie(_) => {
            "an API key (`api_key`)"
        }
        SchemeKind::Basic => "user name and password (`basic`)",
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } => "a token (`bearer`)",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(kind: SchemeKind, given: Given) -> HeaderMap {
        let scheme = SecurityScheme { name: "s", kind, env: &[] };
        let mut headers = HeaderMap::new();
        let credential = Placed::new(&scheme, &given).unwrap();
        credential.add_to_headers(&mut headers);
        headers
    }

    #[test]
    fn headers_with_credentials_are_sensitive() {
        let secret = || Credential::new("k");
        for (kind, given) in [
            (SchemeKind::ApiKeyHeader("X-Key"), Given::Key(secret())),
            (SchemeKind::ApiKeyCookie("c"), Given::Key(secret())),
            (SchemeKind::Bearer, Given::Token(secret())),
            (SchemeKind::Basic, Given::Password(Credential::basic("", "k"))),
        ] {
            let headers = headers(kind, given);
            assert_eq!(headers.len(), 1, "{kind:?}");
            assert!(headers.values().all(HeaderValue::is_sensitive), "{kind:?}");
        }
    }

    #[test]
    fn key_joins_the_query_once() {
        let credential = Placed::Query("k&", Secret::from("a b"));
        for (before, after) in [
            ("https://h/", "https://h/?k%26=a%20b"),
            ("https://h/?", "https://h/?k%26=a%20b"),
            ("https://h/?x=1", "https://h/?x=1&k%26=a%20b"),
            ("https://h/?k%26=mine", "https://h/?k%26=mine"),
        ] {
            let mut url = Url::parse(before).unwrap();
            credential.add_to_url(&mut url);
            assert_eq!(url.as_str(), after);
        }
    }
}
