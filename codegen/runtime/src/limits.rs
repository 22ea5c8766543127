//! Limits of a client: takes the requests that want to be sent, lets each go when it is its turn.
//!
//! There is a gate for each origin and, where an operation has a limit of its own, one more for that. A request goes through both.

use std::{
    collections::{BTreeMap, HashMap},
    future::{Future, poll_fn},
    pin::{Pin, pin},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::Poll,
    time::Duration,
};

use smallvec::SmallVec;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, TryAcquireError, futures::Notified};
use url::{Origin, Url};

use crate::{HttpRequest, Instant, RateLimit, clock::Time, rate::Rate};

/// More gates are kept only while all of them are in use.
const MOST_GATES: usize = 256;

/// Nobody counts more of those who wait.
const MOST_AHEAD: usize = 1024;

/// The limits that all clones of a client share.
#[derive(Default)]
pub(crate) struct Limits {
    /// Of all requests to one origin.
    all: Option<RateLimit>,
    /// Whether those that operations have count.
    has_own: bool,
    gates: Mutex<HashMap<Key, Arc<Gate>>>,
    /// Somebody has given up waiting.
    left: Notify,
}

/// Which requests go through a gate.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    /// Those of this operation, by id and path, or all.
    operation: Option<(&'static str, &'static str)>,
    origin: Origin,
}

/// Where requests wait, first come, first served.
struct Gate {
    places: Option<Arc<Semaphore>>,
    /// The numbers of those who wait, and when their turn is. What has a place already, as a redirected request has, never stands here.
    line: Mutex<BTreeMap<u64, Instant>>,
    rate: Mutex<Rate>,
}

/// Those of a request, the narrower first. All take them in this order, so that nobody waits for whom he keeps waiting.
type Gates = SmallVec<[Arc<Gate>; 2]>;

/// Those that a request has.
type Places = SmallVec<[OwnedSemaphorePermit; 2]>;

/// The turn of a request: its places, until the body of the response has been received or is dropped.
pub(crate) struct Turn {
    origin: Origin,
    gates: Gates,
    _places: Places,
    /// Whether it has been used for a request, so that another one has to wait for the pace.
    pub(crate) is_used: bool,
}

/// The turn that a request has on its way; a copy of the request has none.
#[derive(Default)]
pub(crate) struct Carried(pub(crate) Option<Box<Turn>>);

impl Clone for Carried {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// The turn would come after the end of the call.
pub(crate) struct TooLate;

impl Limits {
    /// What holds for all requests; where `given` is no limit at all, operations have none either.
    pub(crate) fn new(documented: Option<RateLimit>, given: Option<RateLimit>) -> Self {
        // A burst of nothing is no word about limits.
        let given = given.filter(|limit| !limit.is_none() || *limit == RateLimit::new());
        let has_own = given.is_none_or(|limit| !limit.is_none());
        let all = given.or(documented).filter(|limit| !limit.is_none());
        Self { all, has_own, gates: Mutex::default(), left: Notify::new() }
    }

    /// Whether requests of an operation with this limit of its own have to wait for anything.
    pub(crate) fn is_on(&self, own: Option<RateLimit>) -> bool {
        self.all.is_some() || self.own(own).is_some()
    }

    /// Waits until a request may be sent, but not if that is after the deadline. Whoever is dropped meanwhile has taken nothing.
    pub(crate) async fn turn(
        &self,
        request: &HttpRequest,
        own: Option<RateLimit>,
        time: &Time,
        deadline: Option<Instant>,
    ) -> Result<Turn, TooLate> {
        let origin = request.url.origin();
        let gates = self.gates(request, own, &origin, time);
        if let Some(places) = at_once(&gates, time.now()) {
            return Ok(Turn { origin, gates, _places: places, is_used: false });
        }
        let mut tickets: SmallVec<[_; 2]> =
            gates.iter().map(|gate| Ticket::new(gate, &self.left, time.now())).collect();
        let mut now = time.now();
        loop {
            let mut places = Places::new();
            for gate in &gates {
                places.extend(gate.place().await);
            }
            now = now.max(time.now());
            let mut left = pin!(self.left.notified());
            left.as_mut().enable();
            let ahead: SmallVec<[_; 2]> = tickets.iter().map(|ticket| ticket.ahead(now)).collect();
            let Err(moment) = pass(&gates, now, &ahead) else {
                tickets.iter_mut().for_each(|ticket| ticket.is_used = true);
                return Ok(Turn { origin, gates, _places: places, is_used: false });
            };
            if deadline.is_some_and(|deadline| gates.iter().any(|gate| deadline <= locked(&gate.rate).next(now))) {
                return Err(TooLate);
            }
            tickets.iter().for_each(|ticket| ticket.set(moment));
            // Who waits for the pace keeps nobody else from a place, nor from a moment: it may be that nobody polls this.
            drop(places);
            let is_over = or_left(time.pause(moment.saturating_duration_since(time.now())), left).await;
            // A clock of a test need not go on.
            now = if is_over { moment.max(time.now()) } else { time.now() };
        }
    }

