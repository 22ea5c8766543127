//! Oddities of EnergyCAP's page about shapes: what goes in is not what comes out, and tables are cut or flattened.

use std::marker::PhantomData;

use energycap_client::{
    Error,
    types::{AccountEditV202401, AddressChild, AddressChildBase},
};
use serde_json::{Value, json};

use super::{
    SPEC,
    client::{answer, least, sent, survives},
    documented::account,
};
use crate::wire::json::{by_value, encoded, with, without};

/// Where an answer of this body does not fit.
async fn misfit(body: Value) -> Option<String> {
    let Error::Decode(error) = answer(&body).await.unwrap_err() else { panic!("{body} is no account") };
    error.path().map(str::to_owned)
}

struct Given<T>(PhantomData<T>);

impl<T: Into<AddressChildBase>> Given<T> {
    fn is_an_address(&self) -> bool {
        true
    }
}

/// What holds for all to which the block above does not apply.
trait Otherwise {
    fn is_an_address(&self) -> bool {
        false
    }
}

impl<T> Otherwise for Given<T> {}

#[test]
fn t04_an_address_that_was_read_is_none_to_send() {
    assert!(Given::<AddressChildBase>(PhantomData).is_an_address());
    assert!(!Given::<AddressChild>(PhantomData).is_an_address());
    let properties = |name| SPEC.schema(name)["properties"].as_object().unwrap().keys().collect::<Vec<_>>();
    let [first, rest @ ..] = &properties("AddressChild")[..] else { panic!("no properties") };
    assert_eq!((first.as_str(), rest), ("addressTypeId", &properties("AddressChildBase")[..]));
}

#[tokio::test]
async fn t04_an_address_that_was_read_is_sent_without_its_kind() {
    let read = answer(&account()).await.unwrap().into_inner().remit_address.into_value().unwrap();
    assert_eq!(read.address_type_id.value(), Some(&1));
    let payee: AddressChildBase = serde_json::from_value(encoded(&read)).unwrap();
    let body = sent(&least().remit_address(payee)).await;
    let expected = without(account()["remitAddress"].clone(), "addressTypeId");
    assert_eq!(by_value(body["remitAddress"].clone()), by_value(expected));
}

#[tokio::test]
async fn t05_an_account_that_was_read_cannot_be_sent_back() {
    let read = answer(&account()).await.unwrap().into_inner();
    let error = serde_json::from_value::<AccountEditV202401>(encoded(&read)).unwrap_err();
    assert_eq!(error.to_string(), "missing field `city`");
}

#[tokio::test]
async fn t05_what_goes_in_flat_comes_back_nested() {
    let read = survives(json!({
        "address": { "city": "Boalsburg", "country": "US", "line1": "1", "postalCode": "16827", "state": "PA" },
        "accountGeneralLedger": { "generalLedgerId": 2 },
        "contact": { "contactId": 3 },
        "costCenter": { "costCenterId": 4 },
        "customer": { "customerId": 5 },
    }))
    .await;
    assert_eq!(read.address.value().unwrap().city.value().unwrap(), "Boalsburg");
    assert_eq!(read.account_general_ledger.value().unwrap().general_ledger_id.value(), Some(&2));
    assert_eq!(read.contact.value().unwrap().contact_id.value(), Some(&3));
    assert_eq!(read.cost_center.value().unwrap().cost_center_id.value(), Some(&4));
    assert_eq!(read.customer.value().unwrap().customer_id.value(), Some(&5));
    let edit = least().city("Boalsburg".to_owned()).general_ledger_id(2).contact_id(3).customer_id(5);
    let body = sent(&edit).await;
    assert_eq!((&body["city"], &body["generalLedgerId"]), (&json!("Boalsburg"), &json!(2)));
    for nested in ["address", "accountGeneralLedger", "contact", "costCenter", "customer"] {
        assert_eq!(body.get(nested), None, "{nested}");
    }
}

