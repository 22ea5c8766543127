//! What is held against the rules of the document before it is sent, and what never is.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::{collections::BTreeMap, error::Error as _};

use common::{ErrorBody, Op, Outcome, RESPONSES, SECRET, builder, words};
use serde_json::{Value, json};
use specwright_runtime::{
    Argument, Call, Check, Error, RequestError, RequestErrorKind, Rules, Validation, ValidationError,
};
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::any};

static SHORT: Rules = Rules::checks(&[Check::MaxLength(2)]);
static FEW: Rules = Rules { checks: &[Check::MaxItems(2)], items: Some(&SHORT), ..Rules::NONE };
static NAMED: Rules = Rules { properties: &[("name", &SHORT)], ..Rules::NONE };

static OPERATION: Op = Op {
    id: "testRules",
    method: "POST",
    path: "/{id}",
    security: &[],
    retry: specwright_runtime::Repeat::ByMethod,
    idempotency_key: None,
    rate_limit: None,
    accept: "",
    responses: RESPONSES,
    rules: &[
        (Argument::Path("id"), &SHORT),
        (Argument::Query("tags"), &FEW),
        (Argument::Header("X-Name"), &SHORT),
        (Argument::Body, &NAMED),
    ],
};

type TestCall = Call<Value, ErrorBody>;

async fn server() -> MockServer {
    let server = MockServer::start().await;
    let ok = ResponseTemplate::new(200).set_body_json(json!({}));
    Mock::given(any()).respond_with(ok).mount(&server).await;
    server
}

async fn sent(server: &MockServer) -> Vec<Request> {
    server.received_requests().await.unwrap()
}

fn call(server: &MockServer, validation: Validation) -> TestCall {
    let client = builder(&server.uri()).validation(validation).build().unwrap();
    Call::new(&client, &OPERATION)
}

/// A call with one violation in each argument.
fn invalid(call: TestCall) -> TestCall {
    call.path("id", "long")
        .query("tags", &["a", "long", "b"])
        .header("X-Name", SECRET)
        .json("application/json", &json!({"name": "long"}))
}

fn refused(outcome: Outcome) -> RequestError {
    match outcome.unwrap_err() {
        Error::Request(error) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn all_that_is_invalid_is_refused_at_once() {
    let server = server().await;
    let outcome = invalid(call(&server, Validation::default())).send().await;
    let all = words(outcome.as_ref().unwrap_err());
    assert!(!all.contains(SECRET), "{all}");
    let lines = [
        r#"path parameter `id`: has 4 characters, more than 2 (maxLength): "long""#,
        "query parameter `tags`: has 3 elements, more than 2 (maxItems)",
        r#"query parameter `tags[1]`: has 4 characters, more than 2 (maxLength): "long""#,
        "header parameter `X-Name`: has 14 characters, more than 2 (maxLength)",
        r#"body `name`: has 4 characters, more than 2 (maxLength): "long""#,
    ];
    let error = outcome.unwrap_err();
    let source = error.source().and_then(|source| source.downcast_ref::<ValidationError>()).cloned();
    assert_eq!(error.to_string(), lines.join("\n"));
    let error = refused(Err(error));
    assert_eq!(error.kind(), RequestErrorKind::Invalid);
    assert_eq!(error.validation(), source.as_ref());
    let arguments: Vec<_> = source.unwrap().violations().iter().map(|violation| violation.argument()).collect();
    let (id, tags) = (Argument::Path("id"), Argument::Query("tags"));
    assert_eq!(arguments, [id, tags, tags, Argument::Header("X-Name"), Argument::Body]);
    assert!(sent(&server).await.is_empty());
}

#[tokio::test]
async fn nothing_is_checked_when_that_is_off() {
    let server = server().await;
    invalid(call(&server, Validation::Off)).send().await.unwrap();
    let request = &sent(&server).await[0];
    assert_eq!((request.url.path(), request.url.query()), ("/long", Some("tags=a&tags=long&tags=b")));
    assert_eq!(request.headers["x-name"], SECRET);
    assert_eq!(request.body, br#"{"name":"long"}"#);
}

#[tokio::test]
async fn what_is_valid_is_sent() {
    let server = server().await;
    call(&server, Validation::BeforeSending)
        .path("id", "1")
        .query("tags", &["a", "b"])
        .query("other", "without rules")
        .header("X-Name", &None::<&str>)
        .json("application/json", &json!({"name": "ab"}))
        .send()
        .await
        .unwrap();
    let request = &sent(&server).await[0];
    assert_eq!((request.url.path(), &*request.body), ("/1", br#"{"name":"ab"}"#.as_slice()));
}

#[tokio::test]
async fn forms_are_checked_and_raw_bytes_are_not() {
    let server = server().await;
    let with_id = || call(&server, Validation::BeforeSending).path("id", "1");
    let error = refused(with_id().form(&json!({"name": "long"})).send().await);
    assert_eq!(error.kind(), RequestErrorKind::Invalid);
    assert!(sent(&server).await.is_empty());
    with_id().bytes("application/json", r#"{"name":"long"}"#).send().await.unwrap();
    assert_eq!(sent(&server).await.len(), 1);
}

#[tokio::test]
async fn what_cannot_be_sent_comes_first() {
    let server = server().await;
    let error = refused(invalid(call(&server, Validation::BeforeSending)).header("X-Other", "\n").send().await);
    assert_eq!((error.kind(), error.validation()), (RequestErrorKind::InvalidParameter, None));
    assert!(error.to_string().contains("`X-Other`"), "{error}");
}

#[tokio::test]
async fn what_is_no_number_is_sent_nowhere() {
    let server = server().await;
    let reason = "holds a number that JSON has no form for (NaN or infinity)";
    for validation in [Validation::BeforeSending, Validation::Off] {
        let with_id = || call(&server, validation).path("id", "1");
        let some = Some(f64::NAN);
        let nested = BTreeMap::from([("a", vec![Some(f64::INFINITY)])]);
        for (call, place) in [
            (call(&server, validation).path("id", &some), "path parameter `id`"),
            (with_id().query("q", &f64::NAN), "query parameter `q`"),
            (with_id().query("q", &some), "query parameter `q`"),
            (with_id().query("q", &[some]), "query parameter `q`"),
            (with_id().header("X-A", &some), "header parameter `X-A`"),
            (with_id().json("application/json", &nested), "body"),
            (with_id().form(&nested), "body"),
        ] {
            let error = refused(call.send().await);
            assert_eq!(error.to_string(), format!("{place}: {reason}"));
        }
    }
    assert!(sent(&server).await.is_empty());
}
