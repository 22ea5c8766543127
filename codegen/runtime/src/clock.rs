//! Time: takes a clock of the caller's, or none, tells the time and waits. Nothing else in this library asks for either.

#[cfg_attr(target_arch = "wasm32", path = "browser/system.rs")]
mod system;

use std::{
    future::{Future, poll_fn},
    pin::Pin,
    sync::Arc,
    task::Poll,
    time::Duration,
};

use crate::BoxFuture;

pub(crate) use system::from_std;
pub use system::{Instant, SystemTime};

/// Where a client takes its time from; for tests that shall not wait.
///
/// [`Instant`] and [`SystemTime`] of this crate are those of the standard library, and those of the crate `web-time` on
/// `wasm32-unknown-unknown`, where the former panic.
pub trait Clock: Send + Sync + 'static {
    /// A time that never goes back.
    fn now(&self) -> Instant;

    /// The time of day, which may jump.
    fn system_time(&self) -> SystemTime;

    /// Waits until [`now`](Self::now) is so late.
    fn sleep_until(&self, deadline: Instant) -> BoxFuture<'static, ()>;

    /// Waits before another attempt, or for the turn of a request under a limit. A clock of a test may make such waits short and leave timeouts alone.
    fn pause(&self, duration: Duration) -> BoxFuture<'static, ()> {
        match self.now().checked_add(duration) {
            Some(deadline) => self.sleep_until(deadline),
            None => Box::pin(std::future::pending()),
        }
    }
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> Instant {
        (**self).now()
    }

    fn system_time(&self) -> SystemTime {
        (**self).system_time()
    }

    fn sleep_until(&self, deadline: Instant) -> BoxFuture<'static, ()> {
        (**self).sleep_until(deadline)
    }

    fn pause(&self, duration: Duration) -> BoxFuture<'static, ()> {
        (**self).pause(duration)
    }
}

/// The clock of a client.
#[derive(Clone)]
pub(crate) enum Time {
    /// The system's; natively Tokio's, which a test may pause.
    System,
    Given(Arc<dyn Clock>),
}

impl Time {
    pub(crate) fn now(&self) -> Instant {
        match self {
            Self::System => system::now(),
            Self::Given(clock) => clock.now(),
        }
    }

    pub(crate) fn system_time(&self) -> SystemTime {
        match self {
            Self::System => system::system_time(),
            Self::Given(clock) => clock.system_time(),
        }
    }

    /// When so much time has passed; `None` beyond the end of the clock, which is never.
    pub(crate) fn after(&self, duration: Duration) -> Option<Instant> {
        self.now().checked_add(duration)
    }

    pub(crate) fn sleep_until(&self, deadline: Instant) -> BoxFuture<'static, ()> {
        match self {
            Self::System => system::sleep_until(deadline),
            Self::Given(clock) => clock.sleep_until(deadline),
        }
    }

    pub(crate) async fn pause(&self, duration: Duration) {
        match self {
            Self::System => system::pause(duration).await,
            Self::Given(clock) => clock.pause(duration).await,
        }
    }

    /// What comes before the deadline; `None` if nothing does. The future is a reference, as one that is moved takes twice its room.
    pub(crate) async fn within<T>(
        &self,
        deadline: Option<Instant>,
        future: Pin<&mut (impl Future<Output = T> + ?Sized)>,
    ) -> Option<T> {
        let Some(deadline) = deadline else { return Some(future.await) };
        match self {
            #[cfg(not(target_arch = "wasm32"))]
            Self::System => tokio::time::timeout_at(deadline.into(), future).await.ok(),
            #[cfg(target_arch = "wasm32")]
            Self::System => race(future, system::sleep_until(deadline)).await,
            Self::Given(clock) => race(future, clock.sleep_until(deadline)).await,
        }
    }
}

/// What comes before the end of the sleep; `None` if nothing does.
fn race<T>(
    mut future: Pin<&mut (impl Future<Output = T> + ?Sized)>,
    mut sleep: BoxFuture<'static, ()>,
) -> impl Future<Output = Option<T>> {
    poll_fn(move |cx| match future.as_mut().poll(cx) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => sleep.as_mut().poll(cx).map(|()| None),
    })
}
