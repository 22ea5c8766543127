//! What the tests over HTTP share: an API, clients for a server on loopback, and servers that misbehave.
#![allow(dead_code, unreachable_pub, clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::error::Error as _;

use serde::Deserialize;
use serde_json::{Value, json};
use specwright_runtime::{
    Api, Call, Decode, Error, HttpClient, HttpClientBuilder, Kind, Operation, Repeat, RequestErrorKind, RetryPolicy,
    Rules, SchemeKind, SecurityScheme, Status, decode, reqwest,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::any};

/// Every credential of the tests; it must not show up in any text.
pub const SECRET: &str = "hunter2-sesame";

pub static API: Api = Api {
    base_url: None,
    user_agent: "tests/1.0",
    security_schemes: &[
        SecurityScheme { name: "header", kind: SchemeKind::ApiKeyHeader("X-Api-Key"), env: &[] },
        SecurityScheme { name: "query", kind: SchemeKind::ApiKeyQuery("api_key"), env: &[] },
        SecurityScheme { name: "cookie", kind: SchemeKind::ApiKeyCookie("session"), env: &[] },
        SecurityScheme { name: "basic", kind: SchemeKind::Basic, env: &[] },
        SecurityScheme { name: "bearer", kind: SchemeKind::Bearer, env: &[] },
    ],
    security: ALL,
    idempotency_key: None,
    rate_limit: None,
    env_prefix: "TESTS",
};

#[derive(Debug, PartialEq, Deserialize)]
pub struct ErrorBody {
    pub message: String,
}

pub type Op = Operation<Value, ErrorBody>;
pub type Outcome = Result<specwright_runtime::Response<Value>, Error<ErrorBody>>;

pub const ALL: &[&[&str]] = &[&["header", "query", "cookie", "bearer"]];
pub const RESPONSES: &[(Status, Decode<Value, ErrorBody>)] =
    &[(Status::Code(200), Decode::Success(decode::json)), (Status::Range(4), Decode::Error(decode::json))];

pub fn operation(
    method: &'static str,
    path: &'static str,
    security: &'static [&'static [&'static str]],
) -> &'static Op {
    Box::leak(Box::new(Operation {
        id: "testCall",
        method,
        path,
        security,
        accept: "application/json",
        responses: RESPONSES,
        retry: Repeat::ByMethod,
        idempotency_key: None,
        rate_limit: None,
        rules: &[],
    }))
}

/// A client without credentials and retries that no proxy of the machine gets between.
pub fn builder(base_url: &str) -> HttpClientBuilder {
    let reqwest = reqwest::ClientBuilder::new().no_proxy();
    HttpClient::builder(&API).base_url(base_url).reqwest(reqwest).retry(RetryPolicy::never())
}

pub fn with_all_credentials(builder: HttpClientBuilder) -> HttpClientBuilder {
    builder
        .api_key("header", SECRET)
        .api_key("query", SECRET)
        .api_key("cookie", SECRET)
        .basic("basic", "user", SECRET)
        .bearer("bearer", SECRET)
}

pub fn call(base_url: &str, operation: &'static Op) -> Call<Value, ErrorBody> {
    let client = with_all_credentials(builder(base_url)).build().unwrap();
    Call::new(&client, operation)
}

/// GET / without credentials.
pub fn get(base_url: &str) -> Call<Value, ErrorBody> {
    call(base_url, operation("GET", "/", &[]))
}

/// All that an error says to people and logs, its sources included.
pub fn words(error: &Error<ErrorBody>) -> String {
    let mut words = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(error) = source {
        words.push_str(&format!(" {error} {error:?}"));
        source = error.source();
    }
    words
}

/// What rules have against a body, in words.
pub fn violations(rules: &'static Rules, value: &Value) -> Vec<String> {
    let error = rules.validate(value).err();
    error.iter().flat_map(|error| error.violations()).map(ToString::to_string).collect()
}

/// A value of each JSON type but one.
pub fn one_of_each_but(kind: Kind) -> Vec<Value> {
    let values = [
        (Kind::Any, json!(null)),
        (Kind::Boolean, json!(false)),
        (Kind::String, json!("?")),
        (Kind::Number, json!(0.5)),
        (Kind::Array, json!([[], []])),
        (Kind::Object, json!({"?": 1})),
    ];
    values.into_iter().filter(|(of, _)| *of != kind).map(|(_, value)| value).collect()
}

/// A server that takes everything.
pub async fn server() -> MockServer {
    let server = MockServer::start().await;
    let ok = ResponseTemplate::new(200).set_body_json(json!({}));
    Mock::given(any()).respond_with(ok).mount(&server).await;
    server
}

/// The one request that the server got.
pub async fn sent(server: &MockServer) -> Request {
    let mut requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 1);
    requests.remove(0)
}

/// Why a call was refused, of which nothing was sent.
pub async fn refused(server: &MockServer, outcome: Outcome) -> RequestErrorKind {
    let error = outcome.unwrap_err();
    assert!(!words(&error).contains(SECRET), "{error:?}");
    assert_eq!(server.received_requests().await.unwrap().len(), 0);
    match error {
        Error::Request(error) => error.kind(),
        other => panic!("{other:?}"),
    }
}

/// The values of a header.
pub fn values(request: &Request, name: &str) -> Vec<String> {
    let values = request.headers.get_all(name).iter();
    values.map(|value| value.to_str().unwrap().to_owned()).collect()
}

/// A server on loopback that answers one request with these bytes and then closes the connection.
pub async fn answer_once(response: impl Into<Vec<u8>>) -> String {
    let (response, listener) = (response.into(), listen().await);
    let url = address(&listener);
    tokio::spawn(async move {
        let mut stream = accept(&listener).await;
        stream.write_all(&response).await.unwrap();
        stream.shutdown().await.unwrap();
    });
    url
}

/// A server on loopback that answers one request a connection with each of these in turn, and closes it.
pub async fn raw_in_turn(answers: &[&'static str]) -> String {
    let (answers, listener) = (answers.to_vec(), listen().await);
    let url = address(&listener);
    tokio::spawn(async move {
        for answer in answers {
            let mut stream = accept(&listener).await;
            stream.write_all(answer.as_bytes()).await.unwrap();
            stream.shutdown().await.unwrap();
        }
    });
    url
}

/// A server on loopback that answers one request with these bytes and never says more.
pub async fn answer_and_hang(response: impl Into<Vec<u8>>) -> String {
    let (response, listener) = (response.into(), listen().await);
    let url = address(&listener);
    tokio::spawn(async move {
        let mut stream = accept(&listener).await;
        stream.write_all(&response).await.unwrap();
        std::future::pending::<()>().await;
    });
    url
}

pub async fn listen() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").await.unwrap()
}

pub fn address(listener: &TcpListener) -> String {
    format!("http://{}", listener.local_addr().unwrap())
}

/// Takes one connection and reads to the end of the request's head.
pub async fn accept(listener: &TcpListener) -> TcpStream {
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    stream
}
