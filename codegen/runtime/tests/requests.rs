//! What is sent, and what is refused before anything is sent.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use common::{
    ALL, ErrorBody, Op, SECRET, builder, call, operation, refused, sent, server, values, with_all_credentials,
};
use serde_json::{Value, json};
use specwright_runtime::{Call, CallOptions, HeaderName, HeaderValue, Repeat, RequestErrorKind, Secret, Status, Style};
use wiremock::{Mock, ResponseTemplate, matchers::any};

#[tokio::test]
async fn path_values_stay_one_segment() {
    let server = server().await;
    let operation = operation("GET", "/v2/account/{id}/x", &[]);
    for (value, segment) in [
        ("/", "%2F"),
        ("\\", "%5C"),
        ("%2e", "%252e"),
        ("%2e%2e", "%252e%252e"),
        (" ", "%20"),
        ("ü", "%C3%BC"),
        ("a/../b", "a%2F..%2Fb"),
        ("x\r\ny", "x%0D%0Ay"),
    ] {
        call(&server.uri(), operation).path("id", value).send().await.unwrap();
        let request = sent(&server).await;
        assert_eq!(request.url.path(), format!("/v2/account/{segment}/x"));
        server.reset().await;
        let ok = ResponseTemplate::new(200).set_body_json(json!({}));
        Mock::given(any()).respond_with(ok).mount(&server).await;
    }
}

#[tokio::test]
async fn a_change_without_a_body_says_so() {
    for (method, length) in [("POST", vec!["0"]), ("PUT", vec!["0"]), ("PATCH", vec!["0"]), ("GET", vec![])] {
        let server = server().await;
        call(&server.uri(), operation(method, "/a", &[])).send().await.unwrap();
        assert_eq!(values(&sent(&server).await, "content-length"), length, "{method}");
    }
}

#[tokio::test]
async fn the_last_value_of_an_argument_counts() {
    let server = server().await;
    let operation = operation("POST", "/v2/{id}", &[]);
    let call = call(&server.uri(), operation);
    let wrong = call.path("id", "").query("q", &f64::NAN).header("X-H", "a\nb").json("a\nb", &f64::NAN);
    let first = wrong.path("id", "1").query("q", &["a", "b"]).query("r", "c").header("X-H", "1").json("text/json", &1);
    let last = first.path("id", "2").query("q", "d").header("X-H", "2").json("application/json", &2);
    last.send().await.unwrap();
    let request = sent(&server).await;
    assert_eq!((request.url.path(), request.url.query()), ("/v2/2", Some("r=c&q=d")));
    assert_eq!((values(&request, "x-h"), request.body.as_slice()), (vec!["2".to_owned()], b"2".as_slice()));
}

#[tokio::test]
async fn path_values_that_bend_the_path_are_refused() {
    let server = server().await;
    let operation = operation("DELETE", "/v2/account/{id}", &[]);
    for value in ["", ".", ".."] {
        let outcome = call(&server.uri(), operation).path("id", value).send().await;
        assert!(outcome.as_ref().unwrap_err().to_string().contains("`id`"));
        assert_eq!(refused(&server, outcome).await, RequestErrorKind::InvalidParameter);
    }
    for (style, value) in [
        (Style::LABEL, json!("")),
        (Style::LABEL, json!(".")),
        (Style::LABEL.exploded(), json!(["", ""])),
        (Style::SIMPLE.reserved(), json!("%2e%2E")),
        (Style::SIMPLE, json!([".."])),
        (Style::SIMPLE, json!([])),
        (Style::MATRIX, json!({})),
    ] {
        let outcome = call(&server.uri(), operation).path_as("id", style, &value).send().await;
        assert_eq!(refused(&server, outcome).await, RequestErrorKind::InvalidParameter, "{value}");
    }
    let outcome = call(&server.uri(), operation).path("id", &json!([null])).send().await;
    assert_eq!(refused(&server, outcome).await, RequestErrorKind::InvalidParameter);
    let outcome = call(&server.uri(), operation).path("id", &None::<u8>).send().await;
    assert_eq!(refused(&server, outcome).await, RequestErrorKind::InvalidParameter);
    let outcome = call(&server.uri(), operation).send().await;
    assert_eq!(refused(&server, outcome).await, RequestErrorKind::MissingParameter);
}

#[tokio::test]
async fn base_path_is_kept() {
    for suffix in ["/api", "/api/"] {
        let server = server().await;
        let operation = operation("GET", "/v2/x", &[]);
        call(&(server.uri() + suffix), operation).send().await.unwrap();
        assert_eq!(sent(&server).await.url.path(), "/api/v2/x");
    }
}

