//! Bodies over HTTP: bytes, files and streams, alone and as parts, and what a redirect does to them.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::{
    collections::{BTreeMap, VecDeque},
    io,
    path::PathBuf,
    pin::Pin,
    task::{Context, Poll},
};

use common::{Outcome, call, operation, words};
use futures_core::Stream;
use serde_json::json;
use specwright_runtime::{
    Body, Check, Error, Maybe, Multipart, Part, RequestErrorKind, Rules, Style, TransportErrorKind, multipart,
};
use wiremock::{
    Mock, MockServer, Request, ResponseTemplate,
    matchers::{any, path},
};

/// Chunks that are there already; the empty ones are no end.
struct Chunks(VecDeque<Result<&'static str, io::Error>>);

impl Stream for Chunks {
    type Item = Result<&'static str, io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front())
    }
}

fn chunks(texts: &[&'static str]) -> Chunks {
    Chunks(texts.iter().map(|text| Ok(*text)).collect())
}

/// A file of so many bytes.
fn file(name: &str, length: usize) -> (PathBuf, Vec<u8>) {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let bytes: Vec<_> = (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect();
    std::fs::write(&path, &bytes).unwrap();
    (path, bytes)
}

async fn server() -> MockServer {
    let server = MockServer::start().await;
    let ok = ResponseTemplate::new(200).set_body_json(json!({}));
    Mock::given(any()).respond_with(ok).with_priority(9).mount(&server).await;
    let back = ResponseTemplate::new(307).insert_header("location", "/again");
    Mock::given(path("/redirect")).respond_with(back).mount(&server).await;
    server
}

async fn post(server: &MockServer, at: &'static str, body: impl Into<Body>) -> Outcome {
    call(&server.uri(), operation("POST", at, &[])).bytes("application/octet-stream", body).send().await
}

async fn received(server: &MockServer) -> Vec<Request> {
    server.received_requests().await.unwrap()
}

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers.get(name).map(|value| value.to_str().unwrap())
}

#[tokio::test]
async fn files_and_sized_streams_have_a_length_and_others_do_not() {
    let server = server().await;
    let (path, bytes) = file("large", 200_000);
    post(&server, "/", Body::from_path(path)).await.unwrap();
    post(&server, "/", Body::from_sized_stream(chunks(&["ab", "", "c"]), 3)).await.unwrap();
    post(&server, "/", Body::from_stream(chunks(&["ab", "", "c"]))).await.unwrap();
    post(&server, "/", vec![1, 2]).await.unwrap();
    let requests = received(&server).await;
    let lengths: Vec<_> = requests.iter().map(|request| header(request, "content-length")).collect();
    assert_eq!(lengths, [Some("200000"), Some("3"), None, Some("2")]);
    assert_eq!(header(&requests[2], "transfer-encoding"), Some("chunked"));
    assert!(requests[0].body == bytes);
    assert_eq!((&*requests[1].body, &*requests[2].body), (b"abc".as_slice(), b"abc".as_slice()));
}

#[tokio::test]
async fn an_empty_file_is_an_empty_body() {
    let server = server().await;
    post(&server, "/", Body::from_path(file("empty", 0).0)).await.unwrap();
    let request = &received(&server).await[0];
    assert_eq!((request.body.len(), header(request, "content-type")), (0, Some("application/octet-stream")));
}

#[tokio::test]
async fn a_body_of_its_own_type_has_that_type_and_a_range_is_none() {
    let server = server().await;
    let send = |media_type, body: Body| call(&server.uri(), operation("POST", "/", &[])).bytes(media_type, body).send();
    send("image/*", Body::from("x").content_type("image/png")).await.unwrap();
    send("image/*", Body::from("x")).await.unwrap();
    let types = received(&server).await;
    let types: Vec<_> = types.iter().map(|request| header(request, "content-type")).collect();
    assert_eq!(types, [Some("image/png"), Some("application/octet-stream")]);
    let error = send("image/*", Body::from("x").content_type("a\nb: c")).await.unwrap_err();
    assert!(matches!(error, Error::Request(error) if error.kind() == RequestErrorKind::InvalidBody));
}

#[tokio::test]
async fn a_redirect_gets_bytes_and_files_again_but_no_stream() {
    let server = server().await;
    let (path, bytes) = file("again", 5);
    post(&server, "/redirect", "abc").await.unwrap();
    post(&server, "/redirect", Body::from_path(&path)).await.unwrap();
    let bodies: Vec<_> = received(&server).await.into_iter().map(|request| request.body).collect();
    assert_eq!(bodies, [b"abc".to_vec(), b"abc".to_vec(), bytes.clone(), bytes]);
    for body in [Body::from_stream(chunks(&["abc"])), Body::from_sized_stream(chunks(&["abc"]), 3)] {
        let error = post(&server, "/redirect", body).await.unwrap_err();
        let Error::Transport(error) = error else { panic!("{error}") };
        assert_eq!(error.kind(), TransportErrorKind::Redirect);
        assert!(error.to_string().ends_with("asks for the body again, and that is a stream which is gone"), "{error}");
    }
    assert_eq!(received(&server).await.len(), 6);
}

#[tokio::test]
async fn a_stream_is_sent_once_and_a_file_must_be_there() {
    let server = server().await;
    let stream = Body::from_stream(chunks(&["abc"]));
    post(&server, "/", stream.clone()).await.unwrap();
    for body in [stream, Body::from_path("/nowhere/hunter2")] {
        let Err(Error::Request(error)) = post(&server, "/", body).await else { panic!("was sent") };
        assert_eq!(error.kind(), RequestErrorKind::InvalidBody);
        assert!(!error.to_string().contains("hunter2"), "{error}");
    }
    assert_eq!(received(&server).await.len(), 1);
}

#[tokio::test]
async fn a_stream_is_not_spent_on_a_file_that_is_not_there() {
    let server = server().await;
    let stream = Part::from_stream(chunks(&["abc"]));
    let send =
        |form: Multipart| call(&server.uri(), operation("POST", "/", &[])).multipart("multipart/mixed", &form).send();
    let lost = Multipart::new().unnamed(stream.clone()).unnamed(Part::from_path("/nowhere/a"));
    assert!(matches!(send(lost).await, Err(Error::Request(_))));
    send(Multipart::new().unnamed(stream)).await.unwrap();
    assert_eq!(received(&server).await.len(), 1);
}

#[tokio::test]
async fn what_a_method_cannot_send_is_refused() {
    let server = server().await;
    let body = Body::from_stream(chunks(&["abc"]));
    let outcome = call(&server.uri(), operation("GET", "/", &[])).bytes("text/plain", body).send().await;
    let Err(Error::Request(error)) = outcome else { panic!("was sent") };
    assert_eq!(error.kind(), RequestErrorKind::InvalidBody);
    assert!(received(&server).await.is_empty());
}

#[tokio::test]
async fn what_breaks_off_or_has_another_length_is_an_error() {
    let server = server().await;
    let broken = Chunks([Ok("ab"), Err(io::Error::other("gone"))].into());
    for (body, why) in [
        (Body::from_stream(broken), "gone"),
        (Body::from_sized_stream(chunks(&["ab"]), 3), "not as long as it was said to be"),
        (Body::from_sized_stream(chunks(&["ab", "cd"]), 3), "not as long as it was said to be"),
    ] {
        let error = post(&server, "/", body).await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)) && words(&error).contains(why), "{}", words(&error));
    }
    assert!(received(&server).await.iter().all(|request| request.body.len() < 4));
}

