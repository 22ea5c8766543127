//! All that a row needs: two servers, a clock, a provider, and what is written down.

use std::sync::{Arc, Mutex};

use nectar_client::runtime::Drift;
use tokio::sync::mpsc;

use super::{
    answers::{Answer, Who, script},
    clock::TestClock,
    layers::Provider,
    server::{Documented, Seen, Server, Stall},
    subjects::Subject,
    trace::Trace,
};

pub struct World {
    pub clock: TestClock,
    pub home: Arc<Server>,
    pub elsewhere: Arc<Server>,
    pub provider: Arc<Provider>,
    /// What else a program might print.
    pub shown: Mutex<Vec<String>>,
    /// To the caller, of responses that differ from the document.
    pub drifts: Arc<Mutex<Vec<Drift>>>,
    /// By layers.
    pub told: Arc<Mutex<Vec<String>>>,
    pub trace: Trace,
    pub stalls: mpsc::UnboundedSender<Stall>,
    pub stalled: tokio::sync::Mutex<mpsc::UnboundedReceiver<Stall>>,
    /// What an operation gives that a layer answers.
    pub value: String,
    /// How many connections are refused before one comes about.
    pub refusals: usize,
}

impl World {
    /// `answers` are those of the table.
    pub fn new(subject: &Subject, answers: &str) -> Self {
        let (stalls, stalled) = mpsc::unbounded_channel();
        let clock = TestClock::new();
        let (body, wrong) = (subject.value, subject.wrong.0);
        let documented: Documented = Arc::new(move |seen: &Seen, status| match status {
            0 => wrong.to_owned(),
            200..300 => body(seen.head.split(' ').next().unwrap_or_default()).to_owned(),
            _ => ERROR.to_owned(),
        });
        let all = script(answers).unwrap();
        let refusals = all.iter().filter(|(_, answer)| matches!(answer, Answer::Refused)).count();
        let (others, mut own): (Vec<_>, Vec<_>) = all.into_iter().partition(|(who, _)| *who == Who::Elsewhere);
        own.retain(|(_, answer)| !matches!(answer, Answer::Refused));
        let trace = Trace::new();
        let new = |who, script| {
            let times = (clock.clone(), trace.clone());
            Arc::new(Server::new(who, script, stalls.clone(), times, Arc::clone(&documented)))
        };
        // Each may send clients to the other.
        let home = new(Who::Home, own);
        let elsewhere = new(Who::Elsewhere, others);
        home.knows(elsewhere.address);
        elsewhere.knows(home.address);
        elsewhere.listen();
        let provider = Arc::new(Provider::new(subject.scheme, stalls.clone()));
        let world = Self {
            clock,
            home,
            elsewhere,
            provider,
            shown: Mutex::default(),
            drifts: Arc::default(),
            told: Arc::default(),
            trace,
            stalls,
            stalled: tokio::sync::Mutex::new(stalled),
            value: body("GET").to_owned(),
            refusals,
        };
        world.listen_after(refusals);
        world
    }

    /// Refuses connections until a client has waited so often.
    fn listen_after(&self, mut refusals: usize) {
        if refusals == 0 {
            return self.home.listen();
        }
        let home = Arc::clone(&self.home);
        self.clock.on_pause(Box::new(move || {
            refusals = refusals.saturating_sub(1);
            if refusals == 0 {
                home.listen();
            }
        }));
    }

    /// All requests that came, in the order of each server.
    pub fn seen(&self) -> Vec<Seen> {
        [self.home.seen(), self.elsewhere.seen()].concat()
    }
}

/// Fits whatever the operations of all clients document for an error.
const ERROR: &str = r#"{"title": "hunter2-body", "detail": "hunter2-body", "status": "error", "count": 0, "type": "Error", "results": []}"#;
