//! OAuth 2.0 client credentials (RFC 6749, 4.4): takes a client's id and secret, fetches tokens for it.

use std::{fmt, time::Duration};

use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderValue, header};
use serde::Deserialize;
use serde_json::{Map, Value};
use url::form_urlencoded::byte_serialize;

use super::{Credential, CredentialProvider};
use crate::{
    Api, BoxError, BoxFuture, BuildError, Call, CallOptions, Decode, Error, HttpClient, Operation, Repeat, Secret,
    Status, decode,
};

/// A client of an authorization server, which fetches its own tokens.
///
/// ```
/// use specwright_runtime::OAuth2Client;
///
/// let client = OAuth2Client::new("my-client", "its secret").scopes(["accounts.read"]);
/// assert!(!format!("{client:?}").contains("its secret"));
/// ```
///
/// A token is fetched by the first call that needs one, shortly before it expires, and when a server answers 401; calls that come
/// meanwhile wait for the same token.
#[derive(Clone)]
#[must_use]
pub struct OAuth2Client {
    id: String,
    secret: Secret,
    scopes: Option<Vec<String>>,
    token_url: Option<String>,
    is_secret_in_body: bool,
    parameters: Vec<(String, String)>,
}

impl OAuth2Client {
    /// The client that the authorization server knows by this id.
    pub fn new(id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        let (id, secret) = (id.into(), secret.into());
        Self { id, secret, scopes: None, token_url: None, is_secret_in_body: false, parameters: Vec::new() }
    }

    /// Asks for these scopes, instead of all that the operations of the document name. None at all: the server decides.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    /// Fetches tokens here, instead of where the document says.
    ///
    /// It has to be said where the client has a base URL of its own, such as a mock's, unless the token endpoint is below it.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Sends id and secret as parameters of the form, for servers that do not take them in `Authorization: Basic`.
    pub fn secret_in_body(mut self) -> Self {
        self.is_secret_in_body = true;
        self
    }

    /// Sends one more parameter with each token request, such as an `audience`; again, if it was given before.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    pub(crate) fn own_token_url(&self) -> Option<&str> {
        self.token_url.as_deref()
    }

    fn form(&self, documented: &[&str]) -> Value {
        let scope = match &self.scopes {
            Some(scopes) => scopes.join(" "),
            None => documented.join(" "),
        };
        let mut form = Map::new();
        form.insert("grant_type".to_owned(), "client_credentials".into());
        if !scope.is_empty() {
            form.insert("scope".to_owned(), scope.into());
        }
        if self.is_secret_in_body {
            form.insert("client_id".to_owned(), self.id.as_str().into());
            form.insert("client_secret".to_owned(), self.secret.expose().into());
        }
        let own: Vec<_> = form.keys().cloned().collect();
        for (name, value) in self.parameters.iter().filter(|(name, _)| !own.contains(name)) {
            // Some are given several times, such as `resource` (RFC 8707).
            let values = form.entry(name.as_str()).or_insert_with(|| Value::Array(Vec::new()));
            values.as_array_mut().into_iter().for_each(|values| values.push(value.as_str().into()));
        }
        Value::Object(form)
    }

    /// Both are encoded as in a form before they are joined (RFC 6749, 2.3.1).
    fn basic(&self) -> Result<HeaderValue, &'static str> {
        let encode = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
        let pair = Secret::from(format!("{}:{}", encode(&self.id), encode(self.secret.expose())));
        let text = Secret::from(format!("Basic {}", STANDARD.encode(pair.expose())));
        let mut value = HeaderValue::from_str(text.expose()).map_err(|_| "cannot be in a header")?;
        value.set_sensitive(true);
        Ok(value)
    }
}

impl fmt::Debug for OAuth2Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuth2Client")
            .field("id", &self.id)
            .field("scopes", &self.scopes)
            .field("token_url", &self.token_url)
            .finish_non_exhaustive()
    }
}

/// What a token endpoint answers.
#[derive(Deserialize)]
struct Token {
    access_token: Secret,
    token_type: String,
    #[serde(default)]
    expires_in: Value,
}

/// So many seconds. Some servers send a number as a text.
fn lifetime(expires_in: &Value) -> Option<Duration> {
    let seconds = match expires_in {
        Value::Number(seconds) => seconds.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    Duration::try_from_secs_f64(seconds).ok()
}

/// Why it gives none.
#[derive(Deserialize)]
struct Refusal {
    error: String,
}

static TOKEN_ENDPOINT: Operation<Token, Refusal> = Operation {
    id: "oauth2.token",
    method: "POST",
    path: "",
    security: &[],
    accept: "application/json",
    retry: Repeat::Safe,
    idempotency_key: None,
    rate_limit: None,
    responses: &[(Status::Code(200), Decode::Success(decode::json)), (Status::Default, Decode::Error(decode::json))],
    rules: &[],
};

/// Asks the token endpoint.
pub(crate) struct TokenSource {
    client: OAuth2Client,
    endpoint: HttpClient,
    /// From the slash behind the host on.
    path: String,
    documented_scopes: &'static [&'static str],
    authorization: Option<HeaderValue>,
}

