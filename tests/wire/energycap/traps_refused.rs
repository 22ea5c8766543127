//! What EnergyCAP's client sends in no case, and what it says of several mistakes at once.

use energycap_client::{
    DateTime, Error, Validation,
    runtime::{Argument, RequestErrorKind},
    types::{AccountEditV202401, AddressChildBase},
};
use serde_json::json;

use super::{
    client::{ID, builder, edit, least, refused, request_under, told},
    documented,
};
use crate::wire::{
    json::assert_encodes_to,
    server::{answering_json, received},
};

/// Six mistakes.
fn wrong() -> AccountEditV202401 {
    let day: DateTime = "2026-03-30".parse().unwrap();
    let mut edit = least().service_start(day.clone()).service_end(day).remit_email("e".repeat(129));
    edit.account_code = "c".repeat(51);
    edit.country = "US".to_owned();
    edit.remit_address(AddressChildBase::new().latitude(90.5))
}

#[tokio::test]
async fn t14_all_mistakes_are_told_at_once() {
    let error = refused(&wrong()).await;
    let rules: Vec<_> = told(&error).into_iter().map(|(path, rule, _)| (path, rule)).collect();
    let expected = [
        ("postalCode", "if"),
        ("serviceEnd", "order"),
        ("accountCode", "maxLength"),
        ("remitAddress.longitude", "dependentRequired"),
        ("remitAddress.latitude", "maximum"),
        ("remitEmail", "maxLength"),
    ];
    assert_eq!(rules, expected);
    assert!(error.violations().iter().all(|wrong| wrong.argument() == Argument::Body));
    let words = error.to_string();
    assert_eq!(words.lines().count(), expected.len());
    for (line, (path, rule)) in words.lines().zip(expected) {
        assert!(line.contains(&format!("`{path}`")) && line.contains(&format!("({rule})")), "{line}");
    }
}

#[tokio::test]
async fn t14_nothing_is_refused_where_nothing_is_checked() {
    let edit = wrong();
    let body = request_under(Validation::Off, &edit).await.body_json::<serde_json::Value>().unwrap();
    assert_encodes_to(&edit, &body);
    assert!(edit.validate().is_err());
}

#[tokio::test]
async fn t14_an_address_can_be_checked_alone() {
    let payee = AddressChildBase::new().longitude(-180.5);
    let error = payee.validate().unwrap_err();
    let expected = [("latitude", "dependentRequired", None), ("longitude", "minimum", Some("-180.5"))];
    assert_eq!(told(&error), expected);
    let error = refused(&least().remit_address(payee)).await;
    assert_eq!(error.violations().len(), 2);
}

#[tokio::test]
async fn t14_a_request_that_was_refused_can_be_mended_and_sent() {
    let server = answering_json(&documented::account()).await;
    let client = builder(&server.uri()).build().unwrap();
    let mut body = least();
    body.country = "US".to_owned();
    edit(&client, ID, &body).send().await.unwrap_err();
    edit(&client, ID, &body.postal_code("16801")).send().await.unwrap();
    assert_eq!(received(&server).await.len(), 1);
}

/// `serde_json` would send null, which stands for no deposit.
#[tokio::test]
async fn t29_an_amount_that_is_no_number_is_refused_whether_checked_or_not() {
    let server = answering_json(&json!({})).await;
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        for body in [
            least().deposit_amount(number),
            least().remit_address(AddressChildBase::new().latitude(number).longitude(0.0)),
        ] {
            assert!(body.validate().unwrap_err().to_string().contains("number"));
            for validation in [Validation::BeforeSending, Validation::Off] {
                let client = builder(&server.uri()).validation(validation).build().unwrap();
                let error = edit(&client, ID, &body).send().await.unwrap_err();
                let Error::Request(refusal) = &error else { panic!("{error:?}") };
                assert_eq!(refusal.kind(), RequestErrorKind::InvalidBody);
                assert!(error.to_string().contains("number"), "{error}");
            }
        }
    }
    assert!(received(&server).await.is_empty());
}
