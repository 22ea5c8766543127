//! Oddities of Nectar's enums: every documented value has its variant, every other text survives.

use nectar_client::types::{ConnectionStatus, Country, DatasourceType, TrackingStatus, UpdateAccountRequest};
use serde_json::{Value, json};

use super::{
    SPEC,
    client::{client, get, id, patch},
    documented::{ID, account, connection},
};
use crate::wire::{
    json::{encoded, with, without},
    server::answering_in_turn,
};

/// Reads connections with each of these under `key`, and returns what they encode back to.
async fn connections(key: &str, values: &[Value]) -> Vec<(Value, nectar_client::types::Connection)> {
    let bodies = values.iter().map(|value| with(connection(), key, value.clone()));
    let server = answering_in_turn(bodies).await;
    let client = client(&server.uri());
    let mut all = Vec::new();
    for value in values {
        let read = client.get_connection(id()).send().await.unwrap().into_inner();
        assert_eq!(encoded(&read), with(connection(), key, value.clone()));
        all.push((value.clone(), read));
    }
    all
}

fn texts(of: &str) -> Vec<Value> {
    SPEC.texts(of).into_iter().map(Value::from).collect()
}

#[tokio::test]
async fn o09_country_may_be_null_absent_empty_or_unknown() {
    let read = get(&with(connection(), "country", Value::Null)).await.unwrap();
    assert!(read.country.is_null());
    let read = get(&without(connection(), "country")).await.unwrap();
    assert!(read.country.is_absent());
    for (value, read) in connections("country", &[json!(""), json!("XK"), json!("af"), json!(" AF")]).await {
        let country = read.country.value().unwrap();
        assert!(country.is_unknown(), "{value}");
        assert_eq!(country.as_str(), value);
    }
}

#[tokio::test]
async fn o09_all_249_countries_have_a_variant() {
    let all = connections("country", &texts("Country")).await;
    assert_eq!(all.len(), 249);
    for (text, read) in &all {
        let country = read.country.value().unwrap();
        assert!(!country.is_unknown(), "{text}");
        assert_eq!(country.as_str(), text);
    }
    let known: Vec<_> = Country::known().collect();
    let read: Vec<_> = all.into_iter().filter_map(|(_, read)| read.country.into_value()).collect();
    assert_eq!(known, read, "in the page's order");
}

#[tokio::test]
async fn o10_norway_is_a_country() {
    let read = get(&with(connection(), "country", json!("NO"))).await.unwrap();
    assert_eq!(read.country.value(), Some(&Country::No));
    let listed = &SPEC.schema("Country")["enum"];
    let listed = listed.as_array().unwrap();
    assert_eq!(listed.len(), 249);
    assert!(listed.iter().all(|code| code.as_str().is_some_and(|code| code.len() == 2)));
    assert!(listed.contains(&json!("NO")));
    // Without the quotes, older readers of YAML take it for false.
    assert!(include_str!("../../../specs/nectar/openapi.yaml").contains("        - \"NO\"\n"));
}

#[tokio::test]
async fn o11_all_13_statuses_have_a_variant() {
    let all = connections("status", &texts("ConnectionStatus")).await;
    assert_eq!(all.len(), 13);
    let read: Vec<_> = all.into_iter().filter_map(|(_, read)| read.status).collect();
    assert_eq!(read, ConnectionStatus::known().collect::<Vec<_>>());
    assert!(read.contains(&ConnectionStatus::Deactivated), "the one that the filter's list lacks");
}

#[tokio::test]
async fn o11_an_unknown_status_survives() {
    for (value, read) in connections("status", &[json!("PAUSED"), json!(""), json!("pending")]).await {
        let status = read.status.unwrap();
        assert!(status.is_unknown(), "{value}");
        assert_eq!(status.to_string(), value.as_str().unwrap());
    }
}

#[tokio::test]
async fn o12_the_sandbox_guides_spelling_is_no_documented_status() {
    let read = get(&with(connection(), "status", json!("INCORRECT_PASSWORD"))).await.unwrap();
    let status = read.status.clone().unwrap();
    assert_ne!(status, ConnectionStatus::PasswordIncorrect);
    assert!(status.is_unknown());
    let read = get(&with(connection(), "status", json!("PASSWORD_INCORRECT"))).await.unwrap();
    assert_eq!(read.status, Some(ConnectionStatus::PasswordIncorrect));
}

#[tokio::test]
async fn o19_initial_datasource_types_are_the_ten_and_what_may_come() {
    let mut all = texts("DatasourceType");
    assert_eq!(all.len(), 10);
    all.extend(["SEWER", "STEAM", "CHILLED_WATER", "HOT_WATER"].map(Value::from));
    let read = get(&with(connection(), "initialDatasourceTypes", Value::from(all.clone()))).await.unwrap();
    let types = read.initial_datasource_types.clone().unwrap();
    assert_eq!(types.iter().filter(|datasource| !datasource.is_unknown()).count(), 10);
    assert_eq!(types[..10], DatasourceType::known().collect::<Vec<_>>());
    assert_eq!(encoded(&types), Value::from(all), "nothing is cut at `maxItems`");
}

#[tokio::test]
async fn o19_datasource_types_of_an_account_are_any_text() {
    let texts = json!(["ELECTRICITY", "SEWER", "", "what ever"]);
    let read = patch(&with(account(), "datasourceTypes", texts.clone())).await.unwrap();
    let types: &Vec<String> = read.datasource_types.as_ref().unwrap();
    assert_eq!(types[3], "what ever");
    assert_eq!(encoded(&read.into_inner())["datasourceTypes"], texts);
    assert_eq!(SPEC.schema("Account")["properties"]["datasourceTypes"]["items"], json!({ "type": "string" }));
}

#[tokio::test]
async fn o06_all_three_tracking_states_and_a_fourth_survive() {
    let mut all = texts("TrackingStatus");
    all.push(json!("ARCHIVED"));
    let server = answering_in_turn(all.iter().map(|text| with(account(), "trackingStatus", text.clone()))).await;
    let client = client(&server.uri());
    let known = [Some(TrackingStatus::Enabled), Some(TrackingStatus::Disabled), Some(TrackingStatus::Unset), None];
    for (text, known) in all.iter().zip(known) {
        let read = client.update_account(ID, &UpdateAccountRequest::new()).send().await.unwrap().into_inner();
        let status = read.tracking_status.clone().unwrap();
        assert_eq!(status.is_unknown(), known.is_none());
        assert!(known.is_none_or(|known| known == status));
        assert_eq!(encoded(&read)["trackingStatus"], *text);
    }
}
