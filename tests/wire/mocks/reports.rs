//! What is said of mocks that saw something else, and what is not said.

use std::{net::TcpStream, panic::catch_unwind};

use nectar_client::{
    mock::{MockServer, Reply},
    types::{ConnectionStatusFilter, UpdateAccountRequest},
};

use super::{ID, OTHER, builder, client, id, said, server};
use crate::wire::server::KEY;

#[tokio::test]
async fn all_that_is_wrong_is_told_at_once() {
    let server = server();
    let client = client(&server);
    server.get_connection().times(2);
    server.update_account().times(0);
    server.list_company_connections().matching(client.list_company_connections(id(ID)).page(2).limit(10)).times(1..);
    server.list_company_connections().matching(client.list_company_connections(id(OTHER))).times(..=3);
    client.get_connection(id(ID)).send().await.unwrap();
    client.update_account("7", &UpdateAccountRequest::new()).send().await.unwrap();
    let status = client.list_company_connections(id(ID)).page(3).status(ConnectionStatusFilter::Connected);
    let error = status.send().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 501);
    client.http().request(nectar_client::runtime::reqwest::Method::GET, "/v2.2/else").send().await.unwrap_err();
    client.http().request(nectar_client::runtime::reqwest::Method::GET, "/v2/account/7").send().await.unwrap_err();
    insta::assert_snapshot!(said(&server.verify().unwrap_err()), @r#"
    the mocks did not see what they expect
    - `getConnection` (GET /v2.2/connection/{connection_id}), mock of tests/wire/mocks/reports.rs:…: expected 2 calls, it was called once
    - `updateAccount` (PATCH /v2/account/{account_id}), mock of tests/wire/mocks/reports.rs:…: expected no call, it was called once
    - `listCompanyConnections` (GET /v2.2/connection/company/{company_id}), mock of tests/wire/mocks/reports.rs:…: expected at least 1 call, it was never called
    - unexpected request GET /v2.2/connection/company/3c90c3cc-0d44-4b50-8888-8dd25736052a?page=3&status=CONNECTED: the nearest mock of `listCompanyConnections` is that of tests/wire/mocks/reports.rs:…, but
        the query has no limit
        the query has page="3", expected "2"
    - unexpected request GET /v2.2/else: no operation has this path
    - unexpected request GET /v2/account/7: the operations of this path have PATCH
    "#);
}

#[tokio::test]
async fn a_call_without_a_mock() {
    let server = server();
    client(&server).get_connection(id(ID)).send().await.unwrap_err();
    insta::assert_snapshot!(said(&server.verify().unwrap_err()), @r#"
    the mocks did not see what they expect
    - unexpected request GET /v2.2/connection/3c90c3cc-0d44-4b50-8888-8dd25736052a: there is no mock of `getConnection`
    "#);
}

#[tokio::test]
async fn a_reply_that_cannot_be_sent() {
    let server = server();
    server.get_connection().answers(Reply::new(200).header("a b", "c"));
    client(&server).get_connection(id(ID)).send().await.unwrap_err();
    insta::assert_snapshot!(said(&server.verify().unwrap_err()), @r#"
    the mocks did not see what they expect
    - a reply that cannot be sent: "a b" is no name of a header
    "#);
}

#[tokio::test]
async fn no_message_holds_a_secret() {
    let server = server();
    let client = builder(&server).api_key(KEY).build().unwrap();
    let expected = client.list_company_connections(id(ID)).page(1);
    server.list_company_connections().matching(expected);
    server.update_account().times(2);
    let error = client.list_company_connections(id(OTHER)).page(2).send().await.unwrap_err();
    let raw = client.http().request(nectar_client::runtime::reqwest::Method::GET, "/v2.2/connection/company/7");
    let raw = raw.query("api_key", KEY).query("accessToken", KEY).send().await.unwrap_err();
    let received = server.received();
    assert_eq!(received.iter().filter(|one| one.header("x-api-key") == Some(KEY)).count(), 2);
    let error = format!("{error} {error:?} {:?} {raw} {raw:?} {:?}", error.raw_body(), raw.raw_body());
    let all = format!("{} {received:?} {server:?} {error}", server.verify().unwrap_err());
    assert!(!all.contains(KEY), "{all}");
    assert!(all.contains("/v2.2/connection/company/7?api_key=…&accessToken=…"), "{all}");
}

/// What a function panics with.
fn panic_of(run: impl FnOnce() + std::panic::UnwindSafe) -> Option<String> {
    catch_unwind(run).err().map(|panic| panic.downcast_ref::<String>().cloned().unwrap_or_default())
}

#[test]
fn a_server_that_is_dropped_verifies() {
    let text = panic_of(|| {
        let server = MockServer::start().unwrap();
        server.get_connection().times(1);
    });
    assert!(text.unwrap().contains("expected 1 call, it was never called"));
    let verified = panic_of(|| {
        let server = MockServer::start().unwrap();
        server.get_connection().times(1);
        server.verify().unwrap_err();
    });
    assert_eq!(verified, None, "nothing is said twice");
    let failing = panic_of(|| {
        let server = MockServer::start().unwrap();
        server.get_connection().times(1);
        panic!("{}", "the test's own");
    });
    assert_eq!(failing.unwrap(), "the test's own");
    let content = panic_of(|| {
        let server = MockServer::start().unwrap();
        server.get_connection();
    });
    assert_eq!(content, None);
}

#[test]
fn a_server_that_is_dropped_listens_no_more() {
    let server = MockServer::start().unwrap();
    let address = server.base_url().replace("http://", "");
    assert!(TcpStream::connect(&address).is_ok());
    drop(server);
    assert!(TcpStream::connect(&address).is_err());
}
