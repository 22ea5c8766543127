//! The application against a mock of the vendor: over real HTTP, without an account.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::time::Duration;

use nectar_client::{
    Client, RetryPolicy, Uuid,
    mock::{Fault, MockServer, Reply, examples::list_company_connections},
    types::{ConnectionPage, ConnectionStatus},
};
use specwright_sample::report;

const COMPANY: &str = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

fn company() -> Uuid {
    COMPANY.parse().unwrap()
}

/// The page that the documentation shows, with connections of these statuses.
fn page(number: i64, statuses: &[ConnectionStatus]) -> ConnectionPage {
    let mut page = list_company_connections::OK.value().unwrap();
    let shown = page.connections.pop().unwrap();
    page.connections = statuses
        .iter()
        .map(|status| {
            let mut connection = shown.clone();
            connection.status = Some(status.clone());
            connection
        })
        .collect();
    page.current_page = number;
    page.has_next = false;
    page
}

/// A client that tries again at once, where it would wait otherwise.
fn hasty(server: &MockServer) -> Client {
    server.client_builder().retry(RetryPolicy::new().initial_backoff(Duration::ZERO)).build().unwrap()
}

#[tokio::test]
async fn connections_of_all_pages_are_counted() {
    let server = MockServer::start().unwrap();
    let client = server.client().unwrap();
    let mut first = page(1, &[ConnectionStatus::Connected, ConnectionStatus::Pending]);
    first.has_next = true;
    server.list_company_connections().matching(client.list_company_connections(company())).answers(&first).times(1);
    let second = client.list_company_connections(company()).page(2);
    server
        .list_company_connections()
        .matching(second)
        .answers(&page(2, &[ConnectionStatus::Connected, ConnectionStatus::PasswordIncorrect]))
        .times(1);

    let report = report(&client, company()).await.unwrap();
    assert_eq!(report.to_string(), format!("2 connected, 1 waiting, 1 broken\n  {COMPANY}: PASSWORD_INCORRECT\n"));
}

#[tokio::test]
async fn a_limit_of_the_vendor_is_waited_for() {
    let server = MockServer::start().unwrap();
    let mock = server
        .list_company_connections()
        .fails(Fault::TooManyRequests { retry_after: Duration::ZERO })
        .fails(Fault::Truncate)
        .answers(&page(1, &[ConnectionStatus::Connected]));

    assert_eq!(report(&hasty(&server), company()).await.unwrap().connected, 1);
    assert_eq!(mock.calls(), 3);
}

#[tokio::test]
async fn a_status_that_is_new_is_for_people() {
    let server = MockServer::start().unwrap();
    let page = Reply::new(200).json(&page(1, &[ConnectionStatus::Connected]));
    server
        .list_company_connections()
        .answers(page.fault("json=/connections/0/status=\"BEING_MIGRATED\"".parse().unwrap()));

    let report = report(&server.client().unwrap(), company()).await.unwrap();
    assert_eq!(report.broken, [(company(), "BEING_MIGRATED".to_owned())]);
}

#[tokio::test]
async fn a_key_that_has_expired_is_an_error() {
    let server = MockServer::start().unwrap();
    server.list_company_connections().fails(Fault::ExpiredCredentials).times(1);

    let error = report(&server.client().unwrap(), company()).await.unwrap_err();
    assert!(error.to_string().contains("401"), "{error}");
}
