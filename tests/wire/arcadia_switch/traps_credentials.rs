//! An oddity of Arcadia Switch's page: it names no credentials.

use arcadia_switch_client::{Client, Error, runtime::RequestErrorKind, types::AccountPropertyInput};
use wiremock::ResponseTemplate;

use super::{
    client::{APP_ID, By, PAIR, builder, client, errors_of_all, field, id, sent},
    documented::{account, answer_with},
};
use crate::wire::server::{KEY, answering, answering_json, direct, received};

fn input() -> AccountPropertyInput {
    field("masterTariffId", "522").accuracy(100.0)
}

#[tokio::test]
async fn o21_the_credentials_are_in_one_header_and_nowhere_else() {
    for by in By::BOTH {
        let mut request = sent(by, &input()).await;
        assert_eq!(request.headers.remove("authorization").unwrap(), format!("Basic {PAIR}").as_str());
        let rest = format!("{} {:?} {}", request.url, request.headers, String::from_utf8_lossy(&request.body));
        assert!([KEY, PAIR, APP_ID].iter().all(|text| !rest.contains(text)), "{rest}");
    }
}

#[tokio::test]
async fn o21_the_credentials_are_never_printed() {
    let server = answering(ResponseTemplate::new(401)).await;
    let client = client(&server.uri());
    let put = client.set_account_property(id(), &input());
    let post = client.set_account_property_by_post(id(), &input());
    let mut words = format!("{:?} {client:#?} {put:#?} {post:?}", builder("https://h"));
    words.push_str(&format!(" {:?}", client.get_account(id())));
    for (_, error) in errors_of_all(&client).await {
        words.push_str(&format!(" {error} {error:#?}"));
    }
    assert!(!words.contains(KEY) && !words.contains(PAIR), "{words}");
}

#[tokio::test]
async fn o21_a_client_without_credentials_sends_nothing() {
    let server = answering_json(&answer_with(&account())).await;
    let client = Client::builder().base_url(server.uri()).reqwest(direct()).build().unwrap();
    for (_, error) in errors_of_all(&client).await {
        let Error::Request(refusal) = &error else { panic!("{error:?}") };
        assert_eq!(refusal.kind(), RequestErrorKind::MissingCredentials);
    }
    assert!(received(&server).await.is_empty());
}

/// Behind a colon in the user the password would begin.
#[test]
fn o21_an_app_id_with_a_colon_is_refused() {
    let error = Client::builder().basic_auth("app:17", KEY).reqwest(direct()).build().unwrap_err();
    assert!(error.to_string().contains("colon"), "{error}");
    assert!(!format!("{error} {error:?}").contains(KEY));
}