#[derive(Debug)]
struct Upload {
    file: Part,
    pages: Option<Vec<Part>>,
    title: Maybe<String>,
    numbers: Vec<u8>,
    about: serde_json::Value,
    deep: BTreeMap<String, u8>,
    others: BTreeMap<String, bool>,
}

multipart!(Upload {
    file: file "file" as "image/png",
    pages: file "pages",
    title: value "title",
    numbers: value "numbers",
    about: value "about" with [("X-Kind", "a")],
    deep: value "deep" style [Style::DEEP_OBJECT],
    ..others: value
});

impl Upload {
    fn new(file: Part) -> Self {
        let others = BTreeMap::from([("title".to_owned(), true), ("flag".to_owned(), false)]);
        Self {
            file,
            pages: None,
            title: Maybe::Null,
            numbers: Vec::new(),
            about: json!({}),
            deep: BTreeMap::new(),
            others,
        }
    }
}

/// Each part: its head, and its content.
fn parts(request: &Request) -> Vec<(String, String)> {
    let media_type = header(request, "content-type").unwrap();
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let body = String::from_utf8(request.body.clone()).unwrap();
    let inner = body.strip_prefix(&format!("--{boundary}\r\n")).unwrap();
    let inner = inner.strip_suffix(&format!("\r\n--{boundary}--\r\n")).unwrap();
    let line = format!("\r\n--{boundary}\r\n");
    let parts = inner.split(&line);
    parts.map(|part| part.split_once("\r\n\r\n").unwrap()).map(|(head, text)| (head.into(), text.into())).collect()
}

fn form(server: &MockServer, upload: &Upload) -> impl Future<Output = Outcome> + use<> {
    call(&server.uri(), operation("POST", "/redirect", &[])).multipart("multipart/form-data", upload).send()
}

