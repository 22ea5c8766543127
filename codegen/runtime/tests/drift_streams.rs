//! What differs from the document in items of streams over HTTP is told as for any other response.
#![allow(clippy::unwrap_used)]

mod common;

use common::builder;
use serde_json::Value;
use specwright_runtime::{Call, Decode, HttpClient, Operation, Repeat, Status, StreamError, decode, events, object};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

#[derive(Clone, Debug, PartialEq)]
struct Cat {
    name: String,
}
object!(Cat at "#/s/Cat" { name: required "name" });

static WATCH: Operation<Value, Value> = Operation {
    id: "watch",
    method: "GET",
    path: "/",
    security: &[],
    accept: "",
    retry: Repeat::ByMethod,
    idempotency_key: None,
    rate_limit: None,
    responses: &[(Status::Code(200), Decode::Success(decode::json))],
    rules: &[],
};

async fn client(body: &str, content_type: &str) -> (HttpClient, MockServer) {
    let server = MockServer::start().await;
    let response = ResponseTemplate::new(200).set_body_raw(body, content_type);
    Mock::given(any()).respond_with(response).mount(&server).await;
    (builder(&server.uri()).build().unwrap(), server)
}

fn words(client: &HttpClient) -> Vec<String> {
    client.drift().iter().map(ToString::to_string).collect()
}

const ITEMS: [&str; 4] = [r#"{"name":"a","new":1}"#, r#"{"name":"b","new":1}"#, r#"{"new":1}"#, "no JSON"];
const EXPECTED: [&str; 2] = [
    "operation `watch`: undocumented field `new` (#/s/Cat), 3 times",
    "operation `watch`: missing key (#/s/Cat/properties/name)",
];

#[tokio::test]
async fn json_lines() {
    let (client, _server) = client(&ITEMS.join("\n"), "application/x-ndjson").await;
    let mut items = Call::new(&client, &WATCH).json_lines::<Cat>("").await.unwrap();
    let mut fits = Vec::new();
    while let Some(item) = items.next().await {
        fits.push(!matches!(item, Err(StreamError::Item(_))));
    }
    assert_eq!(
        (fits.as_slice(), words(&client).as_slice()),
        (&[true, true, false, false][..], &EXPECTED.map(str::to_owned)[..])
    );
}

#[tokio::test]
async fn data_of_events() {
    let text: String = ITEMS.iter().map(|item| format!("data: {item}\n\n")).collect();
    let (client, _server) = client(&format!("{text}data: [DONE]\n\n"), "text/event-stream").await;
    let mut items = Call::new(&client, &WATCH).events::<Cat>("", events::json).await.unwrap();
    while items.next().await.is_some() {}
    assert_eq!(words(&client), EXPECTED);
}

/// The data is tried as a text first.
#[tokio::test]
async fn of_a_whole_event_the_reading_that_is_kept_counts() {
    #[derive(Clone, Debug, PartialEq)]
    struct Added {
        data: Cat,
    }
    object!(Added at "#/s/Added" { data: required "data" });
    let (client, _server) = client("event: new\ndata: {\"name\":\"a\",\"new\":1}\n\n", "text/event-stream").await;
    let mut items = Call::new(&client, &WATCH).events::<Added>("", events::object).await.unwrap();
    assert_eq!(items.next().await.unwrap().unwrap().data().data.name, "a");
    let expected = ["undocumented field `event` (#/s/Added)", "undocumented field `new` (#/s/Cat)"];
    assert_eq!(words(&client), expected.map(|text| format!("operation `watch`: {text}")));
}
