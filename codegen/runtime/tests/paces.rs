//! How many requests a client sends in a time.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;
mod limited;

use std::time::Duration;

use common::operation;
use limited::*;
use specwright_runtime::{Call, CallOptions, Credential, RateLimit, RetryPolicy, provider_fn};
use tokio::spawn;

#[tokio::test]
async fn all_wait_for_the_pace_in_their_order() {
    let clock = Hand::default();
    let mut line = Line::new(&clock).await;
    let client = client(&line, &clock).rate_limit(RateLimit::new().requests(1, TEN_SECONDS)).build().unwrap();
    for path in ["/0", "/1", "/2", "/3"] {
        sent(&client, path).await;
    }
    clock.paused(3).await;
    for (seconds, wanted) in [(0, "/0"), (10, "/1"), (20, "/2"), (30, "/3")] {
        let asked = line.next().await;
        assert_eq!((asked.at.as_secs(), &*asked.path), (seconds, wanted));
        asked.answer(OK);
        clock.pass(TEN_SECONDS);
    }
    // Each waits for a moment of its own.
    assert_eq!(clock.pauses(), [TEN_SECONDS, TEN_SECONDS * 2, TEN_SECONDS * 3]);
}

#[tokio::test]
async fn who_waits_for_the_pace_and_is_not_polled_holds_nobody_up() {
    let clock = Hand::default();
    let mut line = Line::new(&clock).await;
    let client = client(&line, &clock).rate_limit(RateLimit::new().requests(1, TEN_SECONDS)).build().unwrap();
    sent(&client, "/first").await;
    path(&mut line).await;
    let mut idle = std::pin::pin!(get(&client, "/idle").send());
    std::future::poll_fn(|cx| std::task::Poll::Ready(idle.as_mut().poll(cx).is_ready())).await;
    clock.paused(1).await;
    for (at, pauses) in [(20, 2), (30, 3)] {
        sent(&client, "/next").await;
        clock.paused(pauses).await;
        clock.pass(TEN_SECONDS * if at == 20 { 2 } else { 1 });
        let next = line.next().await;
        assert_eq!((next.at.as_secs(), &*next.path), (at, "/next"));
    }
}

#[tokio::test]
async fn a_redirect_that_waits_for_the_pace_takes_no_moment_of_the_past() {
    let clock = Hand::default();
    let mut line = Line::new(&clock).await;
    let five = RateLimit::new().requests(5, Duration::from_secs(5));
    let client = client(&line, &clock).rate_limit(five).build().unwrap();
    let mut first = Vec::new();
    for _ in 0..5 {
        sent(&client, "/burst").await;
        first.push(line.next().await);
    }
    first.remove(0).answer("HTTP/1.1 302 Found\r\nlocation: /hop\r\ncontent-length: 0\r\n\r\n");
    clock.paused(1).await;
    for waiting in 2..5 {
        sent(&client, "/next").await;
        clock.paused(waiting).await;
    }
    let mut times = Vec::new();
    for _ in 0..4 {
        clock.pass(Duration::from_secs(5));
        times.push(line.next().await.at.as_secs());
    }
    assert!(times.iter().all(|second| *second >= 5), "{times:?}");
}

#[tokio::test]
async fn who_gives_up_the_wait_for_the_pace_takes_nothing_of_it() {
    let clock = Hand::default();
    let mut line = Line::new(&clock).await;
    let client = client(&line, &clock).rate_limit(RateLimit::new().requests(1, TEN_SECONDS)).build().unwrap();
    sent(&client, "/first").await;
    path(&mut line).await;
    let gone = sent(&client, "/gone").await;
    clock.paused(1).await;
    sent(&client, "/last").await;
    gone.abort();
    clock.paused(2).await;
    clock.pass(TEN_SECONDS);
    let last = line.next().await;
    assert_eq!((&*last.path, last.at), ("/last", TEN_SECONDS));
}

#[tokio::test]
async fn each_request_has_its_share_of_the_pace() {
    let clock = Hand::leaping();
    let mut line = Line::new(&clock).await;
    let two = RateLimit::new().requests(2, TEN_SECONDS).burst(1).concurrent(1);
    let provider = provider_fn(|| async { Ok::<_, std::io::Error>(Credential::new("token")) });
    let client = client(&line, &clock).rate_limit(two).provider("bearer", provider);
    let client = client.retry(RetryPolicy::new().initial_backoff(Duration::ZERO)).build().unwrap();
    let call = spawn(Call::new(&client, operation("GET", "/", &[&["bearer"]])).send());
    let empty = |status: &str| format!("HTTP/1.1 {status}\r\nlocation: /\r\ncontent-length: 0\r\n\r\n");
    // A redirect, a credential that is refused, another attempt, and the next call.
    for (second, status) in [(0, "302 Found"), (5, "401 Unauthorized"), (10, "503 Busy")] {
        let asked = line.next().await;
        assert_eq!(asked.at.as_secs(), second);
        asked.answer(empty(status));
    }
    let asked = line.next().await;
    assert_eq!(asked.at.as_secs(), 15);
    asked.answer(OK);
    call.await.unwrap().unwrap();
    sent(&client, "/next").await;
    assert_eq!(line.next().await.at.as_secs(), 20);
}

