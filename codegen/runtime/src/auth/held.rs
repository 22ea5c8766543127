//! The credential of one scheme: takes a fixed one or a provider, gives one that is good now, fetched once for all who wait.

use std::{
    fmt,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use super::{CredentialProvider, Given, Placed, credential::Lifetime, oauth2::TokenError};
use crate::{BoxError, Instant, SecurityScheme, SystemTime, clock::Time};

/// Before its end a credential is fetched anew by this much, or by a tenth of its life where that is less.
const EARLY: Duration = Duration::from_secs(60);

/// Nobody waits longer for another credential while there is one that is good.
const EARLY_WAIT: Duration = Duration::from_secs(5);

/// Nor asks again sooner after that was in vain.
const EARLY_PAUSE: Duration = Duration::from_secs(10);

/// What a client holds for a scheme.
pub(crate) enum Held {
    Fixed(Placed),
    Provided(Box<Provided>),
}

/// A credential of a provider that is good now.
#[derive(Clone)]
pub(crate) struct Ready {
    pub(crate) placed: Placed,
    /// Which of those that its provider gave it is.
    pub(crate) version: u64,
}

/// Why there is no credential.
#[derive(Clone, Debug)]
pub(crate) struct Unavailable {
    pub(crate) scheme: &'static str,
    source: Arc<BoxError>,
}

impl Unavailable {
    /// Whether a token endpoint may well answer later; what a provider of the caller's means nobody knows.
    pub(crate) fn is_transient(&self) -> bool {
        self.source.downcast_ref::<TokenError>().is_some_and(|error| error.is_transient)
    }
}

pub(crate) struct Provided {
    scheme: &'static SecurityScheme,
    provider: Box<dyn CredentialProvider>,
    known: Mutex<Known>,
    /// Whoever holds it asks the provider. A call that is dropped meanwhile lets the next one ask.
    asking: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Known {
    current: Option<Current>,
    /// How often the provider has answered.
    answers: u64,
    /// Its last answer, if that was none.
    failure: Option<Unavailable>,
}

#[derive(Clone)]
struct Current {
    placed: Placed,
    version: u64,
    life: Option<Life>,
}

/// Two clocks tell the end, and the first counts: one stands still while a machine sleeps, the other may jump back.
#[derive(Clone, Copy)]
struct Life {
    early: Instant,
    end: Instant,
    system_end: SystemTime,
}

impl Held {
    pub(crate) fn provided(scheme: &'static SecurityScheme, provider: Box<dyn CredentialProvider>) -> Self {
        let (known, asking) = (Mutex::default(), tokio::sync::Mutex::default());
        Self::Provided(Box::new(Provided { scheme, provider, known, asking }))
    }

    /// One that nobody has to be asked for.
    pub(crate) fn fixed(&self) -> Option<&Placed> {
        match self {
            Self::Fixed(placed) => Some(placed),
            Self::Provided(_) => None,
        }
    }

    /// Who has to be asked for it.
    pub(crate) fn provider(&self) -> Option<&Provided> {
        match self {
            Self::Fixed(_) => None,
            Self::Provided(provided) => Some(provided),
        }
    }
}

impl Provided {
    /// A credential that is good now, and not the one that a server has refused.
    pub(crate) async fn get(&self, time: &Time, refused: Option<u64>) -> Result<Ready, Unavailable> {
        let (usable, answers) = self.usable(time, refused);
        let Some((current, is_early)) = usable else {
            let _asking = self.asking.lock().await;
            // Another call may have asked meanwhile, and its answer is that of all who waited.
            return match self.answer_since(answers, refused) {
                Some(answer) => answer.map(Ready::from),
                None => self.ask(time, refused).await.map(Ready::from),
            };
        };
        if is_early && let Ok(_asking) = self.asking.try_lock() {
            let asked = pin!(self.ask(time, refused));
            if let Some(Ok(other)) = time.within(time.after(EARLY_WAIT), asked).await {
                return Ok(other.into());
            }
            self.put_off(time);
        }
        Ok(current.into())
    }

    /// What the provider has answered after so many answers, good for the moment or not.
    fn answer_since(&self, answers: u64, refused: Option<u64>) -> Option<Result<Current, Unavailable>> {
        let known = self.known();
        if known.answers == answers {
            return None;
        }
        match (&known.failure, &known.current) {
            (Some(failure), _) => Some(Err(failure.clone())),
            (None, current) => current.clone().filter(|current| Some(current.version) != refused).map(Ok),
        }
    }

    /// The credential that is at hand does for a while.
    fn put_off(&self, time: &Time) {
        let later = time.after(EARLY_PAUSE);
        if let Some(life) = self.known().current.as_mut().and_then(|current| current.life.as_mut()) {
            life.early = later.unwrap_or(life.end);
        }
    }

    /// The current credential, and whether it is time to ask for another; how many answers there were.
    fn usable(&self, time: &Time, refused: Option<u64>) -> (Option<(Current, bool)>, u64) {
        let known = self.known();
        let current = known.current.as_ref().filter(|current| Some(current.version) != refused);
        let now = time.now();
        let current = match current.map(|current| (current, current.life)) {
            Some((current, None)) => Some((current.clone(), false)),
            Some((current, Some(life))) if now < life.end && time.system_time() < life.system_end => {
                Some((current.clone(), now >= life.early))
            }
            _ => None,
        };
        (current, known.answers)
    }

    async fn ask(&self, time: &Time, refused: Option<u64>) -> Result<Current, Unavailable> {
        let given = self.provider.credential().await;
        let given = given.map(|credential| (credential.lifetime(), Given::Any(credential)));
        let placed = given.and_then(|(lifetime, given)| Ok((lifetime, Placed::new(self.scheme, &given)?)));
        let mut known = self.known();
        known.answers += 1;
        let version = known.answers;
        match placed {
            Ok((lifetime, placed)) => {
                let current = Current { placed, version, life: life(lifetime, time) };
                known.current = Some(current.clone());
                known.failure = None;
                Ok(current)
            }
            Err(source) => {
                let failure = Unavailable { scheme: self.scheme.name, source: Arc::new(source) };
                known.failure = Some(failure.clone());
                // What a server has refused is good for no other call.
                known.current = known.current.take().filter(|current| Some(current.version) != refused);
                Err(failure)
            }
        }
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Beyond the end of a clock is never.
fn life(lifetime: Lifetime, time: &Time) -> Option<Life> {
    let (now, system_now) = (time.now(), time.system_time());
    let left = match lifetime {
        Lifetime::Unknown => return None,
        Lifetime::For(left) => left,
        Lifetime::Until(end) => end.duration_since(system_now).unwrap_or_default(),
    };
    let early = now.checked_add(left.saturating_sub(EARLY.min(left / 10)))?;
    Some(Life { early, end: now.checked_add(left)?, system_end: system_now.checked_add(left)? })
}

impl From<Current> for Ready {
    fn from(current: Current) -> Self {
        Self { placed: current.placed, version: current.version }
    }
}

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no credential for security scheme `{}` could be had", self.scheme)
    }
}

impl std::error::Error for Unavailable {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&**self.source)
    }
}
