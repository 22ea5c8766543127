//! Oddities of Nectar's states on the side of whoever asks again: what is worth waiting for.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant, SystemTime},
};

use nectar_client::runtime::{BoxFuture, Clock, WaitError, Waiter};
use nectar_client::types::ConnectionStatus;
use serde_json::json;

use super::{
    SPEC,
    client::{builder, id},
    documented::connection,
};
use crate::wire::{
    json::with,
    server::{answering_in_turn, received},
};

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
