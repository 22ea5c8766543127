//! What becomes of a response: decoding, statuses, limits and connections that fail.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use common::{
    ALL, ErrorBody, Outcome, SECRET, address, answer_and_hang, answer_once, builder, call, get, listen, operation,
    words,
};
use serde_json::json;
use specwright_runtime::{
    Bytes, Call, CallOptions, DecodeError, Error, Repeat, StatusError, TransportErrorKind, reqwest,
};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

/// 20 000 times "0", compressed.
const ZEROS_GZIP: &str = "H4sIAAAAAAACA+3BMQEAAADCoErrn84aHkABAAAAAAAAAAAAAAAAAAAAAAAA8GC9DxuMIE4AAA==";

async fn server(response: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(response).mount(&server).await;
    server
}

async fn status_error(response: ResponseTemplate) -> Box<StatusError<ErrorBody>> {
    let server = server(response).await;
    match get(&server.uri()).send().await.unwrap_err() {
        Error::Status(error) => error,
        other => panic!("{other:?}"),
    }
}

async fn decode_error(response: ResponseTemplate) -> Box<DecodeError> {
    let server = server(response).await;
    match get(&server.uri()).send().await.unwrap_err() {
        Error::Decode(error) => error,
        other => panic!("{other:?}"),
    }
}

