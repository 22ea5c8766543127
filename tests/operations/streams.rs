//! Successes that come piece by piece: events, JSON values and bytes, what breaks off and what goes on.

use std::time::Duration;

use streams_client::runtime::{Event, Events, StreamError, TransportErrorKind};
use streams_client::types::{ChatBody, WatchEvent, Word};
use streams_client::{CallOptions, Client, Error, ErrorBody, RetryPolicy};
use tokio::io::AsyncWriteExt;
use wiremock::ResponseTemplate;

use crate::server::{accept, answering, answering_and_hanging, answering_raw_in_turn, direct, listen, received, url};

fn client(base_url: &str) -> Client {
    Client::builder().base_url(base_url).reqwest(direct()).retry(RetryPolicy::never()).build().unwrap()
}

fn raw(content_type: &str, body: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw(body, content_type)
}

/// A response of this text, which breaks off after it.
fn broken(text: &str) -> String {
    let length = text.len();
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n{text}\r\n"
    )
}

fn whole(text: &str) -> String {
    format!("{}0\r\n\r\n", broken(text))
}

/// All items: the word, or what is kept of an error.
async fn words(mut events: Events<Word>) -> Vec<String> {
    let mut words = Vec::new();
    while let Some(event) = events.next().await {
        words.push(match event {
            Ok(event) => event.into_data().word,
            Err(StreamError::Item(error)) => format!("? {}", String::from_utf8_lossy(error.raw())),
            Err(StreamError::Transport(error)) => format!("! {:?}", error.kind()),
            Err(other) => panic!("{other:?}"),
        });
    }
    assert!(events.next().await.is_none());
    words
}

