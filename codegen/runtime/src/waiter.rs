//! Waiting for a state: takes a call and the states that its document names, asks again until one of them has come.

use std::{fmt, time::Duration};

use crate::{Call, CallOptions, Error, Response, TransportErrorKind, paging::Place};

/// Before the second request, unless the document or the caller says otherwise.
const INTERVAL: Duration = Duration::from_secs(5);
const MAX_INTERVAL: Duration = Duration::from_secs(60);

/// What is left of the time for the last request.
const LAST_REQUEST: Duration = Duration::from_secs(1);

/// The states that an operation is asked for again and again. The generator emits one `static` for each operation of which the
/// document says so.
pub struct Polling<T: 'static> {
    /// Where the state stands.
    pub state: Place<T>,
    /// The states that are waited for.
    pub until: &'static [&'static str],
    /// The states after which none of them comes.
    pub failed: &'static [&'static str],
    /// How long the document asks to wait before the second request.
    pub interval: Option<Duration>,
}

/// How long to wait for a state, and how often to ask.
///
/// ```
/// use std::time::Duration;
/// use specwright_runtime::Waiter;
///
/// let waiter = Waiter::within(Duration::from_secs(600)).interval(Duration::from_secs(10));
/// # let _ = waiter;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Waiter {
    within: Duration,
    interval: Option<Duration>,
    max_interval: Duration,
}

impl Waiter {
    /// Gives up after this time; the last request is made shortly before its end.
    pub const fn within(deadline: Duration) -> Self {
        Self { within: deadline, interval: None, max_interval: MAX_INTERVAL }
    }

    /// The longest wait between the first two requests; it doubles for each further one. What the document says unless set, or 5
    /// seconds.
    pub const fn interval(mut self, interval: Duration) -> Self {
        self.interval = Some(interval);
        self
    }

    /// The longest wait between two requests, unless the server asks for more in `Retry-After` or the interval is longer; a minute
    /// unless set.
    pub const fn max_interval(mut self, interval: Duration) -> Self {
        self.max_interval = interval;
        self
    }

    /// How long to wait behind the request of this number, from 1: at least half of a bound that doubles, so that many who wait do
    /// not ask all at once.
    fn pause(&self, first: Duration, request: u32) -> Duration {
        let doubled = 2_u32.checked_pow(request.saturating_sub(1)).and_then(|factor| first.checked_mul(factor));
        let bound = doubled.unwrap_or(Duration::MAX).min(self.max_interval).max(first);
        let part = bound.as_secs_f64() * (0.5 + fastrand::f64() / 2.0);
        Duration::try_from_secs_f64(part).unwrap_or(bound)
    }
}

/// Why a state did not come.
#[non_exhaustive]
pub enum WaitError<T, E> {
    /// Another state came, after which it does not come any more.
    Failed(Box<Response<T>>),
    /// The time is over. Here is the last response, if there was one.
    TimedOut(Option<Box<Response<T>>>),
    /// A request failed.
    Call(Error<E>),
}

impl<T: 'static, E: 'static> Call<T, E> {
    /// Sends the request until its response has one of the states that are waited for.
    ///
    /// # Errors
    /// See [`WaitError`].
    pub async fn send_until(
        self,
        polling: &'static Polling<T>,
        waiter: Waiter,
    ) -> Result<Response<T>, WaitError<T, E>> {
        let client = self.client.clone();
        let time = &client.0.time;
        let first = waiter.interval.or(polling.interval).unwrap_or(INTERVAL);
        let deadline = time.after(waiter.within);
        let left = || deadline.map_or(Duration::MAX, |deadline| deadline.saturating_duration_since(time.now()));
        let most = self.parts.options.as_ref().and_then(|options| options.timeout).unwrap_or(client.0.timeout);
        let mut last = None;
        let mut is_last = false;
        for request in 1_u32.. {
            let mut call = self.clone();
            if request > 1 {
                call.parts.forget_idempotency_key();
            }
            let limit = most.min(left());
            let response = match call.options(CallOptions::new().timeout(limit)).send().await {
                Err(error) if limit < most && is_timeout(&error) => break,
                answer => answer.map_err(WaitError::Call)?,
            };
            let state = polling.state.text(&response).ok().flatten();
            let is_in = |states: &[&str]| state.as_deref().is_some_and(|state| states.contains(&state));
            if is_in(polling.until) {
                return Ok(response);
            }
            if is_in(polling.failed) {
                return Err(WaitError::Failed(Box::new(response)));
            }
            let asked = response.head().asked_pause(time).unwrap_or_default();
            last = Some(Box::new(response));
            let left = left();
            let rest = left.saturating_sub(LAST_REQUEST.min(left / 2));
            if is_last || rest.is_zero() || asked > rest {
                break;
            }
            let pause = waiter.pause(first, request).max(asked);
            is_last = pause >= rest;
            time.pause(pause.min(rest)).await;
        }
        Err(WaitError::TimedOut(last))
    }
}

