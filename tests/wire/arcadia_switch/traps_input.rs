//! Oddities of Arcadia Switch's page about what is sent to set a field.

use arcadia_switch_client::{
    DateTime, Error, Validation,
    runtime::{Argument, RequestErrorKind},
    types::AccountPropertyInput,
};

use super::{
    SPEC,
    client::{By, builder, client, field, sent},
    documented::answers,
};
use crate::wire::server::{answering_json, received};

fn tariff() -> AccountPropertyInput {
    field("masterTariffId", "522")
}

fn time(text: &str) -> DateTime {
    text.parse().unwrap()
}

async fn body_sent(input: &AccountPropertyInput) -> String {
    String::from_utf8(sent(By::Put, input).await.body).unwrap()
}

#[tokio::test]
async fn o05_a_value_is_sent_as_text() {
    assert_eq!(body_sent(&tariff()).await, r#"{"keyName":"masterTariffId","dataValue":"522"}"#);
    for value in ["", "0052.0", "true", "null", "ü \"\n"] {
        let body = body_sent(&field("a", value)).await;
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!(body["dataValue"], value);
    }
}

#[tokio::test]
async fn o06_accuracy_is_sent_only_if_it_is_set() {
    assert!(!body_sent(&tariff()).await.contains("accuracy"));
    assert!(body_sent(&tariff().accuracy(100.0)).await.contains("accuracy"));
    for schema in ["AccountPropertyInput", "PropertyData"] {
        assert_eq!(SPEC.schema(schema)["properties"]["accuracy"].get("default"), None);
    }
}

#[tokio::test]
async fn o07_accuracy_may_have_a_fraction() {
    let body = body_sent(&tariff().accuracy(55.31)).await;
    assert_eq!(body, r#"{"keyName":"masterTariffId","dataValue":"522","accuracy":55.31}"#);
}

#[tokio::test]
async fn o07_accuracy_beyond_0_and_100_is_refused_before_anything_is_sent() {
    let server = answering_json(&answers()[2]).await;
    let client = client(&server.uri());
    for (accuracy, rule, value) in
        [(101.0, "maximum", "101.0"), (100.01, "maximum", "100.01"), (-0.01, "minimum", "-0.01")]
    {
        for by in By::BOTH {
            let error = by.set(&client, &tariff().accuracy(accuracy)).await.unwrap_err();
            let Error::Request(refusal) = &error else { panic!("{error:?}") };
            assert_eq!(refusal.kind(), RequestErrorKind::Invalid);
            let [violation] = refusal.validation().unwrap().violations() else { panic!("{error}") };
            assert_eq!((violation.argument(), violation.path()), (Argument::Body, "accuracy"));
            assert_eq!((violation.rule(), violation.value()), (rule, Some(value)));
        }
        assert!(tariff().accuracy(accuracy).validate().is_err());
    }
    assert!(received(&server).await.is_empty());
}

#[tokio::test]
async fn o07_accuracy_within_0_and_100_is_sent() {
    for accuracy in [0.0, -0.0, 0.01, 99.99, 100.0] {
        let body: serde_json::Value = serde_json::from_str(&body_sent(&tariff().accuracy(accuracy)).await).unwrap();
        assert_eq!(body["accuracy"].as_f64(), Some(accuracy));
    }
}

#[tokio::test]
async fn o07_a_client_that_does_not_validate_sends_any_accuracy_that_is_a_number() {
    let server = answering_json(&answers()[2]).await;
    let client = builder(&server.uri()).validation(Validation::Off).build().unwrap();
    for by in By::BOTH {
        by.set(&client, &tariff().accuracy(101.0)).await.unwrap();
        let error = by.set(&client, &tariff().accuracy(f64::NAN)).await.unwrap_err();
        let Error::Request(refusal) = error else { panic!("{error:?}") };
        assert_eq!(refusal.kind(), RequestErrorKind::InvalidBody);
    }
    let requests = received(&server).await;
    assert_eq!(requests.len(), 2);
    for request in requests {
        let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
        assert_eq!(body["accuracy"], 101.0);
    }
}

#[tokio::test]
async fn o12_any_key_can_be_set() {
    for key in ["buildingArea", "accountManager", "status", "addressString", "masterTariffId", "of my own", "ü"] {
        let body = body_sent(&field(key, "1")).await;
        assert_eq!(body, format!(r#"{{"keyName":"{key}","dataValue":"1"}}"#));
    }
    assert_eq!(SPEC.schema("AccountPropertyInput")["properties"]["keyName"].get("enum"), None);
}

#[tokio::test]
async fn o13_either_end_of_a_range_can_be_sent_alone() {
    let (from, to) = (time("2014-09-01T00:00:00-07:00"), time("2015-09-01T00:00:00-07:00"));
    let start = r#"{"keyName":"masterTariffId","dataValue":"522""#;
    for (input, rest) in [
        (tariff().from_date_time(from.clone()), r#","fromDateTime":"2014-09-01T00:00:00-07:00"}"#),
        (tariff().to_date_time(to.clone()), r#","toDateTime":"2015-09-01T00:00:00-07:00"}"#),
        (
            tariff().to_date_time(to).from_date_time(from),
            r#","fromDateTime":"2014-09-01T00:00:00-07:00","toDateTime":"2015-09-01T00:00:00-07:00"}"#,
        ),
    ] {
        assert_eq!(body_sent(&input).await, format!("{start}{rest}"));
    }
}

#[tokio::test]
async fn o24_a_time_that_is_sent_gains_no_offset() {
    for text in ["2013-01-01", "2014-09-01T00:00:00", "2014-09-01T00:00:00Z", "2014-09-01T00:00:00.5-07:00"] {
        let body = body_sent(&tariff().from_date_time(time(text))).await;
        assert!(body.ends_with(&format!(r#""fromDateTime":"{text}"}}"#)), "{body}");
    }
    // No RFC 3339, although the platform writes it so elsewhere.
    assert!("2015-12-01T20:11:30+0000".parse::<DateTime>().is_err());
}

#[tokio::test]
async fn o28_the_body_is_one_field_without_anything_around_it() {
    let all = tariff().accuracy(1.0).from_date_time(time("2013-01-01")).to_date_time(time("2014-01-01"));
    let body: serde_json::Value = serde_json::from_str(&body_sent(&all).await).unwrap();
    let mut keys: Vec<_> = body.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["accuracy", "dataValue", "fromDateTime", "keyName", "toDateTime"]);
}