    fn own(&self, own: Option<RateLimit>) -> Option<RateLimit> {
        own.filter(|limit| self.has_own && !limit.is_none())
    }

    fn gates(&self, request: &HttpRequest, own: Option<RateLimit>, origin: &Origin, time: &Time) -> Gates {
        let of_operation = self.own(own).map(|limit| (Some((request.operation, request.template)), limit));
        let of_all = self.all.map(|limit| (None, limit));
        let mut gates = locked(&self.gates);
        let both = of_operation.into_iter().chain(of_all);
        both.map(|(operation, limit)| gate(&mut gates, Key { operation, origin: origin.clone() }, &limit, time))
            .collect()
    }
}

impl Turn {
    pub(crate) fn is_at(&self, url: &Url) -> bool {
        self.origin == url.origin()
    }

    /// Waits until another request may be sent in the same places.
    pub(crate) async fn again(&self, time: &Time) {
        let mut now = time.now();
        while let Err(moment) = pass(&self.gates, now, &[0; 2]) {
            time.pause(moment.saturating_duration_since(time.now())).await;
            now = moment.max(time.now());
        }
    }

    /// The server wants no requests for so long. If the operation has a limit of its own, that is what it speaks of.
    pub(crate) fn hold(&self, wait: Duration, time: &Time) {
        if let Some((gate, until)) = self.gates.first().zip(time.after(wait)) {
            locked(&gate.rate).hold(until);
        }
    }
}

impl Gate {
    fn new(limit: &RateLimit) -> Self {
        let most = |most: u32| usize::try_from(most).unwrap_or(usize::MAX).clamp(1, Semaphore::MAX_PERMITS);
        let places = limit.concurrent.map(|count| Arc::new(Semaphore::new(most(count))));
        Self { places, line: Mutex::default(), rate: Mutex::new(Rate::new(limit)) }
    }

    /// A place that nobody waits for.
    fn free_place(&self) -> Result<Option<OwnedSemaphorePermit>, TryAcquireError> {
        self.places.clone().map(Semaphore::try_acquire_owned).transpose()
    }

    async fn place(&self) -> Option<OwnedSemaphorePermit> {
        // It is never closed.
        self.places.clone()?.acquire_owned().await.ok()
    }
}

/// Goes through all of these gates, if nobody waits at any and there is a place at each.
fn at_once(gates: &[Arc<Gate>], now: Instant) -> Option<Places> {
    let is_free = |gate: &Arc<Gate>| locked(&gate.line).is_empty();
    let mut places = Places::new();
    for gate in gates {
        places.extend(gate.free_place().ok()?);
    }
    (gates.iter().all(is_free) && pass(gates, now, &[0; 2]).is_ok()).then_some(places)
}

/// Goes through all of these gates at this moment, behind so many others at each; the error is when it can.
fn pass(gates: &[Arc<Gate>], now: Instant, ahead: &[u32]) -> Result<(), Instant> {
    let mut rates: SmallVec<[_; 2]> = gates.iter().map(|gate| locked(&gate.rate)).collect();
    match rates.iter().zip(ahead).map(|(rate, ahead)| rate.moment(now, *ahead)).max() {
        Some(moment) if moment > now => Err(moment),
        _ => {
            rates.iter_mut().for_each(|rate| rate.take(now));
            Ok(())
        }
    }
}

/// Where a request stands in the line of a gate.
struct Ticket<'a> {
    gate: Arc<Gate>,
    number: u64,
    is_used: bool,
    left: &'a Notify,
}

impl<'a> Ticket<'a> {
    fn new(gate: &Arc<Gate>, left: &'a Notify, now: Instant) -> Self {
        let mut line = locked(&gate.line);
        let number = line.last_key_value().map_or(0, |(last, _)| last.saturating_add(1));
        line.insert(number, now);
        Self { gate: Arc::clone(gate), number, is_used: false, left }
    }