fn is_timeout<E>(error: &Error<E>) -> bool {
    matches!(error, Error::Transport(error) if error.kind() == TransportErrorKind::Timeout)
}

impl<T, E> WaitError<T, E> {
    /// The last response, if one came.
    pub fn response(&self) -> Option<&Response<T>> {
        match self {
            Self::Failed(response) => Some(response),
            Self::TimedOut(response) => response.as_deref(),
            Self::Call(_) => None,
        }
    }
}

impl<T, E> From<Error<E>> for WaitError<T, E> {
    fn from(error: Error<E>) -> Self {
        Self::Call(error)
    }
}

impl<T, E> fmt::Display for WaitError<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(response) => {
                write!(f, "{}, but with a state after which the one that is waited for does not come", response.head())
            }
            Self::TimedOut(Some(response)) => {
                write!(f, "{}, but the state that is waited for did not come in time", response.head())
            }
            Self::TimedOut(None) => f.write_str("no response came in the time for a state"),
            Self::Call(error) => error.fmt(f),
        }
    }
}

impl<T, E> fmt::Debug for WaitError<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(response) => f.debug_tuple("Failed").field(&response.head().to_string()).finish(),
            Self::TimedOut(response) => {
                let head = response.as_ref().map(|response| response.head().to_string());
                f.debug_tuple("TimedOut").field(&head).finish()
            }
            Self::Call(error) => f.debug_tuple("Call").field(error).finish(),
        }
    }
}

impl<T, E: 'static> std::error::Error for WaitError<T, E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Call(error) => error.source(),
            Self::Failed(_) | Self::TimedOut(_) => None,
        }
    }
}

/// Writes the methods that wait for a state for a struct with a field `call: Call<Success, Error>`.
///
/// `polled!(GetJob => Job, ErrorBody, GET_JOB_STATES);`
#[macro_export]
macro_rules! polled {
    ($name:ident => $success:ty, $error:ty, $polling:expr) => {
        impl $name {
            /// Sends the request again and again, until the response has a state that the document names as the end.
            ///
            /// # Errors
            /// A state after which that does not come, the end of the time, or a request that failed.
            pub fn send_until_done(
                self,
                waiter: $crate::Waiter,
            ) -> impl ::core::future::Future<
                Output = ::core::result::Result<$crate::Response<$success>, $crate::WaitError<$success, $error>>,
            > + $crate::MaybeSend {
                self.call.send_until(&$polling, waiter)
            }

            /// The same with options for each of the requests.
            ///
            /// # Errors
            /// The same.
            pub fn send_until_done_with(
                self,
                waiter: $crate::Waiter,
                options: $crate::CallOptions,
            ) -> impl ::core::future::Future<
                Output = ::core::result::Result<$crate::Response<$success>, $crate::WaitError<$success, $error>>,
            > + $crate::MaybeSend {
                self.call.options(options).send_until(&$polling, waiter)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_are_at_least_half_of_a_bound_that_doubles() {
        let (waiter, second) = (Waiter::within(Duration::MAX), Duration::from_secs(1));
        for (request, bound) in [(1, 10), (2, 20), (3, 40), (4, 60), (40, 60)] {
            for _ in 0..100 {
                let pause = waiter.pause(10 * second, request);
                assert!(pause >= bound * second / 2 && pause <= bound * second, "{request}: {pause:?}");
            }
        }
        assert!(waiter.pause(100 * second, 7) >= 50 * second);
    }
}
