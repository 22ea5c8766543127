//! The system's time by Tokio, whose clock a test may pause: takes a deadline, waits for it.

use std::{future::Future, time::Duration};

pub use std::time::{Instant, SystemTime};

use crate::BoxFuture;

pub(super) fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}

#[allow(clippy::disallowed_methods, reason = "this is where the clock asks")]
pub(super) fn system_time() -> SystemTime {
    SystemTime::now()
}

pub(super) fn sleep_until(deadline: Instant) -> BoxFuture<'static, ()> {
    Box::pin(tokio::time::sleep_until(deadline.into()))
}

pub(super) fn pause(duration: Duration) -> impl Future<Output = ()> {
    tokio::time::sleep(duration)
}

/// The time that a header tells.
pub(crate) fn from_std(time: SystemTime) -> SystemTime {
    time
}
