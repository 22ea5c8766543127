//! EnergyCAP's client, which talks to a server of the test and to nobody else, and short ways through its operation.

use energycap_client::{
    Client, ClientBuilder, Error, Response, RetryPolicy, Validation, ValidationError,
    operations::EditAccountV202401,
    runtime::RequestErrorKind,
    types::{AccountEditV202401, AccountEditV202401Required, AccountResponse},
};
use serde_json::{Value, json};
use wiremock::Request;

use crate::wire::{
    json::assert_encodes_to,
    server::{KEY, answering_json, direct, received},
};

pub const ID: i32 = 1;

pub fn client(base_url: &str) -> Client {
    builder(base_url).build().unwrap()
}

/// One attempt, so that nothing waits.
pub fn builder(base_url: &str) -> ClientBuilder {
    Client::builder().api_key(KEY).base_url(base_url).reqwest(direct()).retry(RetryPolicy::never())
}

/// The only call of the method here; lints complain should it cease to be deprecated.
#[expect(deprecated, reason = "the vendor deprecates the operation")]
pub fn edit(client: &Client, account_id: i32, body: &AccountEditV202401) -> EditAccountV202401 {
    client.edit_account_v202401(account_id, body)
}

/// An edit of what has no edit without, and of nothing else.
pub fn least() -> AccountEditV202401 {
    AccountEditV202401::new(AccountEditV202401Required {
        account_code: "A-1".to_owned(),
        account_info: "Town hall".to_owned(),
        cost_center_id: 7,
        country: "Utopia".to_owned(),
    })
}

pub fn of_json(body: Value) -> AccountEditV202401 {
    serde_json::from_value(body).unwrap()
}

/// The request that the server gets for this edit, with which nothing is wrong.
pub async fn request(body: &AccountEditV202401) -> Request {
    assert_eq!(body.validate(), Ok(()));
    request_under(Validation::BeforeSending, body).await
}

pub async fn request_under(validation: Validation, body: &AccountEditV202401) -> Request {
    let server = answering_json(&json!({})).await;
    let client = builder(&server.uri()).validation(validation).build().unwrap();
    edit(&client, ID, body).send().await.unwrap();
    let mut requests = received(&server).await;
    assert_eq!(requests.len(), 1);
    requests.remove(0)
}

/// The body that the server gets for this edit, with which nothing is wrong.
pub async fn sent(body: &AccountEditV202401) -> Value {
    request(body).await.body_json().unwrap()
}

/// What keeps this edit from being sent: the same by the request and by `validate`.
pub async fn refused(body: &AccountEditV202401) -> ValidationError {
    let server = answering_json(&json!({})).await;
    let error = edit(&client(&server.uri()), ID, body).send().await.unwrap_err();
    assert!(received(&server).await.is_empty());
    let Error::Request(refusal) = error else { panic!("{error:?}") };
    assert_eq!(refusal.kind(), RequestErrorKind::Invalid);
    let invalid = refusal.validation().unwrap();
    assert_eq!(refusal.to_string(), invalid.to_string());
    assert_eq!(body.validate().as_ref(), Err(invalid));
    invalid.clone()
}

/// Field, rule and value of all that is wrong.
pub fn told(error: &ValidationError) -> Vec<(&str, &str, Option<&str>)> {
    error.violations().iter().map(|wrong| (wrong.path(), wrong.rule(), wrong.value())).collect()
}

/// Reads an account that the server sends as `body`.
pub async fn answer(body: &Value) -> Result<Response<AccountResponse>, Error> {
    let server = answering_json(body).await;
    edit(&client(&server.uri()), ID, &least()).send().await
}

/// Reads an account and checks that it encodes back to the same.
pub async fn survives(body: Value) -> AccountResponse {
    let read = answer(&body).await.unwrap().into_inner();
    assert_encodes_to(&read, &body);
    read
}
