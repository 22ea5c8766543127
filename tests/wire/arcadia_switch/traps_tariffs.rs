//! Oddities of Arcadia Switch's page about the tariffs of an account.

use arcadia_switch_client::types::{Account, AccountTariff};
use serde_json::{Value, json};

use super::{SPEC, client::survives, documented::account};
use crate::wire::json::{with, without};

/// An account with this tariff alone.
fn account_on(tariff: Value) -> Value {
    with(account(), "tariffs", json!([tariff]))
}

/// The tariff that is read from this one, once it is checked that nothing got lost.
async fn read(tariff: Value) -> AccountTariff {
    let Account { tariffs, .. } = survives(&account_on(tariff)).await;
    tariffs.into_value().unwrap().remove(0)
}

/// With the keys that only the tariff page shows.
fn tariff() -> Value {
    json!({
        "masterTariffId": 522,
        "customerClass": null,
        "customerLikelihood": 100,
        "endDate": null,
        "timeZone": "America/Los_Angeles",
        "billingPeriod": "MONTHLY",
        "currency": "USD",
    })
}

#[tokio::test]
async fn o05_the_id_of_a_tariff_is_a_number_in_a_tariff() {
    for id in [522, 0, -1, 1 << 40, i64::MAX] {
        assert_eq!(read(with(tariff(), "masterTariffId", json!(id))).await.master_tariff_id, Some(id));
    }
}

#[tokio::test]
async fn o16_a_tariff_may_have_all_keys_of_the_tariff_page_or_none() {
    let whole = read(tariff()).await;
    assert!(whole.end_date.is_null());
    assert_eq!(whole.time_zone.as_deref(), Some("America/Los_Angeles"));
    assert_eq!((whole.billing_period.as_deref(), whole.currency.as_deref()), (Some("MONTHLY"), Some("USD")));
    for key in tariff().as_object().unwrap().keys() {
        read(without(tariff(), key)).await;
    }
    assert!(read(json!({})).await.end_date.is_absent());
}

#[tokio::test]
async fn o24_a_date_that_comes_is_any_text() {
    for text in ["2013-01-01", "2014-09-01T00:00:00-07:00", "2015-12-01T20:11:30+0000", "2014-09-01T00:00:00", "soon"] {
        assert_eq!(read(with(tariff(), "endDate", json!(text))).await.end_date.value().unwrap(), text);
    }
    assert_eq!(SPEC.schema("AccountTariff")["properties"]["endDate"].get("format"), None);
}

#[tokio::test]
async fn o25_the_class_of_a_customer_is_a_code_as_a_property_and_a_word_in_a_tariff() {
    for text in ["RESIDENTIAL", "GENERAL", "SPECIAL_USE", "PROPOSED", "1"] {
        let read = survives(&account_on(with(tariff(), "customerClass", json!(text)))).await;
        assert_eq!(read.tariffs.value().unwrap()[0].customer_class.value().unwrap(), text);
        let property = &read.properties.value().unwrap()["customerClass"];
        assert_eq!(property.data_value.as_deref(), Some("1"));
    }
}

#[tokio::test]
async fn o27_keys_of_a_tariff_that_may_be_null_keep_their_three_states() {
    for (key, value) in
        [("customerClass", json!("GENERAL")), ("customerLikelihood", json!(74.03)), ("endDate", json!("2013-01-01"))]
    {
        read(with(tariff(), key, value)).await;
        read(with(tariff(), key, Value::Null)).await;
        read(without(tariff(), key)).await;
    }
    assert_eq!(SPEC.nullable("AccountTariff"), ["customerClass", "customerLikelihood", "endDate"]);
}

#[tokio::test]
async fn o29_the_tariffs_of_an_account_are_those_that_it_is_on() {
    let two = json!([tariff(), with(tariff(), "masterTariffId", json!(523))]);
    let read = survives(&with(account(), "tariffs", two)).await;
    let ids: Vec<_> = read.tariffs.value().unwrap().iter().map(|tariff| tariff.master_tariff_id.unwrap()).collect();
    assert_eq!(ids, [522, 523]);
    assert!(survives(&with(account(), "tariffs", json!([]))).await.tariffs.value().unwrap().is_empty());
}
