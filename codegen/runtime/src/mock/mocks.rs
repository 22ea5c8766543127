//! The mocks of one server: what each expects, what came, and what is wrong with it.

use std::{
    io,
    ops::{Bound, RangeBounds},
    panic::Location,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{
    Example, Mock, Received, Reply, Request, Route, Server,
    caught::caught,
    expected::Expected,
    redact,
    report::{VerifyError, times_text, unexpected_text, unknown_text},
    route::{closest, others},
};
use crate::{Api, HttpClientBuilder, SchemeKind, reqwest::ClientBuilder};

/// The server behind the mocks of a generated crate, whose `MockServer` this is the runtime's part of.
#[derive(Debug)]
pub struct Mocks {
    server: Server,
    shared: Arc<Shared>,
}

pub(super) struct Shared {
    routes: &'static [Route],
    /// Parameters of the query whose values are never shown.
    secrets: Vec<&'static str>,
    state: Mutex<State>,
}

#[derive(Default)]
pub(super) struct State {
    pub(super) mocks: Vec<Entry>,
    pub(super) received: Vec<Received>,
    /// What is said of requests that no mock was for, of functions that panicked, and of replies and faults that could not be sent.
    pub(super) troubles: Vec<String>,
    /// How many of these `verify` has told.
    told: usize,
}

/// What a mock was told.
pub(super) struct Entry {
    pub(super) route: Route,
    pub(super) at: &'static Location<'static>,
    pub(super) conditions: Vec<Condition>,
    pub(super) answers: Vec<Responder>,
    /// What answers where nothing else was said.
    pub(super) default: Option<Reply>,
    pub(super) calls: usize,
    pub(super) times: Option<(Bound<usize>, Bound<usize>)>,
    /// What `verify` has told of it last.
    pub(super) told: Vec<String>,
}

pub(super) type Responder = Arc<dyn Fn(&Received) -> Reply + Send + Sync>;

/// What a call must be like.
#[derive(Clone)]
pub(super) enum Condition {
    Request(Arc<Expected>),
    When(Arc<dyn Fn(&Received) -> bool + Send + Sync>),
    /// A request that could not be sent.
    Never(String),
}

/// A mock of the operation that a request calls.
struct Candidate {
    index: usize,
    route: Route,
    at: &'static Location<'static>,
    conditions: Vec<Condition>,
}

/// Why no mock answers a request.
struct Failure {
    status: u16,
    trouble: String,
}

impl Mocks {
    /// Starts a server for an API with these operations, on a free port.
    ///
    /// # Errors
    /// The system has no port or no thread left.
    #[doc(hidden)]
    pub fn start(api: &HttpClientBuilder, routes: &'static [Route]) -> io::Result<Self> {
        let secrets = redact::secret_parameters(api.api);
        let shared = Arc::new(Shared { routes, secrets, state: Mutex::default() });
        let (answering, refusing) = (Arc::clone(&shared), Arc::clone(&shared));
        let refused = move |received: &Received, _: u16, reason: &str| refusing.refused(received, reason);
        Ok(Self { server: Server::start_with(0, move |received| answering.answer(received), refused)?, shared })
    }

    /// What a client takes as its base URL.
    pub fn base_url(&self) -> String {
        self.server.base_url()
    }

    /// Settings of a client that calls this server: directly, and with placeholders as credentials.
    #[doc(hidden)]
    pub fn settings(&self, builder: HttpClientBuilder) -> HttpClientBuilder {
        let api: &'static Api = builder.api;
        let builder = builder.base_url(self.base_url()).reqwest(ClientBuilder::new().no_proxy());
        api.security_schemes.iter().fold(builder, |builder, scheme| match scheme.kind {
            SchemeKind::Basic => builder.basic(scheme.name, "user", "placeholder"),
            SchemeKind::Bearer | SchemeKind::OAuth2 { .. } => builder.bearer(scheme.name, "placeholder"),
            _ => builder.api_key(scheme.name, "placeholder"),
        })
    }

    /// A new mock of an operation, which answers with an example unless it is told otherwise.
    #[doc(hidden)]
    #[track_caller]
    pub fn mock<R: Request>(&self, default: Option<Example<R>>) -> Mock<'_, R> {
        let operation = R::operation();
        let entry = Entry {
            route: Route::new(operation.id, operation.method, operation.path),
            at: Location::caller(),
            conditions: Vec::new(),
            answers: Vec::new(),
            default: default.map(|example| example.reply()),
            calls: 0,
            times: None,
            told: Vec::new(),
        };
        Mock::new(&self.shared, entry)
    }

    /// All requests that came, in their order; those whose body could not be read are in [`verify`](Self::verify) alone.
    pub fn received(&self) -> Vec<Received> {
        self.shared.state().received.clone()
    }

    /// Whether all mocks were called as often as they expect, and nothing else came. When the server is dropped, it tells only what was
    /// not told here.
    ///
    /// # Errors
    /// All that is wrong, in words.
    pub fn verify(&self) -> Result<(), VerifyError> {
        let mut state = self.shared.state();
        state.told = state.troubles.len();
        state.mocks.iter_mut().for_each(|mock| mock.told = mock.troubles());
        let of_mocks = state.mocks.iter().flat_map(|mock| &mock.told);
        VerifyError::unless_empty(of_mocks.chain(&state.troubles).cloned().collect())
    }

    /// What is wrong and was not told.
    fn news(&self) -> Result<(), VerifyError> {
        let state = self.shared.state();
        let of_mocks =
            state.mocks.iter().flat_map(|mock| mock.troubles().into_iter().filter(|text| !mock.told.contains(text)));
        VerifyError::unless_empty(of_mocks.chain(state.troubles.iter().skip(state.told).cloned()).collect())
    }
}

