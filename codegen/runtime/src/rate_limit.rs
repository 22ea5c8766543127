//! How much a client sends at once and in a time, as data: takes numbers, holds them.

use std::time::Duration;

/// The most that a client sends to one server: requests at once, and requests in a time.
///
/// A request counts until its response has been received, or its stream has ended or is dropped.
///
/// A request keeps its place until its response has come, and goes on only while somebody polls its call. So a loop over calls that
/// are buffered (`buffer_unordered`) must not wait for another call of the same client in its body: those in the buffer are not polled
/// meanwhile, and may have all places. Tasks of their own (`tokio::spawn`) are always polled.
///
/// ```
/// use std::time::Duration;
/// use specwright_runtime::RateLimit;
///
/// let limit = RateLimit::new().concurrent(10).requests(60, Duration::from_secs(60));
/// # let _ = limit;
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct RateLimit {
    pub(crate) concurrent: Option<u32>,
    pub(crate) requests: Option<(u32, Duration)>,
    pub(crate) burst: Option<u32>,
}

impl RateLimit {
    /// No limit.
    pub const fn new() -> Self {
        Self { concurrent: None, requests: None, burst: None }
    }

    pub(crate) const fn is_none(&self) -> bool {
        self.concurrent.is_none() && self.requests.is_none()
    }

    /// At most so many requests at once; one at least.
    pub const fn concurrent(mut self, requests: u32) -> Self {
        self.concurrent = Some(requests);
        self
    }

    /// At most so many requests in any stretch of this time, redirects and retries included; one at least. They are evenly spread
    /// but for a [`burst`](Self::burst).
    pub const fn requests(mut self, requests: u32, per: Duration) -> Self {
        self.requests = Some((requests, per));
        self
    }

    /// How many of the [`requests`](Self::requests) of a time may come at once after a pause; all of them unless set.
    pub const fn burst(mut self, requests: u32) -> Self {
        self.burst = Some(requests);
        self
    }
}