#[tokio::test]
async fn a_fixed_query_and_a_method_of_any_name_are_sent() {
    let server = server().await;
    let operation = operation("QUERY", "/v2/{id}?beta=true", &[]);
    call(&server.uri(), operation).path("id", "?").query("q", "a").bytes("text/plain", "x").send().await.unwrap();
    let request = sent(&server).await;
    assert_eq!((request.method.as_str(), request.url.path()), ("QUERY", "/v2/%3F"));
    assert_eq!((request.url.query(), request.body.as_slice()), (Some("beta=true&q=a"), b"x".as_slice()));
}

#[tokio::test]
async fn query_arrays_repeat_and_null_is_left_out() {
    let server = server().await;
    common::get(&server.uri())
        .query("id", &[1, 2])
        .query("filter[a b]", "x&y=z+ü")
        .query("none", &None::<u8>)
        .query("on", &true)
        .send()
        .await
        .unwrap();
    let query = "id=1&id=2&filter%5Ba%20b%5D=x%26y%3Dz%2B%C3%BC&on=true";
    assert_eq!(sent(&server).await.url.query(), Some(query));
}

#[tokio::test]
async fn headers_are_sent_simple_style() {
    let server = server().await;
    common::get(&server.uri())
        .header("X-List", &["a", "b"])
        .header("X-None", &None::<u8>)
        .header("X-Number", &7)
        .options(CallOptions::new().header(HeaderName::from_static("user-agent"), HeaderValue::from_static("mine")))
        .send()
        .await
        .unwrap();
    let request = sent(&server).await;
    assert_eq!(values(&request, "x-list"), ["a,b"]);
    assert_eq!(values(&request, "x-number"), ["7"]);
    assert!(values(&request, "x-none").is_empty());
    assert_eq!(values(&request, "user-agent"), ["mine"]);
    assert_eq!(values(&request, "accept"), ["application/json"]);
}

#[tokio::test]
async fn header_injection_is_refused() {
    let server = server().await;
    for value in ["a\r\nX-Evil: 1", "a\nb", "a\0b"] {
        let outcome = common::get(&server.uri()).header("X-A", value).send().await;
        assert_eq!(refused(&server, outcome).await, RequestErrorKind::InvalidParameter);
    }
    let outcome = common::get(&server.uri()).header("X A", "a").send().await;
    assert_eq!(refused(&server, outcome).await, RequestErrorKind::InvalidParameter);
    let length = HeaderName::from_static("content-length");
    let outcome = common::get(&server.uri())
        .options(CallOptions::new().header(length, HeaderValue::from_static("7")))
        .send()
        .await;
    assert_eq!(refused(&server, outcome).await, RequestErrorKind::InvalidParameter);
}

#[tokio::test]
async fn first_mistake_is_reported() {
    let server = server().await;
    let call = common::get(&server.uri()).query("first", &json!([null])).header("second", "\n");
    let error = call.send().await.unwrap_err();
    assert!(error.to_string().contains("`first`"), "{error}");
}

#[tokio::test]
async fn bodies_carry_their_media_type() {
    let operation = operation("POST", "/", &[]);
    type WithBody = fn(Call<Value, ErrorBody>) -> Call<Value, ErrorBody>;
    let calls: [(WithBody, &str, &str); 3] = [
        (
            |call| call.json("application/merge-patch+json", &json!({"a": null})),
            "application/merge-patch+json",
            r#"{"a":null}"#,
        ),
        (|call| call.bytes("text/plain", "ab"), "text/plain", "ab"),
        (|call| call.form(&json!({"a": [1, 2], "b": "x y"})), "application/x-www-form-urlencoded", "a=1&a=2&b=x%20y"),
    ];
    for (with_body, media_type, text) in calls {
        let server = server().await;
        with_body(call(&server.uri(), operation)).send().await.unwrap();
        let request = sent(&server).await;
        assert_eq!(values(&request, "content-type"), [media_type]);
        assert_eq!(request.body, text.as_bytes());
    }
}

#[tokio::test]
async fn bodies_that_cannot_be_serialised_are_refused() {
    struct Broken;
    impl serde::Serialize for Broken {
        fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("broken"))
        }
    }
    let server = server().await;
    let operation = operation("POST", "/", &[]);
    let outcome = call(&server.uri(), operation).json("application/json", &Broken).send().await;
    assert_eq!(refused(&server, outcome).await, RequestErrorKind::InvalidBody);
    let outcome = call(&server.uri(), operation).json("a\nb", &1).send().await;
    assert_eq!(refused(&server, outcome).await, RequestErrorKind::InvalidBody);
    let outcome = call(&server.uri(), operation).form(&json!([1])).send().await;
    assert_eq!(refused(&server, outcome).await, RequestErrorKind::InvalidBody);
}

