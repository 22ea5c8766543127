//! From what a builder was told to what a client holds: takes the source of a scheme's credential, checks and connects it.

use std::{collections::BTreeMap, sync::Arc};

use http::HeaderMap;
use url::{Position, Url};

use super::{CredentialProvider, Given, Held, OAuth2Client, Placed, TOKEN_API, TokenSource};
use crate::{
    BuildError, HttpClient, SchemeKind, SecurityScheme,
    client::Shared,
    drift::Drifts,
    limits::Limits,
    url_text::{is_same_origin, without_slash},
};

/// Where the credential of a scheme comes from.
pub(crate) enum Source {
    Given(Given),
    Provider(Box<dyn CredentialProvider>),
    Client(OAuth2Client),
}

/// What the environment says.
#[derive(Default)]
pub(crate) struct Environment {
    pub(crate) base_url: Option<String>,
    pub(crate) given: Vec<(&'static str, Source)>,
}

impl Source {
    /// What a client holds of it.
    pub(crate) fn held(self, shared: &Shared, scheme: &'static SecurityScheme) -> Result<Held, BuildError> {
        match (self, scheme.kind) {
            (Self::Given(given), _) => Placed::new(scheme, &given).map(Held::Fixed),
            (Self::Provider(provider), _) => Ok(Held::provided(scheme, provider)),
            (Self::Client(client), SchemeKind::OAuth2 { token_url, scopes }) => {
                let url = self::token_url(shared, token_url, client.own_token_url());
                let url = url.map_err(|reason| BuildError::InvalidTokenUrl { scheme: scheme.name, reason })?;
                let path = url[Position::BeforePath..Position::AfterQuery].to_owned();
                let endpoint = endpoint(shared, &url);
                let source = TokenSource::new(client, scheme.name, scopes, endpoint, path)?;
                Ok(Held::provided(scheme, Box::new(source)))
            }
            (Self::Client(_), _) => Err(BuildError::WrongKind {
                scheme: scheme.name,
                wanted: "a credential, as no token is fetched for it",
            }),
        }
    }
}

/// Where tokens come from. The secret of a client goes to no vendor while its calls go elsewhere, to a mock for instance.
fn token_url(shared: &Shared, documented: &str, own: Option<&str>) -> Result<Url, &'static str> {
    let url = match own {
        Some(own) => Url::parse(own).map_err(|_| "not an absolute URL such as https://api.example.com/oauth/token")?,
        None => {
            let base = Url::parse(&format!("{}/", without_slash(&shared.base_url))).map_err(|_| "no absolute URL")?;
            let url = base.join(documented).map_err(|_| "the document's is no URL")?;
            if base.scheme() == "https" && url.scheme() == "http" {
                return Err("the document's is not https, so `token_url` has to say that secrets may go there");
            }
            if shared.is_base_url_given && !is_same_origin(&url, &base) {
                return Err("the client has a base URL of its own, so `token_url` has to say where tokens come from");
            }
            url
        }
    };
    match url.scheme() {
        "http" | "https" if url.username().is_empty() && url.password().is_none() => Ok(url),
        _ => Err("only http and https are possible, without user name and password"),
    }
}

/// The client that fetches tokens: it has the connections and settings of the other one, but neither credentials nor layers.
fn endpoint(shared: &Shared, token_url: &Url) -> HttpClient {
    let mut origin = token_url.clone();
    origin.set_path("");
    origin.set_query(None);
    origin.set_fragment(None);
    HttpClient(Arc::new(Shared {
        http: shared.http.clone(),
        time: shared.time.clone(),
        base_url: origin,
        is_base_url_given: true,
        servers: Vec::new(),
        headers: HeaderMap::new(),
        api: &TOKEN_API,
        credentials: BTreeMap::new(),
        timeout: shared.timeout,
        attempt_timeout: shared.attempt_timeout,
        idle_timeout: shared.idle_timeout,
        retry: shared.retry.clone(),
        retry_budget: shared.retry_budget.clone(),
        // A call that waits for a token has its turn already.
        limits: Limits::default(),
        call_middleware: Vec::new(),
        middleware: Vec::new(),
        max_response_bytes: shared.max_response_bytes,
        validation: shared.validation,
        drifts: Drifts::default(),
        native: shared.native.without_redirects(),
    }))
}