#[tokio::test]
async fn an_operation_gives_json_or_events() {
    let server = answering(raw("application/json", r#"{"text":"a b"}"#)).await;
    let client = client(&server.uri());
    assert_eq!(client.chat(&ChatBody::new()).send().await.unwrap().text, "a b");
    // A server that does not stream.
    let error = client.chat(&ChatBody::new().stream(true)).send_streaming().await.unwrap_err();
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert_eq!((error.status().as_u16(), &error.raw_body()[..]), (200, &br#"{"text":"a b"}"#[..]));
    assert!(error.to_string().contains("`application/json` instead of events"), "{error}");
    let accept: Vec<_> = received(&server).await.iter().map(|request| request.headers["accept"].clone()).collect();
    assert_eq!(accept, ["application/json", "text/event-stream"]);
}

#[tokio::test]
async fn events_arrive_one_by_one() {
    let listener = listen().await;
    let client = client(&url(&listener));
    let server = async {
        let (mut stream, head) = accept(&listener).await;
        let start = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\n: hello\nid: 1\ndata: {\"word\":\ndata: \"a\"}\n\n";
        stream.write_all(start.as_bytes()).await.unwrap();
        (stream, head)
    };
    let body = ChatBody::new().stream(true);
    let ((mut stream, head), response) = tokio::join!(server, client.chat(&body).send_streaming());
    assert!(head.starts_with("POST /chat ") && head.contains("accept: text/event-stream\r\n"), "{head}");
    let mut response = response.unwrap();
    let event: Event<Word> = response.next().await.unwrap().unwrap();
    assert_eq!((event.data().word.as_str(), event.id(), event.event()), ("a", Some("1"), None));
    assert_eq!(event.raw_data(), "{\"word\":\n\"a\"}");
    stream.write_all(b"event: more\ndata: {\"word\":\"b\"}\r\n\r\ndata: [DONE]\n\n").await.unwrap();
    let event = response.next().await.unwrap().unwrap();
    assert_eq!((event.data().word.as_str(), event.id(), event.event()), ("b", Some("1"), Some("more")));
    assert_eq!(response.last_id(), Some("1"));
    // The connection is still open.
    assert!(response.next().await.is_none() && response.next().await.is_none());
    drop(stream);
}

#[tokio::test]
async fn an_event_that_does_not_fit_is_an_error_of_its_own() {
    let text = "event: odd\nid: 7\ndata: hunter2\n\ndata: {\"word\":1}\n\nid: 8\ndata: {\"word\":\"b\"}\n\n";
    let server = answering(raw("text/event-stream", text)).await;
    let mut events = client(&server.uri()).chat(&ChatBody::new()).send_streaming().await.unwrap();
    let Some(Err(StreamError::Item(error))) = events.next().await else { panic!("no error") };
    assert_eq!((error.event(), error.id(), &error.raw()[..]), (Some("odd"), Some("7"), &b"hunter2"[..]));
    assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
    let Some(Err(StreamError::Item(error))) = events.next().await else { panic!("no error") };
    assert_eq!(error.body_error().path(), Some("word"));
    // The next event has arrived, but nobody has it yet.
    assert_eq!(events.last_id(), Some("7"));
    assert_eq!(words(events.into_inner()).await, ["b"]);
}

#[tokio::test]
async fn errors_are_those_of_any_call() {
    let response = ResponseTemplate::new(400).set_body_raw(r#"{"title":"no"}"#, "application/json");
    let server = answering(response).await;
    let Err(Error::Status(error)) = client(&server.uri()).chat(&ChatBody::new()).send_streaming().await else {
        panic!("no error")
    };
    assert!(matches!(error.body(), Some(ErrorBody::Problem(problem)) if problem.title == "no"));
}

#[tokio::test]
async fn whole_events_have_a_type() {
    let text = "event: added\ndata: {\"word\":\"a\"}\n\nevent: said\nid: 5\nretry: 9\ndata: {\"word\":\"a\"}\n\nevent: new\ndata: x\n\n";
    let response = raw("text/event-stream", text).insert_header("x-shard", "3");
    let server = answering(response).await;
    let mut events = client(&server.uri()).watch().send_streaming().await.unwrap();
    assert_eq!(events.header(&streams_client::operations::Watch::X_SHARD), Ok(Some(3)));
    let mut next = async || events.next().await.unwrap().unwrap().into_data();
    assert!(matches!(next().await, WatchEvent::Added(added) if added.data.word == "a"));
    let said = next().await;
    let WatchEvent::Said(said) = said else { panic!("{said:?}") };
    assert_eq!((said.data.as_str(), said.id.as_deref(), said.retry), ("{\"word\":\"a\"}", Some("5"), Some(9)));
    let new = next().await;
    assert!(matches!(new, WatchEvent::Unknown(_)), "{new:?}");
}

#[tokio::test]
async fn events_of_text_are_text() {
    let server = answering(raw("text/event-stream", "data: 1\n\ndata: [DONE]\n\n")).await;
    let mut events = client(&server.uri()).ticks().send_streaming().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data(), "1");
    assert_eq!(events.next().await.unwrap().unwrap().data(), "[DONE]");
    assert!(events.next().await.is_none());
    assert_eq!(*client(&server.uri()).ticks().send().await.unwrap(), "data: 1\n\ndata: [DONE]\n\n");
}

#[tokio::test]
async fn json_values_one_a_line() {
    for (content_type, text) in [
        ("application/x-ndjson", "{\"word\":\"a\"}\r\n\n{\"word\":1}\n{\"word\":\"b\"}"),
        ("application/json-seq", "\u{1e}{\"word\":\n\"a\"}\n\u{1e}{\"word\":1}\n\u{1e}{\"word\":\"b\"}\n"),
        ("text/plain", "{\"word\":\"a\"}\n{\"word\":1}\n{\"word\":\"b\"}\n"),
    ] {
        let server = answering(raw(content_type, text)).await;
        let mut values = client(&server.uri()).log().send_streaming().await.unwrap();
        assert_eq!(values.next().await.unwrap().unwrap().word, "a");
        let Some(Err(StreamError::Item(error))) = values.next().await else { panic!("no error") };
        assert_eq!(error.raw().trim_ascii(), b"{\"word\":1}");
        assert_eq!(values.next().await.unwrap().unwrap().word, "b");
        assert!(values.next().await.is_none() && values.next().await.is_none());
        let [request] = &received(&server).await[..] else { panic!("not one request") };
        assert_eq!(request.headers["accept"], "application/x-ndjson, application/json-seq");
    }
}

#[tokio::test]
async fn an_array_at_once_or_its_elements_one_by_one() {
    let server = answering(raw("application/json", "[1,2]")).await;
    assert_eq!(*client(&server.uri()).numbers().send().await.unwrap(), [1, 2]);
    let server = answering(raw("application/stream+json", "1\n2\n")).await;
    let mut numbers = client(&server.uri()).numbers().send_streaming().await.unwrap();
    assert_eq!(numbers.next().await.unwrap().unwrap(), 1);
    assert_eq!(numbers.next().await.unwrap().unwrap(), 2);
    assert!(numbers.next().await.is_none());
}

#[tokio::test]
async fn bytes_beside_events_have_a_name_of_their_own() {
    let server = answering(raw("audio/mpeg", "beep")).await;
    let mut sound = client(&server.uri()).speech().send_download().await.unwrap();
    assert_eq!(sound.next_chunk().await.unwrap().unwrap(), "beep");
    let server = answering(raw("text/event-stream", "data: {\"word\":\"beep\"}\n\n")).await;
    let events = client(&server.uri()).speech().send_streaming().await.unwrap();
    assert_eq!(words(events.into_inner()).await, ["beep"]);
}

#[tokio::test]
async fn a_stream_that_breaks_off_ends_with_an_error() {
    let (url, heads) = answering_raw_in_turn(vec![broken("data: {\"word\":\"a\"}\n\ndata: half")]).await;
    let events = client(&url).speech().send_streaming().await.unwrap();
    assert_eq!(words(events.into_inner()).await, ["a", "! Body"]);
    assert_eq!(heads.await.unwrap().len(), 1);
}

#[tokio::test]
async fn events_are_resumed_after_the_last_one() {
    let answers = vec![
        // The event that is cut off has an id, and has to come again.
        broken("retry: 0\nid: 1\ndata: {\"word\":\"a\"}\n\nid: 7\ndata: half"),
        "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n".to_owned(),
        broken("data: {\"word\":\"b\"}\n\nid: 2\ndata: {\"word\":\"c\"}\n\n"),
        whole("data: {\"word\":\"d\"}\n\n"),
    ];
    let (url, heads) = answering_raw_in_turn(answers).await;
    let events = client(&url).speech().send_streaming().await.unwrap();
    // In a task of its own, which takes what may go to another thread.
    let words = tokio::spawn(words(events.into_inner().resume(2)));
    assert_eq!(words.await.unwrap(), ["a", "b", "c", "d"]);
    let heads = heads.await.unwrap();
    let ids: Vec<_> =
        heads.iter().map(|head| head.lines().find_map(|line| line.strip_prefix("last-event-id: "))).collect();
    assert_eq!(ids, [None, Some("1"), Some("1"), Some("2")]);
    assert!(
        heads.iter().all(|head| head.starts_with("GET /speech ") && head.contains("accept: text/event-stream\r\n"))
    );
}

#[tokio::test]
async fn a_server_may_say_that_nothing_follows() {
    let gone = "HTTP/1.1 204 No Content\r\nContent-Type: text/html\r\n\r\n".to_owned();
    let (url, heads) = answering_raw_in_turn(vec![broken("retry: 0\ndata: {\"word\":\"a\"}\n\n"), gone]).await;
    let events = client(&url).speech().send_streaming().await.unwrap();
    assert_eq!(words(events.into_inner().resume(5)).await, ["a"]);
    assert_eq!(heads.await.unwrap().len(), 2);
}

#[tokio::test]
async fn attempts_to_resume_are_counted() {
    let busy = || "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n".to_owned();
    let answers = vec![broken("retry: 0\ndata: {\"word\":\"a\"}\n\n"), busy(), busy()];
    let (url, heads) = answering_raw_in_turn(answers).await;
    let mut events = client(&url).speech().send_streaming().await.unwrap().into_inner().resume(2);
    assert_eq!(events.next().await.unwrap().unwrap().data().word, "a");
    let Some(Err(StreamError::Transport(error))) = events.next().await else { panic!("no error") };
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
    assert!(events.next().await.is_none());
    assert_eq!(heads.await.unwrap().len(), 3);

    let refused = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n".to_owned();
    let (url, heads) = answering_raw_in_turn(vec![broken("retry: 0\ndata: {\"word\":\"a\"}\n\n"), refused]).await;
    let events = client(&url).speech().send_streaming().await.unwrap();
    assert_eq!(words(events.into_inner().resume(9)).await, ["a", "! Body"]);
    assert_eq!(heads.await.unwrap().len(), 2);
}

#[tokio::test]
async fn the_last_event_is_named_after_a_redirect_too() {
    let (elsewhere, others) = answering_raw_in_turn(vec![whole("data: {\"word\":\"b\"}\n\n")]).await;
    let moved = format!("HTTP/1.1 307 Moved\r\nLocation: {elsewhere}/there\r\nContent-Length: 0\r\n\r\n");
    let (url, _) = answering_raw_in_turn(vec![broken("retry: 0\nid: 1\ndata: {\"word\":\"a\"}\n\n"), moved]).await;
    let options = CallOptions::new().header("last-event-id".parse().unwrap(), "0".parse().unwrap());
    let events = client(&url).speech().send_streaming_with(options).await.unwrap();
    assert_eq!(words(events.into_inner().resume(1)).await, ["a", "b"]);
    let heads = others.await.unwrap();
    assert!(
        heads.iter().all(|head| head.starts_with("GET /there ") && head.contains("last-event-id: 1\r\n")),
        "{heads:?}"
    );
}

#[tokio::test]
async fn what_may_change_something_is_not_sent_again() {
    let (url, heads) = answering_raw_in_turn(vec![broken("retry: 0\ndata: {\"word\":\"a\"}\n\n")]).await;
    let events = client(&url).chat(&ChatBody::new()).send_streaming().await.unwrap();
    assert_eq!(words(events.into_inner().resume(9)).await, ["a", "! Body"]);
    assert_eq!(heads.await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_item_has_a_most_and_a_stream_has_none() {
    let client = |url: &str| Client::builder().base_url(url).reqwest(direct()).max_response_bytes(20).build().unwrap();
    let item = "data: {\"word\":\"a\"}\n\n";
    let server = answering(raw("text/event-stream", &item.repeat(3))).await;
    let events = client(&server.uri()).speech().send_streaming().await.unwrap();
    assert_eq!(words(events.into_inner()).await, ["a", "a", "a"]);
    let server =
        answering(raw("text/event-stream", &format!("{item}data: {{\"word\":\"abcdefghij\"}}\n\n{item}"))).await;
    let events = client(&server.uri()).speech().send_streaming().await.unwrap();
    assert_eq!(words(events.into_inner()).await, ["a", "! TooLarge"]);
    let server = answering(raw("application/x-ndjson", "{\"word\":\"a\"}\n{\"word\":\"abcdefghij\"}\n")).await;
    let mut values = client(&server.uri()).log().send_streaming().await.unwrap();
    assert_eq!(values.next().await.unwrap().unwrap().word, "a");
    let Some(Err(StreamError::Transport(error))) = values.next().await else { panic!("no error") };
    assert_eq!(error.kind(), TransportErrorKind::TooLarge);
    assert!(values.next().await.is_none());
}

#[tokio::test]
async fn no_piece_may_take_longer_than_the_stream_may_be_silent() {
    // What is awaited never comes, however long this is.
    let options = CallOptions::new().idle_timeout(Duration::from_millis(50));
    let start = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {\"word\":\"a\"}\n\n";
    let url = answering_and_hanging(start).await;
    let events = client(&url).speech().send_streaming_with(options).await.unwrap();
    assert_eq!(words(events.into_inner()).await, ["a", "! Timeout"]);
}
