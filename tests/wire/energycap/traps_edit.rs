//! Oddities of EnergyCAP's page about what an edit holds: which keys are sent, and what may be in them.

use energycap_client::{
    DateTime,
    types::{AccountEditV202401, AccountEditV202401Required, AddressChildBase},
};
use serde_json::{Value, json};

use super::{
    SPEC,
    client::{least, request, sent},
};
use crate::wire::json::with;

/// The properties with the vendor's second marker, which are needed and may be null.
const NULLABLE: [&str; 20] = [
    "accountDescription",
    "accrualEnabled",
    "active",
    "city",
    "contactId",
    "customerId",
    "depositAmount",
    "depositNote",
    "depositPaid",
    "depositReturn",
    "generalLedgerId",
    "line1",
    "line2",
    "line3",
    "memo",
    "remitEmail",
    "remitPhoneNumber",
    "serviceEnd",
    "serviceStart",
    "state",
];

/// What `least` is on the wire: 24 keys.
fn expected() -> Value {
    let four = json!({ "accountCode": "A-1", "accountInfo": "Town hall", "costCenterId": 7, "country": "Utopia" });
    NULLABLE.into_iter().fold(four, |body, key| with(body, key, Value::Null))
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[tokio::test]
async fn t01_an_edit_of_four_values_has_24_keys_and_20_of_them_are_null() {
    let body = sent(&least()).await;
    assert_eq!(body, expected());
    assert_eq!(body.as_object().unwrap().len(), 24);
    assert_eq!(SPEC.nullable("AccountEditV202401"), NULLABLE);
    let mut required: Vec<String> =
        serde_json::from_value(SPEC.schema("AccountEditV202401")["required"].clone()).unwrap();
    required.sort();
    assert_eq!(required, expected().as_object().unwrap().keys().cloned().collect::<Vec<_>>());
}

#[tokio::test]
async fn t01_each_of_the_twenty_can_be_set() {
    let day: DateTime = "2026-03-30".parse().unwrap();
    let set = [
        (least().account_description(text("d")), json!("d")),
        (least().accrual_enabled(false), json!(false)),
        (least().active(true), json!(true)),
        (least().city(text("ö")), json!("ö")),
        (least().contact_id(0), json!(0)),
        (least().customer_id(-1), json!(-1)),
        (least().deposit_amount(0.5), json!(0.5)),
        (least().deposit_note(text("\"\n")), json!("\"\n")),
        (least().deposit_paid(day.clone()), json!("2026-03-30")),
        (least().deposit_return(day.clone()), json!("2026-03-30")),
        (least().general_ledger_id(i32::MAX), json!(i32::MAX)),
        (least().line1(text("1")), json!("1")),
        (least().line2(text("2")), json!("2")),
        (least().line3(text("3")), json!("3")),
        (least().memo(text("")), json!("")),
        (least().remit_email(text("no address")), json!("no address")),
        (least().remit_phone_number(text("+1")), json!("+1")),
        (least().service_end(day.clone()), json!("2026-03-30")),
        (least().service_start(day), json!("2026-03-30")),
        (least().state(text("s")), json!("s")),
    ];
    assert_eq!(set.len(), NULLABLE.len());
    for (key, (edit, value)) in NULLABLE.into_iter().zip(set) {
        assert_eq!(sent(&edit).await, with(expected(), key, value), "{key}");
    }
}

#[tokio::test]
async fn t01_what_was_set_can_be_made_null_again() {
    let edit = least().active(true).memo(text("m")).deposit_amount(1.0);
    assert_eq!(sent(&edit.active(None).memo(None).deposit_amount(None)).await, expected());
}

#[tokio::test]
async fn t03_a_cost_center_is_one_of_the_four_and_any_id() {
    for cost_center_id in [i32::MIN, 0, i32::MAX] {
        let edit = AccountEditV202401::new(AccountEditV202401Required {
            account_code: "A-1".to_owned(),
            account_info: "Town hall".to_owned(),
            cost_center_id,
            country: "Utopia".to_owned(),
        });
        assert_eq!(sent(&edit).await, with(expected(), "costCenterId", json!(cost_center_id)));
    }
}

#[tokio::test]
async fn t08_an_empty_text_is_sent() {
    let mut edit = least().city(text("")).postal_code("").remit_address(AddressChildBase::new().city(""));
    for required in [&mut edit.account_code, &mut edit.account_info, &mut edit.country] {
        required.clear();
    }
    let body = sent(&edit).await;
    for key in ["accountCode", "accountInfo", "country", "city", "postalCode"] {
        assert_eq!(body[key], "", "{key}");
    }
    assert_eq!(body["remitAddress"], json!({ "city": "" }));
}

#[tokio::test]
async fn t15_a_remit_address_that_is_left_out_is_no_key() {
    let body = sent(&least()).await;
    assert!(!body.as_object().unwrap().contains_key("remitAddress"));
    assert!(!body.as_object().unwrap().contains_key("postalCode"));
    let body = sent(&least().remit_address(AddressChildBase::new()).postal_code("1")).await;
    assert_eq!(body, with(with(expected(), "remitAddress", json!({})), "postalCode", json!("1")));
}

#[tokio::test]
async fn t16_nobody_has_to_name_a_payee() {
    let body = sent(&least().remit_address(AddressChildBase::new().line1("PO box 1"))).await;
    assert_eq!(body["remitAddress"], json!({ "line1": "PO box 1" }));
    let body = sent(&least().remit_address(AddressChildBase::new().remit_to("Water works"))).await;
    assert_eq!(body["remitAddress"], json!({ "remitTo": "Water works" }));
}

#[tokio::test]
async fn t23_no_magic_letter_is_sent_for_what_is_not_set() {
    let body = request(&least()).await.body;
    assert!(body.is_ascii());
    let properties = SPEC.schema("AccountEditV202401")["properties"].as_object().unwrap();
    assert!(properties.values().all(|property| property.get("default").is_none()));
    assert_eq!(sent(&least().line3(text("Æ"))).await["line3"], "Æ");
}

#[tokio::test]
async fn t25_a_code_longer_than_search_results_have_is_sent() {
    let mut edit = least();
    for length in [32, 33, 50] {
        edit.account_code = "c".repeat(length);
        assert_eq!(sent(&edit).await["accountCode"], edit.account_code);
    }
}

#[tokio::test]
async fn t29_an_amount_keeps_its_digits() {
    for amount in [0.1, -0.01, 1e21, 123_456_789.12, f64::MIN_POSITIVE] {
        assert_eq!(sent(&least().deposit_amount(amount)).await["depositAmount"].as_f64(), Some(amount));
    }
}
