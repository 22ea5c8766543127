//! When a request is sent again, as data: takes settings, says which answers are worth another attempt and how long to wait.

use std::{borrow::Cow, time::Duration};

use http::StatusCode;

/// How often a request is sent, and how long a client waits in between.
///
/// A request is sent again when no connection came about, and otherwise only if sending it twice does no more than sending it
/// once: its method says so (`GET`, `HEAD`, `OPTIONS`, `PUT`, `DELETE`, `TRACE`, `QUERY`), or the document, or the caller
/// ([`CallOptions::idempotent`](crate::CallOptions::idempotent)), or it carries an idempotency key. A body that is a stream is
/// never sent again.
///
/// Then these are worth another attempt: a connection that broke, an attempt that took too long, and the statuses 408, 429,
/// 502, 503 and 504. The wait is a random part of a bound that doubles, unless the server says in `Retry-After` how long it
/// shall be.
///
/// ```
/// use std::time::Duration;
/// use specwright_runtime::RetryPolicy;
///
/// let patient = RetryPolicy::new().max_attempts(5).max_backoff(Duration::from_secs(30));
/// let once = RetryPolicy::never();
/// # let _ = (patient, once);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct RetryPolicy {
    pub(crate) max_attempts: u32,
    initial_backoff: Duration,
    max_backoff: Duration,
    pub(crate) max_retry_after: Duration,
    statuses: Cow<'static, [StatusCode]>,
}

impl RetryPolicy {
    /// The statuses that are worth another attempt unless [`statuses`](Self::statuses) sets others: 408, 429, 502, 503, 504.
    pub const STATUSES: &'static [StatusCode] = &[
        StatusCode::REQUEST_TIMEOUT,
        StatusCode::TOO_MANY_REQUESTS,
        StatusCode::BAD_GATEWAY,
        StatusCode::SERVICE_UNAVAILABLE,
        StatusCode::GATEWAY_TIMEOUT,
    ];

    /// Three attempts, with up to half a second before the second one.
    pub const fn new() -> Self {
        Self {
            max_attempts: 3,
            initial_backoff: Duration::from_millis(500),
            max_backoff: Duration::from_secs(8),
            max_retry_after: Duration::from_secs(60),
            statuses: Cow::Borrowed(Self::STATUSES),
        }
    }

    /// One attempt.
    pub const fn never() -> Self {
        let mut policy = Self::new();
        policy.max_attempts = 1;
        policy
    }

    /// The most attempts of one call, the first one included; 3 unless set.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// The longest wait before the second attempt; it doubles for each further one. Half a second unless set.
    pub fn initial_backoff(mut self, backoff: Duration) -> Self {
        self.initial_backoff = backoff;
        self
    }

    /// The longest wait of all, unless the server asks for more; 8 seconds unless set.
    pub fn max_backoff(mut self, backoff: Duration) -> Self {
        self.max_backoff = backoff;
        self
    }

    /// The longest wait that a server may ask for in `Retry-After`; a minute unless set.
    ///
    /// Where it asks for more, the call fails at once, and the error says how long ([`Error::retry_after`](crate::Error::retry_after)):
    /// no client comes back before the time that the server names.
    pub fn max_retry_after(mut self, wait: Duration) -> Self {
        self.max_retry_after = wait;
        self
    }

    /// The statuses that are worth another attempt, in place of 408, 429, 502, 503 and 504.
    pub fn statuses(mut self, statuses: impl IntoIterator<Item = StatusCode>) -> Self {
        self.statuses = statuses.into_iter().collect();
        self
    }

    pub(crate) fn names(&self, status: StatusCode) -> bool {
        self.statuses.contains(&status)
    }

    /// A random wait behind the attempt of this number, from 1: anything between nothing and the bound ("full jitter"), so that
    /// clients that failed together do not come back together.
    pub(crate) fn backoff(&self, attempt: u32) -> Duration {
        let doubled =
            2_u32.checked_pow(attempt.saturating_sub(1)).and_then(|factor| self.initial_backoff.checked_mul(factor));
        let bound = doubled.unwrap_or(self.max_backoff).min(self.max_backoff);
        Duration::try_from_secs_f64(bound.as_secs_f64() * fastrand::f64()).unwrap_or(bound)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_random_below_a_bound_that_doubles() {
        let policy = RetryPolicy::new();
        for (attempt, bound) in [(1, 500), (2, 1000), (3, 2000), (5, 8000), (6, 8000), (u32::MAX, 8000)] {
            let waits: Vec<_> = (0..1000).map(|_| policy.backoff(attempt)).collect();
            let longest = waits.iter().max().unwrap();
            assert!(*longest <= Duration::from_millis(bound), "{attempt}: {longest:?}");
            // Of a thousand draws the longest is beyond nine tenths, but once in 10^45.
            assert!(*longest > Duration::from_millis(bound * 9 / 10), "{attempt}: {longest:?}");
            assert!(waits.iter().min().unwrap() < &Duration::from_millis(bound / 10), "{attempt}");
        }
        let longest = RetryPolicy::new().max_backoff(Duration::MAX).initial_backoff(Duration::MAX);
        assert!(longest.backoff(9) > Duration::ZERO);
        assert_eq!(RetryPolicy::new().max_attempts(0), RetryPolicy::never());
    }
}
