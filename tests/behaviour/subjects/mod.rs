//! The clients that are held to the table: each says what a request of the table is for it, and what its server answers.

mod arcadia_switch;
mod energycap;
mod fixture;
mod nectar;

use std::{fmt::Debug, sync::Arc, time::Duration};

use nectar_client::runtime::{
    BoxFuture, BuildError, CallOptions, Clock, Credential, CredentialProvider, Drift, HeaderName, HeaderValue,
    HttpClient, Middleware, OAuth2Client, RateLimit, RetryBudget, RetryPolicy,
    reqwest::{ClientBuilder, Method},
    serde_json::json,
};

use super::{
    outcome::{Came, came},
    settings::{Setting, configured},
    steps::Request,
    world::World,
};

/// A client under test.
pub struct Subject {
    pub name: &'static str,
    /// The security scheme of its calls, as the document names it.
    pub scheme: &'static str,
    /// What stands in its paths.
    pub id: &'static str,
    pub start: fn(&[Setting], &World) -> Started,
    pub from_env: fn(ClientBuilder) -> Result<Arc<dyn Client>, BuildError>,
    /// The environment variables of its credentials, and values for them.
    pub variables: &'static [(&'static str, &'static str)],
    pub base_url_variable: &'static str,
    /// What its requests are in the document.
    pub operation: fn(Request) -> Option<Operation>,
    /// A documented success of this method.
    pub value: fn(&str) -> &'static str,
    /// A success that does not fit, and where it does not.
    pub wrong: (&'static str, &'static str),
}

/// What a document says of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    pub id: &'static str,
    pub method: &'static str,
    pub template: &'static str,
}

pub static SUBJECTS: [&Subject; 4] =
    [&nectar::SUBJECT, &arcadia_switch::SUBJECT, &energycap::SUBJECT, &fixture::SUBJECT];

/// A client, or why there is none; and what its builder shows of itself.
pub struct Started {
    pub builder: String,
    pub client: Result<Arc<dyn Client>, BuildError>,
}

/// A request that is about to be sent, and what it shows of itself.
pub struct Sent {
    pub shown: String,
    pub came: BoxFuture<'static, Came>,
}

/// The client of any of the crates.
pub trait Client: Debug + Send + Sync {
    /// `None` if there is no such operation.
    fn send(&self, request: Request, options: CallOptions) -> Option<Sent>;

    /// What it says of responses so far.
    fn drift(&self) -> Vec<Drift>;
}

impl Subject {
    /// A read if there is one, else what may be sent twice as well.
    pub fn resolve(&self, request: Request) -> Request {
        match request {
            Request::Call if (self.operation)(Request::Read).is_some() => Request::Read,
            Request::Call => Request::Replace,
            other => other,
        }
    }

    pub fn can(&self, request: Request) -> bool {
        matches!(request, Request::RawRead | Request::RawWrite) || (self.operation)(self.resolve(request)).is_some()
    }
}

/// The builder of any of the crates.
pub trait Builder: Sized + Debug {
    type Client: Client + 'static;

    fn built(self) -> Result<Self::Client, BuildError>;
    fn credential(self) -> Self;
    fn provider(self, provider: impl CredentialProvider) -> Self;
    fn oauth(self, client: OAuth2Client) -> Self;
    fn base_url(self, url: String) -> Self;
    fn reqwest(self, builder: ClientBuilder) -> Self;
    fn clock(self, clock: impl Clock) -> Self;
    fn timeout(self, timeout: Duration) -> Self;
    fn attempt_timeout(self, timeout: Duration) -> Self;
    fn idle_timeout(self, timeout: Duration) -> Self;
    fn header(self, name: HeaderName, value: HeaderValue) -> Self;
    fn retry(self, policy: RetryPolicy) -> Self;
    fn retry_budget(self, budget: RetryBudget) -> Self;
    fn rate_limit(self, limit: RateLimit) -> Self;
    fn middleware(self, layer: impl Middleware) -> Self;
    fn call_middleware(self, layer: impl Middleware) -> Self;
    fn max_response_bytes(self, bytes: usize) -> Self;
    fn max_response_headers(self, count: usize) -> Self;
    fn max_redirects(self, count: usize) -> Self;
    fn on_drift(self, tell: impl Fn(&Drift) + Send + Sync + 'static) -> Self;
}

/// Writes what is the same in all crates. `builder!(crate, credential => given, provider => method, oauth => method)`.
macro_rules! builder {
    ($name:ident, |$given:ident| $credential:expr, |$self:ident, $provider:ident| $provided:expr, |$client:ident, $oauth:ident| $fetched:expr) => {
        impl $crate::behaviour::subjects::Builder for $name::ClientBuilder {
            type Client = $name::Client;

            fn built(self) -> Result<$name::Client, $name::BuildError> {
                self.build()
            }

            fn credential(self) -> Self {
                let $given = self;
                $credential
            }

            fn provider(self, $provider: impl $name::runtime::CredentialProvider) -> Self {
                let $self = self;
                $provided
            }

            fn oauth(self, $oauth: $name::runtime::OAuth2Client) -> Self {
                let $client = self;
                $fetched
            }

            $crate::behaviour::subjects::settings! {
                $name: base_url(String), reqwest($name::runtime::reqwest::ClientBuilder),
                clock(impl $name::runtime::Clock), timeout(std::time::Duration), attempt_timeout(std::time::Duration),
                idle_timeout(std::time::Duration), retry($name::runtime::RetryPolicy),
                retry_budget($name::runtime::RetryBudget), rate_limit($name::runtime::RateLimit), middleware(impl $name::runtime::Middleware),
                call_middleware(impl $name::runtime::Middleware), max_response_bytes(usize),
                max_response_headers(usize), max_redirects(usize),
                on_drift(impl Fn(&$name::runtime::Drift) + Send + Sync + 'static)
            }
        }
    };
}

macro_rules! settings {
    ($name:ident: $($method:ident($type:ty)),*) => {
        $(fn $method(self, value: $type) -> Self {
            $name::ClientBuilder::$method(self, value)
        })*

        fn header(self, name: $name::runtime::HeaderName, value: $name::runtime::HeaderValue) -> Self {
            $name::ClientBuilder::header(self, name, value)
        }
    };
}

/// A request with options of one call.
macro_rules! sent {
    ($request:expr, $options:ident) => {{
        let request = $request;
        let shown = format!("{request:?}");
        let came = Box::pin(async move { $crate::behaviour::outcome::came(request.send_with($options).await) });
        $crate::behaviour::subjects::Sent { shown, came }
    }};
}

use {builder, sent, settings};

fn start<B: Builder>(builder: B, settings: &[Setting], world: &World) -> Started {
    let builder = configured(builder, settings, world);
    let shown = format!("{builder:?}");
    let client = builder.built().map(|client| Arc::new(client) as Arc<dyn Client>);
    Started { builder: shown, client }
}

/// A request that no document knows.
fn raw(http: &HttpClient, request: Request, options: CallOptions) -> Option<Sent> {
    let raw = match request {
        Request::RawRead => http.request(Method::GET, "/raw"),
        Request::RawWrite => http.request(Method::POST, "/raw").json(&json!({ "name": "a" })),
        _ => return None,
    };
    let raw = raw.options(options);
    let shown = format!("{raw:?}");
    Some(Sent { shown, came: Box::pin(async move { came(raw.send().await) }) })
}

/// A credential of the kind that a scheme takes.
pub fn credential(scheme: &str, secret: &str) -> Credential {
    match scheme {
        "basicAuth" => Credential::basic("user", secret),
        _ => Credential::new(secret),
    }
}
