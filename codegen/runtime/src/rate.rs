//! The pace of requests: takes the moments at which they are sent, tells when the next one may be. It has no clock.

use std::{collections::VecDeque, time::Duration};

use crate::{Instant, RateLimit};

/// Nobody waits longer, and no clock ends sooner.
const LONGEST: Duration = Duration::from_secs(10 * 365 * 24 * 3600);

/// What is sent within such a part of the time is remembered as one, so that millions in a day need no memory each.
const PARTS: u32 = 1024;

/// What was sent, and when the next may be.
#[derive(Default)]
pub(crate) struct Rate {
    quota: Option<Quota>,
    /// When all would be sent if the requests so far had been spread evenly (GCRA's "theoretical arrival time").
    even: Option<Instant>,
    /// What was sent in the last [`Quota::per`], the oldest first.
    sent: VecDeque<Run>,
    /// The server has asked for no requests before.
    held_until: Option<Instant>,
}

/// At most so many in a time, one each `step`, but for as many at once as make up for `slack`.
struct Quota {
    most: u32,
    per: Duration,
    step: Duration,
    slack: Duration,
}

/// Requests right after each other.
struct Run {
    begin: Instant,
    end: Instant,
    count: u32,
}

// GCRA spreads, but lets nearly twice as many pass in a time that begins with a burst; so what was sent is counted, too. governor
// does the former alone, and its atomics gain nothing where callers stand in a line anyway.
impl Rate {
    pub(crate) fn new(limit: &RateLimit) -> Self {
        Self { quota: Quota::new(limit), ..Self::default() }
    }

    /// The first moment from `now` on at which a request may be sent.
    pub(crate) fn next(&self, now: Instant) -> Instant {
        let next = now.max(self.held_until.unwrap_or(now));
        let Some(quota) = &self.quota else { return next };
        let pace = self.even.and_then(|even| even.checked_sub(quota.slack));
        let count = self.sent.iter().fold(0_u32, |sum, run| sum.saturating_add(run.count));
        let oldest = self.sent.front().filter(|_| count >= quota.most);
        let window = oldest.and_then(|run| run.end.checked_add(quota.per));
        [pace, window].into_iter().flatten().fold(next, Instant::max)
    }

    /// When a request may be sent that is behind so many others, which go at the pace or are passed by.
    pub(crate) fn moment(&self, now: Instant, ahead: u32) -> Instant {
        let next = self.next(now);
        let Some(quota) = self.quota.as_ref().filter(|_| ahead > 0) else { return next };
        let at_once = if next > now { 0 } else { self.burst(quota, now) };
        let wait = quota.step.saturating_mul(ahead.saturating_sub(at_once));
        next.checked_add(wait).unwrap_or(next)
    }

    /// The time between two requests at an even pace.
    pub(crate) fn step(&self) -> Duration {
        self.quota.as_ref().map_or(Duration::ZERO, |quota| quota.step)
    }

    /// How many requests may be sent now behind the one that may be.
    fn burst(&self, quota: &Quota, now: Instant) -> u32 {
        let count = self.sent.iter().fold(0_u32, |sum, run| sum.saturating_add(run.count));
        let behind = self.even.map_or(Duration::ZERO, |even| even.saturating_duration_since(now));
        let slack = quota.slack.saturating_sub(behind);
        let steps = slack.as_nanos().checked_div(quota.step.as_nanos()).unwrap_or(u128::MAX);
        let left = quota.most.saturating_sub(count).saturating_sub(1);
        u32::try_from(steps).unwrap_or(u32::MAX).min(left)
    }

    /// A request is sent at this moment, which is none before [`next`](Self::next).
    pub(crate) fn take(&mut self, at: Instant) {
        let Some(quota) = &self.quota else { return };
        self.even = self.even.map_or(at, |even| even.max(at)).checked_add(quota.step);
        while self.sent.front().is_some_and(|run| is_over(run, quota, at)) {
            self.sent.pop_front();
        }
        match self.sent.back_mut() {
            Some(run) if at.saturating_duration_since(run.begin) < quota.per / PARTS => {
                run.end = at;
                run.count = run.count.saturating_add(1);
            }
            _ => self.sent.push_back(Run { begin: at, end: at, count: 1 }),
        }
    }

