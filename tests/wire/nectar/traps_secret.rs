//! The oddity of the connection's secret, whose heading the page has lost.

use std::error::Error as _;

use serde_json::{Value, json};

use super::{SPEC, client::get, documented::connection};
use crate::wire::json::{encoded, with, without};

const FERNET: &str = "gAAAAABl-secret-part";

#[tokio::test]
#[expect(deprecated, reason = "the vendor deprecates the two fields that this is about")]
async fn o08_the_secret_is_never_printed() {
    let response = get(&with(connection(), "connectionMagicLinkSecret", json!(FERNET))).await.unwrap();
    let words = format!("{response:?} {response:#?} {:?}", *response);
    assert!(!words.contains(FERNET), "{words}");
    assert!(words.contains("connection_magic_link_secret"), "{words}");
    assert_eq!(response.connection_magic_link_secret.as_ref().unwrap().expose(), FERNET);
    assert_eq!(encoded(&response.into_inner())["connectionMagicLinkSecret"], FERNET);
}

#[tokio::test]
async fn o08_the_secret_is_not_printed_by_an_error_about_its_neighbour() {
    let body = with(connection(), "connectionMagicLinkSecret", json!(FERNET));
    let error = get(&without(body, "created")).await.unwrap_err();
    let mut words = format!("{error} {error:?}");
    let mut cause = error.source();
    while let Some(error) = cause {
        words.push_str(&format!(" {error} {error:?}"));
        cause = error.source();
    }
    assert!(!words.contains(FERNET), "{words}");
}

#[tokio::test]
#[expect(deprecated, reason = "the vendor deprecates the two fields that this is about")]
async fn o08_the_secret_is_a_field_of_its_own_and_may_be_missing() {
    let body = with(connection(), "publicCompanyId", json!("public"));
    let read = get(&with(body, "connectionMagicLinkSecret", json!(FERNET))).await.unwrap().into_inner();
    assert_eq!(read.public_company_id, "public");
    assert_eq!(read.connection_magic_link_secret.unwrap().expose(), FERNET);
    // Required by inference only, so a response without it is still a connection.
    let body = without(connection(), "connectionMagicLinkSecret");
    let read = get(&body).await.unwrap().into_inner();
    assert_eq!(encoded(&read), body);
    assert_eq!(read.connection_magic_link_secret, None);
    let read = get(&with(connection(), "connectionMagicLinkSecret", Value::Null)).await.unwrap();
    assert_eq!(read.connection_magic_link_secret, None);
    for deprecated in ["publicCompanyId", "connectionMagicLinkSecret"] {
        assert_eq!(SPEC.schema("Connection")["properties"][deprecated]["deprecated"], true);
    }
}
