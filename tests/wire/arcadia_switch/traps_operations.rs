//! Oddities of Arcadia Switch's page about its operations: their methods, paths, and what counts as a success.

use arcadia_switch_client::Error;
use wiremock::ResponseTemplate;

use super::{
    SPEC,
    client::{By, client, errors_of_all, field, id, sent},
    documented::{ID, account, answer_with, answers},
};
use crate::wire::server::{answering, answering_json, received};

#[tokio::test]
async fn o01_put_and_post_send_the_same() {
    let input = field("masterTariffId", "522").accuracy(55.31);
    let (put, mut post) = (sent(By::Put, &input).await, sent(By::Post, &input).await);
    assert_eq!((put.method.as_str(), post.method.as_str()), ("PUT", "POST"));
    post.headers.insert("host", put.headers["host"].clone());
    assert_eq!((put.url.path(), &put.headers, &put.body), (post.url.path(), &post.headers, &post.body));
}

#[tokio::test]
async fn o02_an_account_is_read_at_a_path_of_its_own() {
    let server = answering_json(&answer_with(&account())).await;
    client(&server.uri()).get_account(id()).send().await.unwrap();
    assert_eq!(received(&server).await[0].url.path(), format!("/rest/v1/accounts/{ID}"));
}

#[test]
fn o02_nothing_reads_an_account_at_the_path_of_its_properties() {
    assert!(!methods("/paths/~1rest~1v1~1accounts~1{accountId}~1properties").contains(&"get"));
    assert_eq!(methods("/paths/~1rest~1v1~1accounts~1{accountId}"), ["get"]);
    assert_eq!(SPEC.at("/paths").as_object().unwrap().len(), 2);
}

#[test]
fn o31_nothing_removes_a_property() {
    assert_eq!(methods("/paths/~1rest~1v1~1accounts~1{accountId}~1properties"), ["post", "put"]);
}

/// The methods of a path, sorted.
fn methods(pointer: &str) -> Vec<&'static str> {
    let mut methods: Vec<_> = SPEC.at(pointer).as_object().unwrap().keys().map(String::as_str).collect();
    methods.sort_unstable();
    methods
}

#[tokio::test]
async fn o22_any_success_is_one() {
    for status in [200, 201, 202, 299] {
        let server = answering(ResponseTemplate::new(status).set_body_json(&answers()[0])).await;
        for by in By::BOTH {
            let response = by.set(&client(&server.uri()), &field("a", "1")).await.unwrap();
            assert_eq!(response.status().as_u16(), status);
            assert_eq!(response.results.as_ref().unwrap()[0].key_name.as_deref(), Some("buildingArea"));
        }
        let server = answering(ResponseTemplate::new(status).set_body_json(answer_with(&account()))).await;
        let response = client(&server.uri()).get_account(id()).send().await.unwrap();
        assert_eq!(response.status().as_u16(), status);
    }
}

/// Nobody documents one, and there is nothing to give to the caller but the status.
#[tokio::test]
async fn o22_a_success_without_a_body_is_an_error_that_keeps_the_status() {
    for status in [200, 201, 204] {
        let server = answering(ResponseTemplate::new(status).insert_header("x-request-id", "req-7")).await;
        for (operation, error) in errors_of_all(&client(&server.uri())).await {
            let Error::Decode(error) = error else { panic!("{error:?}") };
            assert_eq!((error.operation(), error.status().as_u16()), (operation, status));
            assert_eq!((error.request_id(), error.raw_body().len()), (Some("req-7"), 0));
            assert_eq!(error.body_error().to_string(), "the body is empty");
        }
    }
}

#[tokio::test]
async fn o22_what_is_neither_success_nor_failure_is_not_documented() {
    for status in [300, 304, 600] {
        let server = answering(ResponseTemplate::new(status).set_body_json(&answers()[0])).await;
        for (_, error) in errors_of_all(&client(&server.uri())).await {
            let Error::Status(refusal) = error else { panic!("{error:?}") };
            assert_eq!((refusal.status().as_u16(), refusal.is_documented()), (status, false));
        }
    }
}
