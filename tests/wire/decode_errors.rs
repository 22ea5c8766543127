//! Successes whose body does not fit: a typed error that says where and why, with the response kept.

use nectar_client::{
    Error,
    runtime::{DecodeError, TransportErrorKind},
    types::UpdateAccountRequest,
};
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use super::{
    json::{with, without},
    nectar::{
        client::{builder, errors_of, errors_of_both, get, id, patch},
        documented::{ID, account, connection},
    },
    server::answering,
};

fn decode_error(error: Error) -> DecodeError {
    let Error::Decode(error) = error else { panic!("{error:?}") };
    *error
}

#[tokio::test]
async fn a_success_that_is_no_json_keeps_the_whole_response() {
    for (media_type, body, reason) in [
        ("text/html", "<h1>Log in</h1>", "`text/html`"),
        ("application/json", "<h1>Log in</h1>", "not JSON"),
        ("application/json", "", "empty"),
        ("application/json", r#"{"id":"3c90"#, "breaks off"),
        ("application/json", "{}", "missing"),
        ("application/json", "null", "type"),
        ("application/json", "[]", "type"),
        ("application/json", r#""text""#, "type"),
        ("application/json", "7", "type"),
    ] {
        let response = ResponseTemplate::new(200).insert_header("x-request-id", "req-7").set_body_raw(body, media_type);
        let server = answering(response).await;
        for (operation, error) in errors_of_both(&server.uri()).await {
            assert_eq!(error.status().unwrap().as_u16(), 200);
            let error = decode_error(error);
            assert_eq!(error.operation(), operation);
            assert_eq!(error.status().as_u16(), 200);
            assert_eq!(error.request_id(), Some("req-7"));
            assert_eq!(error.headers()["content-type"], media_type);
            assert_eq!(error.raw_body(), body);
            assert!(error.body_error().to_string().contains(reason), "{body}: {error}");
            assert!(error.to_string().contains(&format!("`{operation}`: 200")), "{error}");
        }
    }
}

#[tokio::test]
async fn each_missing_required_key_is_named() {
    for key in ["id", "created", "publicCompanyId"] {
        let error = get(&without(connection(), key)).await.unwrap_err();
        assert!(error.to_string().contains(&format!("the key `{key}` is missing")), "{error}");
        assert_eq!(decode_error(error).path(), None, "the key is missing at the top");
    }
    for key in ["id", "meters", "isTracked", "isDuplicated"] {
        let error = patch(&without(account(), key)).await.unwrap_err();
        assert!(error.to_string().contains(&format!("the key `{key}` is missing")), "{error}");
    }
}

#[tokio::test]
async fn the_place_of_a_wrong_type_in_a_connection_is_known() {
    for (key, value, path) in [
        ("created", json!(5), "created"),
        ("id", json!(null), "id"),
        ("publicCompanyId", json!(null), "publicCompanyId"),
        ("connectionMagicLinkSecret", json!(["s"]), "connectionMagicLinkSecret"),
        ("statusErrorDetail", json!(5), "statusErrorDetail"),
        ("status", json!(5), "status"),
        ("country", json!(false), "country"),
        ("isActive", json!("true"), "isActive"),
        ("company", json!({ "id": 5 }), "company.id"),
        ("company", json!({ "externalId": {} }), "company.externalId"),
        ("datasource", json!({ "name": "n", "url": [] }), "datasource.url"),
        ("datasource", json!("n"), "datasource"),
        ("accounts", json!([{}, "a"]), "accounts[1]"),
        ("accounts", json!({}), "accounts"),
        ("initialSites", json!([ID, null]), "initialSites[1]"),
        ("initialDatasourceTypes", json!(["GAS", "WATER", 3]), "initialDatasourceTypes[2]"),
    ] {
        let body = with(connection(), key, value);
        let error = decode_error(get(&body).await.unwrap_err());
        assert_eq!(error.path(), Some(path), "{error}");
        assert!(error.to_string().contains(&format!("at `{path}`")), "{error}");
        assert_eq!(serde_json::from_slice::<Value>(error.raw_body()).unwrap(), body);
    }
}

#[tokio::test]
async fn the_place_of_a_wrong_type_in_an_account_is_known() {
    for (key, value, path) in [
        ("meters", json!([ID, ID, 7]), "meters[2]"),
        ("meters", json!(null), "meters"),
        ("isTracked", json!("yes"), "isTracked"),
        ("trackingStatus", json!({}), "trackingStatus"),
        ("lastServiceDate", json!(20231225), "lastServiceDate"),
        ("datasourceTypes", json!(["GAS", null]), "datasourceTypes[1]"),
    ] {
        let error = decode_error(patch(&with(account(), key, value)).await.unwrap_err());
        assert_eq!(error.path(), Some(path), "{error}");
    }
}

/// Decoders that count fields instead of reading names would take these lists for objects.
#[tokio::test]
async fn an_array_is_no_object_even_with_the_right_values() {
    let values = json!([
        ID,
        [ID],
        true,
        "<string>",
        "<string>",
        "ENABLED",
        "2023-12-25",
        true,
        true,
        ["<string>"],
        "2023-12-25",
    ]);
    assert!(matches!(patch(&values).await, Err(Error::Decode(_))));
    let body = with(connection(), "company", json!([ID, "<string>", "<string>"]));
    assert!(matches!(get(&body).await, Err(Error::Decode(_))));
}

#[tokio::test]
async fn a_body_larger_than_allowed_is_not_read() {
    let server = answering(ResponseTemplate::new(200).set_body_json(connection())).await;
    let client = builder(&server.uri()).max_response_bytes(100).build().unwrap();
    for (operation, error) in errors_of(&client).await {
        let Error::Transport(error) = error else { panic!("{error:?}") };
        assert_eq!((error.operation(), error.kind()), (operation, TransportErrorKind::TooLarge));
    }
}

#[tokio::test]
async fn json_of_any_json_media_type_is_a_success() {
    for media_type in ["application/json; charset=utf-8", "Application/JSON", "application/vnd.nectar+json"] {
        let body = account().to_string();
        let server = answering(ResponseTemplate::new(200).set_body_raw(body, media_type)).await;
        let client = builder(&server.uri()).build().unwrap();
        let response = client.update_account(ID, &UpdateAccountRequest::new()).send().await.unwrap();
        assert_eq!(response.id, id(), "{media_type}");
    }
}
