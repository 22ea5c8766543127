//! The API key: nothing that a program prints or logs contains it.

use std::{error::Error as _, fmt::Debug};

use nectar_client::{
    Client, Error,
    runtime::{CallOptions, HeaderName, HeaderValue, RequestErrorKind, TransportErrorKind},
    types::UpdateAccountRequest,
};
use serde_json::json;
use wiremock::ResponseTemplate;

use super::{
    json::with,
    nectar::{
        client::{builder, client, errors_of, errors_of_both, id},
        documented::{ID, account, connection},
    },
    server::{KEY, RawServer, answering, answering_and_hanging, answering_json, direct, received, refusing},
};

fn assert_silent(value: &impl Debug) {
    let words = format!("{value:?} {value:#?}");
    assert!(!words.contains(KEY), "{words}");
}

/// What the error says itself and what its causes say.
fn assert_error_silent(error: &Error) {
    assert_silent(error);
    let mut words = format!("{error} {error:#}");
    let mut cause = error.source();
    while let Some(error) = cause {
        words.push_str(&format!(" {error} {error:#} {error:?} {error:#?}"));
        cause = error.source();
    }
    assert!(!words.contains(KEY), "{words}");
}

#[tokio::test]
async fn clients_builders_and_requests_do_not_print_the_key() {
    assert_silent(&builder("https://h"));
    assert_silent(&builder("https://h").max_redirects(1).max_response_bytes(1));
    let client = client("https://h");
    assert_silent(&client);
    assert_silent(&client.clone());
    assert_silent(client.http());
    assert_silent(&client.get_connection(id()));
    assert_silent(&client.update_account(ID, &UpdateAccountRequest::new().is_tracked(true)));
    let header = (HeaderName::from_static("x-api-key"), HeaderValue::from_static(KEY));
    assert_silent(&CallOptions::new().header(header.0, header.1));
}

#[tokio::test]
async fn responses_do_not_print_the_key_that_was_sent_for_them() {
    let server = answering_json(&connection()).await;
    let response = client(&server.uri()).get_connection(id()).send().await.unwrap();
    assert_silent(&response);
    assert_eq!(received(&server).await[0].headers["x-api-key"], KEY);
}

#[tokio::test]
async fn responses_do_not_print_a_key_that_headers_and_unknown_keys_repeat() {
    let body = with(account(), "yourKey", json!(KEY));
    let response = ResponseTemplate::new(200).insert_header("x-echo", KEY).set_body_json(body);
    let server = answering(response).await;
    let response = client(&server.uri()).update_account(ID, &UpdateAccountRequest::new()).send().await.unwrap();
    assert_silent(&response);
}

#[test]
fn mistakes_in_a_key_do_not_quote_it() {
    for key in [format!("{KEY}\r\nX-Evil: 1"), format!("{KEY}\u{7f}"), format!("\0{KEY}"), String::new()] {
        let error = Client::builder().api_key(key).reqwest(direct()).build().unwrap_err();
        assert!(error.to_string().contains("`apiKey`"), "{error}");
        assert!(!format!("{error} {error:?} {error:#?}").contains(KEY));
    }
}

#[tokio::test]
async fn a_client_without_a_key_sends_nothing() {
    let server = answering_json(&connection()).await;
    let client = Client::builder().base_url(server.uri()).reqwest(direct()).build().unwrap();
    for (_, error) in errors_of(&client).await {
        let Error::Request(refusal) = &error else { panic!("{error:?}") };
        assert_eq!(refusal.kind(), RequestErrorKind::MissingCredentials);
        assert!(error.to_string().contains("`apiKey`"), "{error}");
    }
    assert!(received(&server).await.is_empty());
}

#[tokio::test]
async fn refused_requests_do_not_print_the_key() {
    let client = client("https://h");
    let error = client.update_account("..", &UpdateAccountRequest::new()).send().await.unwrap_err();
    assert!(matches!(error, Error::Request(_)));
    assert_error_silent(&error);
    let length = HeaderName::from_static("content-length");
    let error =
        client.get_connection(id()).send_with(CallOptions::new().header(length, HeaderValue::from_static(KEY))).await;
    assert_error_silent(&error.unwrap_err());
}

/// Servers that quote the request in what they send back.
#[tokio::test]
async fn errors_of_the_server_do_not_print_the_key_that_it_repeats() {
    for status in [200, 400, 401, 403, 404, 429, 500] {
        for (media_type, body) in [
            ("application/json", format!(r#"{{"detail":"{KEY}"}}"#)),
            ("application/json", format!(r#"{{"detail":["{KEY}"]}}"#)),
            ("application/json", format!(r#"{{"detail":"{KEY}"#)),
            ("text/html", format!("<p>X-API-KEY: {KEY}</p>")),
        ] {
            let response =
                ResponseTemplate::new(status).insert_header("x-echo", KEY).set_body_raw(body.as_str(), media_type);
            let server = answering(response).await;
            for (_, error) in errors_of_both(&server.uri()).await {
                assert!(matches!(error, Error::Status(_) | Error::Decode(_)), "{error:?}");
                assert_eq!(error.raw_body().unwrap(), body.as_str());
                assert_error_silent(&error);
            }
        }
    }
}

/// Serde's message quotes the value; it is a cause of the error, whose own words do not repeat it.
#[tokio::test]
async fn a_key_in_place_of_a_boolean_is_not_in_the_errors_own_words() {
    let server = answering_json(&with(account(), "isTracked", json!(KEY))).await;
    let error = client(&server.uri()).update_account(ID, &UpdateAccountRequest::new()).send().await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)));
    assert_silent(&error);
    assert!(!error.to_string().contains(KEY));
}

#[tokio::test]
async fn transport_errors_of_every_kind_do_not_print_the_key() {
    let (_socket, refusing) = refusing();
    let silent = answering_and_hanging(b"").await;
    let loop_ = answering(ResponseTemplate::new(302).insert_header("location", format!("/?k={KEY}").as_str())).await;
    let large = answering_json(&connection()).await;
    let cut = RawServer::start("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{").await;
    let garbled = RawServer::start(format!("{KEY}\r\n\r\n")).await;
    let short = direct().timeout(std::time::Duration::from_millis(50));
    for (builder, kind) in [
        (builder(&refusing), TransportErrorKind::Connect),
        (builder(&silent).reqwest(short), TransportErrorKind::Timeout),
        (builder(&loop_.uri()), TransportErrorKind::Redirect),
        (builder(&large.uri()).max_response_bytes(9), TransportErrorKind::TooLarge),
        (builder(&cut.url), TransportErrorKind::Body),
        (builder(&garbled.url), TransportErrorKind::Other),
    ] {
        let error = builder.build().unwrap().get_connection(id()).send().await.unwrap_err();
        let Error::Transport(transport) = &error else { panic!("{error:?}") };
        assert_eq!(transport.kind(), kind);
        assert_error_silent(&error);
    }
}
