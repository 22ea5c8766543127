//! Oddities of Nectar's page about a connection, other than its enums, its secret and what may be missing.

use nectar_client::{DateTime, runtime::Moment, types::Connection};
use serde_json::{Value, json};

use super::{
    SPEC,
    client::{client, get, id},
    documented::{ID, connection},
};
use crate::wire::{
    json::{assert_encodes_to, with, without},
    server::{answering, answering_json, received},
};

/// Reads a connection of this body and checks that it encodes back to the same.
async fn survives(body: Value) -> Connection {
    let read = get(&body).await.unwrap().into_inner();
    assert_encodes_to(&read, &body);
    read
}

#[tokio::test]
async fn o01_a_connection_is_read_by_a_get_without_body() {
    let server = answering_json(&connection()).await;
    client(&server.uri()).get_connection(id()).send().await.unwrap();
    let [request] = &received(&server).await[..] else { panic!("not one request") };
    assert_eq!((request.method.as_str(), request.body.len()), ("GET", 0));
    assert!(!request.headers.contains_key("content-type"));
    assert!(!request.url.path().ends_with("/details"));
    let operations = SPEC.at("/paths/~1v2.2~1connection~1{connection_id}");
    assert_eq!(operations.as_object().unwrap().keys().collect::<Vec<_>>(), ["get"]);
}

#[tokio::test]
async fn o14_accounts_keep_whatever_they_hold() {
    let accounts = json!([
        {},
        { "id": ID, "sites": [{ "id": ID, "name": "ü" }], "isTracked": null },
        { "n": 1, "big": u64::MAX, "small": i64::MIN, "half": 0.5, "": [[], {}, "", null, true] },
    ]);
    let read = survives(with(connection(), "accounts", accounts)).await;
    let accounts = read.accounts.unwrap();
    assert_eq!(accounts.len(), 3);
    assert_eq!(accounts[1]["sites"][0]["name"], "ü");
}

/// As text, so that nothing but the client reads the numbers.
#[tokio::test]
async fn o14_numbers_in_accounts_keep_every_digit() {
    for number in ["31.245270191439438", "51.248178375505404", "0.1", "1e-7", "123456789012345678"] {
        let body = with(connection(), "accounts", json!([{ "n": "NUMBER" }])).to_string();
        let body = body.replace(r#""NUMBER""#, number);
        let answer = wiremock::ResponseTemplate::new(200).set_body_raw(body, "application/json");
        let server = answering(answer).await;
        let read = client(&server.uri()).get_connection(id()).send().await.unwrap();
        assert_eq!(read.accounts.as_ref().unwrap()[0]["n"].to_string(), number);
    }
}

#[tokio::test]
async fn o18_the_owner_is_called_workflow_owner_in_a_connection() {
    let read = survives(with(connection(), "workflowOwnerEmail", json!("Ö <not quite@an address>"))).await;
    assert_eq!(read.workflow_owner_email.value().unwrap(), "Ö <not quite@an address>");
    let read = get(&with(without(connection(), "workflowOwnerEmail"), "connectionOwnerEmail", json!("a@b.c"))).await;
    assert!(read.unwrap().workflow_owner_email.is_absent());
}

#[tokio::test]
#[expect(deprecated, reason = "the vendor deprecates `publicCompanyId`")]
async fn o20_urls_and_the_public_id_are_any_text() {
    for text in ["", "not a url", "HTTP://Example.COM/%7e/../?q#f", "www.example.com"] {
        let body = with(connection(), "url", json!(text));
        let body = with(body, "publicCompanyId", json!(text));
        let read = survives(with(body, "datasource", json!({ "url": text }))).await;
        assert_eq!(read.url.value().unwrap(), text);
        assert_eq!(read.public_company_id, text);
        assert_eq!(read.datasource.unwrap().url.as_deref(), Some(text));
    }
}

#[tokio::test]
async fn o25_is_active_and_deactivated_are_read_side_by_side() {
    let body = with(with(connection(), "isActive", json!(false)), "status", json!("DEACTIVATED"));
    let read = survives(body).await;
    assert_eq!(read.is_active, Some(false));
    assert_eq!(read.status.unwrap().as_str(), "DEACTIVATED");
}

#[tokio::test]
async fn o27_times_come_back_unchanged_and_get_no_offset() {
    for (text, is_exact) in [
        ("2023-11-07T05:31:56", false),
        ("2023-11-07T05:31:56.123456789", false),
        ("2023-11-07T05:31:56.123456789Z", true),
        ("2023-11-07T05:31:56.10+02:00", true),
        ("2023-11-07 05:31:56", false),
    ] {
        let mut body = connection();
        for key in ["created", "updated", "statusLastUpdateTime", "statusFirstSeenTime"] {
            body = with(body, key, json!(text));
        }
        let read = survives(body).await;
        assert_eq!(read.created.as_str(), text);
        assert_eq!(read.created.timestamp().is_some(), is_exact, "{text}");
        assert_eq!(matches!(read.created.parse(), Ok(Moment::Exact { .. })), is_exact, "{text}");
    }
}

#[tokio::test]
async fn o27_a_time_that_is_none_spoils_only_itself() {
    let read = survives(with(connection(), "created", json!("soon"))).await;
    assert_eq!(read.created.timestamp(), None);
    assert!(read.created.parse().is_err());
    assert!("soon".parse::<DateTime>().is_err());
}

#[test]
fn o28_the_banner_of_the_page_is_no_operation() {
    let paths = SPEC.at("/paths");
    let paths: Vec<_> = paths.as_object().unwrap().keys().collect();
    let documented =
        ["/v2.2/connection/company/{company_id}", "/v2.2/connection/{connection_id}", "/v2/account/{account_id}"];
    assert_eq!(paths, documented);
}

#[test]
fn o29_the_operation_itself_is_not_deprecated() {
    let operation = SPEC.at("/paths/~1v2.2~1connection~1{connection_id}/get");
    assert_eq!(operation.get("deprecated"), None);
}