#[tokio::test]
async fn credentials_go_where_their_scheme_says() {
    let server = server().await;
    let operation = operation("GET", "/", ALL);
    let cookie = HeaderName::from_static("cookie");
    call(&server.uri(), operation)
        .query("a", "1")
        .options(CallOptions::new().header(cookie, HeaderValue::from_static("b=2")))
        .send()
        .await
        .unwrap();
    let request = sent(&server).await;
    assert_eq!(values(&request, "x-api-key"), [SECRET]);
    assert_eq!(values(&request, "authorization"), [format!("Bearer {SECRET}")]);
    assert_eq!(values(&request, "cookie"), [format!("b=2; session={SECRET}")]);
    assert_eq!(request.url.query(), Some(format!("a=1&api_key={SECRET}").as_str()));
    assert_eq!(values(&request, "user-agent"), ["tests/1.0"]);
}

#[tokio::test]
async fn basic_is_encoded() {
    let server = server().await;
    let client = builder(&server.uri()).basic("basic", "Aladdin", "open sesame").build().unwrap();
    let operation = operation("GET", "/", &[&["basic"]]);
    Call::new(&client, operation).send().await.unwrap();
    let header = "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==";
    assert_eq!(values(&sent(&server).await, "authorization"), [header]);
}

#[tokio::test]
async fn first_complete_alternative_is_used() {
    let server = server().await;
    let client = builder(&server.uri()).bearer("bearer", SECRET).build().unwrap();
    let operation = operation("GET", "/", &[&[], &["header", "bearer"], &["bearer"]]);
    Call::new(&client, operation).send().await.unwrap();
    let request = sent(&server).await;
    assert_eq!(values(&request, "authorization").len(), 1);
    assert!(values(&request, "x-api-key").is_empty());
}

#[tokio::test]
async fn anonymous_where_allowed() {
    const NONE: &[&[&str]] = &[];
    const OPTIONAL: &[&[&str]] = &[&["bearer"], &[]];
    for security in [NONE, OPTIONAL] {
        let server = server().await;
        let client = builder(&server.uri()).build().unwrap();
        Call::new(&client, operation("GET", "/", security)).send().await.unwrap();
        assert!(values(&sent(&server).await, "authorization").is_empty());
    }
}

#[tokio::test]
async fn missing_credentials_are_refused() {
    let server = server().await;
    let client = builder(&server.uri()).bearer("bearer", SECRET).build().unwrap();
    let operation = operation("GET", "/", &[&["header", "bearer"], &["basic"]]);
    let outcome = Call::new(&client, operation).send().await;
    let text = outcome.as_ref().unwrap_err().to_string();
    assert_eq!(text, "no credentials for security scheme `header` and `bearer` or `basic`");
    assert_eq!(refused(&server, outcome).await, RequestErrorKind::MissingCredentials);
}

#[test]
fn mistakes_of_configuration_are_refused_without_printing_keys() {
    let base = "https://example.com";
    let key = format!("{SECRET}\n");
    for (builder, words) in [
        (builder(base).api_key("header", key.as_str()), "line break"),
        (builder(base).bearer("bearer", key.as_str()), "line break"),
        (builder(base).api_key("cookie", format!("{SECRET};a=b")), "cookie"),
        (builder(base).bearer("bearer", ""), "is empty"),
        (builder(base).basic("basic", format!("{SECRET}:"), SECRET), "colon"),
        (builder(base).api_key("nope", SECRET), "no security scheme `nope`"),
        (builder(base).api_key("bearer", SECRET), "wants a token"),
        (builder(base).bearer("header", SECRET), "wants an API key"),
        (builder("https://u:hunter2-sesame@h"), "do not belong"),
        (builder("example.com"), "absolute URL"),
        (builder(base).user_agent("a\nb"), "user agent"),
        (specwright_runtime::HttpClient::builder(&common::API), "no base URL"),
    ] {
        let debug = format!("{builder:?}");
        let error = builder.build().unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
        assert!(!format!("{error} {error:?} {debug}").contains(SECRET), "{error:?} {debug}");
    }
}

#[test]
fn debug_shows_no_secret() {
    let client = with_all_credentials(builder("https://example.com")).build().unwrap();
    let operation = operation("POST", "/{id}", ALL);
    let call = Call::new(&client, operation)
        .path("id", SECRET)
        .query("q", SECRET)
        .header("X-A", SECRET)
        .json("application/json", &Secret::from(SECRET));
    let text = format!("{client:?} {call:?} {operation:?} {:?}", call.clone());
    assert!(!text.contains(SECRET), "{text}");
    assert!(text.contains("https://example.com") && text.contains("bearer"), "{text}");
}

#[test]
fn operations_and_futures_may_cross_threads() {
    fn check<T: Send + 'static>(_: T) {}
    fn check_static<T: Sync + Send + 'static>(_: &T) {}
    static OPERATION: Op = Op {
        id: "static",
        method: "GET",
        path: "/",
        security: &[],
        accept: "",
        responses: &[(Status::Default, specwright_runtime::Decode::Error(specwright_runtime::decode::json))],
        retry: Repeat::ByMethod,
        idempotency_key: None,
        rate_limit: None,
        rules: &[],
    };
    check_static(&OPERATION);
    check(call("https://example.com", &OPERATION).send());
}
