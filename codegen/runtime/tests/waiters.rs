//! Waiting for a state that the document names.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
#![allow(clippy::disallowed_methods, reason = "a test runs natively")]

mod common;

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant, SystemTime},
};

use common::{ErrorBody, builder, operation};
use serde_json::{Value, json};
use specwright_runtime::{
    BoxFuture, Call, CallOptions, Clock, Error, Polling, Response, WaitError, Waiter,
    paging::{Place, value},
};
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::any};

static STATES: Polling<Value> = Polling {
    state: Place::Body(|job| value(&job["status"])),
    until: &["DONE", "ARCHIVED"],
    failed: &["FAILED"],
    interval: Some(Duration::from_secs(10)),
};

static BY_STATUS: Polling<Value> = Polling { state: Place::Status, until: &["200"], failed: &[], interval: None };

/// A pause makes it so much later at once; whoever waits for a moment waits for ever.
#[derive(Clone)]
struct Jumps {
    start: Instant,
    pauses: Arc<Mutex<Vec<Duration>>>,
}

impl Jumps {
    fn new() -> Self {
        Self { start: Instant::now(), pauses: Arc::default() }
    }

    fn pauses(&self) -> Vec<Duration> {
        self.pauses.lock().unwrap().clone()
    }
}

impl Clock for Jumps {
    fn now(&self) -> Instant {
        self.start + self.pauses.lock().unwrap().iter().sum::<Duration>()
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn sleep_until(&self, _: Instant) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }

    fn pause(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.pauses.lock().unwrap().push(duration);
        Box::pin(std::future::ready(()))
    }
}

type Outcome = Result<Response<Value>, WaitError<Value, ErrorBody>>;

/// What comes of waiting for so long at a server that gives these answers in turn, the last one again and again.
async fn wait(
    answers: Vec<ResponseTemplate>,
    polling: &'static Polling<Value>,
    within: u64,
) -> (Outcome, Vec<Duration>, usize) {
    let server = MockServer::start().await;
    let count = Mutex::new(0);
    let respond = move |_: &Request| {
        let mut count = count.lock().unwrap();
        *count += 1;
        answers[answers.len().min(*count) - 1].clone()
    };
    Mock::given(any()).respond_with(respond).mount(&server).await;
    let clock = Jumps::new();
    let client = builder(&server.uri()).clock(clock.clone()).build().unwrap();
    let call = Call::new(&client, operation("GET", "/job", &[]));
    let outcome = call.send_until(polling, Waiter::within(Duration::from_secs(within))).await;
    (outcome, clock.pauses(), server.received_requests().await.unwrap().len())
}

fn state(status: Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({"status": status}))
}

#[tokio::test]
async fn it_asks_again_until_a_state_comes() {
    let answers = vec![
        state(json!("PENDING")),
        state(json!(null)),
        state(json!("a state that nobody documented")),
        ResponseTemplate::new(200).set_body_json(json!({})),
        state(json!("ARCHIVED")),
    ];
    let (outcome, pauses, requests) = wait(answers, &STATES, 3600).await;
    assert_eq!(outcome.unwrap()["status"], "ARCHIVED");
    assert_eq!(requests, 5);
    for (pause, bound) in pauses.iter().zip([10, 20, 40, 60]) {
        let bound = Duration::from_secs(bound);
        assert!((bound / 2..=bound).contains(pause), "{pauses:?}");
    }
    assert_eq!(pauses.len(), 4);
}

#[tokio::test]
async fn a_state_after_which_none_comes_is_an_error_with_the_response() {
    let (outcome, pauses, requests) = wait(vec![state(json!("FAILED"))], &STATES, 3600).await;
    let error = outcome.unwrap_err();
    assert!(matches!(error, WaitError::Failed(_)));
    assert_eq!(error.response().unwrap()["status"], "FAILED");
    let text = "operation `testCall`: 200 OK, but with a state after which the one that is waited for does not come";
    assert_eq!(error.to_string(), text);
    assert_eq!((pauses.len(), requests), (0, 1));
}

#[tokio::test]
async fn the_time_is_kept_and_the_last_response_is_there() {
    for (within, most) in [(0, 1), (1, 2), (5, 2), (10, 3), (19, 4), (100, 10)] {
        let (outcome, pauses, requests) = wait(vec![state(json!("hunter2"))], &STATES, within).await;
        let error = outcome.unwrap_err();
        assert!(matches!(&error, WaitError::TimedOut(Some(last)) if last["status"] == "hunter2"), "{within}");
        assert!(!format!("{error} {error:?}").contains("hunter2"));
        assert!(requests <= most && requests == pauses.len() + 1, "{within}: {pauses:?}");
        // One request is made shortly before the end.
        let asked_last: Duration = pauses.iter().sum();
        let end = Duration::from_secs(within);
        assert!(
            within == 0 || (asked_last < end && asked_last + Duration::from_secs(1) >= end),
            "{within}: {pauses:?}"
        );
    }
}

#[tokio::test]
async fn the_server_may_ask_for_a_longer_pause() {
    let later = state(json!("PENDING")).insert_header("Retry-After", "50");
    let (outcome, pauses, _) = wait(vec![later.clone(), state(json!("DONE"))], &STATES, 3600).await;
    assert_eq!((outcome.is_ok(), pauses), (true, vec![Duration::from_secs(50)]));
    // One that there is no time for is not begun.
    let (outcome, pauses, requests) = wait(vec![later], &STATES, 50).await;
    assert!(matches!(outcome, Err(WaitError::TimedOut(Some(_)))));
    assert_eq!((pauses.len(), requests), (0, 1));
}

#[tokio::test]
async fn a_request_that_fails_is_the_end() {
    let gone = ResponseTemplate::new(404).set_body_json(json!({"message": "gone"}));
    let (outcome, _, requests) = wait(vec![state(json!("PENDING")), gone], &STATES, 3600).await;
    let error = outcome.unwrap_err();
    assert!(matches!(&error, WaitError::Call(Error::Status(_))), "{error:?}");
    assert_eq!(requests, 2);
}

#[tokio::test]
async fn a_state_may_be_the_status_of_the_response() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(state(json!(null))).mount(&server).await;
    let client = builder(&server.uri()).clock(Jumps::new()).build().unwrap();
    let call = Call::new(&client, operation("GET", "/job", &[]));
    call.send_until(&BY_STATUS, Waiter::within(Duration::from_secs(1))).await.unwrap();
}

#[tokio::test]
async fn no_request_outlasts_the_time() {
    let server = common::answer_and_hang("").await;
    let client = builder(&server).build().unwrap();
    let call = Call::new(&client, operation("GET", "/job", &[]));
    let outcome = call.send_until(&STATES, Waiter::within(Duration::from_millis(1))).await;
    assert!(matches!(outcome, Err(WaitError::TimedOut(None))), "{outcome:?}");
}

#[tokio::test]
async fn a_request_keeps_its_own_time_where_that_is_shorter() {
    let server = common::answer_and_hang("").await;
    let client = builder(&server).build().unwrap();
    let options = CallOptions::new().timeout(Duration::from_millis(1));
    let call = Call::new(&client, operation("GET", "/job", &[])).options(options);
    let outcome = call.send_until(&STATES, Waiter::within(Duration::from_secs(3600))).await;
    assert!(matches!(outcome, Err(WaitError::Call(Error::Transport(_)))), "{outcome:?}");
}
