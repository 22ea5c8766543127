//! The documented samples: what is sent for them, and what comes back.

use energycap_client::{
    DateTime, Validation,
    types::{AccountEditV202401, AccountEditV202401Required, AddressChildBase},
};
use serde_json::json;
use wiremock::Request;

use super::{
    SPEC,
    client::{answer, least, of_json, refused, request, request_under, told},
    documented::{account, corrected, edit},
};
use crate::wire::{json::assert_encodes_to, server::KEY};

fn string() -> Option<String> {
    Some("string".to_owned())
}

/// The vendor's sample, as a user of the types writes it.
fn written() -> AccountEditV202401 {
    let day: DateTime = "2026-03-30".parse().unwrap();
    let payee = AddressChildBase::new().city("string").country("string").latitude(1.0).longitude(1.0);
    let payee = payee.line1("string").line2("string").line3("string").postal_code("string").remit_to("string");
    AccountEditV202401::new(AccountEditV202401Required {
        account_code: "string".to_owned(),
        account_info: "string".to_owned(),
        cost_center_id: 1,
        country: "string".to_owned(),
    })
    .account_description(string())
    .accrual_enabled(false)
    .active(false)
    .city(string())
    .contact_id(1)
    .customer_id(1)
    .deposit_amount(1.0)
    .deposit_note(string())
    .deposit_paid(day.clone())
    .deposit_return(day.clone())
    .general_ledger_id(1)
    .line1(string())
    .line2(string())
    .line3(string())
    .memo(string())
    .postal_code("string")
    .remit_address(payee.state("string"))
    .remit_email(string())
    .remit_phone_number(string())
    .service_end(day.clone())
    .service_start(day)
    .state(string())
}

/// `energycap-client/` and the version that the client's settings give.
fn user_agent() -> String {
    let settings: toml::Table = include_str!("../../../specs/energycap/client.toml").parse().unwrap();
    format!("energycap-client/{}", settings["package"]["version"].as_str().unwrap())
}

fn assert_is_documented(request: &Request) {
    assert_eq!(request.method.as_str(), "PUT");
    assert_eq!(request.url.path(), "/api/v202401/account/1");
    assert_eq!(request.url.query(), None);
    let mut names: Vec<_> = request.headers.keys().map(|name| name.as_str()).collect();
    names.sort_unstable();
    // All of them: no bearer token, nothing that nobody asked for.
    assert_eq!(
        names,
        ["accept", "accept-encoding", "content-length", "content-type", "eci-apikey", "host", "user-agent"]
    );
    assert_eq!(request.headers["eci-apikey"], KEY);
    assert_eq!(request.headers["content-type"], "application/json");
    assert_eq!(request.headers["accept"], "application/json");
    assert_eq!(request.headers["user-agent"], user_agent().as_str());
}

#[test]
fn the_samples_are_those_of_the_specification() {
    let operation = |pointer| SPEC.at(&format!("/paths/~1api~1v202401~1account~1{{accountId}}/put/{pointer}"));
    assert_eq!(operation("requestBody/content/application~1json/examples/vendor/value"), &edit());
    assert_eq!(operation("requestBody/content/application~1json/examples/corrected/value"), &corrected());
    assert_eq!(operation("responses/200/content/application~1json/example"), &account());
}

#[test]
fn what_a_user_writes_is_the_sample() {
    assert_eq!(written(), of_json(edit()));
    assert_encodes_to(&written(), &edit());
}

#[tokio::test]
async fn t24_the_vendors_sample_is_refused_for_its_dates_before_anything_is_sent() {
    let error = refused(&written()).await;
    assert_eq!(told(&error), [("serviceEnd", "order", Some(r#""2026-03-30""#))]);
    let words = error.to_string();
    for told in ["`serviceEnd`", "not later than `serviceStart`", "(order)", r#""2026-03-30""#] {
        assert!(words.contains(told), "{words}");
    }
}

#[tokio::test]
async fn t24_the_vendors_sample_is_sent_as_it_stands_where_nothing_is_checked() {
    let request = request_under(Validation::Off, &written()).await;
    assert_is_documented(&request);
    assert_encodes_to(&request.body_json::<serde_json::Value>().unwrap(), &edit());
}

#[tokio::test]
async fn t24_the_corrected_sample_is_sent_and_checked() {
    let later: DateTime = "2026-03-31".parse().unwrap();
    let request = request(&written().service_end(later)).await;
    assert_is_documented(&request);
    assert_encodes_to(&request.body_json::<serde_json::Value>().unwrap(), &corrected());
}

#[tokio::test]
async fn t24_a_sample_with_two_properties_alone_is_no_edit() {
    let body = json!({ "accountCode": "string", "accountInfo": "string" });
    assert!(serde_json::from_value::<AccountEditV202401>(body).is_err());
    assert!(least().validate().is_ok());
}

#[tokio::test]
async fn the_documented_account_arrives_and_encodes_back() {
    assert_eq!(account().as_object().unwrap().len(), 46);
    let response = answer(&account()).await.unwrap();
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(response.raw_json().unwrap(), account());
    assert_encodes_to(&response.into_inner(), &account());
}

#[tokio::test]
async fn the_documented_account_arrives_with_its_types() {
    let read = answer(&account()).await.unwrap().into_inner();
    assert_eq!((read.account_id.value(), read.deposit_amount.value()), (Some(&1), Some(&1.0)));
    assert_eq!(read.account_code.value().unwrap(), "string");
    assert_eq!(read.account_code_aliases.value().unwrap(), &["string"]);
    assert_eq!(read.active.value(), Some(&false));
    assert_eq!(read.created_date.value().unwrap(), "2026-03-30");
    assert_eq!(read.contact.value().unwrap().middle.value().unwrap(), "string");
    assert_eq!(read.cost_unit.value().unwrap().unit_id.value(), Some(&1));
    assert_eq!(read.remit_address.value().unwrap().address_type_id.value(), Some(&1));
    let meter = &read.meters.value().unwrap()[0];
    assert_eq!(meter.commodity.value().unwrap().commodity_id.value(), Some(&1));
    assert_eq!(meter.serial_number.value().unwrap(), "string");
    assert_eq!(meter.vendor_type.value().unwrap().vendor_type_id.value(), Some(&1));
    let summary = read.summary_account.value().unwrap();
    assert_eq!(summary.vendor.value().unwrap().vendor_id.value(), Some(&1));
}
