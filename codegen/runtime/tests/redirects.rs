//! Redirects over two servers on loopback: what is followed, and what does not go along.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use common::{ALL, Op, SECRET, builder, call, operation, with_all_credentials, words};
use serde_json::{Value, json};
use specwright_runtime::{
    Call, CallOptions, Decode, Error, HeaderName, HeaderValue, Repeat, Status, TransportErrorKind, decode,
};
use wiremock::{
    Mock, MockServer, Request, ResponseTemplate,
    matchers::{any, method, path},
};

async fn server() -> MockServer {
    let server = MockServer::start().await;
    let ok = ResponseTemplate::new(200).set_body_json(json!({}));
    Mock::given(any()).respond_with(ok).with_priority(9).mount(&server).await;
    server
}

async fn redirect(server: &MockServer, from: &str, status: u16, location: &str) {
    let response = ResponseTemplate::new(status).insert_header("location", location);
    Mock::given(path(from)).respond_with(response).mount(server).await;
}

async fn sent(server: &MockServer) -> Vec<Request> {
    server.received_requests().await.unwrap()
}

/// Everything of a request that somebody on the other end could read.
fn readable(request: &Request) -> String {
    format!("{} {:?} {}", request.url, request.headers, String::from_utf8_lossy(&request.body))
}

fn with_private_headers(call: Call<Value, common::ErrorBody>) -> Call<Value, common::ErrorBody> {
    call.header("X-Param", "private-1")
        .cookie("param", "private-4")
        .options(CallOptions::new().header(HeaderName::from_static("x-extra"), HeaderValue::from_static("private-2")))
        .options(
            CallOptions::new()
                .header(HeaderName::from_static("proxy-authorization"), HeaderValue::from_static("private-3")),
        )
}

#[tokio::test]
async fn same_origin_keeps_everything() {
    let server = server().await;
    redirect(&server, "/a", 302, "/b?c=1#fragment").await;
    with_private_headers(call(&server.uri(), operation("GET", "/a", ALL))).send().await.unwrap();
    let request = &sent(&server).await[1];
    assert_eq!(request.url.path(), "/b");
    assert_eq!(request.url.query(), Some(format!("c=1&api_key={SECRET}").as_str()));
    for (name, value) in [
        ("x-api-key", SECRET.to_owned()),
        ("authorization", format!("Bearer {SECRET}")),
        ("cookie", format!("param=private-4; session={SECRET}")),
        ("x-param", "private-1".to_owned()),
        ("x-extra", "private-2".to_owned()),
    ] {
        assert_eq!(request.headers[name], value.as_str(), "{name}");
    }
}

#[tokio::test]
async fn other_origin_gets_no_credential_and_none_come_back() {
    let (home, abroad) = (server().await, server().await);
    // The server repeats our key in the address, as careless ones do.
    let away = format!("{}/b?k=1&api_key={SECRET}", abroad.uri());
    redirect(&home, "/a", 302, &away).await;
    redirect(&abroad, "/b", 302, &format!("{}/c", home.uri())).await;
    let call = call(&home.uri(), operation("GET", "/a", ALL));
    with_private_headers(call).send().await.unwrap();
    let (home, abroad) = (sent(&home).await, sent(&abroad).await);
    assert!(readable(&home[0]).contains(SECRET));
    assert_eq!(abroad[0].url.query(), Some("k=1"));
    assert_eq!(home[1].url.path(), "/c");
    for request in [&abroad[0], &home[1]] {
        let text = readable(request);
        assert!(!text.contains(SECRET) && !text.contains("private"), "{text}");
        for name in ["authorization", "cookie", "proxy-authorization", "x-api-key", "x-param", "x-extra"] {
            assert!(!request.headers.contains_key(name), "{name}");
        }
        assert_eq!(request.headers["user-agent"], "tests/1.0");
        assert_eq!(request.headers["accept"], "application/json");
    }
}

#[tokio::test]
async fn credentials_in_a_location_are_not_used() {
    let server = server().await;
    let location = server.uri().replace("http://", "http://user:password@") + "/b";
    redirect(&server, "/a", 302, &location).await;
    call(&server.uri(), operation("GET", "/a", &[])).send().await.unwrap();
    let request = &sent(&server).await[1];
    assert!(!request.headers.contains_key("authorization"));
}

#[tokio::test]
async fn post_becomes_get_without_body() {
    for status in [301, 302, 303] {
        let server = server().await;
        redirect(&server, "/a", status, "b").await;
        let call = call(&server.uri(), operation("POST", "/a", ALL));
        call.json("application/json", &1).send().await.unwrap();
        let request = &sent(&server).await[1];
        assert_eq!((request.method.as_str(), request.body.len()), ("GET", 0), "{status}");
        assert_eq!(request.url.path(), "/b");
        assert!(!request.headers.contains_key("content-type"));
    }
}

#[tokio::test]
async fn patch_becomes_get_on_303_only() {
    let server = server().await;
    redirect(&server, "/a", 303, "/b").await;
    call(&server.uri(), operation("PATCH", "/a", &[])).bytes("text/plain", "x").send().await.unwrap();
    assert_eq!(sent(&server).await[1].method.as_str(), "GET");
    for status in [301, 302] {
        let server = common_redirect(status, "/b").await;
        let call = call(&server.uri(), operation("PATCH", "/a", ALL)).bytes("text/plain", "x");
        assert_not_followed(call, &server, status).await;
    }
}

#[tokio::test]
async fn method_and_body_stay_on_307_and_308() {
    for status in [307, 308] {
        let server = common_redirect(status, "/b").await;
        let call = call(&server.uri(), operation("PUT", "/a", ALL));
        call.json("application/json", &[7]).send().await.unwrap();
        let request = &sent(&server).await[1];
        assert_eq!((request.method.as_str(), request.body.as_slice()), ("PUT", b"[7]".as_slice()));
        assert_eq!(request.headers["content-type"], "application/json");
    }
}

