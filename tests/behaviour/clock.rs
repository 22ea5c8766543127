//! The clock of the clients here: nobody waits for it, and it goes on only when a test says so.
//!
//! A wait between two attempts is written down and over at once. Whatever else waits, a timeout for instance, waits until the
//! time is moved to its end. So each test takes as long as its requests, and gives the same result each time.

use std::{
    collections::BTreeMap,
    future::poll_fn,
    sync::{Arc, Mutex, MutexGuard},
    task::{Poll, Waker},
    time::{Duration, Instant, SystemTime},
};

use nectar_client::runtime::{BoxFuture, Clock};
use tokio::sync::watch;

/// What a test does when a client begins to wait before another attempt.
pub type OnPause = Box<dyn FnMut() + Send>;

#[derive(Clone)]
pub struct TestClock(Arc<Inner>);

struct Inner {
    start: Instant,
    state: Mutex<State>,
    /// How often somebody began to wait, and how often somebody ceased to.
    waits: watch::Sender<(u64, u64)>,
}

#[derive(Default)]
struct State {
    elapsed: Duration,
    /// How far the time of day is from the truth, in seconds.
    is_off_by: i64,
    waiting: BTreeMap<u64, (Instant, Option<Waker>)>,
    pauses: Vec<Duration>,
    on_pause: Option<OnPause>,
}

/// Seconds from 1970 to a day in 2026, which is when all of this happens.
pub const TODAY: u64 = 1_767_225_600;

impl TestClock {
    pub fn new() -> Self {
        let waits = watch::Sender::new((0, 0));
        Self(Arc::new(Inner { start: Instant::now(), state: Mutex::default(), waits }))
    }

    /// The time that has passed.
    pub fn elapsed(&self) -> Duration {
        self.state().elapsed
    }

    /// What a server sees on its own, correct clock.
    pub fn true_time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(TODAY) + self.elapsed()
    }

    /// The waits between attempts so far.
    pub fn pauses(&self) -> Vec<Duration> {
        self.state().pauses.clone()
    }

    pub fn on_pause(&self, act: OnPause) {
        self.state().on_pause = Some(act);
    }

    /// Lets the time of day jump, as when a user sets it; no time passes.
    pub fn jump(&self, seconds: i64) {
        self.state().is_off_by += seconds;
    }

    /// Lets time pass.
    pub fn pass(&self, time: Duration) {
        let mut state = self.state();
        state.elapsed += time;
        let now = self.0.start + state.elapsed;
        let due = state.waiting.values_mut().filter(|(until, _)| *until <= now);
        let wakers: Vec<_> = due.filter_map(|(_, waker)| waker.take()).collect();
        drop(state);
        wakers.into_iter().for_each(Waker::wake);
    }

    /// Lets time pass up to the next moment that somebody waits for, and waits until they have seen it; but no more than `most`.
    /// Whether that moment has come.
    pub async fn pass_to_next(&self, most: Duration) -> bool {
        let mut waits = self.0.waits.subscribe();
        let next = |state: &State| state.waiting.values().map(|(until, _)| *until).min();
        // Somebody is about to wait.
        let next = loop {
            waits.borrow_and_update();
            if let Some(next) = next(&self.state()) {
                break next;
            }
            waits.changed().await.unwrap();
        };
        let now = self.0.start + self.elapsed();
        let left = next.saturating_duration_since(now);
        self.pass(left.min(most));
        let is_seen = |clock: &Self| {
            let now = clock.0.start + clock.elapsed();
            clock.state().waiting.values().all(|(until, _)| *until > now)
        };
        while !is_seen(self) {
            waits.changed().await.unwrap();
        }
        left <= most
    }

    /// How often somebody has begun to wait.
    pub fn begun(&self) -> u64 {
        self.0.waits.borrow().0
    }

    /// Waits until somebody has begun to wait more often than that.
    pub async fn begun_after(&self, before: u64) {
        self.0.waits.subscribe().wait_for(|(begun, _)| *begun > before).await.unwrap();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap()
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        self.0.start + self.elapsed()
    }

    fn system_time(&self) -> SystemTime {
        let off = self.state().is_off_by;
        let off_by = Duration::from_secs(off.unsigned_abs());
        if off < 0 { self.true_time() - off_by } else { self.true_time() + off_by }
    }

    fn sleep_until(&self, deadline: Instant) -> BoxFuture<'static, ()> {
        let id = self.begun();
        self.state().waiting.insert(id, (deadline, None));
        self.0.waits.send_modify(|(begun, _)| *begun += 1);
        let sleep = Sleep { clock: self.clone(), id, deadline };
        Box::pin(poll_fn(move |cx| sleep.poll(cx.waker())))
    }

    fn pause(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.state().pauses.push(duration);
        let act = self.state().on_pause.take();
        if let Some(mut act) = act {
            act();
            self.state().on_pause = Some(act);
        }
        self.pass(duration);
        // Once, so that a call can be dropped while it waits.
        Box::pin(tokio::task::yield_now())
    }
}

struct Sleep {
    clock: TestClock,
    id: u64,
    deadline: Instant,
}

impl Sleep {
    fn poll(&self, waker: &Waker) -> Poll<()> {
        let mut state = self.clock.state();
        if self.clock.0.start + state.elapsed >= self.deadline {
            return Poll::Ready(());
        }
        if let Some((_, known)) = state.waiting.get_mut(&self.id) {
            *known = Some(waker.clone());
        }
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.clock.state().waiting.remove(&self.id);
        self.clock.0.waits.send_modify(|(_, ceased)| *ceased += 1);
    }
}
