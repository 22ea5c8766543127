//! No complete response: refused, too slow, cut off or no HTTP at all.

use std::time::Duration;

use nectar_client::{
    Client, Error,
    runtime::{CallOptions, TransportErrorKind},
    types::UpdateAccountRequest,
};

use super::{
    nectar::{
        client::{builder, client, errors_of, id},
        documented::ID,
    },
    server::{RawServer, answering_and_hanging, direct, refusing},
};

/// Short enough to wait for; what is awaited never comes, however long this is.
const SHORT: Duration = Duration::from_millis(50);

/// A response of which half the promised bytes are missing.
const HALF: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{\"id\":";

fn assert_kind(error: &Error, operation: &str, kind: TransportErrorKind) {
    let Error::Transport(transport) = error else { panic!("{error:?}") };
    assert_eq!((transport.operation(), transport.kind()), (operation, kind), "{error}");
    assert_eq!(error.status(), transport.status());
    assert_eq!(error.request_id(), None);
    assert_eq!(error.raw_body(), None);
    assert!(error.to_string().contains(operation), "{error}");
    // Addresses may hold what nobody should read.
    let words = format!("{error} {error:?}");
    assert!(!words.contains("http://") && !words.contains(ID), "{words}");
}

async fn assert_both(client: &Client, kind: TransportErrorKind) {
    for (operation, error) in errors_of(client).await {
        assert_kind(&error, operation, kind);
    }
}

#[tokio::test]
async fn a_refused_connection_is_told_apart() {
    let (_socket, url) = refusing();
    assert_both(&client(&url), TransportErrorKind::Connect).await;
}

#[tokio::test]
async fn a_server_that_never_answers_runs_into_the_clients_timeout() {
    let url = answering_and_hanging(b"").await;
    let client = builder(&url).reqwest(direct().timeout(SHORT)).build().unwrap();
    assert_both(&client, TransportErrorKind::Timeout).await;
}

#[tokio::test]
async fn a_server_that_never_answers_runs_into_the_timeout_of_the_call() {
    let client = client(&answering_and_hanging(b"").await);
    let read = client.get_connection(id()).send_with(CallOptions::new().timeout(SHORT)).await.unwrap_err();
    assert_kind(&read, "getConnection", TransportErrorKind::Timeout);
    let update = client
        .update_account(ID, &UpdateAccountRequest::new())
        .send_with(CallOptions::new().timeout(SHORT))
        .await
        .unwrap_err();
    assert_kind(&update, "updateAccount", TransportErrorKind::Timeout);
}

#[tokio::test]
async fn a_server_that_stops_within_the_body_runs_into_the_timeout() {
    let url = answering_and_hanging(HALF).await;
    let client = builder(&url).reqwest(direct().timeout(SHORT)).build().unwrap();
    assert_both(&client, TransportErrorKind::Timeout).await;
}

#[tokio::test]
async fn a_response_that_is_cut_in_the_middle_is_no_success() {
    let server = RawServer::start(HALF).await;
    let error = client(&server.url).get_connection(id()).send().await.unwrap_err();
    assert_kind(&error, "getConnection", TransportErrorKind::Body);
    assert_eq!(error.status().unwrap().as_u16(), 200, "what came is kept");
    let server = RawServer::start(HALF).await;
    let error = client(&server.url).update_account(ID, &UpdateAccountRequest::new()).send().await.unwrap_err();
    assert_kind(&error, "updateAccount", TransportErrorKind::Body);
}

#[tokio::test]
async fn an_answer_that_is_no_http_is_told_apart() {
    for answer in ["SSH-2.0-OpenSSH_9.9\r\n", ""] {
        let server = RawServer::start(answer).await;
        let error = client(&server.url).get_connection(id()).send().await.unwrap_err();
        assert_kind(&error, "getConnection", TransportErrorKind::Other);
        assert_eq!(error.status(), None);
    }
}