#[tokio::test]
async fn t06_meters_are_objects_and_no_ids() {
    let read = survives(with(account(), "meters", json!([{ "meterId": 1 }, { "meterId": 2 }, {}]))).await;
    let ids: Vec<_> = read.meters.value().unwrap().iter().map(|meter| meter.meter_id.value().copied()).collect();
    assert_eq!(ids, [Some(1), Some(2), None]);
    assert_eq!(misfit(with(account(), "meters", json!([1]))).await.as_deref(), Some("meters[0]"));
}

#[tokio::test]
async fn t07_the_history_of_codes_is_one_object() {
    let history = json!({ "endDate": "2026-03-30", "previousAccountCode": "A-0" });
    let read = survives(with(account(), "accountCodeHistory", history.clone())).await;
    assert_eq!(read.account_code_history.value().unwrap().previous_account_code.value().unwrap(), "A-0");
    let list = with(account(), "accountCodeHistory", json!([history]));
    assert_eq!(misfit(list).await.as_deref(), Some("accountCodeHistory"));
}

#[tokio::test]
async fn t19_what_the_sample_leaves_empty_has_properties() {
    let icon = json!({ "code": "drop", "color": "#00f" });
    let mut body = account();
    assert_eq!(body["meters"][0]["commodity"]["commodityIcon"], json!({}));
    assert_eq!(body["meters"][0]["place"]["placeType"], json!({}));
    body["meters"][0]["commodity"]["commodityIcon"] = icon.clone();
    body["meters"][0]["place"]["placeType"] = json!({
        "icon": icon,
        "isSystemPlaceType": true,
        "placeEntityType": { "placeEntityTypeId": 1, "placeEntityTypeInfo": "Building" },
        "placeTypeCode": "OFFICE",
        "placeTypeId": 2,
        "placeTypeInfo": "Office",
        "structure": true,
    });
    let read = survives(body).await;
    let meter = &read.meters.value().unwrap()[0];
    assert_eq!(meter.commodity.value().unwrap().commodity_icon.value().unwrap().code.value().unwrap(), "drop");
    let kind = meter.place.value().unwrap().place_type.value().unwrap();
    assert_eq!(kind.place_entity_type.value().unwrap().place_entity_type_id.value(), Some(&1));
    assert_eq!((kind.place_type_id.value(), kind.structure.value()), (Some(&2), Some(&true)));
}

#[tokio::test]
async fn t20_each_of_two_vendors_is_of_its_own_table() {
    let body = json!({ "summaryAccount": { "vendor": { "vendorId": 1 } }, "vendor": { "vendorId": 2 } });
    let read = survives(body).await;
    assert_eq!(read.summary_account.value().unwrap().vendor.value().unwrap().vendor_id.value(), Some(&1));
    assert_eq!(read.vendor.value().unwrap().vendor_id.value(), Some(&2));
}

/// Where a nested table ends is seen by the alphabet alone, so each is counted.
#[test]
fn t20_each_type_has_as_many_properties_as_the_page_gives_it() {
    let count = |name: &String| SPEC.schema(name)["properties"].as_object().unwrap().len();
    let counts: Vec<_> = SPEC.schema_names().iter().map(count).collect();
    // In the order of `schema_names`: AccountChild, AccountCodeHistoryChild, AccountEditV202401, and so on.
    assert_eq!(counts, [10, 2, 26, 15, 46, 3, 11, 10, 4, 4, 3, 3, 3, 2, 5, 2, 7, 3, 3, 3, 2]);
}

#[tokio::test]
async fn t21_a_version_in_a_types_name_is_not_that_of_the_path() {
    let versioned = |name: &String| name.contains("V20");
    let names: Vec<_> = SPEC.schema_names().into_iter().filter(versioned).collect();
    assert_eq!(names, ["AccountEditV202401", "PlaceEntityTypeV202406"]);
    let group = json!({ "placeEntityTypeId": 3 });
    let body = json!({ "meters": [{ "place": { "placeType": { "placeEntityType": group } } }] });
    survives(body).await;
}