/// What the endpoint is reached by: no credential of the API, and nothing that the document says of it.
pub(crate) static TOKEN_API: Api = Api {
    base_url: None,
    user_agent: "",
    security_schemes: &[],
    security: &[],
    idempotency_key: None,
    rate_limit: None,
    env_prefix: "",
};

impl TokenSource {
    /// `endpoint` has the origin of the token URL as its base URL, and `path` is the rest of it.
    pub(crate) fn new(
        client: OAuth2Client,
        scheme: &'static str,
        documented_scopes: &'static [&'static str],
        endpoint: HttpClient,
        path: String,
    ) -> Result<Self, BuildError> {
        let missing = |reason| BuildError::InvalidCredential { scheme, reason };
        if client.id.is_empty() || client.secret.expose().is_empty() {
            return Err(missing("is empty"));
        }
        let authorization = (!client.is_secret_in_body).then(|| client.basic()).transpose().map_err(missing)?;
        Ok(Self { client, endpoint, path, documented_scopes, authorization })
    }

    async fn fetch(&self) -> Result<Credential, BoxError> {
        let options = match &self.authorization {
            Some(value) => CallOptions::new().header(header::AUTHORIZATION, value.clone()),
            None => CallOptions::new(),
        };
        let call = Call::new(&self.endpoint, &TOKEN_ENDPOINT).at(None, self.path.clone());
        let token =
            call.form(&self.client.form(self.documented_scopes)).options(options).send().await.map_err(refusal)?;
        let token = token.into_inner();
        if !token.token_type.eq_ignore_ascii_case("bearer") {
            return Err("the token endpoint gave a token that is none for `Authorization: Bearer`".into());
        }
        let credential = Credential::new(token.access_token);
        Ok(match lifetime(&token.expires_in) {
            Some(lifetime) => credential.expires_in(lifetime),
            None => credential,
        })
    }
}

impl CredentialProvider for TokenSource {
    fn credential(&self) -> BoxFuture<'_, Result<Credential, BoxError>> {
        Box::pin(self.fetch())
    }
}

/// Why there is no token.
#[derive(Debug)]
pub(crate) struct TokenError {
    message: String,
    pub(crate) is_transient: bool,
    source: Option<BoxError>,
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for TokenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|error| error as _)
    }
}

/// The codes of RFC 6749, 5.2. Any other word of a server may be what it was sent.
const CODES: [&str; 6] = [
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
];

fn refusal(error: Error<Refusal>) -> BoxError {
    let is_transient = error.is_transient();
    let code = match &error {
        Error::Status(status) => status.body().and_then(|body| CODES.into_iter().find(|code| *code == body.error)),
        _ => None,
    };
    let message = match code {
        Some(code) => format!("{error}: `{code}`"),
        None => error.to_string(),
    };
    let source = match error {
        Error::Transport(error) => Some(error.into()),
        _ => None,
    };
    Box::new(TokenError { message, is_transient, source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_has_what_was_asked_for_and_no_more() {
        let client = OAuth2Client::new("id", "hunter2");
        let form = |client: &OAuth2Client| client.form(&["a", "b"]).to_string();
        assert_eq!(form(&client), r#"{"grant_type":"client_credentials","scope":"a b"}"#);
        let none: [&str; 0] = [];
        assert_eq!(form(&client.clone().scopes(none)), r#"{"grant_type":"client_credentials"}"#);
        let in_body = form(&client.clone().secret_in_body().parameter("audience", "x"));
        assert!(
            in_body.contains(r#""client_secret":"hunter2""#) && in_body.contains(r#""audience":["x"]"#),
            "{in_body}"
        );
        assert!(!format!("{client:?}").contains("hunter2"));
    }

    #[test]
    fn id_and_secret_are_encoded_before_they_are_joined() {
        let value = OAuth2Client::new("a:b-c", "p%/ü _.*").basic().unwrap();
        let (_, coded) = value.to_str().unwrap().split_once(' ').unwrap();
        assert_eq!(STANDARD.decode(coded).unwrap(), b"a%3Ab-c:p%25%2F%C3%BC+_.*");
        assert!(value.is_sensitive());
    }

    #[test]
    fn a_lifetime_is_a_number_or_its_text() {
        let seconds = |json: &str| lifetime(&serde_json::from_str(json).unwrap());
        assert_eq!(seconds("3600"), Some(Duration::from_secs(3600)));
        assert_eq!(seconds("\" 60 \""), Some(Duration::from_secs(60)));
        for none in ["-1", "\"soon\"", "1e300", "\"NaN\"", "true", "null"] {
            assert_eq!(seconds(none), None, "{none}");
        }
    }
}
