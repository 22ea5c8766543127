//! Arcadia Switch's client, which talks to a server of the test alone, and short ways through its operations.

use arcadia_switch_client::{
    Client, ClientBuilder, Error, Response, RetryPolicy, Uuid,
    types::{Account, AccountPropertyInput, AccountPropertyInputRequired, AccountResponse, PropertyDataResponse},
};
use serde_json::Value;
use wiremock::Request;

use super::documented::{ID, answer_with, answers};
use crate::wire::{
    json::assert_encodes_to,
    server::{KEY, answering_json, direct, received},
};

/// The user of all credentials here; `KEY` is the password.
pub const APP_ID: &str = "app-17";

/// The two in base 64, as the header has them.
pub const PAIR: &str = "YXBwLTE3Omh1bnRlcjItMDQ1MQ==";

pub fn client(base_url: &str) -> Client {
    builder(base_url).build().unwrap()
}

/// One attempt, so that nothing waits.
pub fn builder(base_url: &str) -> ClientBuilder {
    Client::builder().basic_auth(APP_ID, KEY).base_url(base_url).reqwest(direct()).retry(RetryPolicy::never())
}

pub fn id() -> Uuid {
    ID.parse().unwrap()
}

/// The two methods that set a field.
#[derive(Clone, Copy, Debug)]
pub enum By {
    Put,
    Post,
}

impl By {
    pub const BOTH: [Self; 2] = [Self::Put, Self::Post];

    /// Sets a field by this method.
    pub async fn set(
        self,
        client: &Client,
        input: &AccountPropertyInput,
    ) -> Result<Response<PropertyDataResponse>, Error> {
        match self {
            Self::Put => client.set_account_property(id(), input).send().await,
            Self::Post => client.set_account_property_by_post(id(), input).send().await,
        }
    }
}

/// A field of an account with its value.
pub fn field(key_name: &str, data_value: &str) -> AccountPropertyInput {
    let (key_name, data_value) = (key_name.to_owned(), data_value.to_owned());
    AccountPropertyInput::new(AccountPropertyInputRequired { key_name, data_value })
}

/// What the server gets when this field is set.
pub async fn sent(by: By, input: &AccountPropertyInput) -> Request {
    let server = answering_json(&answers()[0]).await;
    by.set(&client(&server.uri()), input).await.unwrap();
    received(&server).await.remove(0)
}

/// Sets a field of which the server says this.
pub async fn set(answer: &Value) -> Result<Response<PropertyDataResponse>, Error> {
    let server = answering_json(answer).await;
    By::Put.set(&client(&server.uri()), &field("a", "1")).await
}

/// Gets an account of which the server says this.
pub async fn get(answer: &Value) -> Result<Response<AccountResponse>, Error> {
    let server = answering_json(answer).await;
    client(&server.uri()).get_account(id()).send().await
}

/// The account that is read from this one, once it is checked that nothing got lost.
pub async fn survives(account: &Value) -> Account {
    let answer = answer_with(account);
    let read = get(&answer).await.unwrap().into_inner();
    assert_encodes_to(&read, &answer);
    let [account] = &read.results.unwrap()[..] else { panic!("not one account") };
    account.clone()
}

/// The errors of all operations, by their names.
pub async fn errors_of_all(client: &Client) -> [(&'static str, Error); 3] {
    let input = field("a", "1");
    [
        ("setAccountProperty", By::Put.set(client, &input).await.unwrap_err()),
        ("setAccountPropertyByPost", By::Post.set(client, &input).await.unwrap_err()),
        ("getAccount", client.get_account(id()).send().await.unwrap_err()),
    ]
}