#[tokio::test]
async fn a_burst_comes_first_and_then_an_even_pace() {
    let clock = Hand::leaping();
    let mut line = Line::new(&clock).await;
    let four = RateLimit::new().requests(4, Duration::from_secs(8)).burst(2);
    let client = client(&line, &clock).rate_limit(four).build().unwrap();
    let mut times = Vec::new();
    for _ in 0..9 {
        let call = sent(&client, "/").await;
        let asked = line.next().await;
        times.push(asked.at.as_secs());
        asked.answer(OK);
        call.await.unwrap().unwrap();
    }
    assert_eq!(times, [0, 0, 2, 4, 8, 8, 10, 12, 16]);
    // A pause as long brings the burst back, and no more than that.
    clock.pass(Duration::from_secs(84));
    for second in [100, 100, 102] {
        let call = sent(&client, "/").await;
        let asked = line.next().await;
        assert_eq!(asked.at.as_secs(), second);
        asked.answer(OK);
        call.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn both_paces_count() {
    let clock = Hand::leaping();
    let mut line = Line::new(&clock).await;
    let client = client(&line, &clock).rate_limit(RateLimit::new().requests(2, TEN_SECONDS).burst(1)).build().unwrap();
    let narrow = limited(RateLimit::new().requests(1, TEN_SECONDS));
    for (is_narrow, second) in [(true, 0), (true, 10), (false, 15), (true, 20), (false, 25), (false, 30)] {
        let call = if is_narrow { Call::new(&client, narrow) } else { get(&client, "/wide") };
        let call = spawn(call.send());
        let asked = line.next().await;
        assert_eq!(asked.at.as_secs(), second);
        asked.answer(OK);
        call.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_turn_that_comes_after_the_end_of_the_call_is_not_waited_for() {
    let clock = Hand::default();
    let mut line = Line::new(&clock).await;
    let client = client(&line, &clock).timeout(TEN_SECONDS).retry(RetryPolicy::new());
    let client = client.rate_limit(RateLimit::new().requests(1, TEN_SECONDS)).build().unwrap();
    let first = sent(&client, "/first").await;
    line.next().await.answer("HTTP/1.1 503 Busy\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n");
    clock.paused(1).await;
    // That was the pause between two attempts, which is over at once.
    let error = first.await.unwrap().unwrap_err();
    let words = "took too long: its next request waited for its turn under the client's limit, and was not sent";
    assert_eq!(error.to_string(), format!("operation `testCall` after 2 attempts: {words}"));
    let second = get(&client, "/second").send().await.unwrap_err();
    assert!(second.to_string().ends_with("nothing was sent"), "{second}");
    // Nobody has taken anything.
    clock.pass(TEN_SECONDS);
    sent(&client, "/third").await;
    assert_eq!(path(&mut line).await, "/third");
}

#[tokio::test]
async fn a_server_that_asks_for_a_pause_gets_it_from_all_calls() {
    let clock = Hand::default();
    let mut line = Line::new(&clock).await;
    let client = client(&line, &clock).rate_limit(RateLimit::new().concurrent(10)).retry(RetryPolicy::new());
    let client = client.build().unwrap();
    // A write is not sent again by itself.
    let refused = spawn(Call::new(&client, operation("POST", "/refused", &[])).send());
    line.next().await.answer("HTTP/1.1 429 Slow\r\nretry-after: 10\r\ncontent-length: 0\r\n\r\n");
    assert_eq!(refused.await.unwrap().unwrap_err().status().unwrap().as_u16(), 429);
    let next = sent(&client, "/next").await;
    clock.paused(1).await;
    assert_eq!(clock.pauses(), [TEN_SECONDS]);
    clock.pass(TEN_SECONDS);
    let asked = line.next().await;
    assert_eq!(asked.at, TEN_SECONDS);
    // More than the client ever waits is for the callers to decide, each for itself.
    asked.answer("HTTP/1.1 429 Slow\r\nretry-after: 61\r\ncontent-length: 0\r\n\r\n");
    next.await.unwrap().unwrap_err();
    // And so is it for one that wants no second attempt.
    let never = CallOptions::new().retry(RetryPolicy::never());
    let alone = spawn(get(&client, "/alone").options(never).send());
    line.next().await.answer("HTTP/1.1 429 Slow\r\nretry-after: 10\r\ncontent-length: 0\r\n\r\n");
    alone.await.unwrap().unwrap_err();
    sent(&client, "/other").await;
    assert_eq!(path(&mut line).await, "/other");
}
