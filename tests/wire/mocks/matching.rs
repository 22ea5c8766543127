//! Which calls a mock is for.

use nectar_client::{
    mock::{Reply, examples::get_connection},
    types::{ConnectionStatusFilter, UpdateAccountRequest},
};

use super::{ID, OTHER, client, id, said, server};

#[tokio::test]
async fn a_path() {
    let server = server();
    let client = client(&server);
    let one = server.get_connection().matching(client.get_connection(id(ID)));
    let other = server.get_connection().matching(client.get_connection(id(OTHER)));
    client.get_connection(id(ID)).send().await.unwrap();
    client.get_connection(id(ID)).send().await.unwrap();
    client.get_connection(id(OTHER)).send().await.unwrap();
    assert_eq!((one.calls(), other.calls()), (2, 1));
}

#[tokio::test]
async fn a_query_with_whatever_else_is_sent() {
    let server = server();
    let client = client(&server);
    let list = || client.list_company_connections(id(ID));
    let any = server.list_company_connections();
    let second = server.list_company_connections().matching(list().page(2));
    list().page(2).limit(7).send().await.unwrap();
    list().page(3).send().await.unwrap();
    list().send().await.unwrap();
    assert_eq!((any.calls(), second.calls()), (2, 1));
    let text = server.list_company_connections().matching(list().connection_owner_email("a+b@example.com"));
    list().connection_owner_email("a+b@example.com").send().await.unwrap();
    assert_eq!(text.calls(), 1);
}

#[tokio::test]
async fn a_body() {
    let server = server();
    let client = client(&server);
    let on = UpdateAccountRequest::new().is_tracked(true);
    let off = UpdateAccountRequest::new().is_tracked(false);
    let mock = server.update_account().matching(client.update_account("7", &on)).times(1);
    client.update_account("7", &on).send().await.unwrap();
    client.update_account("7", &off).send().await.unwrap_err();
    assert_eq!(mock.calls(), 1);
    let error = said(&server.verify().unwrap_err());
    assert!(error.ends_with("the body at /isTracked: expected true, found false"), "{error}");
}

#[tokio::test]
async fn a_condition() {
    let server = server();
    let client = client(&server);
    server.get_connection().answers(Reply::new(204));
    server.get_connection().when(|received| received.number() > 1).answers(get_connection::OK);
    assert_eq!(client.get_connection(id(ID)).send().await.unwrap_err().status().unwrap(), 204);
    assert_eq!(client.get_connection(id(ID)).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn the_last_mock_counts() {
    let server = server();
    let client = client(&server);
    let first = server.get_connection();
    let last = server.get_connection().answers(get_connection::OK);
    client.get_connection(id(ID)).send().await.unwrap();
    assert_eq!((first.calls(), last.calls()), (0, 1));
}

#[tokio::test]
async fn a_base_url_with_a_path() {
    let server = server();
    let base = format!("{}/proxy/v9/", server.base_url());
    let client = server.client_builder().base_url(base).build().unwrap();
    server.get_connection().matching(client.get_connection(id(ID))).times(1);
    client.get_connection(id(ID)).send().await.unwrap();
}

#[tokio::test]
async fn a_request_that_cannot_be_sent_matches_nothing() {
    let server = server();
    let client = client(&server);
    server.update_account().matching(client.update_account("..", &UpdateAccountRequest::new()));
    client.update_account("7", &UpdateAccountRequest::new()).send().await.unwrap_err();
    let error = said(&server.verify().unwrap_err());
    assert!(error.contains("cannot be sent: path parameter `account_id`"), "{error}");
    let filtered = client.list_company_connections(id(ID)).status(ConnectionStatusFilter::Pending);
    server.list_company_connections().matching(filtered);
}
