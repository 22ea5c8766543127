//! Oddities of Arcadia Switch's errors, which its page does not show: objects, texts, or nothing in the same envelope.

use arcadia_switch_client::{
    Error, ErrorBody,
    runtime::StatusError,
    types::{ErrorEntry, ErrorResponse},
};
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use super::client::{client, errors_of_all};
use crate::wire::{
    json::{assert_encodes_to, encoded, with},
    server::answering,
};

fn failure(results: Value) -> Value {
    json!({ "status": "error", "count": 1, "type": "Error", "results": results })
}

fn object() -> Value {
    json!({ "code": "NotNull", "message": "…", "objectName": "propertyData", "propertyName": "keyName" })
}

/// What all operations make of such an answer.
async fn refusals(status: u16, body: &str) -> Vec<StatusError<ErrorBody>> {
    let answer =
        ResponseTemplate::new(status).insert_header("retry-after", "30").set_body_raw(body, "application/json");
    let server = answering(answer).await;
    let errors = errors_of_all(&client(&server.uri())).await;
    let checked = errors.into_iter().map(|(operation, error)| {
        let Error::Status(refusal) = error else { panic!("{error:?}") };
        assert_eq!((refusal.operation(), refusal.status().as_u16()), (operation, status));
        assert_eq!(refusal.headers()["retry-after"], "30");
        assert_eq!(refusal.raw_body(), body);
        assert!(refusal.is_documented());
        *refusal
    });
    checked.collect()
}

/// The documented errors in such an answer, once it is checked that nothing got lost.
async fn errors(status: u16, body: &Value) -> Vec<ErrorResponse> {
    let refusals = refusals(status, &body.to_string()).await.into_iter();
    let bodies = refusals.map(|refusal| match refusal.into_body() {
        Some(ErrorBody::ErrorResponse(read)) => {
            assert_encodes_to(&read, body);
            read
        }
        other => panic!("{other:?}"),
    });
    bodies.collect()
}

#[tokio::test]
async fn o20_a_refusal_holds_objects() {
    for status in [400, 401, 403, 404, 429, 499] {
        for error in errors(status, &failure(json!([object(), {}]))).await {
            assert_eq!(error.status.as_deref(), Some("error"));
            let [ErrorEntry::ErrorObject(first), ErrorEntry::ErrorObject(_)] = &error.results.value().unwrap()[..]
            else {
                panic!("{error:?}")
            };
            assert_eq!(first.code.as_deref(), Some("NotNull"));
            assert_eq!(first.object_name.as_deref(), Some("propertyData"));
            assert_eq!(first.property_name.as_deref(), Some("keyName"));
            assert!(first.property_value.is_absent());
        }
    }
}

#[tokio::test]
async fn o20_a_failure_of_the_server_holds_texts() {
    for status in [500, 503, 599] {
        for error in errors(status, &failure(json!(["Unexpected error"]))).await {
            let [ErrorEntry::Message(text)] = &error.results.value().unwrap()[..] else { panic!("{error:?}") };
            assert_eq!(text, "Unexpected error");
        }
    }
}

#[tokio::test]
async fn o20_both_kinds_are_read_with_every_status_and_side_by_side() {
    for status in [400, 500] {
        for error in errors(status, &failure(json!(["", object()]))).await {
            let results = &error.results.value().unwrap()[..];
            assert!(matches!(results, [ErrorEntry::Message(_), ErrorEntry::ErrorObject(_)]), "{results:?}");
        }
    }
}

#[tokio::test]
async fn o20_results_of_an_error_may_be_null_or_absent() {
    for status in [400, 500] {
        for error in errors(status, &failure(Value::Null)).await {
            assert!(error.results.is_null());
        }
        for error in errors(status, &json!({})).await {
            assert!(error.results.is_absent() && error.status.is_none());
        }
    }
}

#[tokio::test]
async fn o20_an_entry_of_neither_kind_is_kept() {
    for entry in [json!(301), json!([object()]), json!(null)] {
        for error in errors(400, &failure(json!([entry]))).await {
            let [ErrorEntry::Unknown(kept)] = &error.results.value().unwrap()[..] else { panic!("{error:?}") };
            assert_eq!(*kept, entry);
        }
    }
}

#[tokio::test]
async fn o20_the_value_that_is_wrong_may_be_anything() {
    for value in [json!(null), json!("x"), json!(1.5), json!({ "a": [] })] {
        for error in errors(400, &failure(json!([with(object(), "propertyValue", value.clone())]))).await {
            assert_eq!(encoded(&error)["results"][0]["propertyValue"], value);
        }
    }
}

#[tokio::test]
async fn too_many_requests_keep_their_status_retry_after_and_any_body() {
    for status in [403, 429] {
        for body in ["", "Too many requests", r#""Too many requests""#, "[]"] {
            for refusal in refusals(status, body).await {
                assert!(refusal.body().is_none() && refusal.body_error().is_some(), "{body}");
            }
        }
    }
}
