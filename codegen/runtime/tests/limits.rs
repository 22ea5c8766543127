//! Limits of a client over HTTP: who goes when, who waits, and whose place comes back.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;
mod limited;

use std::{
    future::pending,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use common::{builder, operation};
use limited::*;
use specwright_runtime::{
    Api, BoxFuture, Call, CallOptions, Credential, Error, HttpClient, HttpRequest, HttpResponse, Middleware, Next,
    RateLimit, RetryPolicy, TransportError, TransportErrorKind, provider_fn,
};
use tokio::{spawn, sync::Notify, task::JoinSet};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_calls_are_never_more_than_ten_at_once() {
    let mut line = Line::new(&Hand::default()).await;
    let client = builder(&line.url).rate_limit(RateLimit::new().concurrent(10)).build().unwrap();
    let mut calls = JoinSet::new();
    for _ in 0..1000 {
        calls.spawn(get(&client, "/").send());
    }
    for _ in 0..100 {
        // Ten are there at once, or this never ends.
        let mut ten: Vec<Asked> = Vec::new();
        while ten.len() < 10 {
            ten.push(line.next().await);
        }
        ten.into_iter().for_each(|asked| drop(asked.answer(OK)));
    }
    assert!(calls.join_all().await.iter().all(Result::is_ok));
    assert_eq!(line.most(), 10);
}

#[tokio::test]
async fn the_first_come_is_the_first_served() {
    let mut line = Line::new(&Hand::default()).await;
    let client = builder(&line.url).rate_limit(ONE).build().unwrap();
    let paths = ["/0", "/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8", "/9"];
    for path in paths {
        sent(&client, path).await;
    }
    for wanted in paths {
        assert_eq!(path(&mut line).await, wanted);
    }
    assert_eq!(line.most(), 1);
}

#[tokio::test]
async fn a_whole_response_keeps_its_place_until_its_body_has_come() {
    let mut line = Line::new(&Hand::default()).await;
    let (client, unlimited) =
        (builder(&line.url).rate_limit(ONE).build().unwrap(), builder(&line.url).build().unwrap());
    let first = sent(&client, "/first").await;
    let asked = line.next().await;
    asked.begin("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{");
    let next = sent(&client, "/next").await;
    for _ in 0..5 {
        let free = sent(&unlimited, "/free").await;
        assert_eq!(path(&mut line).await, "/free");
        free.await.unwrap().unwrap();
    }
    asked.answer("}");
    first.await.unwrap().unwrap();
    assert_eq!(path(&mut line).await, "/next");
    next.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_request_with_another_credential_stays_in_its_place() {
    let mut line = Line::new(&Hand::default()).await;
    let provider = provider_fn(|| async { Ok::<_, std::io::Error>(Credential::new("token")) });
    let client = builder(&line.url).rate_limit(ONE).provider("bearer", provider).build().unwrap();
    let refused = spawn(Call::new(&client, operation("GET", "/refused", &[&["bearer"]])).send());
    let asked = line.next().await;
    let other = sent(&client, "/other").await;
    asked.answer("HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n");
    assert_eq!(path(&mut line).await, "/refused");
    assert_eq!(path(&mut line).await, "/other");
    refused.await.unwrap().unwrap();
    other.await.unwrap().unwrap();
}

#[tokio::test]
async fn each_server_has_a_limit_of_its_own_and_so_has_each_client() {
    let clock = Hand::default();
    let (mut line, mut other) = (Line::new(&clock).await, Line::new(&clock).await);
    let client = builder(&line.url).rate_limit(ONE).build().unwrap();
    let first = sent(&client, "/first").await;
    let held = line.next().await;
    let second = sent(&client.clone(), "/second").await;
    // Both go past those who wait.
    let elsewhere = CallOptions::new().base_url(&other.url);
    let elsewhere = spawn(get(&client, "/elsewhere").options(elsewhere).send());
    assert_eq!(path(&mut other).await, "/elsewhere");
    elsewhere.await.unwrap().unwrap();
    assert_eq!(line.most(), 1);
    let of_another = builder(&line.url).rate_limit(ONE).build().unwrap();
    let third = sent(&of_another, "/third").await;
    assert_eq!(path(&mut line).await, "/third");
    third.await.unwrap().unwrap();
    held.answer(OK);
    assert_eq!(path(&mut line).await, "/second");
    first.await.unwrap().unwrap();
    second.await.unwrap().unwrap();
    assert_eq!(line.most(), 2);
}

#[tokio::test]
async fn an_operation_has_a_limit_besides_and_keeps_no_other_waiting() {
    let mut line = Line::new(&Hand::default()).await;
    let client = builder(&line.url).rate_limit(RateLimit::new().concurrent(2)).build().unwrap();
    let narrow = limited(ONE);
    let mut calls = JoinSet::new();
    (0..5).for_each(|_| drop(calls.spawn(Call::new(&client, narrow).send())));
    let held = line.next().await;
    let wide = sent(&client, "/wide").await;
    assert_eq!(path(&mut line).await, "/wide");
    wide.await.unwrap().unwrap();
    assert_eq!(line.most(), 2);
    held.answer(OK);
    for _ in 0..4 {
        assert_eq!(path(&mut line).await, "/narrow");
    }
    assert!(calls.join_all().await.iter().all(Result::is_ok));
}

#[tokio::test]
async fn the_document_says_the_limit_unless_the_caller_does() {
    static LIMITED: Api = Api { rate_limit: Some(ONE), ..common::API };
    for (given, most) in [(None, 1), (Some(RateLimit::new().concurrent(2)), 1), (Some(RateLimit::new()), 2)] {
        let mut line = Line::new(&Hand::default()).await;
        let client = HttpClient::builder(&LIMITED).base_url(&line.url).retry(RetryPolicy::never());
        let client = given.into_iter().fold(client, |client, limit| client.rate_limit(limit)).build().unwrap();
        // Without any limit that of the operation is off, too.
        let narrow = limited(ONE);
        let calls: Vec<_> = (0..2).map(|_| spawn(Call::new(&client, narrow).send())).collect();
        let first = line.next().await;
        if most == 2 {
            drop(line.next().await.answer(OK));
        }
        first.answer(OK);
        if most == 1 {
            path(&mut line).await;
        }
        for call in calls {
            call.await.unwrap().unwrap();
        }
        assert_eq!(line.most(), most);
    }
}

#[tokio::test]
async fn who_gives_up_in_the_line_is_nobody_to_wait_for() {
    let mut line = Line::new(&Hand::default()).await;
    let client = builder(&line.url).rate_limit(ONE).build().unwrap();
    sent(&client, "/first").await;
    let held = line.next().await;
    let gone = sent(&client, "/gone").await;
    sent(&client, "/last").await;
    gone.abort();
    assert!(gone.await.unwrap_err().is_cancelled());
    held.answer(OK);
    assert_eq!(path(&mut line).await, "/last");
}

#[tokio::test]
async fn who_gives_up_before_the_answer_gives_the_place_back() {
    let mut line = Line::new(&Hand::default()).await;
    let client = builder(&line.url).rate_limit(ONE).build().unwrap();
    let gone = sent(&client, "/gone").await;
    let _held = line.next().await;
    let within = sent(&client, "/within").await;
    gone.abort();
    let asked = line.next().await;
    assert_eq!(asked.path, "/within");
    asked.begin("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{");
    let last = sent(&client, "/last").await;
    within.abort();
    assert_eq!(path(&mut line).await, "/last");
    last.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_stream_keeps_its_place_until_it_ends_or_is_dropped() {
    let mut line = Line::new(&Hand::default()).await;
    let (client, unlimited) =
        (builder(&line.url).rate_limit(ONE).build().unwrap(), builder(&line.url).build().unwrap());
    for ends in [true, false] {
        let stream = spawn(get(&client, "/stream").download(""));
        let asked = line.next().await;
        asked.begin("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n");
        let mut stream = stream.await.unwrap().unwrap().into_inner();
        asked.begin("1");
        assert_eq!(&*stream.next_chunk().await.unwrap().unwrap(), b"1");
        let next = sent(&client, "/next").await;
        // Whoever need not wait is there first.
        let free = sent(&unlimited, "/free").await;
        assert_eq!(path(&mut line).await, "/free");
        free.await.unwrap().unwrap();
        if ends {
            asked.answer("2");
            assert_eq!(&*stream.next_chunk().await.unwrap().unwrap(), b"2");
            assert!(stream.next_chunk().await.is_none());
        } else {
            drop(stream);
        }
        assert_eq!(path(&mut line).await, "/next");
        next.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn between_two_attempts_others_have_the_place() {
    let clock = Hand::default();
    let mut line = Line::new(&clock).await;
    let client = client(&line, &clock).rate_limit(ONE).retry(RetryPolicy::new()).build().unwrap();
    let again = sent(&client, "/again").await;
    line.next().await.answer("HTTP/1.1 503 Busy\r\nretry-after: 10\r\ncontent-length: 0\r\n\r\n");
    clock.paused(1).await;
    let other = sent(&client, "/other").await;
    assert_eq!(path(&mut line).await, "/other");
    other.await.unwrap().unwrap();
    clock.pass(TEN_SECONDS);
    let asked = line.next().await;
    assert_eq!(asked.at, TEN_SECONDS);
    asked.answer(OK);
    assert_eq!(again.await.unwrap().unwrap().attempts(), 2);
    assert_eq!(line.most(), 1);
}

#[tokio::test]
async fn a_redirect_within_the_server_stays_in_its_place() {
    let mut line = Line::new(&Hand::default()).await;
    let client = builder(&line.url).rate_limit(ONE).build().unwrap();
    let redirected = sent(&client, "/from").await;
    let asked = line.next().await;
    let other = sent(&client, "/other").await;
    asked.answer("HTTP/1.1 302 Found\r\nlocation: /to\r\ncontent-length: 0\r\n\r\n");
    assert_eq!(path(&mut line).await, "/to");
    assert_eq!(path(&mut line).await, "/other");
    redirected.await.unwrap().unwrap();
    other.await.unwrap().unwrap();
    assert_eq!(line.most(), 1);
}

#[tokio::test]
async fn a_redirect_to_another_server_leaves_its_place_and_waits_there() {
    let clock = Hand::default();
    let (mut line, mut other) = (Line::new(&clock).await, Line::new(&clock).await);
    let client = builder(&line.url).rate_limit(ONE).build().unwrap();
    let there = spawn(get(&client, "/there").options(CallOptions::new().base_url(&other.url)).send());
    let held = other.next().await;
    let redirected = sent(&client, "/from").await;
    let to = format!("HTTP/1.1 302 Found\r\nlocation: {}/to\r\ncontent-length: 0\r\n\r\n", other.url);
    line.next().await.answer(to);
    let next = sent(&client, "/next").await;
    assert_eq!(path(&mut line).await, "/next");
    next.await.unwrap().unwrap();
    assert_eq!(other.most(), 1);
    held.answer(OK);
    assert_eq!(path(&mut other).await, "/to");
    redirected.await.unwrap().unwrap();
    there.await.unwrap().unwrap();
    assert_eq!((line.most(), other.most()), (1, 1));
}

#[tokio::test]
async fn a_call_that_is_over_before_its_turn_says_so() {
    let clock = Hand::default();
    let mut line = Line::new(&clock).await;
    let client = client(&line, &clock).rate_limit(ONE).timeout(TEN_SECONDS).build().unwrap();
    let no_end = CallOptions::new().timeout(Duration::MAX);
    let first = spawn(get(&client, "/first").options(no_end).send());
    let held = line.next().await;
    let late = sent(&client, "/late").await;
    clock.pass(TEN_SECONDS);
    let error = late.await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "operation `testCall`: took too long: it waited for its turn under the client's limit, and nothing was sent"
    );
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Timeout), "{error:?}");
    held.answer(OK);
    first.await.unwrap().unwrap();
    assert_eq!(line.seen(), 1);
}

#[tokio::test]
async fn the_time_of_an_attempt_begins_with_its_turn() {
    let clock = Hand::default();
    let mut line = Line::new(&clock).await;
    let client = client(&line, &clock).rate_limit(ONE).attempt_timeout(TEN_SECONDS).build().unwrap();
    let no_end = CallOptions::new().attempt_timeout(Duration::MAX);
    let first = spawn(get(&client, "/first").options(no_end).send());
    let held = line.next().await;
    let second = sent(&client, "/second").await;
    clock.pass(TEN_SECONDS * 2);
    held.answer(OK);
    first.await.unwrap().unwrap();
    let asked = line.next().await;
    assert_eq!(asked.path, "/second");
    asked.answer(OK);
    second.await.unwrap().unwrap();
}

/// Gives up its first run when somebody asks for a credential, and makes another.
struct Impatient(Arc<Notify>);

impl Middleware for Impatient {
    fn handle<'a>(
        &'a self,
        request: &'a mut HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            tokio::select! {
                result = next.run(request) => return result,
                () = self.0.notified() => {}
            }
            next.run(request).await
        })
    }
}

#[tokio::test]
async fn a_layer_that_gives_up_a_run_has_its_place_for_another() {
    let mut line = Line::new(&Hand::default()).await;
    let asked = Arc::new(Notify::new());
    let (impatient, is_first) = (Impatient(asked.clone()), Arc::new(AtomicBool::new(true)));
    let provider = provider_fn(move || {
        let (asked, is_first) = (asked.clone(), is_first.clone());
        async move {
            if is_first.swap(false, Ordering::Relaxed) {
                asked.notify_one();
                pending::<()>().await;
            }
            Ok::<_, std::io::Error>(Credential::new("token"))
        }
    });
    let client = builder(&line.url).rate_limit(ONE).middleware(impatient).provider("bearer", provider).build().unwrap();
    let call = spawn(Call::new(&client, operation("GET", "/again", &[&["bearer"]])).send());
    assert_eq!(path(&mut line).await, "/again");
    call.await.unwrap().unwrap();
}
