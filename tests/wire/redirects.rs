//! Redirects: who gets the key, and which requests go on at all.

use nectar_client::{Error, types::UpdateAccountRequest};
use serde_json::Value;
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{any, path},
};

use super::{
    nectar::{
        client::{client, id},
        documented::{ID, account, connection},
    },
    server::{KEY, received},
};

/// A server that sends everyone who asks for the documented paths to `location`, and all others `body`.
async fn redirecting(status: u16, location: &str, body: Value) -> MockServer {
    let server = MockServer::start().await;
    for documented in [format!("/v2.2/connection/{ID}"), format!("/v2/account/{ID}")] {
        let away = ResponseTemplate::new(status).insert_header("location", location);
        Mock::given(path(documented)).respond_with(away).with_priority(1).mount(&server).await;
    }
    let ok = ResponseTemplate::new(200).set_body_json(body);
    Mock::given(any()).respond_with(ok).mount(&server).await;
    server
}

/// All that a server could read of the requests it got.
async fn readable(server: &MockServer) -> String {
    let requests = received(server).await;
    let each = requests.iter().map(|request| {
        format!("{} {} {:?} {}", request.method, request.url, request.headers, String::from_utf8_lossy(&request.body))
    });
    each.collect()
}

fn change() -> UpdateAccountRequest {
    UpdateAccountRequest::new().is_tracked(false)
}

#[tokio::test]
async fn another_origin_gets_the_request_but_not_the_key() {
    for status in [301, 302, 303, 307, 308] {
        let abroad = redirecting(500, "", connection()).await;
        let home = redirecting(status, &format!("{}/elsewhere", abroad.uri()), Value::Null).await;
        let response = client(&home.uri()).get_connection(id()).send().await.unwrap();
        assert_eq!(response.id, id());
        assert!(readable(&home).await.contains(KEY));
        let [request] = &received(&abroad).await[..] else { panic!("{status}: not one request") };
        assert_eq!(request.url.path(), "/elsewhere");
        assert!(!request.headers.contains_key("x-api-key"), "{status}");
        assert!(!readable(&abroad).await.contains(KEY), "{status}");
    }
}

#[tokio::test]
async fn the_same_origin_gets_the_key_again() {
    for status in [301, 302, 303, 307, 308] {
        let server = redirecting(status, "/elsewhere", connection()).await;
        client(&server.uri()).get_connection(id()).send().await.unwrap();
        let [_, request] = &received(&server).await[..] else { panic!("{status}: not two requests") };
        assert_eq!(request.url.path(), "/elsewhere");
        assert_eq!(request.headers["x-api-key"], KEY, "{status}");
    }
}

#[tokio::test]
async fn an_update_is_not_repeated_elsewhere_as_a_read() {
    for status in [301, 302] {
        let server = redirecting(status, "/elsewhere", account()).await;
        let error = client(&server.uri()).update_account(ID, &change()).send().await.unwrap_err();
        let Error::Status(refusal) = &error else { panic!("{error:?}") };
        assert_eq!(refusal.status().as_u16(), status);
        assert!(!refusal.is_documented());
        assert_eq!(refusal.headers()["location"], "/elsewhere");
        assert_eq!(received(&server).await.len(), 1, "{status}");
    }
}

#[tokio::test]
async fn an_update_goes_on_with_body_and_key_within_its_origin() {
    for status in [307, 308] {
        let server = redirecting(status, "/elsewhere", account()).await;
        client(&server.uri()).update_account(ID, &change()).send().await.unwrap();
        let [_, request] = &received(&server).await[..] else { panic!("{status}: not two requests") };
        assert_eq!(request.method.as_str(), "PATCH");
        assert_eq!(request.body, br#"{"isTracked":false}"#);
        assert_eq!(request.headers["content-type"], "application/json");
        assert_eq!(request.headers["x-api-key"], KEY);
    }
}

#[tokio::test]
async fn an_update_never_leaves_its_origin() {
    for status in [301, 302, 307, 308] {
        let abroad = redirecting(500, "", account()).await;
        let home = redirecting(status, &format!("{}/elsewhere", abroad.uri()), Value::Null).await;
        let error = client(&home.uri()).update_account(ID, &change()).send().await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert!(received(&abroad).await.is_empty(), "{status}");
    }
}
