//! Oddities of Nectar's lists and states on the side of whoever asks again: the end of a list, and what is worth waiting for.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant, SystemTime},
};

use nectar_client::runtime::{BoxFuture, Clock, PageErrorKind, WaitError, Waiter};
use nectar_client::{Error, types::ConnectionStatus};
use serde_json::{Value, json};

use super::{
    SPEC,
    client::{builder, client, id},
    documented::{connection, page},
};
use crate::wire::{
    json::with,
    server::{answering_in_turn, received},
};

fn numbered(number: u64, has_next: bool) -> Value {
    with(with(page(), "currentPage", json!(number)), "hasNext", json!(has_next))
}

#[tokio::test]
async fn o21_a_list_ends_where_no_page_is_next() {
    let server = answering_in_turn([numbered(1, true), numbered(2, true), numbered(3, false)]).await;
    let request = client(&server.uri()).list_company_connections(id()).limit(1);
    let items: Vec<_> = request.send_items().try_collect().await.unwrap();
    assert_eq!(items.len(), 3);
    let queries: Vec<_> =
        received(&server).await.iter().map(|request| request.url.query().map(str::to_owned)).collect();
    assert_eq!(queries.iter().flatten().collect::<Vec<_>>(), ["limit=1", "limit=1&page=2", "limit=1&page=3"]);
}

/// Beyond the end the last page comes again: a list that became shorter would never end.
#[tokio::test]
async fn o21_the_last_page_again_is_no_page() {
    let server = answering_in_turn([numbered(1, true), numbered(1, true)]).await;
    let mut pages = client(&server.uri()).list_company_connections(id()).send_pages();
    let page = pages.next().await.unwrap().unwrap();
    assert_eq!((page.number(), page.total_pages(), page.total_items()), (Some(1), Some(123), Some(123)));
    let Some(Err(Error::Page(error))) = pages.next().await else { panic!("no error") };
    assert_eq!(error.kind(), PageErrorKind::Repeated);
    assert!(pages.next().await.is_none());
}

/// A pause makes it so much later at once; nothing else passes any time.
struct Jumps(Instant, Arc<Mutex<Duration>>);

impl Clock for Jumps {
    fn now(&self) -> Instant {
        self.0 + *self.1.lock().unwrap()
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn sleep_until(&self, _: Instant) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }

    fn pause(&self, duration: Duration) -> BoxFuture<'static, ()> {
        *self.1.lock().unwrap() += duration;
        Box::pin(std::future::ready(()))
    }
}

/// The states that somebody has to act on, by the lifecycle guide and the page; all others may pass.
const STUCK: [&str; 6] = [
    "MFA_TOKEN_EXPIRED",
    "PASSWORD_INCORRECT",
    "NEW_PASSWORD_NEEDED",
    "ADDITIONAL_CREDENTIALS_NEEDED",
    "COMPANY_INACTIVE",
    "DEACTIVATED",
];

#[tokio::test]
async fn a_connection_is_waited_for_unless_somebody_has_to_act() {
    let schema = SPEC.at("/components/schemas/ConnectionStatus");
    let states: Vec<_> = schema["enum"].as_array().unwrap().iter().map(|state| state.as_str().unwrap()).collect();
    assert_eq!(states.len(), 13);
    for state in states.into_iter().chain(["A_STATE_OF_TOMORROW"]) {
        let of = |state: &str| with(connection(), "status", json!(state));
        let server = answering_in_turn([of(state), of("CONNECTED")]).await;
        let client = builder(&server.uri()).clock(Jumps(Instant::now(), Arc::default())).build().unwrap();
        let outcome = client.get_connection(id()).send_until_done(Waiter::within(Duration::from_secs(600))).await;
        let requests = received(&server).await.len();
        match outcome {
            Ok(connection) => {
                assert_eq!(connection.status, Some(ConnectionStatus::Connected));
                assert!(!STUCK.contains(&state), "{state}");
                assert_eq!(requests, if state == "CONNECTED" { 1 } else { 2 }, "{state}");
            }
            Err(WaitError::Failed(connection)) => {
                assert!(STUCK.contains(&state) && requests == 1, "{state}");
                assert_eq!(connection.status.as_ref().map(ConnectionStatus::as_str), Some(state));
            }
            Err(other) => panic!("{other:?}"),
        }
    }
}
