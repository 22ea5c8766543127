//! What differs from the document in responses over HTTP: each thing is told once by a client, and counted on.
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::sync::{Arc, Mutex, OnceLock};

use common::{SECRET, builder, with_all_credentials};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use specwright_runtime::{
    Call, Decode, Drift, DriftKind, Error, HttpClient, Lenient, Maybe, OpenEnum, Operation, Repeat, Status,
    UnknownValue, decode, object, open_enum, reqwest::Method, union,
};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

#[derive(Clone, Debug, PartialEq)]
enum Colour {
    Red,
    Unknown(UnknownValue),
}

impl OpenEnum for Colour {
    const TABLE: &'static [(&'static str, Self)] = &[("red", Self::Red)];

    fn from_unknown(value: UnknownValue) -> Self {
        Self::Unknown(value)
    }

    fn as_unknown(&self) -> Option<&UnknownValue> {
        if let Self::Unknown(value) = self { Some(value) } else { None }
    }
}
open_enum!(Colour at "#/s/Colour");

#[derive(Clone, Debug, PartialEq)]
struct Cat {
    name: String,
    colour: Option<Colour>,
}
object!(Cat at "#/s/Cat" { name: required "name", colour: optional "colour" });

#[derive(Clone, Debug, PartialEq)]
struct Dog {
    name: String,
    tail: Option<i64>,
    place: Option<Box<Pet>>,
}
object!(Dog at "#/s/Dog" { name: required "name", tail: optional "tail", place: optional "place" });

#[derive(Clone, Debug, PartialEq)]
enum Pet {
    Cat(Cat),
    Dog(Dog),
    Unknown(Value),
}
union!(Pet at "#/s/Pet" { Cat, Dog });

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Cat(Cat),
    Dog(Dog),
    Unknown(Value),
}
union!(Kind["name"] at "#/s/Kind" { Cat: ["cat"], Dog: ["dog"] });

#[derive(Clone, Debug, PartialEq)]
struct Home {
    cats: Option<Vec<Cat>>,
    pet: Option<Pet>,
    kind: Option<Kind>,
    lenient: Option<Lenient<Cat, String>>,
    colour: Maybe<Colour>,
    moved: Option<String>,
}
object!(Home at "#/s/Home" {
    cats: optional "cats", pet: optional "pet", kind: optional "kind", lenient: optional "lenient", colour: maybe "colour",
    moved: optional "moved" at "#/s/Base/properties/moved"
});

#[derive(Clone, Debug, PartialEq)]
struct Problem {
    message: String,
}
object!(Problem at "#/s/Problem" { message: required "message" });

/// A schema of which nobody said where it stands.
#[derive(Clone, Debug, PartialEq)]
struct Unplaced {
    name: Option<String>,
}
object!(Unplaced { name: optional "name" });

