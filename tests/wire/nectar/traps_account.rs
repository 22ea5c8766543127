//! Oddities of Nectar's page about an account, on the side of the response.

use nectar_client::{Error, Lenient, types::Account};
use serde_json::{Value, json};

use super::{
    SPEC,
    client::{get, patch},
    documented::{ID, account, connection},
};
use crate::wire::json::{assert_encodes_to, with, without};

/// Gets an account of this body and checks that it encodes back to the same.
async fn survives(body: Value) -> Account {
    let read = patch(&body).await.unwrap().into_inner();
    assert_encodes_to(&read, &body);
    read
}

#[tokio::test]
async fn o03_is_duplicated_is_any_text() {
    for text in ["", "true", "false", "<string>", "no"] {
        let read = survives(with(account(), "isDuplicated", json!(text))).await;
        assert_eq!(read.is_duplicated, Lenient::Documented(text.to_owned()));
    }
}

#[tokio::test]
async fn o03_is_duplicated_may_be_a_boolean_and_nothing_else() {
    for flag in [true, false] {
        let read = survives(with(account(), "isDuplicated", json!(flag))).await;
        assert_eq!(read.is_duplicated, Lenient::Accepted(flag));
    }
    for other in [json!(1), json!(null), json!({}), json!([true])] {
        let body = with(account(), "isDuplicated", other);
        let Error::Decode(error) = patch(&body).await.unwrap_err() else { panic!("{body} is an account") };
        assert_eq!(error.path(), Some("isDuplicated"));
        assert_eq!(serde_json::from_slice::<Value>(error.raw_body()).unwrap(), body);
    }
}

#[tokio::test]
async fn o04_meters_are_ids_of_meters() {
    let other = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    let read = survives(with(account(), "meters", json!([ID, other]))).await;
    assert_eq!(read.meters[1], other);
    assert!(survives(with(account(), "meters", json!([]))).await.meters.is_empty());
}

#[tokio::test]
#[expect(deprecated, reason = "the vendor deprecates `isTracked` of a response")]
async fn o06_unset_reads_as_tracked_and_stays_unset() {
    let body = with(with(account(), "trackingStatus", json!("UNSET")), "isTracked", json!(true));
    let read = survives(body).await;
    assert!(read.is_tracked);
    assert_eq!(read.tracking_status.unwrap().as_str(), "UNSET");
}

#[test]
fn o06_is_tracked_is_deprecated_in_the_response_only() {
    assert_eq!(SPEC.schema("Account")["properties"]["isTracked"]["deprecated"], true);
    assert_eq!(SPEC.schema("UpdateAccountRequest")["properties"]["isTracked"].get("deprecated"), None);
}

#[tokio::test]
async fn o07_an_account_has_no_status_of_its_own() {
    assert_eq!(SPEC.schema("Account")["properties"].get("status"), None);
    // Should the newer pages be right, it is at least no error.
    let body = with(account(), "status", json!("CUSTOMER_NOT_TRACKED"));
    assert_eq!(patch(&body).await.unwrap().raw_json().unwrap(), body);
}

#[tokio::test]
async fn o26_start_dates_of_account_and_connection_are_both_kept_as_sent() {
    for text in ["2023-01-01", "0001-01-01", "2024-02-29"] {
        let read = survives(with(account(), "dataCollectionStartDate", json!(text))).await;
        let of_account = read.data_collection_start_date.into_value().unwrap();
        assert_eq!((of_account.as_str(), of_account.parse().is_ok()), (text, true));
        let read = get(&with(connection(), "dataCollectionStartDate", json!(text))).await.unwrap();
        assert_eq!(read.data_collection_start_date.value(), Some(&of_account));
    }
    // Nobody fills in the level above: what is not said stays unsaid.
    assert!(survives(without(account(), "dataCollectionStartDate")).await.data_collection_start_date.is_absent());
}

#[tokio::test]
async fn o30_the_last_service_date_does_not_depend_on_tracking() {
    let body = with(with(account(), "trackingStatus", json!("ENABLED")), "lastServiceDate", json!("2023-12-25"));
    assert_eq!(survives(body).await.last_service_date.value().unwrap().as_str(), "2023-12-25");
}

#[tokio::test]
async fn a_blank_or_endless_account_number_survives() {
    for text in [String::new(), "9".repeat(300)] {
        let read = survives(with(account(), "accountNumber", json!(text))).await;
        assert_eq!(read.account_number, Some(text));
    }
}
