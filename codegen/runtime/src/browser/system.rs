//! The time of a browser, and its timers: takes a deadline, waits for it.

use std::time::Duration;

use gloo_timers::future::TimeoutFuture;
use web_time::web::SystemTimeExt;
pub use web_time::{Instant, SystemTime};

use crate::BoxFuture;

/// Beyond it a timer of a browser fires at once.
const LONGEST_TIMER: u32 = i32::MAX as u32;

pub(super) fn now() -> Instant {
    Instant::now()
}

pub(super) fn system_time() -> SystemTime {
    SystemTime::now()
}

pub(super) fn sleep_until(deadline: Instant) -> BoxFuture<'static, ()> {
    Box::pin(wait(deadline))
}

/// Until the clock says so, as timers fire early by the fraction that is cut off.
async fn wait(deadline: Instant) {
    loop {
        let left = deadline.saturating_duration_since(now());
        if left.is_zero() {
            return;
        }
        let millis = u32::try_from(left.as_millis().saturating_add(1)).unwrap_or(LONGEST_TIMER);
        TimeoutFuture::new(millis.min(LONGEST_TIMER)).await;
    }
}

pub(super) async fn pause(duration: Duration) {
    match now().checked_add(duration) {
        Some(deadline) => wait(deadline).await,
        None => std::future::pending().await,
    }
}

/// The time that a header tells.
pub(crate) fn from_std(time: std::time::SystemTime) -> SystemTime {
    SystemTime::from_std(time)
}
