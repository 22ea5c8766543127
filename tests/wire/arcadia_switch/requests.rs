//! The documented samples: what is sent for them and what comes back.

use arcadia_switch_client::{Client, types::AccountPropertyInput};
use serde_json::{Value, json};
use wiremock::Request;

use super::{
    SPEC,
    client::{APP_ID, By, PAIR, client, field, get, id, sent},
    documented::{ID, account, answer_with, answers, inputs},
};
use crate::wire::{
    json::{assert_encodes_to, by_value, with},
    server::{KEY, answering_json, direct, received},
};

/// The page's examples as a program writes them.
fn examples() -> [AccountPropertyInput; 3] {
    [field("buildingArea", "2000"), field("type", "POTENTIAL"), field("masterTariffId", "522").accuracy(100.0)]
}

fn header_names(request: &Request) -> Vec<&str> {
    let mut names: Vec<_> = request.headers.keys().map(|name| name.as_str()).collect();
    names.sort_unstable();
    names
}

fn json_body(request: &Request) -> Value {
    serde_json::from_slice(&request.body).unwrap()
}

#[tokio::test]
async fn the_documented_requests_are_sent_by_put_and_by_post() {
    for (example, documented) in examples().iter().zip(inputs()) {
        for (by, method) in [(By::Put, "PUT"), (By::Post, "POST")] {
            let request = sent(by, example).await;
            assert_eq!(request.method.as_str(), method);
            assert_eq!(request.url.path(), format!("/rest/v1/accounts/{ID}/properties"));
            assert_eq!(request.url.query(), None);
            assert_eq!(by_value(json_body(&request)), by_value(documented.clone()));
            assert_eq!(
                header_names(&request),
                ["accept", "accept-encoding", "authorization", "content-length", "content-type", "host", "user-agent"]
            );
            assert_eq!(request.headers["content-type"], "application/json");
            assert_eq!(request.headers["accept"], "application/json");
            assert_eq!(request.headers["authorization"], format!("Basic {PAIR}").as_str());
        }
    }
}