/// Tells what is wrong and was not told, unless the test is failing already.
impl Drop for Mocks {
    #[expect(clippy::panic, reason = "a test must fail for what its mocks did not expect")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        if let Err(error) = self.news() {
            panic!("{error}");
        }
    }
}

impl Shared {
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps what is said of a request that no mock ever sees.
    fn refused(&self, received: &Received, reason: &str) {
        let call = redact::call(received, &self.secrets);
        self.state().troubles.push(format!("unexpected request {call}: {reason}"));
    }

    /// What a request is answered with. What is wrong is kept, and said in the answer.
    fn answer(&self, received: Received) -> Reply {
        let reply = self.reply(&received).unwrap_or_else(|Failure { status, trouble }| {
            self.state().troubles.push(trouble.clone());
            Reply::new(status).text(trouble + "\n")
        });
        if let Some(mistake) = reply.mistake() {
            self.state().troubles.push(format!("a reply that cannot be sent: {mistake}"));
        }
        if let Some(problem) = reply.problem() {
            self.state().troubles.push(format!("a fault that cannot be made: {problem}"));
        }
        reply
    }

    /// The reply of the last mock that a request is for; without any it is 501.
    fn reply(&self, received: &Received) -> Result<Reply, Failure> {
        let (path, query) = (received.path(), received.query().unwrap_or_default());
        let found = closest(self.routes, received.method().as_str(), path, query);
        // Conditions and answers are anybody's functions, which may look at the mocks.
        let judged = self.candidates(received, &found).into_iter().map(|candidate| {
            let differences = candidate.differences(received, &self.secrets)?;
            Ok((candidate, differences))
        });
        let judged: Vec<_> = judged.collect::<Result<_, Failure>>()?;
        let fitting = judged.iter().rev().find(|(_, differences)| differences.is_empty());
        if let Some((candidate, respond)) = fitting.and_then(|(one, _)| Some((one, self.responder(one.index)?))) {
            return caught(|| respond(received)).map_err(|how| candidate.panicked("answers_with", &how));
        }
        // Another path is another thing; other parameters are the same one seen otherwise.
        let distance = |lines: &[String]| (lines.iter().any(|line| line.starts_with("the path")), lines.len());
        let nearest = judged.iter().rev().min_by_key(|(_, differences)| distance(differences));
        let nearest = nearest.map(|(candidate, lines)| (candidate.route.id, candidate.at, lines.as_slice()));
        let call = redact::call(received, &self.secrets);
        let trouble = match found.is_empty() {
            true => unknown_text(&call, &others(self.routes, path, query)),
            false => unexpected_text(&call, &found, nearest),
        };
        Err(Failure { status: 501, trouble })
    }

