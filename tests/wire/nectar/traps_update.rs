//! Oddities of Nectar's page about an account, on the side of the request.

use nectar_client::types::UpdateAccountRequest;
use wiremock::Request;

use super::{
    SPEC,
    client::{client, id},
    documented::{ID, account, connection, page},
};
use crate::wire::server::{answering_json, received};

/// What the server gets for this.
async fn sent(account_id: &str, body: &UpdateAccountRequest) -> Request {
    let server = answering_json(&account()).await;
    client(&server.uri()).update_account(account_id, body).send().await.unwrap();
    received(&server).await.remove(0)
}

#[tokio::test]
async fn o02_each_operation_keeps_the_version_of_its_page() {
    let request = sent(ID, &UpdateAccountRequest::new()).await;
    assert_eq!(request.url.path(), format!("/v2/account/{ID}"));
    assert!(!request.headers.contains_key("api-version"));
    let server = answering_json(&connection()).await;
    client(&server.uri()).get_connection(id()).send().await.unwrap();
    assert_eq!(received(&server).await[0].url.path(), format!("/v2.2/connection/{ID}"));
    let server = answering_json(&page()).await;
    client(&server.uri()).list_company_connections(id()).send().await.unwrap();
    assert_eq!(received(&server).await[0].url.path(), format!("/v2.2/connection/company/{ID}"));
    assert_eq!(SPEC.at("/servers/0/url"), "https://external.nectarclimate.com");
}

#[tokio::test]
async fn o05_an_account_id_is_any_text() {
    for (account_id, segment) in [("17", "17"), ("ACC-17_b.c~d", "ACC-17_b.c~d"), ("no uuid", "no%20uuid")] {
        let request = sent(account_id, &UpdateAccountRequest::new()).await;
        assert_eq!(request.url.path(), format!("/v2/account/{segment}"));
    }
}

#[tokio::test]
async fn o06_nothing_but_the_two_documented_keys_can_be_sent() {
    for (change, body) in [
        (UpdateAccountRequest::new(), "{}"),
        (UpdateAccountRequest::default(), "{}"),
        (UpdateAccountRequest::new().is_tracked(true), r#"{"isTracked":true}"#),
        (UpdateAccountRequest::new().is_tracked(false), r#"{"isTracked":false}"#),
        (UpdateAccountRequest::new().update_meters(true), r#"{"updateMeters":true}"#),
        (UpdateAccountRequest::new().update_meters(false), r#"{"updateMeters":false}"#),
        (
            UpdateAccountRequest::new().update_meters(false).is_tracked(true),
            r#"{"isTracked":true,"updateMeters":false}"#,
        ),
    ] {
        let request = sent(ID, &change).await;
        assert_eq!(String::from_utf8_lossy(&request.body), body);
        assert_eq!(request.headers["content-type"], "application/json");
        assert_eq!(request.headers["content-length"], body.len().to_string().as_str());
    }
    let properties = SPEC.schema("UpdateAccountRequest")["properties"].clone();
    let properties: Vec<_> = properties.as_object().unwrap().keys().cloned().collect();
    assert_eq!(properties, ["isTracked", "updateMeters"]);
}

#[tokio::test]
async fn a_default_of_the_document_is_not_sent_of_its_own_accord() {
    assert_eq!(SPEC.schema("UpdateAccountRequest")["properties"]["updateMeters"]["default"], true);
    let request = sent(ID, &UpdateAccountRequest::new().is_tracked(false)).await;
    assert!(!String::from_utf8_lossy(&request.body).contains("updateMeters"));
}

#[tokio::test]
async fn a_request_may_be_sent_twice_and_is_the_same_both_times() {
    let server = answering_json(&account()).await;
    let request = client(&server.uri()).update_account(ID, &UpdateAccountRequest::new().is_tracked(true));
    request.clone().send().await.unwrap();
    request.send().await.unwrap();
    let [first, second] = &received(&server).await[..] else { panic!("not two requests") };
    assert_eq!((&first.body, first.url.path()), (&second.body, second.url.path()));
}