    /// Nothing is sent before.
    pub(crate) fn hold(&mut self, until: Instant) {
        self.held_until = self.held_until.max(Some(until));
    }

    /// From when on nothing of the past counts any more.
    pub(crate) fn settled(&self) -> Option<Instant> {
        let per = self.quota.as_ref().map_or(Duration::ZERO, |quota| quota.per);
        let window = self.sent.back().and_then(|run| run.end.checked_add(per));
        [self.even, window, self.held_until].into_iter().flatten().max()
    }
}

fn is_over(run: &Run, quota: &Quota, at: Instant) -> bool {
    run.end.checked_add(quota.per).is_some_and(|end| end <= at)
}

impl Quota {
    fn new(limit: &RateLimit) -> Option<Self> {
        let (most, per) = limit.requests?;
        let (most, per) = (most.max(1), per.min(LONGEST));
        let burst = limit.burst.unwrap_or(most).clamp(1, most);
        let step = per / most;
        Some(Self { most, per, step, slack: step.saturating_mul(burst.saturating_sub(1)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The seconds at which so many are sent that all come at once.
    fn seconds(limit: RateLimit, count: usize) -> Vec<f64> {
        let (mut rate, start) = (Rate::new(&limit), Instant::now());
        let mut now = start;
        let mut send = || {
            now = rate.next(now);
            rate.take(now);
            (now - start).as_secs_f64()
        };
        (0..count).map(|_| send()).collect()
    }

    #[test]
    fn a_burst_then_an_even_pace_and_never_more_than_the_most() {
        let five = RateLimit::new().requests(5, Duration::from_secs(5));
        assert_eq!(seconds(five.burst(1), 7), [0., 1., 2., 3., 4., 5., 6.]);
        assert_eq!(seconds(five.burst(2), 10), [0., 0., 1., 2., 3., 5., 5., 6., 7., 8.]);
        assert_eq!(seconds(five, 11), [0., 0., 0., 0., 0., 5., 5., 5., 5., 5., 10.]);
        assert_eq!(seconds(five.burst(99), 6), [0., 0., 0., 0., 0., 5.]);
    }

    #[test]
    fn odd_numbers_are_no_panic_and_no_dead_end() {
        let none = RateLimit::new();
        assert_eq!(seconds(none, 3), [0., 0., 0.]);
        assert_eq!(seconds(none.burst(1), 3), [0., 0., 0.]);
        assert_eq!(seconds(none.requests(0, Duration::from_secs(1)).burst(0), 3), [0., 1., 2.]);
        assert_eq!(seconds(none.requests(1, Duration::ZERO), 3), [0., 0., 0.]);
        assert_eq!(seconds(none.requests(u32::MAX, Duration::MAX), 3), [0., 0., 0.]);
        assert!(seconds(none.requests(1, Duration::MAX), 99)[98] > 1e9);
    }

    #[test]
    fn any_window_of_any_times_holds_no_more_than_the_most() {
        for (most, burst) in [(7, 1), (7, 3), (7, 7), (3000, 3000), (3000, 10)] {
            let per = Duration::from_secs(10);
            let (mut rate, start) = (Rate::new(&RateLimit::new().requests(most, per).burst(burst)), Instant::now());
            let (mut sent, mut now) = (Vec::new(), start);
            let mut random = fastrand::Rng::with_seed(7);
            for _ in 0..most * 4 {
                now = rate.next(now + Duration::from_millis(random.u64(0..2)));
                rate.take(now);
                sent.push(now);
            }
            let most = usize::try_from(most).unwrap();
            assert!(sent.windows(most + 1).all(|window| window[most] - window[0] >= per), "{most} {burst}");
            assert!(rate.sent.len() <= 1026, "{}", rate.sent.len());
        }
    }

    #[test]
    fn a_server_that_asks_for_a_pause_gets_it() {
        let (mut rate, now) = (Rate::new(&RateLimit::new()), Instant::now());
        assert_eq!(rate.settled(), None);
        rate.hold(now + Duration::from_secs(7));
        rate.hold(now + Duration::from_secs(3));
        assert_eq!(rate.next(now), now + Duration::from_secs(7));
        assert_eq!(rate.settled(), Some(now + Duration::from_secs(7)));
    }
}
