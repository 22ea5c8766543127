//! Oddities about what may be null, what may be absent, and what neither.

use nectar_client::{Error, types::Connection};
use serde_json::{Value, json};

use super::{
    SPEC,
    client::{get, patch},
    documented::{account, connection},
};
use crate::wire::json::{assert_encodes_to, with, without};

/// Reads a connection of this body and checks that it encodes back to the same.
async fn survives(body: Value) -> Connection {
    let read = get(&body).await.unwrap().into_inner();
    assert_encodes_to(&read, &body);
    read
}

/// The same for an account.
async fn account_survives(body: Value) {
    assert_encodes_to(&patch(&body).await.unwrap().into_inner(), &body);
}

#[tokio::test]
async fn o13_a_connection_as_lists_show_it_is_one() {
    let body = without(without(connection(), "externalId"), "isActive");
    let read = survives(body).await;
    assert!(read.external_id.is_absent());
    assert_eq!(read.is_active, None);
}

#[tokio::test]
async fn o15_children_are_optional() {
    for (parent, children) in [("datasource", vec!["name", "url"]), ("company", vec!["id", "name", "externalId"])] {
        survives(without(connection(), parent)).await;
        survives(with(connection(), parent, json!({}))).await;
        for child in children {
            let body = connection();
            let remaining = without(body[parent].clone(), child);
            survives(with(body, parent, remaining)).await;
        }
    }
    let company = with(connection()["company"].clone(), "externalId", Value::Null);
    let read = survives(with(connection(), "company", company)).await;
    assert!(read.company.unwrap().external_id.is_null());
}

#[tokio::test]
async fn o16_required_keys_may_be_null_but_not_absent() {
    for key in ["statusLastUpdateTime", "statusFirstSeenTime", "statusErrorDetail"] {
        let read = survives(with(connection(), key, Value::Null)).await;
        let fields = [
            read.status_last_update_time.is_none(),
            read.status_first_seen_time.is_none(),
            read.status_error_detail.is_none(),
        ];
        assert_eq!(fields.iter().filter(|is_none| **is_none).count(), 1, "{key}");
        let error = get(&without(connection(), key)).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)));
        assert!(error.to_string().contains(&format!("the key `{key}` is missing")), "{error}");
    }
}

#[tokio::test]
async fn o16_updated_and_status_may_be_absent_and_created_may_not() {
    let read = survives(without(without(connection(), "updated"), "status")).await;
    assert_eq!((read.updated, read.status), (None, None));
    assert!(get(&without(connection(), "created")).await.is_err());
}

const NULLABLE: [&str; 6] =
    ["country", "dataCollectionStartDate", "externalId", "url", "username", "workflowOwnerEmail"];

#[tokio::test]
async fn o17_nullable_keys_of_a_connection_keep_their_three_states() {
    for key in NULLABLE {
        survives(connection()).await;
        survives(with(connection(), key, Value::Null)).await;
        survives(without(connection(), key)).await;
    }
    let required = ["statusErrorDetail", "statusFirstSeenTime", "statusLastUpdateTime"];
    let mut documented: Vec<_> = NULLABLE.into_iter().chain(required).collect();
    documented.sort_unstable();
    assert_eq!(SPEC.nullable("Connection"), documented);
    assert_eq!(SPEC.nullable("Company"), ["externalId"]);
    assert!(SPEC.nullable("Datasource").is_empty());
}

const NULLABLE_OF_ACCOUNT: [&str; 2] = ["dataCollectionStartDate", "lastServiceDate"];

#[tokio::test]
async fn o17_nullable_keys_of_an_account_keep_their_three_states() {
    for key in NULLABLE_OF_ACCOUNT {
        account_survives(account()).await;
        account_survives(with(account(), key, Value::Null)).await;
        account_survives(without(account(), key)).await;
    }
    assert_eq!(SPEC.nullable("Account"), NULLABLE_OF_ACCOUNT);
}

#[tokio::test]
async fn o17_optional_keys_of_an_account_may_be_absent() {
    for key in
        ["accountNumber", "trackingStatus", "isCollectingInvoiceData", "isCollectingSmartMeterData", "datasourceTypes"]
    {
        account_survives(without(account(), key)).await;
    }
}
