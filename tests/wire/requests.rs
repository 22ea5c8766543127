//! The documented samples: what is sent for them, and what comes back.

use nectar_client::{
    Lenient,
    types::{ConnectionStatus, Country, DatasourceType, TrackingStatus, UpdateAccountRequest},
};
use serde_json::json;
use wiremock::Request;

use super::{
    json::{encoded, with},
    nectar::{
        client::{client, get, id, patch},
        documented::{ID, account, connection},
    },
    server::{KEY, answering, answering_json, received},
};

/// `nectar-client/` and the version that the client's settings give.
fn user_agent() -> String {
    let settings: toml::Table = include_str!("../../specs/nectar/client.toml").parse().unwrap();
    format!("nectar-client/{}", settings["package"]["version"].as_str().unwrap())
}

fn header_names(request: &Request) -> Vec<&str> {
    let mut names: Vec<_> = request.headers.keys().map(|name| name.as_str()).collect();
    names.sort_unstable();
    names
}

#[tokio::test]
async fn get_connection_sends_the_documented_request() {
    let server = answering_json(&connection()).await;
    client(&server.uri()).get_connection(id()).send().await.unwrap();
    let [request] = &received(&server).await[..] else { panic!("not one request") };
    assert_eq!(request.method.as_str(), "GET");
    assert_eq!(request.url.path(), format!("/v2.2/connection/{ID}"));
    assert_eq!(request.url.query(), None);
    assert_eq!(request.body, b"");
    // All of them: no `api-version`, no `content-type`, nothing that nobody asked for.
    assert_eq!(header_names(request), ["accept", "accept-encoding", "host", "user-agent", "x-api-key"]);
    assert_eq!(request.headers["x-api-key"], KEY);
    assert_eq!(request.headers["accept"], "application/json");
    assert_eq!(request.headers["user-agent"], user_agent().as_str());
}

#[tokio::test]
async fn update_account_sends_the_documented_request() {
    let server = answering_json(&account()).await;
    let body = UpdateAccountRequest::new().is_tracked(true).update_meters(true);
    client(&server.uri()).update_account(ID, &body).send().await.unwrap();
    let [request] = &received(&server).await[..] else { panic!("not one request") };
    assert_eq!(request.method.as_str(), "PATCH");
    assert_eq!(request.url.path(), format!("/v2/account/{ID}"));
    assert_eq!(request.url.query(), None);
    assert_eq!(request.body, br#"{"isTracked":true,"updateMeters":true}"#);
    assert_eq!(
        header_names(request),
        ["accept", "accept-encoding", "content-length", "content-type", "host", "user-agent", "x-api-key"]
    );
    assert_eq!(request.headers["content-type"], "application/json");
    assert_eq!(request.headers["x-api-key"], KEY);
    assert_eq!(request.headers["accept"], "application/json");
    assert_eq!(request.headers["user-agent"], user_agent().as_str());
}

#[tokio::test]
#[allow(deprecated, reason = "deprecated fields arrive like any other")]
async fn the_documented_connection_arrives_field_by_field() {
    let response = get(&connection()).await.unwrap();
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(response.raw_json().unwrap(), connection());
    let time = "2023-11-07T05:31:56Z";
    assert_eq!(response.id, id());
    assert_eq!(response.created.as_str(), time);
    assert_eq!(response.public_company_id, "<string>");
    assert_eq!(response.connection_magic_link_secret.as_ref().unwrap().expose(), "<string>");
    assert_eq!(response.status_last_update_time.as_ref().unwrap().as_str(), time);
    assert_eq!(response.status_first_seen_time.as_ref().unwrap().as_str(), time);
    assert_eq!(response.status_error_detail.as_deref(), Some("<string>"));
    assert_eq!(response.updated.as_ref().unwrap().as_str(), time);
    assert_eq!(response.external_id.value().unwrap(), "<string>");
    let datasource = response.datasource.as_ref().unwrap();
    assert_eq!(datasource.name.as_deref(), Some("<string>"));
    assert_eq!(datasource.url.as_deref(), Some("<string>"));
    assert_eq!(response.accounts.as_deref(), Some(&[][..]));
    let company = response.company.as_ref().unwrap();
    assert_eq!(company.id, Some(id()));
    assert_eq!(company.name.as_deref(), Some("<string>"));
    assert_eq!(company.external_id.value().unwrap(), "<string>");
    assert_eq!(response.url.value().unwrap(), "<string>");
    assert_eq!(response.status, Some(ConnectionStatus::Pending));
    assert_eq!(response.country.value(), Some(&Country::Af));
    assert_eq!(response.initial_sites, Some(vec![id()]));
    assert_eq!(response.initial_datasource_types, Some(vec![DatasourceType::Electricity]));
    assert_eq!(response.username.value().unwrap(), "<string>");
    assert_eq!(response.workflow_owner_email.value().unwrap(), "user@example.com");
    assert_eq!(response.data_collection_start_date.value().unwrap().as_str(), "2023-12-25");
    assert_eq!(response.multiply_by_occupancy, Some(true));
    assert_eq!(response.is_active, Some(true));
}

#[tokio::test]
#[allow(deprecated, reason = "deprecated fields arrive like any other")]
async fn the_documented_account_arrives_field_by_field() {
    let response = patch(&account()).await.unwrap();
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(response.raw_json().unwrap(), account());
    assert_eq!(response.id, id());
    assert_eq!(response.meters, [id()]);
    assert!(response.is_tracked);
    assert_eq!(response.is_duplicated, Lenient::Documented("<string>".to_owned()));
    assert_eq!(response.account_number.as_deref(), Some("<string>"));
    assert_eq!(response.tracking_status, Some(TrackingStatus::Enabled));
    assert_eq!(response.data_collection_start_date.value().unwrap().as_str(), "2023-12-25");
    assert_eq!(response.is_collecting_invoice_data, Some(true));
    assert_eq!(response.is_collecting_smart_meter_data, Some(true));
    assert_eq!(response.datasource_types, Some(vec!["<string>".to_owned()]));
    assert_eq!(response.last_service_date.value().unwrap().as_str(), "2023-12-25");
}

#[tokio::test]
async fn both_documented_results_encode_back_to_what_came() {
    assert_eq!(connection().as_object().unwrap().len(), 22);
    assert_eq!(encoded(&get(&connection()).await.unwrap().into_inner()), connection());
    assert_eq!(account().as_object().unwrap().len(), 11);
    assert_eq!(encoded(&patch(&account()).await.unwrap().into_inner()), account());
}

#[tokio::test]
async fn an_undocumented_key_is_no_error_and_stays_in_the_raw_body() {
    let body = with(connection(), "addedLater", json!({ "a": [1] }));
    let response = get(&body).await.unwrap();
    assert_eq!(response.raw_json().unwrap(), body);
    assert_eq!(encoded(&response.into_inner()), connection());
}

#[tokio::test]
async fn the_request_id_and_headers_of_a_success_are_kept() {
    let answer = wiremock::ResponseTemplate::new(200)
        .insert_header("x-request-id", "req-7")
        .insert_header("x-other", "kept")
        .set_body_json(connection());
    let server = answering(answer).await;
    let response = client(&server.uri()).get_connection(id()).send().await.unwrap();
    assert_eq!(response.request_id(), Some("req-7"));
    assert_eq!(response.headers()["x-other"], "kept");
}
