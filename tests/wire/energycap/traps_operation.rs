//! Oddities of EnergyCAP's page about the call itself: where it goes, what protects it, and how it fails.

use std::error::Error as _;

use energycap_client::{Client, Error, servers, types::AccountResponse};
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use super::{
    SPEC, TEXT,
    client::{ID, builder, client, edit, least, request},
    documented::account,
};
use crate::{
    generator::support::{read, root},
    wire::server::{KEY, answering, answering_json, direct, received},
};

/// Bodies that a failure may have, as no page describes one: media type and text.
const BODIES: [(&str, &str); 6] = [
    ("application/json", r#"{"message":"No such account.","code":7}"#),
    ("application/json", r#"["accountCode is too long"]"#),
    ("application/json", r#"{"message":"No su"#),
    ("application/json", ""),
    ("text/html; charset=utf-8", "<h1>Bad gateway</h1>"),
    ("application/octet-stream", "\u{1}"),
];

#[tokio::test]
async fn t26_the_header_that_names_a_successor_can_be_read() {
    for status in [200, 400] {
        let answer = ResponseTemplate::new(status).insert_header("ECI-Deprecated", "v202511 EditAccountV202511");
        let server = answering(answer.set_body_json(account())).await;
        let outcome = edit(&client(&server.uri()), ID, &least()).send().await;
        let headers = match &outcome {
            Ok(response) => response.headers(),
            Err(Error::Status(refusal)) => refusal.headers(),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(headers["eci-deprecated"], "v202511 EditAccountV202511");
    }
    let server = answering_json(&account()).await;
    let response = edit(&client(&server.uri()), ID, &least()).send().await.unwrap();
    assert_eq!(response.headers().get("eci-deprecated"), None);
}

#[test]
fn t26_the_method_is_deprecated_and_the_example_may_call_it() {
    assert_eq!(SPEC.at("/paths/~1api~1v202401~1account~1{accountId}/put/deprecated"), true);
    let method = read(root().join("generated/energycap/src/operations/accounts.rs"));
    let before = method.split("    pub fn edit_account_v202401(").next().unwrap();
    assert!(before.trim_end().lines().last().unwrap().starts_with("    #[deprecated"), "{before}");
    let readme = read(root().join("generated/energycap/README.md"));
    assert!(readme.contains("#[allow(deprecated)]\nasync fn run()"), "{readme}");
}

#[tokio::test]
async fn t27_a_failure_keeps_its_status_and_any_body() {
    for status in [400, 401, 403, 404, 409, 429, 500, 503] {
        for (media_type, body) in BODIES {
            for id in [None, Some("req-7")] {
                let answer = ResponseTemplate::new(status).set_body_raw(body, media_type);
                let answer = id.into_iter().fold(answer, |answer, id| answer.insert_header("x-request-id", id));
                let server = answering(answer).await;
                let error = edit(&client(&server.uri()), ID, &least()).send().await.unwrap_err();
                assert_eq!(error.request_id(), id);
                assert!(error.to_string().contains(&format!("`EditAccountV202401`: {status}")), "{error}");
                let Error::Status(refusal) = error else { panic!("{error:?}") };
                assert_eq!((refusal.status().as_u16(), refusal.raw_body().as_ref()), (status, body.as_bytes()));
                assert_eq!(refusal.headers()["content-type"], media_type);
                assert!(refusal.body_error().is_none());
            }
        }
    }
}

#[tokio::test]
async fn t28_a_401_is_told_like_a_403_and_nothing_is_tried_again() {
    for status in [401, 403] {
        let server = answering(ResponseTemplate::new(status).set_body_string("no permission")).await;
        let error = edit(&client(&server.uri()), ID, &least()).send().await.unwrap_err();
        assert!(matches!(&error, Error::Status(_)), "{error:?}");
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(error.raw_body().unwrap(), "no permission");
        assert_eq!(received(&server).await.len(), 1);
    }
}

#[tokio::test]
async fn t30_the_media_type_is_sent_once_and_bare() {
    let request = request(&least()).await;
    let sent: Vec<_> = request.headers.get_all("content-type").iter().collect();
    assert_eq!(sent, ["application/json"]);
}

#[test]
fn t34_the_specification_is_plain_ascii() {
    let strange: Vec<_> = TEXT.lines().filter(|line| !line.is_ascii()).collect();
    assert!(strange.is_empty(), "{strange:#?}");
}

#[tokio::test]
async fn the_key_is_sent_once_and_in_its_header_only() {
    let request = request(&least()).await;
    let sent: Vec<_> = request.headers.get_all("ECI-ApiKey").iter().collect();
    assert_eq!(sent, [KEY]);
    let others = request.headers.iter().filter(|(_, value)| value.as_bytes() == KEY.as_bytes());
    assert_eq!(others.count(), 1);
    assert!(!format!("{} {}", request.url, String::from_utf8_lossy(&request.body)).contains(KEY));
}

#[tokio::test]
async fn the_key_is_in_no_words() {
    let echo = |status, body: Value| ResponseTemplate::new(status).insert_header("x-echo", KEY).set_body_json(body);
    let mut words = format!("{:?} {:?}", builder("https://h"), client("https://h"));
    words += &format!("{:?}", edit(&client("https://h"), ID, &least()));
    for (status, body) in [(401, json!({ "key": KEY })), (500, json!(KEY)), (200, json!({ "accountId": KEY }))] {
        let server = answering(echo(status, body)).await;
        let error = edit(&client(&server.uri()), ID, &least()).send().await.unwrap_err();
        words += &format!("{error} {error:?} {error:#?}");
        let mut cause = error.source();
        while let Some(error) = cause {
            words += &format!("{error} {error:?}");
            cause = error.source();
        }
    }
    let server = answering(echo(200, json!({ "yourKey": KEY }))).await;
    let response = edit(&client(&server.uri()), ID, &least()).send().await.unwrap();
    words += &format!("{response:?}");
    let keyless = Client::builder().base_url(server.uri()).reqwest(direct()).build().unwrap();
    let error = edit(&keyless, ID, &least()).send().await.unwrap_err();
    words += &error.to_string();
    assert!(!words.contains(KEY), "{words}");
    assert!(words.contains("`apiKey`"), "{words}");
}

#[tokio::test]
async fn an_account_id_is_any_number_of_32_bits() {
    for id in [i32::MIN, -1, 0, 1, i32::MAX] {
        let server = answering_json(&account()).await;
        edit(&client(&server.uri()), id, &least()).send().await.unwrap();
        assert_eq!(received(&server).await[0].url.path(), format!("/api/v202401/account/{id}"));
    }
}

#[tokio::test]
async fn a_base_url_may_end_in_a_slash_and_have_a_path() {
    for (suffix, prefix) in [("", ""), ("/", ""), ("/gateway", "/gateway"), ("/gateway/", "/gateway")] {
        let server = answering_json(&account()).await;
        let client = client(&format!("{}{suffix}", server.uri()));
        let read: AccountResponse = edit(&client, ID, &least()).send().await.unwrap().into_inner();
        assert_eq!(read.account_id.value(), Some(&1));
        assert_eq!(received(&server).await[0].url.path(), format!("{prefix}/api/v202401/account/1"), "{suffix}");
    }
}

#[test]
fn each_of_five_servers_has_a_constant_and_the_first_is_the_default() {
    let constants = [servers::US_EAST, servers::US_WEST, servers::EU, servers::FED_RAMP, servers::IMPLEMENTATION];
    let hosts = [
        "https://app.energycap.com",
        "https://wce.energycap.com",
        "https://app-eu.energycap.com",
        "https://app.fed-energycap.com",
        "https://implement.energycap.com",
    ];
    assert_eq!(constants, hosts);
    assert_eq!(SPEC.at("/servers").as_array().unwrap().len(), hosts.len());
    for url in hosts {
        assert!(format!("{:?}", client(url)).contains(&format!("{url:?}")));
        client(&format!("{url}/"));
    }
    let default = Client::builder().api_key(KEY).reqwest(direct()).build().unwrap();
    assert!(format!("{default:?}").contains(&format!("{:?}", servers::US_EAST)));
}
