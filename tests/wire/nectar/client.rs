//! Nectar's client, which talks to a server of the test and to nobody else, and short ways through its operations.

use nectar_client::{
    Client, ClientBuilder, Error, Response, RetryPolicy, Uuid,
    types::{Account, Connection, ConnectionPage, UpdateAccountRequest},
};
use serde_json::Value;

use super::documented::ID;
use crate::wire::server::{KEY, answering_json, direct};

pub fn client(base_url: &str) -> Client {
    builder(base_url).build().unwrap()
}

/// One attempt, so that nothing waits.
pub fn builder(base_url: &str) -> ClientBuilder {
    Client::builder().api_key(KEY).base_url(base_url).reqwest(direct()).retry(RetryPolicy::never())
}

pub fn id() -> Uuid {
    ID.parse().unwrap()
}

/// Reads a connection that the server sends as `body`.
pub async fn get(body: &Value) -> Result<Response<Connection>, Error> {
    let server = answering_json(body).await;
    client(&server.uri()).get_connection(id()).send().await
}

/// Lists the connections of a company, of which the server sends `body` as the page.
pub async fn list(body: &Value) -> Result<Response<ConnectionPage>, Error> {
    let server = answering_json(body).await;
    client(&server.uri()).list_company_connections(id()).send().await
}

/// Updates an account that the server sends back as `body`.
pub async fn patch(body: &Value) -> Result<Response<Account>, Error> {
    let server = answering_json(body).await;
    client(&server.uri()).update_account(ID, &UpdateAccountRequest::new()).send().await
}

/// The errors of the two operations about one object at this server, by the names of the operations.
pub async fn errors_of_both(base_url: &str) -> [(&'static str, Error); 2] {
    errors_of(&client(base_url)).await
}

pub async fn errors_of(client: &Client) -> [(&'static str, Error); 2] {
    let read = client.get_connection(id()).send().await.unwrap_err();
    let update = client.update_account(ID, &UpdateAccountRequest::new()).send().await.unwrap_err();
    [("getConnection", read), ("updateAccount", update)]
}