#[tokio::test]
async fn the_documented_answers_come_back_and_encode_to_the_same() {
    for (example, documented) in examples().iter().zip(answers()) {
        for by in By::BOTH {
            let server = answering_json(&documented).await;
            let response = by.set(&client(&server.uri()), example).await.unwrap();
            assert_eq!(response.raw_json().unwrap(), documented);
            assert_eq!((response.status.as_str(), response.count), ("success", 1));
            assert_eq!(response.r#type, "PropertyData");
            let [set] = &response.results.as_ref().unwrap()[..] else { panic!("not one field") };
            assert_eq!(set.key_name.as_ref(), Some(&example.key_name));
            assert!(set.data_type.is_null());
            assert_eq!(set.data_value.as_ref(), Some(&example.data_value));
            assert_eq!(set.accuracy, example.accuracy);
            assert_encodes_to(&response.into_inner(), &documented);
        }
    }
}

#[tokio::test]
async fn get_account_sends_a_read_and_nothing_else() {
    let server = answering_json(&answer_with(&account())).await;
    client(&server.uri()).get_account(id()).send().await.unwrap();
    let [request] = &received(&server).await[..] else { panic!("not one request") };
    assert_eq!(request.method.as_str(), "GET");
    assert_eq!(request.url.path(), format!("/rest/v1/accounts/{ID}"));
    assert_eq!((request.url.query(), &request.body[..]), (None, &b""[..]));
    assert_eq!(header_names(request), ["accept", "accept-encoding", "authorization", "host", "user-agent"]);
    assert_eq!(request.headers["accept"], "application/json");
    assert_eq!(request.headers["authorization"], format!("Basic {PAIR}").as_str());
}

#[tokio::test]
async fn the_documented_account_arrives_field_by_field() {
    let documented = answer_with(&account());
    let response = get(&documented).await.unwrap();
    assert_eq!(response.raw_json().unwrap(), documented);
    let [account] = &response.results.as_ref().unwrap()[..] else { panic!("not one account") };
    assert_eq!(account.account_id, Some(id()));
    assert_eq!(account.provider_account_id.value().unwrap(), "api-eg-008");
    assert_eq!(account.account_name.as_deref(), Some("Example API Solar projection"));
    assert!(account.customer_org_id.is_null() && account.customer_org_name.is_null());
    let address = account.address.as_ref().unwrap();
    assert_eq!(address.address_string.as_deref(), Some("221 Main Street, San Francisco, CA 94105, USA"));
    assert_eq!((address.state.as_deref(), address.zip.as_deref()), (Some("CA"), Some("94105")));
    assert_eq!(address.country.as_deref(), Some("US"));
    assert_eq!((address.lon, address.lat), (Some(-122.39268), Some(37.790188)));
    assert_eq!(account.owner.as_deref(), Some("Mr Sun"));
    assert_eq!((account.status.as_deref(), account.r#type.as_deref()), (Some("ACTIVE"), Some("POTENTIAL")));
    let properties = account.properties.value().unwrap();
    let values = properties.values().map(|property| property.data_value.as_deref().unwrap());
    assert_eq!(values.collect::<Vec<_>>(), ["2000", "1", "3534"]);
    assert_eq!(properties["customerClass"].data_type.value().unwrap(), "CHOICE");
    let [tariff] = &account.tariffs.value().unwrap()[..] else { panic!("not one tariff") };
    assert_eq!(tariff.master_tariff_id, Some(522));
    assert!(tariff.customer_class.is_null());
    assert_eq!(tariff.customer_likelihood.value(), Some(&100.0));
    assert!(tariff.end_date.is_absent());
    assert_encodes_to(&response.into_inner(), &documented);
}

#[test]
fn the_specification_shows_the_documented_samples() {
    let setting = SPEC.at("/paths/~1rest~1v1~1accounts~1{accountId}~1properties/put");
    let (sent, answered) = (&setting["requestBody"], &setting["responses"]["2XX"]);
    for (name, (input, answer)) in ["buildingArea", "type", "masterTariffId"].iter().zip(inputs().iter().zip(answers()))
    {
        let shown =
            |of: &'static Value| SPEC.resolved(&of["content"]["application/json"]["examples"][name])["value"].clone();
        assert_eq!(shown(sent), *input);
        assert_eq!(shown(answered), answer);
    }
    let read = SPEC.at("/paths/~1rest~1v1~1accounts~1{accountId}/get/responses/2XX/content/application~1json/example");
    assert_eq!(*read, answer_with(&account()));
}

#[tokio::test]
async fn unknown_keys_are_no_error_and_stay_in_the_raw_body() {
    let account = with(with(account(), "addedLater", json!({ "a": [1] })), "accountManager", json!("Ms Moon"));
    let body = with(answer_with(&account), "requestId", json!("r-7"));
    let response = get(&body).await.unwrap();
    assert_eq!(response.raw_json().unwrap(), body);
    assert_encodes_to(&response.into_inner(), &answer_with(&super::documented::account()));
}

#[tokio::test]
async fn a_base_url_may_end_in_a_slash() {
    for (suffix, prefix) in [("", ""), ("/", ""), ("/gateway", "/gateway"), ("/gateway/", "/gateway")] {
        let server = answering_json(&answer_with(&account())).await;
        let client = client(&format!("{}{suffix}", server.uri()));
        client.get_account(id()).send().await.unwrap();
        let path = format!("{prefix}/rest/v1/accounts/{ID}");
        assert_eq!(received(&server).await[0].url.path(), path, "{suffix}");
    }
    let client = Client::builder().basic_auth(APP_ID, KEY).reqwest(direct()).build().unwrap();
    assert!(format!("{client:?}").contains(r#""https://api.genability.com""#));
}

#[tokio::test]
async fn a_request_may_be_sent_twice_and_is_the_same_both_times() {
    let server = answering_json(&answers()[2]).await;
    let request = client(&server.uri()).set_account_property(id(), &examples()[2]);
    request.clone().send().await.unwrap();
    request.send().await.unwrap();
    let [first, second] = &received(&server).await[..] else { panic!("not two requests") };
    assert_eq!((&first.body, first.url.path()), (&second.body, second.url.path()));
}