fn operation<T: DeserializeOwned>(id: &'static str) -> &'static Operation<T, Problem> {
    Box::leak(Box::new(Operation {
        id,
        method: "GET",
        path: "/",
        security: &[],
        accept: "application/json",
        retry: Repeat::ByMethod,
        idempotency_key: None,
        responses: Box::leak(Box::new([
            (Status::Code(200), Decode::Success(decode::json)),
            (Status::Range(4), Decode::Error(decode::json)),
        ])),
        rules: &[],
    }))
}

async fn answering(response: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(response).mount(&server).await;
    server
}

fn success(body: &Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

/// What a client has told so far.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<Drift>>>);

impl Told {
    fn client(&self, server: &MockServer) -> HttpClient {
        let told = self.clone();
        builder(&server.uri()).on_drift(move |drift| told.0.lock().unwrap().push(drift.clone())).build().unwrap()
    }

    fn all(&self) -> Vec<Drift> {
        self.0.lock().unwrap().clone()
    }
}

/// `wrong type #/s/Home/properties/cats`, and what else there is to say.
fn words(drift: &Drift) -> String {
    let key = drift.key().map_or_else(String::new, |key| format!(" {key}"));
    format!("{}{key} {} × {}", drift.kind(), drift.pointer(), drift.count())
}

fn all_words(client: &HttpClient) -> Vec<String> {
    client.drift().iter().map(words).collect()
}

/// What a client says of one response with this body, and what became of the call.
async fn one<T: DeserializeOwned + 'static>(response: ResponseTemplate) -> (Vec<String>, Option<Error<Problem>>) {
    let (server, told) = (answering(response).await, Told::default());
    let client = told.client(&server);
    let error = Call::new(&client, operation::<T>("getOne")).send().await.err();
    let (mut of_callback, mut known) = (told.all(), client.drift());
    assert!(known.iter().all(|drift| drift.operation() == "getOne"));
    of_callback.sort_by_key(words);
    known.sort_by_key(words);
    assert_eq!(of_callback, known);
    (all_words(&client), error)
}

async fn of_home(body: Value) -> Vec<String> {
    let (words, error) = one::<Home>(success(&body)).await;
    assert!(error.is_none(), "{error:?}");
    words
}

#[tokio::test]
async fn nothing_is_said_of_what_is_documented() {
    let body = json!({
        "cats": [{"name": "a", "colour": "red"}, {"name": "b"}],
        "pet": {"name": "a", "tail": 1},
        "kind": {"name": "dog"},
        "lenient": "yes",
        "colour": null,
    });
    assert_eq!(of_home(body).await, [""; 0]);
}

#[tokio::test]
async fn each_kind_names_its_place() {
    assert_eq!(of_home(json!({"colour": "blue"})).await, ["unknown value #/s/Colour × 1"]);
    assert_eq!(of_home(json!({"new": 1})).await, ["undocumented field new #/s/Home × 1"]);
    assert_eq!(of_home(json!({"cats": null})).await, ["wrong type #/s/Home/properties/cats × 1"]);
    assert_eq!(of_home(json!({"moved": null})).await, ["wrong type #/s/Base/properties/moved × 1"]);
    assert_eq!(of_home(json!({"pet": 7})).await, ["wrong type #/s/Pet × 1"]);
    assert_eq!(of_home(json!({"kind": {"name": "bird"}})).await, ["unknown value #/s/Kind × 1"]);
    let (words, error) = one::<Home>(success(&json!({"cats": [{}]}))).await;
    assert_eq!(words, ["missing key #/s/Cat/properties/name × 1"]);
    assert!(matches!(error, Some(Error::Decode(_))), "{error:?}");
    let (words, error) = one::<Home>(success(&json!({"cats": 7}))).await;
    assert_eq!(words, ["wrong type #/s/Home/properties/cats × 1"]);
    assert!(matches!(error, Some(Error::Decode(_))), "{error:?}");
}

#[tokio::test]
async fn what_comes_many_times_in_a_body_is_counted() {
    let cat = json!({"name": "a", "colour": "blue", "one": 1, "two": [], "three": {"name": null}});
    let drift = of_home(json!({"cats": vec![cat; 500]})).await;
    let expected = [
        "undocumented field one #/s/Cat × 500",
        "undocumented field three #/s/Cat × 500",
        "undocumented field two #/s/Cat × 500",
        "unknown value #/s/Colour × 500",
    ];
    assert_eq!(drift, expected);
}

#[tokio::test]
async fn a_client_tells_once_and_counts_on() {
    let server = answering(success(&json!({"new": 1, "colour": "blue"}))).await;
    let told = Told::default();
    let client = told.client(&server);
    for client in [&client, &client.clone(), &client] {
        Call::new(client, operation::<Home>("getOne")).send().await.unwrap();
    }
    Call::new(&client, operation::<Home>("getOther")).send().await.unwrap();
    assert_eq!(all_words(&client), ["unknown value #/s/Colour × 4", "undocumented field new #/s/Home × 4"]);
    assert_eq!(told.all().iter().map(words).collect::<Vec<_>>().len(), 2);
    assert!(told.all().iter().all(|drift| (drift.operation(), drift.count()) == ("getOne", 1)));
    assert_eq!(client.drift()[1].to_string(), "operation `getOne`: undocumented field `new` (#/s/Home), 4 times");
    assert_eq!(told.client(&server).drift(), []);
}

#[tokio::test]
async fn many_calls_at_once_tell_it_once() {
    let server = answering(success(&json!({"new": 1}))).await;
    let told = Told::default();
    let client = told.client(&server);
    let calls: Vec<_> = (0..50).map(|_| tokio::spawn(Call::new(&client, operation::<Home>("getOne")).send())).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(
        (all_words(&client).as_slice(), told.all().len()),
        (&["undocumented field new #/s/Home × 50".to_owned()][..], 1)
    );
}

#[tokio::test]
async fn whoever_is_told_may_ask_the_client() {
    let server = answering(success(&json!({"new": 1}))).await;
    let (itself, seen) = (Arc::new(OnceLock::<HttpClient>::new()), Arc::new(Mutex::new(Vec::new())));
    let (asked, seen_by) = (Arc::clone(&itself), Arc::clone(&seen));
    let tell = move |_: &Drift| *seen_by.lock().unwrap() = asked.get().map(HttpClient::drift).unwrap_or_default();
    let client = builder(&server.uri()).on_drift(tell).build().unwrap();
    itself.set(client.clone()).unwrap();
    Call::new(&client, operation::<Home>("getOne")).send().await.unwrap();
    assert_eq!(*seen.lock().unwrap(), client.drift());
}

#[tokio::test]
async fn no_value_is_told() {
    for body in [
        json!({"colour": SECRET, "new": SECRET, "moved": null}),
        json!({"pet": {"odd": SECRET}, "kind": {"name": SECRET}, "lenient": {"name": SECRET, "new": {"a": SECRET}}}),
        json!({"cats": SECRET}),
        json!({"cats": [{"colour": SECRET}]}),
    ] {
        let (server, told) = (answering(success(&body)).await, Told::default());
        let client = told.client(&server);
        let _ = Call::new(&client, operation::<Home>("getOne")).send().await;
        let all = [told.all(), client.drift()].concat();
        assert!(!all.is_empty());
        let shown: Vec<_> = all.iter().map(|drift| format!("{drift} {drift:?}")).collect();
        assert!(!shown.concat().contains(SECRET), "{shown:?}");
    }
}

#[tokio::test]
async fn of_a_union_the_reading_that_is_kept_counts() {
    // As a cat it would have a key that is not documented.
    assert_eq!(of_home(json!({"pet": {"name": "a", "tail": 1}})).await, [""; 0]);
    assert_eq!(of_home(json!({"pet": {"name": "a", "new": 1}})).await, ["undocumented field new #/s/Cat × 1"]);
    assert_eq!(of_home(json!({"pet": {"name": "a", "colour": "blue"}})).await, ["unknown value #/s/Colour × 1"]);
    assert_eq!(
        of_home(json!({"pet": {"name": "a", "tail": 1, "new": 1}})).await,
        ["undocumented field new #/s/Dog × 1"]
    );
    // What was tried in vain says nothing of itself.
    assert_eq!(of_home(json!({"pet": {"new": 1, "colour": "blue"}})).await, ["wrong type #/s/Pet × 1"]);
    assert_eq!(of_home(json!({"kind": {"name": "cat", "colour": 7}})).await, ["wrong type #/s/Kind × 1"]);
    let within = json!({"pet": {"name": "a", "tail": 1, "place": {"name": "b", "new": 1}}});
    assert_eq!(of_home(within).await, ["undocumented field new #/s/Cat × 1"]);
}

#[tokio::test]
async fn of_two_types_the_one_that_is_kept_counts() {
    assert_eq!(of_home(json!({"lenient": "yes"})).await, [""; 0]);
    let of_cat = ["undocumented field new #/s/Cat × 1"];
    assert_eq!(of_home(json!({"lenient": {"name": "a", "new": 1}})).await, of_cat);
    // Whatever was met in the documented type before it did not fit.
    let (words, error) = one::<Home>(success(&json!({"lenient": {"an": 1, "name": 7}}))).await;
    assert_eq!(words, ["wrong type #/s/Home/properties/lenient × 1"]);
    assert!(error.is_some());
    let either = one::<Lenient<Cat, Dog>>(success(&json!({"an": 1, "name": "a", "colour": 7, "tail": null}))).await.0;
    let of_dog = [
        "undocumented field an #/s/Dog × 1",
        "undocumented field colour #/s/Dog × 1",
        "wrong type #/s/Dog/properties/tail × 1",
    ];
    assert_eq!(either, of_dog);
}

#[tokio::test]
async fn a_body_that_does_not_fit_is_read_twice_and_counted_once() {
    let body = r#"{"new": 1, "colour": "blue", "cats": [{"name": 7}], "not reached": 1}"#;
    let (words, error) = one::<Home>(ResponseTemplate::new(200).set_body_string(body)).await;
    assert!(matches!(error, Some(Error::Decode(_))));
    let expected = [
        "wrong type #/s/Cat/properties/name × 1",
        "unknown value #/s/Colour × 1",
        "undocumented field new #/s/Home × 1",
    ];
    assert_eq!(words, expected);
}

#[tokio::test]
async fn documented_errors_are_watched_too() {
    let refused = |body: &Value| ResponseTemplate::new(404).set_body_json(body);
    let (words, error) = one::<Home>(refused(&json!({"message": "no", "new": 1}))).await;
    assert!(matches!(error, Some(Error::Status(_))));
    assert_eq!(words, ["undocumented field new #/s/Problem × 1"]);
    assert_eq!(one::<Home>(refused(&json!({}))).await.0, ["missing key #/s/Problem/properties/message × 1"]);
    // Somebody else's words, and statuses of which the document says nothing.
    assert_eq!(one::<Home>(ResponseTemplate::new(404).set_body_string("<html>")).await.0, [""; 0]);
    assert_eq!(one::<Home>(ResponseTemplate::new(500).set_body_json(json!({"new": 1}))).await.0, [""; 0]);
    assert_eq!(one::<Home>(ResponseTemplate::new(200).set_body_string("{\"cats\":")).await.0, [""; 0]);
}

#[tokio::test]
async fn where_no_place_is_known_the_operation_is() {
    assert_eq!(one::<Home>(success(&json!([]))).await.0, ["wrong type  × 1"]);
    let server = answering(success(&json!({"new": 1}))).await;
    let client = builder(&server.uri()).build().unwrap();
    for id in ["one", "two", "two"] {
        Call::new(&client, operation::<Unplaced>(id)).send().await.unwrap();
    }
    let known = client.drift();
    let known: Vec<_> = known.iter().map(|drift| (drift.operation(), drift.pointer(), drift.count())).collect();
    assert_eq!(known, [("one", "", 1), ("two", "", 2)]);
}

#[tokio::test]
async fn a_request_of_no_operation_has_no_document() {
    let server = answering(success(&json!({"new": 1}))).await;
    let client = with_all_credentials(builder(&server.uri())).build().unwrap();
    client.request(Method::GET, "/").send().await.unwrap();
    assert_eq!(client.drift(), []);
}

#[tokio::test]
async fn keys_without_end_are_counted_without_names() {
    let keys = |range: std::ops::Range<u32>| range.map(|n| (format!("k{n:03}"), json!(n))).collect::<Value>();
    let server = MockServer::start().await;
    for (body, times) in
        [(keys(0..40), 1), (keys(40..400), 1), (json!({"k000": 1, "cats": [{"name": "a", "new": 1}]}), 9)]
    {
        Mock::given(any()).respond_with(success(&body)).up_to_n_times(times).mount(&server).await;
    }
    let told = Told::default();
    let client = told.client(&server);
    for _ in 0..3 {
        Call::new(&client, operation::<Home>("getOne")).send().await.unwrap();
    }
    let words = all_words(&client);
    assert_eq!((words.len(), told.all().len()), (1 + 1 + 32, 1 + 1 + 32));
    assert_eq!(words[0], "undocumented field new #/s/Cat × 1");
    assert_eq!(words[1], format!("undocumented field #/s/Home × {}", 8 + 360));
    assert_eq!(
        (words[2].as_str(), words[33].as_str()),
        ("undocumented field k000 #/s/Home × 2", "undocumented field k031 #/s/Home × 1")
    );
}

#[tokio::test]
async fn keys_are_escaped_and_cut() {
    let long = "ü".repeat(100_000);
    let words = of_home(json!({"a\nERROR \u{1b}[2J": 1, &long: 1, &long[2..]: 1})).await;
    assert_eq!(words[0], r"undocumented field a\nERROR \u{1b}[2J #/s/Home × 1");
    assert_eq!(words[1], format!("undocumented field {}… #/s/Home × 2", "ü".repeat(256)));
}

#[tokio::test]
async fn what_is_read_beside_a_response_is_no_drift() {
    let server = answering(success(&json!({"new": 1}))).await;
    let client = builder(&server.uri()).build().unwrap();
    let response = Call::new(&client, operation::<Home>("getOne")).send().await.unwrap();
    // Such as the payload of a webhook, on the same thread.
    decode::json_bytes::<Home>(br#"{"other": 1, "pet": {"name": "a", "new": 1}}"#).unwrap();
    assert_eq!(response.raw_json().unwrap()["new"], 1);
    assert_eq!(all_words(&client), ["undocumented field new #/s/Home × 1"]);
    assert_eq!(DriftKind::UndocumentedField, client.drift()[0].kind());
}
