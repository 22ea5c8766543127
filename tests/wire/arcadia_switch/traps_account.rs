//! Oddities of Arcadia Switch's page about an account, other than its tariffs.

use std::collections::BTreeSet;

use arcadia_switch_client::{Error, Uuid};
use serde_json::{Value, json};

use super::{
    SPEC,
    client::{get, survives},
    documented::{account, answer_with},
};
use crate::wire::json::{with, without};

#[tokio::test]
async fn o03_properties_are_a_map_by_key() {
    let read = survives(&account()).await;
    let properties = read.properties.value().unwrap();
    assert!(properties.iter().all(|(key, property)| Some(key) == property.key_name.as_ref()));
    assert_eq!(properties["territoryId"].data_value.as_deref(), Some("3534"));
    // Keys are anybody's, and so is what they say of themselves.
    let odd = json!({ "": { "keyName": "ü", "dataType": null, "dataValue": "" }, "a.b[0]": { "keyName": "a" } });
    let read = survives(&with(account(), "properties", odd)).await;
    assert_eq!(read.properties.value().unwrap()[""].key_name.as_deref(), Some("ü"));
    assert!(survives(&with(account(), "properties", json!({}))).await.properties.value().unwrap().is_empty());
}

#[tokio::test]
async fn o03_a_list_of_properties_is_an_error_that_says_where() {
    let list = json!([{ "keyName": "buildingArea", "dataType": null, "dataValue": "2000" }]);
    let error = get(&answer_with(&with(account(), "properties", list))).await.unwrap_err();
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert_eq!(error.path(), Some("results[0].properties"));
}

#[tokio::test]
async fn o08_type_and_status_are_said_of_the_call_and_of_the_account() {
    let answer = answer_with(&with(with(account(), "type", json!("Account")), "status", json!("success")));
    let read = get(&with(with(answer, "type", json!("POTENTIAL")), "status", json!("ACTIVE"))).await.unwrap();
    assert_eq!((read.r#type.as_str(), read.status.as_str()), ("POTENTIAL", "ACTIVE"));
    let account = &read.results.as_ref().unwrap()[0];
    assert_eq!((account.r#type.as_deref(), account.status.as_deref()), (Some("Account"), Some("success")));
}

#[tokio::test]
async fn o09_the_type_of_an_account_is_any_text() {
    for text in ["CUSTOMER", "POTENTIAL", "TARGET", "ARCHETYPE", "NEW_KIND", ""] {
        assert_eq!(survives(&with(account(), "type", json!(text))).await.r#type.as_deref(), Some(text));
    }
    assert_eq!(survives(&without(account(), "type")).await.r#type, None);
}

#[tokio::test]
async fn o10_the_status_of_an_account_is_any_text() {
    for text in ["ACTIVE", "INACTIVE", "DELETED", "ARCHIVED", ""] {
        assert_eq!(survives(&with(account(), "status", json!(text))).await.status.as_deref(), Some(text));
    }
    assert_eq!(survives(&without(account(), "status")).await.status, None);
}

#[tokio::test]
async fn o11_an_account_manager_is_not_read_as_the_owner() {
    let body = answer_with(&with(without(account(), "owner"), "accountManager", json!("Ms Moon")));
    let read = get(&body).await.unwrap();
    assert_eq!(read.results.as_ref().unwrap()[0].owner, None);
    assert_eq!(read.raw_json().unwrap()["results"][0]["accountManager"], "Ms Moon");
}

#[test]
fn o17_an_account_has_the_keys_of_the_example_and_no_torn_ones() {
    let keys = |object: &Value| object.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(keys(&SPEC.schema("Account")["properties"]), keys(&account()));
}

#[tokio::test]
async fn o23_places_keep_the_spelling_of_bodies() {
    let address = json!({ "lat": 1.5, "lng": 2.5, "zip": "02134", "zipCode": "1", "postCode": "2" });
    let body = answer_with(&with(account(), "address", address));
    let read = get(&body).await.unwrap();
    let address = read.results.as_ref().unwrap()[0].address.as_ref().unwrap();
    assert_eq!((address.lat, address.lon, address.zip.as_deref()), (Some(1.5), None, Some("02134")));
    assert_eq!(read.raw_json().unwrap(), body);
}

#[tokio::test]
async fn o26_every_part_of_an_address_may_be_missing() {
    let whole = account()["address"].clone();
    for key in whole.as_object().unwrap().keys() {
        survives(&with(account(), "address", without(whole.clone(), key))).await;
    }
    survives(&with(account(), "address", json!({}))).await;
    assert_eq!(survives(&without(account(), "address")).await.address, None);
    let read = get(&answer_with(&with(account(), "address", json!({ "city": "San Francisco" })))).await.unwrap();
    assert_eq!(read.raw_json().unwrap()["results"][0]["address"]["city"], "San Francisco");
}

const NULLABLE: [&str; 5] = ["customerOrgId", "customerOrgName", "properties", "providerAccountId", "tariffs"];

#[tokio::test]
async fn o27_keys_of_an_account_that_may_be_null_keep_their_three_states() {
    for key in NULLABLE {
        survives(&with(account(), key, Value::Null)).await;
        survives(&without(account(), key)).await;
    }
    for key in ["customerOrgId", "customerOrgName", "providerAccountId"] {
        survives(&with(account(), key, json!("any text"))).await;
    }
    assert_eq!(SPEC.nullable("Account"), NULLABLE);
    assert!(SPEC.nullable("Address").is_empty());
    assert_eq!(SPEC.nullable("PropertyData"), ["dataType"]);
}

#[tokio::test]
async fn o27_an_account_as_recorded_in_2012_is_read() {
    let recorded = json!({
        "accountId": account()["accountId"],
        "providerAccountId": null,
        "accountName": "Recorded",
        "customerOrgId": null,
        "customerOrgName": null,
        "owner": "Recorded",
        "status": "ACTIVE",
        "properties": null,
        "tariffs": null,
    });
    let read = survives(&recorded).await;
    assert!(read.properties.is_null() && read.tariffs.is_null() && read.provider_account_id.is_null());
    assert_eq!((read.address, read.r#type), (None, None));
    let read = survives(&json!({})).await;
    assert!(read.properties.is_absent() && read.tariffs.is_absent() && read.account_id.is_none());
}

#[tokio::test]
async fn o30_the_callers_own_id_is_any_text_and_no_account_id() {
    for text in ["api-eg-008", "", "a/b ü"] {
        let read = survives(&with(account(), "providerAccountId", json!(text))).await;
        assert_eq!(read.provider_account_id.value().unwrap(), text);
        assert!(text.parse::<Uuid>().is_err(), "an account is asked for by the vendor's id alone");
    }
}