    /// How many came before, as far as it matters: who has more before it looks again when these are gone, and who has missed its turn
    /// is not waited for.
    fn ahead(&self, now: Instant) -> u32 {
        let grace = locked(&self.gate.rate).step();
        let is_coming = |turn: &Instant| turn.checked_add(grace).is_none_or(|end| now < end);
        let line = locked(&self.gate.line);
        let count = line.range(..self.number).take(MOST_AHEAD).filter(|(_, turn)| is_coming(turn)).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    fn set(&self, turn: Instant) {
        locked(&self.gate.line).insert(self.number, turn);
    }
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        locked(&self.gate.line).remove(&self.number);
        if !self.is_used {
            // All behind it are nearer to their turn than they thought.
            self.left.notify_waiters();
        }
    }
}

/// Waits for the end of a pause, or until somebody has left a line; whether it was the former.
async fn or_left(pause: impl Future<Output = ()>, mut left: Pin<&mut Notified<'_>>) -> bool {
    let mut pause = pin!(pause);
    poll_fn(|cx| match pause.as_mut().poll(cx) {
        Poll::Ready(()) => Poll::Ready(true),
        Poll::Pending => left.as_mut().poll(cx).map(|()| false),
    })
    .await
}

fn gate(gates: &mut HashMap<Key, Arc<Gate>>, key: Key, limit: &RateLimit, time: &Time) -> Arc<Gate> {
    if let Some(gate) = gates.get(&key) {
        return Arc::clone(gate);
    }
    if gates.len() >= MOST_GATES {
        forget(gates, time.now());
    }
    let gate = Arc::new(Gate::new(limit));
    gates.insert(key, Arc::clone(&gate));
    gate
}

/// Leaves out what makes no difference any more; else what will be so first.
fn forget(gates: &mut HashMap<Key, Arc<Gate>>, now: Instant) {
    let settled = |gate: &Arc<Gate>| locked(&gate.rate).settled();
    let is_unused = |gate: &Arc<Gate>| Arc::strong_count(gate) == 1;
    gates.retain(|_, gate| !is_unused(gate) || settled(gate).is_some_and(|end| end > now));
    if gates.len() >= MOST_GATES {
        let unused = gates.iter().filter(|(_, gate)| is_unused(gate));
        let first = unused.min_by_key(|(_, gate)| settled(gate)).map(|(key, _)| key.clone());
        first.and_then(|key| gates.remove(&key));
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Method;

    async fn turn(limits: &Limits, host: &str, own: Option<RateLimit>) -> Turn {
        let url = Url::parse(&format!("https://{host}/a")).unwrap();
        let request = HttpRequest::new("op", "/a", Method::GET, url);
        limits.turn(&request, own, &Time::System, None).await.ok().unwrap()
    }

    fn limits(limit: RateLimit) -> Limits {
        Limits::new(None, Some(limit))
    }

    #[tokio::test]
    async fn of_servers_that_nobody_calls_few_are_remembered() {
        let limits = limits(RateLimit::new().concurrent(1).requests(1, Duration::from_secs(3600)));
        let held = turn(&limits, "held", None).await;
        for index in 0..MOST_GATES * 3 {
            turn(&limits, &format!("h{index}"), None).await;
        }
        let mut gates = locked(&limits.gates);
        assert_eq!(gates.len(), MOST_GATES);
        assert!(gates.keys().any(|key| key.origin == held.origin));
        // After their time nothing speaks for any of them but for the one in use.
        forget(&mut gates, Instant::now() + Duration::from_secs(3601));
        assert_eq!(gates.len(), 1);
    }

    #[tokio::test]
    async fn as_many_as_are_in_use_are_remembered() {
        let limits = limits(RateLimit::new().concurrent(1));
        let mut held = Vec::new();
        for index in 0..MOST_GATES * 2 {
            held.push(turn(&limits, &format!("h{index}"), None).await);
        }
        assert_eq!(locked(&limits.gates).len(), MOST_GATES * 2);
        drop(held);
        turn(&limits, "another", None).await;
        assert_eq!(locked(&limits.gates).len(), 1);
    }

    #[tokio::test]
    async fn what_is_no_limit_is_in_nobodys_way() {
        let own = Some(RateLimit::new().concurrent(1));
        assert!(!Limits::default().is_on(None) && !Limits::default().is_on(own));
        assert!(!limits(RateLimit::new()).is_on(own));
        // A burst of nothing says nothing.
        assert!(limits(RateLimit::new().burst(1)).is_on(own));
        let documented = Limits::new(own, None);
        assert!(documented.is_on(None) && documented.is_on(Some(RateLimit::new())));
        assert!(Limits::new(None, None).is_on(own) && !Limits::new(None, None).is_on(None));
        assert_eq!(turn(&documented, "h", Some(RateLimit::new())).await.gates.len(), 1);
        assert_eq!(turn(&documented, "g", own).await.gates.len(), 2);
    }
}
