//! Oddities of EnergyCAP's page about what an answer may lack, and what it may hold besides.

use energycap_client::types::AccountResponse;
use serde_json::{Map, Value, json};

use super::{
    SPEC,
    client::{answer, survives},
    documented::account,
};
use crate::wire::json::{assert_encodes_to, with, without};

/// The same with null in place of every text, number and boolean.
fn nulls(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(nulls).collect(),
        Value::Object(entries) => entries.into_iter().map(|(key, value)| (key, nulls(value))).collect(),
        _ => Value::Null,
    }
}

/// The same with a key in every object that no page knows.
fn with_unknown_keys(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(with_unknown_keys).collect(),
        Value::Object(entries) => {
            let known = entries.into_iter().map(|(key, value)| (key, with_unknown_keys(value)));
            known.chain([("addedLater".to_owned(), json!({ "a": [1] }))]).collect()
        }
        other => other,
    }
}

#[tokio::test]
async fn t02_a_commodity_needs_none_of_its_marked_keys() {
    for commodity in [
        json!({}),
        json!({ "commodityInfo": "Water" }),
        json!({ "commodityCode": null, "commodityId": null, "commodityInfo": null }),
    ] {
        let read = survives(json!({ "meters": [{ "commodity": commodity }] })).await;
        assert!(read.meters.value().unwrap()[0].commodity.is_value());
    }
    assert_eq!(SPEC.schema("CommodityChild").get("required"), None);
}

#[tokio::test]
async fn t09_an_empty_answer_is_read() {
    let read = survives(json!({})).await;
    assert!(read.account_id.is_absent() && read.meters.is_absent() && read.address.is_absent());
}

#[tokio::test]
async fn t09_each_key_may_be_absent_or_null() {
    assert_eq!(SPEC.nullable("AccountResponse").len(), 46);
    for key in account().as_object().unwrap().keys() {
        survives(without(account(), key)).await;
        survives(with(account(), key, Value::Null)).await;
    }
}

#[tokio::test]
async fn t09_null_is_read_at_every_depth() {
    let all: Map<_, _> = account().as_object().unwrap().keys().map(|key| (key.clone(), Value::Null)).collect();
    assert!(survives(all.into()).await.summary_account.is_null());
    // An alias is a text, and so no null.
    let read = survives(with(nulls(account()), "accountCodeAliases", Value::Null)).await;
    assert!(read.meters.value().unwrap()[0].place.value().unwrap().place_id.is_null());
}

#[tokio::test]
async fn t09_unknown_keys_stay_in_the_raw_body() {
    let body = with_unknown_keys(account());
    let response = answer(&body).await.unwrap();
    assert_eq!(response.raw_json().unwrap(), body);
    assert_encodes_to(&response.into_inner(), &account());
}

#[tokio::test]
async fn t12_methods_and_frequencies_of_bills_are_any_text() {
    for text in ["Customer_Upload", "Web_Download_And_Extract_2", "EDI", "Monthly", "", "0", "added later"] {
        let body = with(account(), "billAcquisitionMethod", json!(text));
        let read = survives(with(body, "billingFrequency", json!(text))).await;
        let texts: [&String; 2] =
            [read.bill_acquisition_method.value().unwrap(), read.billing_frequency.value().unwrap()];
        assert_eq!(texts, [text, text]);
    }
}

#[tokio::test]
async fn t17_being_the_parent_of_a_split_is_told_twice_and_kept_apart() {
    for (of_account, of_meter) in [(true, false), (false, true)] {
        let mut body = with(account(), "hasSplitParentMeter", json!(of_account));
        body["meters"][0]["isSplitParentMeter"] = json!(of_meter);
        let read = survives(body).await;
        assert_eq!(read.has_split_parent_meter.value(), Some(&of_account));
        assert_eq!(read.meters.value().unwrap()[0].is_split_parent_meter.value(), Some(&of_meter));
    }
}

#[tokio::test]
async fn t18_the_accounts_own_link_is_none_of_its_meters() {
    let mut body = with(account(), "accountMeterId", json!(17));
    body["meters"][0]["accountMeterId"] = json!(18);
    let read = survives(body.clone()).await;
    let of_meter = read.meters.value().unwrap()[0].account_meter_id.value();
    assert_eq!((read.account_meter_id.value(), of_meter), (Some(&17), Some(&18)));
    body["accountMeterId"] = Value::Null;
    assert!(survives(with(body, "meters", json!([]))).await.account_meter_id.is_null());
}

/// Twelve keys have come since the oldest description that is known; an answer from then is one.
#[tokio::test]
async fn t21_an_answer_without_the_keys_that_came_later_is_read() {
    let later = [
        "accountCodeAliases",
        "billAcquisitionMethod",
        "billNextIssueDate",
        "billNextReceiptDate",
        "billingFrequency",
        "hasSubAccount",
        "landlordAccount",
        "remitAddress",
        "remitEmail",
        "remitPhoneNumber",
        "splitAccountChargesConfigured",
        "summaryAccount",
    ];
    let read: AccountResponse = survives(later.into_iter().fold(account(), without)).await;
    assert!(read.summary_account.is_absent() && read.vendor.is_value());
}
