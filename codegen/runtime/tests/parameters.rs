//! The styles of parameters, cookies, and servers of single operations, as they are sent.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use common::{Op, SECRET, call, operation, sent, server, values};
use serde_json::json;
use specwright_runtime::{
    Api, Argument, BuildError, Call, CallOptions, Check, Error, HeaderName, HeaderValue, HttpClient, HttpClientBuilder,
    OrEmpty, RequestErrorKind, Rules, Style, reqwest,
};

#[tokio::test]
async fn each_style_reaches_its_place() {
    let server = server().await;
    let (list, object) = (json!(["a,b", "c"]), json!({"k": "v;w"}));
    let call = call(&server.uri(), operation("GET", "/a{l}/{m}/{s}", &[]));
    let call = call.path_as("l", Style::LABEL.exploded(), &list).path_as("m", Style::MATRIX, &list);
    let call = call.path_as("s", Style::SIMPLE.exploded(), &object).header_as("X-O", Style::SIMPLE.exploded(), &object);
    let call = call.query_as("d", Style::FORM.joined(), &["1,2", "3"]).query_as("a", Style::FORM.joined(), &["0"]);
    let call = call.query("o", &object).query_as("p", Style::DEEP_OBJECT, &object).query_as("j", Style::JSON, &list);
    let call = call.query_as("none", Style::PIPE_DELIMITED, &[""; 0]).query_as("one", Style::FORM.joined(), &7);
    let call = call.query_as("a", Style::FORM.joined(), &["ü"]).header_as("X-J", Style::JSON, "ü");
    let call = call.cookie("c", &object).cookie_as("c2", Style::COOKIE, "a=b").cookie_as("c2", Style::COOKIE, "a==");
    call.send().await.unwrap();
    let request = sent(&server).await;
    assert_eq!(request.url.path(), "/a.a%2Cb.c/;m=a%2Cb,c/k=v%3Bw");
    let query = "d=1%2C2,3&k=v%3Bw&p%5Bk%5D=v%3Bw&j=%5B%22a%2Cb%22%2C%22c%22%5D&one=7&a=%C3%BC";
    assert_eq!(request.url.query(), Some(query));
    assert_eq!((values(&request, "x-o"), values(&request, "x-j")), (vec!["k=v;w".into()], vec![r#""\u00fc""#.into()]));
    assert_eq!(values(&request, "cookie"), ["k=v%3Bw; c2=a=="]);
}

#[tokio::test]
async fn all_cookies_are_in_one_header_and_each_once() {
    let server = server().await;
    let operation = operation("GET", "/", &[&["cookie"]]);
    let option = || CallOptions::new().header(HeaderName::from_static("cookie"), HeaderValue::from_static("b=2;a=0"));
    call(&server.uri(), operation).cookie("a", &1).cookie("c", "x y").options(option()).send().await.unwrap();
    call(&server.uri(), operation).cookie("session", "mine").send().await.unwrap();
    let requests = server.received_requests().await.unwrap();
    let sent: Vec<_> = requests.iter().flat_map(|request| values(request, "cookie")).collect();
    assert_eq!(sent, [format!("b=2;a=0; c=x%20y; session={SECRET}"), "session=mine".to_owned()]);
}

#[tokio::test]
async fn an_operation_may_have_a_server_of_its_own() {
    static SERVERS: &[&str] = &["https://up.example/"];
    let (ours, theirs) = (server().await, server().await);
    let url: &'static str = Box::leak((theirs.uri() + "/v2").into_boxed_str());
    let api = Box::leak(Box::new(Api { base_url: Some(Box::leak(ours.uri().into_boxed_str())), ..common::API }));
    let new = || specwright_runtime::HttpClient::builder(api).reqwest(reqwest::ClientBuilder::new().no_proxy());
    let client = |builder: HttpClientBuilder| builder.build().unwrap();
    let get = |client: HttpClient, url| Call::new(&client, operation("GET", "/x", &[])).server(url).send();
    get(client(new()), url).await.unwrap();
    assert_eq!(sent(&theirs).await.url.path(), "/v2/x");
    // A base URL catches all, so that no call leaves a test or proxy.
    get(client(new().base_url(ours.uri() + "/mock")), url).await.unwrap();
    get(client(new().base_url(ours.uri() + "/mock")), "/v3").await.unwrap();
    let moved = new().base_url("https://h").server_base_url(SERVERS, "https://UP.example", ours.uri() + "/up");
    get(client(moved), "https://up.example").await.unwrap();
    let requests = ours.received_requests().await.unwrap();
    let paths: Vec<_> = requests.iter().map(|request| request.url.path()).collect();
    assert_eq!(paths, ["/mock/x", "/v3/x", "/up/x"]);
    assert!(matches!(new().server_base_url(SERVERS, "https://h", "https://h").build(), Err(BuildError::UnknownServer)));
    assert!(new().server_base_url(SERVERS, SERVERS[0], "h").build().is_err());
    let error = get(client(new()), "//evil.example").await.unwrap_err();
    assert!(matches!(error, Error::Request(error) if error.kind() == RequestErrorKind::InvalidUrl));
}

#[tokio::test]
async fn a_text_that_stands_for_no_value_breaks_no_rule() {
    static RULES: Rules = Rules::checks(&[Check::OneOf(&["1", "2"])]);
    let server = server().await;
    let op = operation("GET", "/", &[]);
    let rules = &*Box::leak(Box::new([(Argument::Query("n"), &RULES), (Argument::Cookie("n"), &RULES)]));
    let op: &'static Op = Box::leak(Box::new(Op {
        rules,
        id: op.id,
        method: op.method,
        path: op.path,
        security: op.security,
        retry: specwright_runtime::Repeat::ByMethod,
        idempotency_key: None,
        rate_limit: None,
        accept: op.accept,
        responses: op.responses,
    }));
    let with = |value: OrEmpty<i32>| call(&server.uri(), op).query_as("n", Style::FORM.or_empty(), &value);
    with(OrEmpty::Empty).send().await.unwrap();
    assert_eq!(sent(&server).await.url.query(), Some("n="));
    let error = with(3.into()).cookie("n", &4).send().await.unwrap_err().to_string();
    assert!(error.contains("query parameter `n`") && error.contains("cookie parameter `n`"), "{error}");
    assert!(error.contains(": 3") && !error.contains(": 4"), "{error}");
}