#[tokio::test]
async fn fields_become_parts_by_their_types() {
    let server = server().await;
    let mut upload = Upload::new(Part::from_path(file("part.txt", 0).0));
    upload.pages = Some(vec![Part::text("one"), Part::from_bytes("two").file_name("2")]);
    upload.title = Maybe::Value("ü".to_owned());
    upload.numbers = vec![1, 2];
    upload.about = json!([{"a": 1}, "b"]);
    upload.deep = BTreeMap::from([("&".to_owned(), 1)]);
    form(&server, &upload).await.unwrap();
    let requests = received(&server).await;
    let named = |name: &str, rest: &str| format!("Content-Disposition: form-data; name=\"{name}\"{rest}");
    let expected = [
        (named("file", "; filename=\"part.txt\"\r\nContent-Type: image/png"), ""),
        (named("pages", ""), "one"),
        (named("pages", "; filename=\"2\"\r\nContent-Type: application/octet-stream"), "two"),
        (named("title", ""), "ü"),
        (named("numbers", ""), "1"),
        (named("numbers", ""), "2"),
        (named("about", "\r\nContent-Type: application/json\r\nx-kind: a"), "{\"a\":1}"),
        (named("about", "\r\nx-kind: a"), "b"),
        (named("deep[&]", ""), "1"),
        // `title` has been written already.
        (named("flag", ""), "false"),
    ];
    let expected = expected.map(|(head, text)| (head, text.to_owned()));
    // The redirect got the same bytes.
    assert_eq!((parts(&requests[0]), parts(&requests[1])), (expected.to_vec(), expected.to_vec()));
    assert_eq!(header(&requests[0], "content-length"), Some(&*requests[0].body.len().to_string()));
}

#[tokio::test]
async fn null_is_no_part_and_a_stream_has_no_length() {
    let server = server().await;
    let upload = Upload::new(Part::from_stream(chunks(&["a", "b"])).content_type("text/csv"));
    let error = form(&server, &upload).await.unwrap_err();
    assert!(matches!(error, Error::Transport(error) if error.kind() == TransportErrorKind::Redirect));
    let request = &received(&server).await[0];
    let names: Vec<_> = parts(request).into_iter().map(|(head, text)| format!("{head} {text}")).collect();
    assert!(names[0].ends_with("filename=\"blob\"\r\nContent-Type: text/csv ab"), "{names:?}");
    assert_eq!((names.len(), header(request, "content-length")), (4, None));
}

#[tokio::test]
async fn a_form_of_the_callers_own_parts() {
    let server = server().await;
    let form = Multipart::new().unnamed(Part::text("a").content_type("text/plain")).unnamed(Part::json(&1));
    let related = "multipart/related; type=\"text/plain\"";
    call(&server.uri(), operation("POST", "/", &[])).multipart(related, &form).send().await.unwrap();
    let request = &received(&server).await[0];
    assert!(header(request, "content-type").unwrap().starts_with("multipart/related; type=\"text/plain\"; boundary="));
    let text = String::from_utf8(request.body.clone()).unwrap();
    assert!(text.contains("\r\nContent-Type: text/plain\r\n\r\na\r\n--"), "{text}");
    assert!(text.contains("\r\nContent-Type: application/json\r\n\r\n1\r\n--"), "{text}");
}

static SIZES: Rules = Rules {
    properties: &[
        ("pages", &Rules::checks(&[Check::MaxItems(2), Check::UniqueItems])),
        ("title", &Rules::checks(&[Check::MinLength(2)])),
    ],
    checks: &[Check::DependentRequired { key: "file", needs: &["title"] }],
    ..Rules::NONE
};

#[test]
fn rules_look_at_values_and_count_files() {
    let violations = |upload: &Upload| match SIZES.validate_form(upload) {
        Ok(()) => Vec::new(),
        Err(error) => error.violations().iter().map(ToString::to_string).collect::<Vec<_>>(),
    };
    let mut upload = Upload::new(Part::text("hunter2"));
    upload.others.clear();
    assert_eq!(violations(&upload).len(), 1, "{:?}", violations(&upload));
    upload.title = Maybe::Value("ab".to_owned());
    upload.pages = Some(vec![Part::text("hunter2"), Part::text("hunter2")]);
    assert_eq!(violations(&upload), [""; 0]);
    upload.title = Maybe::Value("a".to_owned());
    upload.pages = Some(vec![Part::text("hunter2"); 3]);
    let all = violations(&upload).concat();
    assert!(violations(&upload).len() == 2 && !all.contains("hunter2"), "{all}");
}

#[tokio::test]
async fn what_has_no_json_is_refused() {
    let server = server().await;
    let refused = Multipart::new().json("a", &f64::INFINITY);
    let error =
        call(&server.uri(), operation("POST", "/", &[])).multipart("multipart/form-data", &refused).send().await;
    assert!(matches!(error, Err(Error::Request(error)) if error.kind() == RequestErrorKind::InvalidBody));
    assert!(received(&server).await.is_empty());
}
