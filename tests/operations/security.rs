//! Each operation carries the credentials that the document asks for, and no other.

use security_client::runtime::RequestErrorKind;
use security_client::{Client, ClientBuilder, Error};
use wiremock::{MockServer, ResponseTemplate};

use crate::server::{answering, direct, received};

/// A client with these credentials, and what came of one call of it: its headers with credentials, and its query.
async fn sent<F>(with: impl Fn(ClientBuilder) -> ClientBuilder, call: impl Fn(Client) -> F) -> String
where
    F: Future<Output = Result<(), Error>>,
{
    let server = answering(ResponseTemplate::new(204)).await;
    call(client(with, &server)).await.unwrap();
    let [request] = &received(&server).await[..] else { panic!("not one request") };
    let named = ["x-key", "authorization", "cookie"].map(|name| {
        let values = request.headers.get_all(name).iter().map(|value| value.to_str().unwrap().to_owned());
        values.map(|value| format!("{name}: {value}")).collect::<Vec<_>>()
    });
    let query = request.url.query().map(|query| format!("?{query}"));
    named.into_iter().flatten().chain(query).collect::<Vec<_>>().join(" | ")
}

fn client(with: impl Fn(ClientBuilder) -> ClientBuilder, server: &MockServer) -> Client {
    with(Client::builder().base_url(server.uri()).reqwest(direct())).build().unwrap()
}

fn all(builder: ClientBuilder) -> ClientBuilder {
    let builder = builder.in_header("h").in_query("q&").in_cookie("c").basic("user", "pass").bearer("b");
    builder.oauth("o").openid("i")
}

/// Why a call was refused, of which nothing was sent.
async fn refused<F>(with: impl Fn(ClientBuilder) -> ClientBuilder, call: impl Fn(Client) -> F) -> String
where
    F: Future<Output = Result<(), Error>>,
{
    let server = answering(ResponseTemplate::new(204)).await;
    let Err(Error::Request(error)) = call(client(with, &server)).await else { panic!("not refused") };
    assert!(received(&server).await.is_empty());
    assert_eq!(error.kind(), RequestErrorKind::MissingCredentials);
    error.to_string()
}

macro_rules! call {
    ($($step:tt)*) => {
        |client: Client| async move { client.$($step)*.send().await.map(drop) }
    };
}

#[tokio::test]
async fn each_kind_of_credential_is_sent_where_it_belongs() {
    assert_eq!(sent(all, call!(default())).await, "x-key: h");
    assert_eq!(sent(all, call!(query().q("1"))).await, "?q=1&api%20key=q%26");
    assert_eq!(sent(all, call!(cookie())).await, "cookie: session=c");
    assert_eq!(sent(all, call!(basic())).await, "authorization: Basic dXNlcjpwYXNz");
    assert_eq!(sent(all, call!(bearer())).await, "authorization: Bearer b");
    assert_eq!(sent(all, call!(oauth())).await, "authorization: Bearer o");
    assert_eq!(sent(all, call!(openid())).await, "authorization: Bearer i");
}

#[tokio::test]
async fn a_credential_in_a_cookie_stands_beside_the_cookies_of_a_call() {
    assert_eq!(sent(all, call!(cookie().lang("en"))).await, "cookie: lang=en; session=c");
    // What a caller says of one call goes before what the client has.
    assert_eq!(sent(all, call!(cookie().session("mine"))).await, "cookie: session=mine");
}

#[tokio::test]
async fn where_nothing_is_asked_for_nothing_is_sent() {
    assert_eq!(sent(all, call!(none())).await, "");
    assert_eq!(sent(|builder| builder, call!(none())).await, "");
    assert_eq!(sent(|builder| builder, call!(optional())).await, "");
    assert_eq!(sent(all, call!(optional())).await, "authorization: Bearer b");
}

#[tokio::test]
async fn one_alternative_is_enough_and_must_be_complete() {
    assert_eq!(sent(|builder| builder.in_query("q"), call!(either())).await, "?api%20key=q");
    assert_eq!(sent(all, call!(either())).await, "authorization: Basic dXNlcjpwYXNz");
    assert_eq!(sent(all, call!(both())).await, "x-key: h | authorization: Bearer b");
    assert_eq!(sent(all, call!(mixed())).await, "x-key: h | cookie: session=c");
    assert_eq!(sent(|builder| builder.in_header("h").oauth("o"), call!(mixed())).await, "authorization: Bearer o");
    let error = refused(|builder| builder.in_header("h"), call!(both())).await;
    assert_eq!(error, "no credentials for security scheme `inHeader` and `bearer`");
    let error = refused(|builder| builder.bearer("b"), call!(either())).await;
    assert_eq!(error, "no credentials for security scheme `basic` or `inQuery`");
    refused(|builder| builder, call!(default())).await;
}

#[tokio::test]
async fn what_cannot_be_given_is_refused_by_name() {
    let why = |name| format!("no credentials for security scheme `{name}` (of a kind that no client can be given)");
    assert_eq!(refused(all, call!(digest())).await, why("digest"));
    assert_eq!(refused(all, call!(undeclared())).await, why("nowhere"));
    assert_eq!(sent(all, call!(digest_or())).await, "authorization: Bearer b");
}

#[tokio::test]
async fn a_certificate_is_no_part_of_a_request() {
    assert_eq!(sent(|builder| builder, call!(certificate())).await, "");
    assert_eq!(sent(all, call!(certificate_and())).await, "authorization: Bearer b");
    refused(|builder| builder, call!(certificate_and())).await;
}