#[tokio::test]
async fn bodies_and_unsafe_methods_do_not_go_to_another_origin() {
    let abroad = server().await;
    for status in [307, 308] {
        let home = common_redirect(status, &abroad.uri()).await;
        let with_body = call(&home.uri(), operation("POST", "/a", ALL)).bytes("text/plain", "x");
        assert_not_followed(with_body, &home, status).await;
        let home = common_redirect(status, &abroad.uri()).await;
        let unsafe_method = call(&home.uri(), operation("DELETE", "/a", ALL));
        assert_not_followed(unsafe_method, &home, status).await;
    }
    assert!(sent(&abroad).await.is_empty());
}

#[tokio::test]
async fn other_statuses_and_missing_locations_are_not_followed() {
    for status in [300, 304, 305, 306] {
        let server = common_redirect(status, "/b").await;
        assert_not_followed(call(&server.uri(), operation("GET", "/a", &[])), &server, status).await;
    }
    let server = server().await;
    Mock::given(path("/a")).respond_with(ResponseTemplate::new(302)).mount(&server).await;
    assert_not_followed(call(&server.uri(), operation("GET", "/a", &[])), &server, 302).await;
}

#[tokio::test]
async fn documented_redirect_is_a_response() {
    static OPERATION: Op = Op {
        id: "documented",
        method: "GET",
        path: "/a",
        security: &[],
        accept: "",
        responses: &[(Status::Code(302), Decode::Success(|_| Ok(Value::Null)))],
        retry: Repeat::ByMethod,
        idempotency_key: None,
        rate_limit: None,
        rules: &[],
    };
    let server = common_redirect(302, "/b").await;
    let response = call(&server.uri(), &OPERATION).send().await.unwrap();
    assert_eq!(response.status().as_u16(), 302);
    assert_eq!(response.headers()["location"], "/b");
    assert_eq!(sent(&server).await.len(), 1);
}

#[tokio::test]
async fn range_that_names_the_redirect_counts_and_default_does_not() {
    static RANGE: Op = Op {
        id: "range",
        method: "GET",
        path: "/a",
        security: &[],
        accept: "",
        responses: &[(Status::Range(3), Decode::Success(|_| Ok(Value::Null)))],
        retry: Repeat::ByMethod,
        idempotency_key: None,
        rate_limit: None,
        rules: &[],
    };
    static DEFAULT: Op = Op {
        id: "default",
        method: "GET",
        path: "/a",
        security: &[],
        accept: "",
        responses: &[(Status::Default, Decode::Success(decode::json))],
        retry: Repeat::ByMethod,
        idempotency_key: None,
        rate_limit: None,
        rules: &[],
    };
    for (operation, status) in [(&RANGE, 302), (&DEFAULT, 200)] {
        let server = common_redirect(302, "/b").await;
        let response = call(&server.uri(), operation).send().await.unwrap();
        assert_eq!(response.status().as_u16(), status);
    }
}

#[tokio::test]
async fn loops_end() {
    let server = common_redirect(302, "/a").await;
    let client = with_all_credentials(builder(&server.uri())).max_redirects(3).build().unwrap();
    let error = Call::new(&client, operation("GET", "/a", ALL)).send().await.unwrap_err();
    assert_refused(&error, "more than 3 redirects");
    assert_eq!(sent(&server).await.len(), 4);
}

#[tokio::test]
async fn redirects_out_of_http_are_refused() {
    for location in ["ftp://example.com/", "file:///etc/passwd", "http://[", "javascript:1"] {
        let server = common_redirect(302, location).await;
        let error = call(&server.uri(), operation("GET", "/a", ALL)).send().await.unwrap_err();
        assert_refused(&error, "redirect");
        assert_eq!(sent(&server).await.len(), 1);
    }
}

#[tokio::test]
async fn redirect_to_no_server_is_no_failed_connection() {
    let closed = common::address(&common::listen().await);
    let server = common_redirect(302, &closed).await;
    let error = call(&server.uri(), operation("GET", "/a", ALL)).send().await.unwrap_err();
    assert_refused(&error, "where a redirect leads");
}

#[tokio::test]
async fn head_stays_head() {
    let server = common_redirect(303, "/b").await;
    let response = ResponseTemplate::new(418);
    Mock::given(method("HEAD")).respond_with(response).mount(&server).await;
    let outcome = call(&server.uri(), operation("HEAD", "/a", &[])).send().await;
    assert_eq!(outcome.unwrap_err().status().unwrap().as_u16(), 418);
    assert_eq!(sent(&server).await[1].method.as_str(), "HEAD");
}

/// A server that redirects `/a` and answers everything else.
async fn common_redirect(status: u16, location: &str) -> MockServer {
    let server = server().await;
    redirect(&server, "/a", status, location).await;
    server
}

async fn assert_not_followed(call: Call<Value, common::ErrorBody>, server: &MockServer, status: u16) {
    let error = call.send().await.unwrap_err();
    assert!(matches!(&error, Error::Status(error) if !error.is_documented()), "{error:?}");
    assert_eq!(error.status().unwrap().as_u16(), status);
    assert_eq!(sent(server).await.len(), 1);
}

fn assert_refused(error: &Error<common::ErrorBody>, words_of_reason: &str) {
    let Error::Transport(transport) = error else {
        panic!("{error:?}");
    };
    assert_eq!(transport.kind(), TransportErrorKind::Redirect);
    assert!(error.to_string().contains(words_of_reason), "{error}");
    assert!(!words(error).contains(SECRET));
}
