//! Oddities of Nectar's page about the connections of a company, on the side of the response.

use nectar_client::{
    Error, ErrorBody,
    types::{ConnectionPage, ConnectionStatus, ConnectionStatusFilter},
};
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use super::{
    SPEC,
    client::{client, id, list},
    documented::{connection, page},
};
use crate::wire::{
    json::{assert_encodes_to, encoded, with, without},
    server::{answering, answering_in_turn, received},
};

const FERNET: &str = "gAAAAABl-secret-part";

/// Reads this page and checks that it encodes back to the same.
async fn survives(body: &Value) -> ConnectionPage {
    let response = list(body).await.unwrap();
    assert_eq!(response.raw_json().unwrap(), *body);
    let read = response.into_inner();
    assert_encodes_to(&read, body);
    read
}

#[tokio::test]
async fn the_documented_page_arrives_field_by_field() {
    let read = survives(&page()).await;
    assert_eq!(read.total_connections, 123);
    assert_eq!((read.per_page, read.total_pages, read.current_page), (123, 123, 123));
    assert!(read.has_next && read.has_previous);
    let [item] = &read.connections[..] else { panic!("not one connection") };
    assert_eq!(encoded(item).as_object().unwrap().len(), 20);
    assert_eq!((&item.id, item.status.as_ref()), (&id(), Some(&ConnectionStatus::Pending)));
    assert_eq!(item.workflow_owner_email.value().unwrap(), "user@example.com");
    assert!(item.external_id.is_absent() && item.is_active.is_none());
}

#[test]
fn the_specification_shows_the_documented_page() {
    let operation = SPEC.at("/paths/~1v2.2~1connection~1company~1{company_id}/get");
    assert_eq!(operation["responses"]["200"]["content"]["application/json"]["example"], page());
}

#[tokio::test]
async fn o08_a_page_prints_no_secret_of_its_connections() {
    let item = with(connection(), "connectionMagicLinkSecret", json!(FERNET));
    let body = with(page(), "connections", json!([item, item]));
    let response = list(&body).await.unwrap();
    let words = format!("{response:?} {response:#?} {:?}", *response);
    assert!(!words.contains(FERNET), "{words}");
    assert_eq!(words.matches("connection_magic_link_secret").count(), 6);
    let error = list(&without(body, "hasNext")).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains(FERNET));
}

#[tokio::test]
async fn o11_a_page_may_hold_the_status_that_the_filter_does_not_list() {
    let item = with(connection(), "status", json!("DEACTIVATED"));
    let read = survives(&with(page(), "connections", json!([item]))).await;
    let status = read.connections[0].status.clone().unwrap();
    assert_eq!(status, ConnectionStatus::Deactivated);
    assert!(ConnectionStatusFilter::from(status.as_str()).is_unknown());
}

#[tokio::test]
async fn o13_the_items_of_a_page_are_connections() {
    let read = survives(&with(page(), "connections", json!([connection(), page()["connections"][0]]))).await;
    let [whole, less] = &read.connections[..] else { panic!("not two connections") };
    assert_eq!((whole.is_active, less.is_active), (Some(true), None));
    assert!(survives(&with(page(), "connections", json!([]))).await.connections.is_empty());
    let broken = json!([connection(), without(connection(), "created")]);
    let Error::Decode(error) = list(&with(page(), "connections", broken)).await.unwrap_err() else { panic!() };
    assert_eq!(error.path(), Some("connections[1]"));
}

#[tokio::test]
async fn o13_all_keys_of_a_page_are_required() {
    let body = page();
    for key in body.as_object().unwrap().keys() {
        let error = list(&without(body.clone(), key)).await.unwrap_err();
        assert!(error.to_string().contains(&format!("the key `{key}` is missing")), "{error}");
        let Error::Decode(error) = list(&with(body.clone(), key, Value::Null)).await.unwrap_err() else { panic!() };
        assert_eq!(error.path(), Some(key.as_str()));
    }
    assert_eq!(body.as_object().unwrap().len(), 7);
}

/// Beyond the end the server sends the last page again, so a loop that waits for an empty one never ends.
#[tokio::test]
async fn o21_a_loop_ends_where_has_next_is_false() {
    let pages = (1..=3).map(|number| with(with(page(), "currentPage", json!(number)), "hasNext", json!(number < 3)));
    let server = answering_in_turn(pages).await;
    let (client, mut seen, mut number) = (client(&server.uri()), Vec::new(), 1);
    loop {
        let read = client.list_company_connections(id()).page(number).send().await.unwrap();
        seen.push((read.current_page, read.connections.len()));
        if !read.has_next {
            break;
        }
        number += 1;
    }
    assert_eq!(seen, [(1, 1), (2, 1), (3, 1)]);
    let queries: Vec<_> =
        received(&server).await.iter().map(|request| request.url.query().unwrap().to_owned()).collect();
    assert_eq!(queries, ["page=1", "page=2", "page=3"]);
}

#[tokio::test]
async fn o22_a_page_may_be_of_any_size() {
    for size in [0, 100, 500, 501, i64::MAX] {
        assert_eq!(survives(&with(page(), "perPage", json!(size))).await.per_page, size);
    }
}

#[tokio::test]
async fn o24_a_list_is_refused_like_anything_else() {
    for (status, is_documented) in [(400, true), (401, true), (403, true), (404, false), (429, false), (500, false)] {
        let answer = ResponseTemplate::new(status).set_body_json(json!({ "detail": "No." }));
        let server = answering(answer.insert_header("retry-after", "30")).await;
        let error = client(&server.uri()).list_company_connections(id()).send().await.unwrap_err();
        let Error::Status(refusal) = error else { panic!("{error:?}") };
        assert_eq!((refusal.status().as_u16(), refusal.is_documented()), (status, is_documented));
        assert_eq!(refusal.operation(), "listCompanyConnections");
        assert_eq!(refusal.headers()["retry-after"], "30");
        let detail = match refusal.body() {
            Some(ErrorBody::ErrorDetail(body)) => body.detail.as_deref(),
            _ => None,
        };
        assert_eq!(detail, is_documented.then_some("No."));
    }
}