fn kind(outcome: Outcome) -> TransportErrorKind {
    let error = outcome.unwrap_err();
    let words = words(&error);
    assert!(!words.contains(SECRET) && words.contains("testCall"), "{words}");
    match error {
        Error::Transport(error) => error.kind(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn success_gives_value_and_response() {
    let response = ResponseTemplate::new(200)
        .insert_header("x-request-id", "r-7")
        .insert_header("set-cookie", SECRET)
        .set_body_json(json!({"a": [1]}));
    let server = server(response).await;
    let response = get(&server.uri()).send().await.unwrap();
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(response.request_id(), Some("r-7"));
    assert_eq!(response.headers()["set-cookie"], SECRET);
    assert_eq!(response.raw_body().as_ref(), br#"{"a":[1]}"#);
    assert_eq!(response.raw_json().unwrap(), json!({"a": [1]}));
    assert_eq!(response["a"], json!([1]));
    let debug = format!("{response:?}");
    assert!(debug.contains("r-7") && !debug.contains(SECRET), "{debug}");
    assert_eq!(response.into_inner(), json!({"a": [1]}));
}

#[tokio::test]
async fn documented_error_is_decoded() {
    let response = ResponseTemplate::new(404)
        .insert_header("request-id", "r-8")
        .insert_header("set-cookie", SECRET)
        .set_body_json(json!({"message": SECRET}));
    let error = status_error(response).await;
    assert_eq!(error.status().as_u16(), 404);
    assert_eq!(error.body(), Some(&ErrorBody { message: SECRET.to_owned() }));
    assert!(error.is_documented() && error.body_error().is_none());
    let error = Error::Status(error);
    assert_eq!(error.request_id(), Some("r-8"));
    assert_eq!(error.to_string(), "operation `testCall`: 404 Not Found (request id r-8)");
    assert!(!words(&error).contains(SECRET), "{error:?}");
    let Error::Status(error) = error else { panic!("{error:?}") };
    assert_eq!(error.into_body(), Some(ErrorBody { message: SECRET.to_owned() }));
}

#[tokio::test]
async fn html_page_at_a_documented_status_keeps_status_and_body() {
    let page = format!("<html>{SECRET}</html>");
    let error = status_error(ResponseTemplate::new(401).set_body_raw(page.clone(), "text/html")).await;
    assert_eq!(error.status().as_u16(), 401);
    assert_eq!(error.raw_body(), page.as_bytes());
    assert!(error.is_documented() && error.body().is_none());
    assert!(error.body_error().unwrap().to_string().contains("text/html"));
    let error = Error::Status(error);
    assert!(error.to_string().contains("401") && error.to_string().contains("text/html"));
    assert!(!words(&error).contains(SECRET), "{error:?}");
}

#[tokio::test]
async fn undocumented_statuses_are_errors_even_if_2xx() {
    for status in [201, 204, 500] {
        let error = status_error(ResponseTemplate::new(status).set_body_string("text")).await;
        assert_eq!(error.status().as_u16(), status);
        assert!(!error.is_documented() && error.body().is_none() && error.body_error().is_none());
        assert!(error.to_string().contains("does not name"));
    }
}

#[tokio::test]
async fn errors_keep_the_first_64_kib() {
    let error = status_error(ResponseTemplate::new(500).set_body_bytes(vec![b'x'; 70_000])).await;
    assert_eq!((error.raw_body().len(), error.is_truncated()), (65_536, true));
    let error = status_error(ResponseTemplate::new(500).set_body_string("x")).await;
    assert_eq!((error.raw_body().len(), error.is_truncated()), (1, false));
}

#[tokio::test]
async fn success_that_does_not_fit_is_a_decode_error() {
    let response = ResponseTemplate::new(200)
        .insert_header("cf-ray", "r-9")
        .set_body_raw(format!("{{\"{SECRET}"), "application/json");
    let error = decode_error(response).await;
    assert_eq!((error.operation(), error.status().as_u16()), ("testCall", 200));
    assert_eq!(error.path(), None);
    assert_eq!(error.raw_body().len(), SECRET.len() + 2);
    let error = Error::<ErrorBody>::Decode(error);
    assert_eq!(error.request_id(), Some("r-9"));
    assert!(error.to_string().contains("breaks off"), "{error}");
    assert!(!words(&error).contains(SECRET), "{error:?}");
}

#[tokio::test]
async fn decode_error_names_the_path_and_not_the_value() {
    use specwright_runtime::{Decode, Operation, Status, decode};
    #[derive(Debug, serde::Deserialize)]
    struct Account {
        #[serde(rename = "meters")]
        _meters: Vec<u8>,
    }
    static OPERATION: Operation<Account, ()> = Operation {
        id: "getAccount",
        method: "GET",
        path: "/",
        security: &[],
        accept: "",
        responses: &[(Status::Range(2), Decode::Success(decode::json))],
        retry: Repeat::ByMethod,
        idempotency_key: None,
        rate_limit: None,
        rules: &[],
    };
    let body = json!({"meters": [1, 2, SECRET]});
    let server = server(ResponseTemplate::new(200).set_body_json(body)).await;
    let client = builder(&server.uri()).build().unwrap();
    let error = Call::new(&client, &OPERATION).send().await.unwrap_err();
    let Error::Decode(decode) = &error else { panic!("{error:?}") };
    assert_eq!(decode.path(), Some("meters[2]"));
    let text = format!("{error} {error:?}");
    assert!(text.contains("getAccount") && text.contains("meters[2]") && !text.contains(SECRET), "{text}");
    // What walks the chain of causes, as many loggers do, must not find the value either.
    assert!(std::error::Error::source(&error).is_none_or(|cause| !cause.to_string().contains(SECRET)));
}

#[tokio::test]
async fn body_at_the_cap_passes_and_above_it_does_not() {
    let server = server(ResponseTemplate::new(200).set_body_raw("12345", "application/json")).await;
    for (limit, passes) in [(5, true), (4, false), (0, false)] {
        let client = builder(&server.uri()).max_response_bytes(limit).build().unwrap();
        let outcome = Call::new(&client, operation("GET", "/", &[])).send().await;
        assert_eq!(outcome.is_ok(), passes, "{limit}");
        if !passes {
            assert_eq!(kind(outcome), TransportErrorKind::TooLarge);
        }
    }
}

#[tokio::test]
async fn cap_counts_decompressed_bytes() {
    let zeros = STANDARD.decode(ZEROS_GZIP).unwrap();
    let response = ResponseTemplate::new(404).insert_header("content-encoding", "gzip");
    let server = server(response.set_body_raw(zeros, "text/plain")).await;
    let client = builder(&server.uri()).max_response_bytes(20_000).build().unwrap();
    let error = Call::new(&client, operation("GET", "/", &[])).send().await.unwrap_err();
    assert_eq!(error.raw_body().map(Bytes::len), Some(20_000));
    let client = builder(&server.uri()).max_response_bytes(19_999).build().unwrap();
    let outcome = Call::new(&client, operation("GET", "/", &[])).send().await;
    assert_eq!(kind(outcome), TransportErrorKind::TooLarge);
}

#[tokio::test]
async fn bodies_that_break_off_are_no_responses() {
    for response in [
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n123\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n123",
    ] {
        let url = answer_once(response.replacen("OK\r\n", "OK\r\nX-Request-Id: r-9\r\n", 1)).await;
        let outcome = get(&url).send().await;
        assert_began(&outcome);
        assert_eq!(kind(outcome), TransportErrorKind::Body, "{response}");
    }
}

/// What had come of the response is not lost with the rest.
fn assert_began(outcome: &Outcome) {
    let error = outcome.as_ref().unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 200);
    assert_eq!(error.request_id(), Some("r-9"));
    assert_eq!(error.raw_body(), None);
    let Error::Transport(transport) = error else { panic!("{error:?}") };
    assert_eq!(transport.headers().unwrap()["x-request-id"], "r-9");
    assert!(error.to_string().starts_with("operation `testCall`: 200 OK (request id r-9): "), "{error}");
}

#[tokio::test]
async fn broken_answers_are_no_responses() {
    for response in ["", "nonsense\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Le"] {
        let url = answer_once(response).await;
        let call = call(&url, operation("GET", "/", ALL));
        assert_eq!(kind(call.send().await), TransportErrorKind::Other, "{response}");
    }
}

#[tokio::test]
async fn server_that_never_answers_times_out() {
    let listener = listen().await;
    let timeout = Duration::from_millis(50);
    let operation = operation("GET", "/", ALL);
    let outcome = call(&address(&listener), operation).options(CallOptions::new().timeout(timeout)).send().await;
    assert_eq!(kind(outcome), TransportErrorKind::Timeout);
    let reqwest = reqwest::ClientBuilder::new().no_proxy().timeout(timeout);
    let client = common::with_all_credentials(builder(&address(&listener))).reqwest(reqwest);
    let outcome = Call::new(&client.build().unwrap(), operation).send().await;
    assert_eq!(kind(outcome), TransportErrorKind::Timeout);
}

#[tokio::test]
async fn body_that_never_ends_times_out() {
    // Long enough for the head to arrive on a busy machine; the rest never does.
    const LONG: Duration = Duration::from_secs(2);
    const START: &str = "HTTP/1.1 200 OK\r\nX-Request-Id: r-9\r\nContent-Length: 10\r\n\r\n123";
    let url = answer_and_hang(START).await;
    let outcome = get(&url).options(CallOptions::new().timeout(LONG)).send().await;
    assert_began(&outcome);
    assert_eq!(kind(outcome), TransportErrorKind::Timeout);
    let client = builder(&answer_and_hang(START).await).timeout(LONG).build().unwrap();
    let outcome = Call::new(&client, operation("GET", "/", &[])).send().await;
    assert_began(&outcome);
    assert_eq!(kind(outcome), TransportErrorKind::Timeout);
}

#[tokio::test]
async fn endless_timeout_is_none() {
    let server = server(ResponseTemplate::new(200).set_body_json(json!({}))).await;
    get(&server.uri()).options(CallOptions::new().timeout(Duration::MAX)).send().await.unwrap();
}

#[tokio::test]
async fn refused_connection() {
    let listener = listen().await;
    let url = address(&listener);
    drop(listener);
    let outcome = call(&url, operation("GET", "/", ALL)).send().await;
    assert_eq!(kind(outcome), TransportErrorKind::Connect);
}