    /// Keeps the request, and gives the mocks of the operations that it may be a call of.
    fn candidates(&self, received: &Received, found: &[Route]) -> Vec<Candidate> {
        let mut state = self.state();
        state.received.push(received.clone());
        let is_meant = |mock: &Entry| found.iter().any(|route| route.is(&mock.route));
        let own = state.mocks.iter().enumerate().filter(|(_, mock)| is_meant(mock));
        let candidate = |(index, mock): (usize, &Entry)| Candidate {
            index,
            route: mock.route,
            at: mock.at,
            conditions: mock.conditions.clone(),
        };
        own.map(candidate).collect()
    }

    /// Counts a call, and gives what answers it.
    fn responder(&self, index: usize) -> Option<Responder> {
        let mut state = self.state();
        let mock = state.mocks.get_mut(index)?;
        mock.calls = mock.calls.saturating_add(1);
        let answer = mock.answers.get(mock.calls.saturating_sub(1)).or_else(|| mock.answers.last());
        Some(answer.cloned().unwrap_or_else(|| {
            let nothing = || format!("the mock of `{}` has none; give it one with `answers`", mock.route.id);
            let reply = mock.default.clone().unwrap_or_else(|| Reply::new(500).mistaken(nothing()));
            Arc::new(move |_| reply.clone())
        }))
    }
}

impl Candidate {
    /// What a request has otherwise; nothing if the mock is for it.
    fn differences(&self, received: &Received, secrets: &[&str]) -> Result<Vec<String>, Failure> {
        let mut lines = Vec::new();
        for condition in &self.conditions {
            match condition {
                Condition::Request(expected) => lines.extend(expected.differences(received, secrets)),
                Condition::When(holds) => match caught(|| holds(received)) {
                    Ok(true) => {}
                    Ok(false) => lines.push("the condition of `when` does not hold".to_owned()),
                    Err(how) => return Err(self.panicked("when", &how)),
                },
                Condition::Never(_) => lines.push("the request of `matching` cannot be sent".to_owned()),
            }
        }
        Ok(lines)
    }

    fn panicked(&self, method: &str, how: &str) -> Failure {
        Failure { status: 500, trouble: format!("{}, mock of {}: its `{method}` {how}", self.route.text(), self.at) }
    }
}

impl Entry {
    fn troubles(&self) -> Vec<String> {
        self.miscount().into_iter().chain(self.impossible()).collect()
    }

    /// What is said of a mock that was not called as often as it should.
    fn miscount(&self) -> Option<String> {
        let times = self.times.filter(|times| !times.contains(&self.calls))?;
        let calls = match self.calls {
            0 => "it was never called".to_owned(),
            1 => "it was called once".to_owned(),
            calls => format!("it was called {calls} times"),
        };
        Some(format!("{}, mock of {}: expected {}, {calls}", self.route.text(), self.at, times_text(times)))
    }

    fn impossible(&self) -> Option<String> {
        let reason = self.conditions.iter().find_map(|condition| match condition {
            Condition::Never(reason) => Some(reason),
            _ => None,
        })?;
        Some(format!("{}, mock of {}: the request of `matching` cannot be sent: {reason}", self.route.text(), self.at))
    }
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let state = self.state();
        f.debug_struct("Shared").field("mocks", &state.mocks.len()).field("received", &state.received.len()).finish()
    }
}
