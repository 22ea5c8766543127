//! Limits of a client: takes the requests that want to be sent, lets each go when it is its turn.
//!
//! There is a gate for each origin and, where an operation has a limit of its own, one more for that. A request goes through both.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use smallvec::SmallVec;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use url::{Origin, Url};

use crate::{HttpRequest, Instant, RateLimit, clock::Time, rate::Rate};

/// More gates are kept only while all of them are in use.
const MOST_GATES: usize = 256;

/// The limits that all clones of a client share.
#[derive(Default)]
pub(crate) struct Limits {
    /// Of all requests to one origin.
    all: Option<RateLimit>,
    /// Whether those that operations have count.
    has_own: bool,
    gates: Mutex<HashMap<Key, Arc<Gate>>>,
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
    /// Whoever holds it is the next. What has a place already, as a redirected request has, never stands here.
    line: tokio::sync::Mutex<()>,
    rate: Mutex<Rate>,
}

/// Those of a request, the narrower first. All take them in this order, so that nobody waits for whom he keeps waiting.
type Gates = SmallVec<[Arc<Gate>; 2]>;

/// The turn of a request: its places, until the body of the response has been received or is dropped.
pub(crate) struct Turn {
    origin: Origin,
    gates: Gates,
    _places: SmallVec<[OwnedSemaphorePermit; 2]>,
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
        let has_own = given.is_none_or(|limit| !limit.is_none());
        let all = given.or(documented).filter(|limit| !limit.is_none());
        Self { all, has_own, gates: Mutex::default() }
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
        let (mut places, mut lines) = (SmallVec::new(), SmallVec::<[_; 2]>::new());
        let mut now = time.now();
        for (index, gate) in gates.iter().enumerate() {
            places.extend(gate.place().await);
            lines.push(gate.line.lock().await);
            let (open, is_last) = (gates.get(..=index).unwrap_or_default(), index + 1 == gates.len());
            now = now.max(time.now());
            while let Err(next) = pass(open, now, is_last) {
                if deadline.is_some_and(|deadline| deadline <= next) {
                    return Err(TooLate);
                }
                time.pause(next.saturating_duration_since(time.now())).await;
                // A clock of a test need not go on.
                now = next.max(time.now());
            }
        }
        drop(lines);
        Ok(Turn { origin, gates, _places: places, is_used: false })
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
        let mut at = time.now();
        // Nobody holds the next one up who waits for this one: the moment is taken first, and then waited for.
        while let Err(next) = pass(&self.gates, at, true) {
            at = next;
        }
        let wait = at.saturating_duration_since(time.now());
        if !wait.is_zero() {
            time.pause(wait).await;
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
        Self { places, line: tokio::sync::Mutex::default(), rate: Mutex::new(Rate::new(limit)) }
    }

    async fn place(&self) -> Option<OwnedSemaphorePermit> {
        // It is never closed.
        self.places.clone()?.acquire_owned().await.ok()
    }
}

/// Goes through all of these gates at this moment, or only looks whether that can be; the error is when it can.
fn pass(gates: &[Arc<Gate>], now: Instant, is_meant: bool) -> Result<(), Instant> {
    let mut rates: SmallVec<[_; 2]> = gates.iter().map(|gate| locked(&gate.rate)).collect();
    match rates.iter().map(|rate| rate.next(now)).max() {
        Some(next) if next > now => Err(next),
        _ => {
            rates.iter_mut().filter(|_| is_meant).for_each(|rate| rate.take(now));
            Ok(())
        }
    }
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
        assert!(!limits(RateLimit::new().burst(1)).is_on(own));
        let documented = Limits::new(own, None);
        assert!(documented.is_on(None) && documented.is_on(Some(RateLimit::new())));
        assert!(Limits::new(None, None).is_on(own) && !Limits::new(None, None).is_on(None));
        assert_eq!(turn(&documented, "h", Some(RateLimit::new())).await.gates.len(), 1);
        assert_eq!(turn(&documented, "g", own).await.gates.len(), 2);
    }
}
