//! Path values: whatever their characters, they stay one segment of the path or are refused unsent.

use nectar_client::{
    Error, Uuid,
    runtime::{RequestErrorKind, uuid},
    types::UpdateAccountRequest,
};
use serde_json::json;

use super::{
    nectar::{
        client::client,
        documented::{ID, account, connection},
    },
    server::{RawServer, answering_json, received},
};

/// A response that ends where the connection does.
fn ok(body: &serde_json::Value) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n{body}")
}

/// The first line of the request for this account, as the server reads it.
async fn request_line_for(account_id: &str) -> String {
    let server = RawServer::start(ok(&account())).await;
    let request = client(&server.url).update_account(account_id, &UpdateAccountRequest::new());
    request.send().await.unwrap();
    server.head().await.lines().next().unwrap().to_owned()
}

#[tokio::test]
async fn text_arrives_as_one_encoded_segment() {
    for (value, segment) in [
        ("/", "%2F"),
        ("\\", "%5C"),
        ("%2e", "%252e"),
        ("%2E%2E", "%252E%252E"),
        ("a/../b", "a%2F..%2Fb"),
        ("../../v2.2/connection/1", "..%2F..%2Fv2.2%2Fconnection%2F1"),
        ("?x=1", "%3Fx%3D1"),
        ("#f", "%23f"),
        (" ", "%20"),
        ("ü", "%C3%BC"),
        ("\r\n", "%0D%0A"),
        ("x HTTP/1.1\r\nX-Evil: 1", "x%20HTTP%2F1.1%0D%0AX-Evil%3A%201"),
        ("\t\0", "%09%00"),
        (";a=1,b@c:d&e+f", "%3Ba%3D1%2Cb%40c%3Ad%26e%2Bf"),
        ("{account_id}", "%7Baccount_id%7D"),
        ("...", "..."),
        ("-._~Az09", "-._~Az09"),
    ] {
        let line = request_line_for(value).await;
        assert_eq!(line, format!("PATCH /v2/account/{segment} HTTP/1.1"), "{value:?}");
    }
}

#[tokio::test]
async fn dots_and_nothing_are_refused_before_anything_is_sent() {
    let server = answering_json(&account()).await;
    let client = client(&server.uri());
    for value in ["", ".", ".."] {
        let error = client.update_account(value, &UpdateAccountRequest::new()).send().await.unwrap_err();
        let Error::Request(refusal) = &error else { panic!("{value:?}: {error:?}") };
        assert_eq!(refusal.kind(), RequestErrorKind::InvalidParameter, "{value:?}");
        assert!(error.to_string().contains("`account_id`"), "{error}");
    }
    assert!(received(&server).await.is_empty());
}

#[test]
fn text_that_is_no_uuid_never_becomes_one() {
    for wrong in
        ["..", ".", "", "/", "a/../b", "3c90c3cc0d444b5088888dd25736052a", &format!("{ID}/"), &format!(" {ID}")]
    {
        assert!(wrong.parse::<Uuid>().is_err(), "{wrong:?}");
    }
    assert!(ID.parse::<Uuid>().is_ok());
}

#[tokio::test]
async fn a_uuid_of_the_uuid_crate_is_taken_as_it_is() {
    let server = answering_json(&connection()).await;
    let id: uuid::Uuid = ID.parse().unwrap();
    client(&server.uri()).get_connection(id).send().await.unwrap();
    assert_eq!(received(&server).await[0].url.path(), format!("/v2.2/connection/{ID}"));
}

/// Ids of responses are not checked, so one may hold anything when it is sent back.
fn id_of_a_response(text: &str) -> Uuid {
    serde_json::from_value(json!(text)).unwrap()
}

#[tokio::test]
async fn an_odd_id_out_of_a_response_stays_one_segment_too() {
    let server = RawServer::start(ok(&connection())).await;
    client(&server.url).get_connection(id_of_a_response("../x?y#z")).send().await.unwrap();
    let head = server.head().await;
    assert_eq!(head.lines().next(), Some("GET /v2.2/connection/..%2Fx%3Fy%23z HTTP/1.1"));
}

#[tokio::test]
async fn a_dotted_id_out_of_a_response_is_refused() {
    let server = answering_json(&connection()).await;
    for text in ["", ".", ".."] {
        let error = client(&server.uri()).get_connection(id_of_a_response(text)).send().await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{text:?}: {error:?}");
    }
    assert!(received(&server).await.is_empty());
}
