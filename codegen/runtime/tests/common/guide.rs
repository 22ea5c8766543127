// What the examples of the guide stand on: an API, a client that a layer answers in memory, and a clock that never waits.

use std::{
    collections::VecDeque,
    sync::Mutex,
    time::{Duration, Instant, SystemTime},
};

use specwright_runtime::{
    Api, BoxFuture, Clock, HttpClient, HttpClientBuilder, HttpRequest, HttpResponse, Middleware, Next, SchemeKind,
    SecurityScheme, StatusCode, TransportError,
    reqwest::{self, Method, header::{HeaderMap, HeaderName, HeaderValue}},
};

static API: Api = Api {
    base_url: Some("https://api.example.com"),
    user_agent: "guide/1.0",
    security_schemes: &[
        SecurityScheme { name: "key", kind: SchemeKind::ApiKeyHeader("x-api-key"), env: &["EXAMPLE_API_KEY"] },
        SecurityScheme { name: "bearer", kind: SchemeKind::Bearer, env: &[] },
        SecurityScheme {
            name: "oauth",
            kind: SchemeKind::OAuth2 { token_url: "/oauth/token", scopes: &["accounts.read"] },
            env: &["EXAMPLE_OAUTH_CLIENT_ID", "EXAMPLE_OAUTH_CLIENT_SECRET"],
        },
    ],
    security: &[],
    env_prefix: "EXAMPLE",
};

type Answer = (u16, &'static [(&'static str, &'static str)], &'static str);

struct Answers(Mutex<VecDeque<Answer>>);

impl Middleware for Answers {
    fn handle<'a>(
        &'a self,
        _: &'a mut HttpRequest,
        _: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        let (status, headers, body) = self.0.lock().unwrap().pop_front().expect("no answer is left");
        let headers = headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        let headers: HeaderMap = headers.collect();
        Box::pin(async move { Ok(HttpResponse::new(StatusCode::from_u16(status).unwrap(), headers, body)) })
    }
}

struct NoWait;

impl Clock for NoWait {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep_until(&self, _: Instant) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }

    fn pause(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// A client whose calls are answered with these in turn.
fn answering<const N: usize>(answers: [Answer; N]) -> HttpClientBuilder {
    HttpClient::builder(&API).clock(NoWait).middleware(Answers(Mutex::new(answers.into_iter().collect())))
}
