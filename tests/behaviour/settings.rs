//! What a caller sets, in words of the table: for its client, or behind `call` for one call.

use std::{sync::Arc, time::Duration};

use nectar_client::runtime::{
    CallOptions, OAuth2Client, RateLimit, RetryBudget, RetryPolicy,
    reqwest::{ClientBuilder, header::HeaderName},
};

use super::{
    layers::{Layer, Task},
    subjects::{Builder, credential},
    words::Vocabulary,
    world::World,
};

#[derive(Clone, Debug)]
pub enum Setting {
    Timeout(Duration),
    AttemptTimeout(Duration),
    IdleTimeout(Duration),
    Retry(Retry),
    Budget(u32),
    Rate(RateLimit),
    BodyLimit(usize),
    HeaderLimit(usize),
    RedirectLimit(usize),
    Header(String, String),
    Layer(Task),
    CallLayer(Task),
    NoCredential,
    Provider(Provided),
    OAuth(Change),
    ClockAhead(i64),
    Call(Own),
}

/// A part of the rules for retries.
#[derive(Clone, Debug)]
pub enum Retry {
    Never,
    Attempts(u32),
    Initial(Duration),
    Most(Duration),
    RetryAfter(Duration),
    Only(u16),
}

/// What a provider does.
#[derive(Clone, Debug, Default)]
pub struct Provided {
    pub lives: Option<Duration>,
    pub failures: u64,
    /// It has no more than so many.
    pub last: Option<u64>,
    /// It never answers this question.
    pub silent_at: Option<u64>,
}

impl Provided {
    /// What either does.
    fn with(self, other: Self) -> Self {
        Self {
            lives: self.lives.or(other.lives),
            failures: self.failures + other.failures,
            last: self.last.or(other.last),
            silent_at: self.silent_at.or(other.silent_at),
        }
    }
}

#[derive(Clone, Debug)]
pub enum Change {
    None,
    NoTokenUrl,
    Elsewhere,
    InBody,
    Scopes(String),
    Parameter(String),
}

/// An option of a call.
#[derive(Clone, Debug)]
pub enum Own {
    Timeout(Duration),
    AttemptTimeout(Duration),
    IdleTimeout(Duration),
    Retry(Retry),
    Idempotent(bool),
    Key(String),
    Header(String, String),
    Query(String, String),
    Credential,
    Elsewhere,
}

pub const SETTINGS: Vocabulary<Setting> = &[
    ("timeout T", |blanks| Setting::Timeout(blanks.time())),
    ("attempt timeout T", |blanks| Setting::AttemptTimeout(blanks.time())),
    ("idle timeout T", |blanks| Setting::IdleTimeout(blanks.time())),
    ("never again", |_| Setting::Retry(Retry::Never)),
    ("N attempts", |blanks| Setting::Retry(Retry::Attempts(number(blanks.number(0))))),
    ("first pause T", |blanks| Setting::Retry(Retry::Initial(blanks.time()))),
    ("longest pause T", |blanks| Setting::Retry(Retry::Most(blanks.time()))),
    ("longest retry-after T", |blanks| Setting::Retry(Retry::RetryAfter(blanks.time()))),
    ("again after N", |blanks| Setting::Retry(Retry::Only(number(blanks.number(0))))),
    ("budget N", |blanks| Setting::Budget(number(blanks.number(0)))),
    ("N requests in T", |blanks| Setting::Rate(RateLimit::new().requests(number(blanks.number(0)), blanks.time()))),
    ("N at once", |blanks| Setting::Rate(RateLimit::new().concurrent(number(blanks.number(0))))),
    ("N bytes at most", |blanks| Setting::BodyLimit(blanks.count(0))),
    ("N headers at most", |blanks| Setting::HeaderLimit(blanks.count(0))),
    ("N redirects at most", |blanks| Setting::RedirectLimit(blanks.count(0))),
    ("header WORD WORD", |blanks| Setting::Header(blanks.word(0), blanks.word(1))),
    ("layer WORD", |blanks| Setting::Layer(Task::Tell(blanks.word(0)))),
    ("call layer WORD", |blanks| Setting::CallLayer(Task::Tell(blanks.word(0)))),
    ("layer that adds WORD", |blanks| Setting::Layer(Task::Add(blanks.word(0)))),
    ("layer that makes it N", |blanks| Setting::Layer(Task::Status(number(blanks.number(0))))),
    ("layer that answers", |_| Setting::Layer(Task::Answer)),
    ("layer that fails", |_| Setting::Layer(Task::Fail)),
    ("call layer that hangs", |_| Setting::CallLayer(Task::Hang)),
    ("no credential", |_| Setting::NoCredential),
    ("provider", |_| Setting::Provider(Provided::default())),
    ("provider living T", |blanks| Setting::Provider(Provided { lives: Some(blanks.time()), ..Provided::default() })),
    ("provider failing N", |blanks| Setting::Provider(Provided { failures: blanks.number(0), ..Provided::default() })),
    ("provider failing after N", |blanks| {
        Setting::Provider(Provided { last: Some(blanks.number(0)), ..Provided::default() })
    }),
    ("provider silent at N", |blanks| {
        Setting::Provider(Provided { silent_at: Some(blanks.number(0)), ..Provided::default() })
    }),
    ("oauth", |_| Setting::OAuth(Change::None)),
    ("oauth without token URL", |_| Setting::OAuth(Change::NoTokenUrl)),
    ("oauth at elsewhere", |_| Setting::OAuth(Change::Elsewhere)),
    ("oauth in the body", |_| Setting::OAuth(Change::InBody)),
    ("oauth for WORD", |blanks| Setting::OAuth(Change::Scopes(blanks.word(0)))),
    ("oauth with audience WORD", |blanks| Setting::OAuth(Change::Parameter(blanks.word(0)))),
    ("clock ahead T", |blanks| Setting::ClockAhead(seconds(blanks.time()))),
    ("clock behind T", |blanks| Setting::ClockAhead(-seconds(blanks.time()))),
    ("call timeout T", |blanks| Setting::Call(Own::Timeout(blanks.time()))),
    ("call attempt timeout T", |blanks| Setting::Call(Own::AttemptTimeout(blanks.time()))),
    ("call idle timeout T", |blanks| Setting::Call(Own::IdleTimeout(blanks.time()))),
    ("call never again", |_| Setting::Call(Own::Retry(Retry::Never))),
    ("call N attempts", |blanks| Setting::Call(Own::Retry(Retry::Attempts(number(blanks.number(0)))))),
    ("call idempotent", |_| Setting::Call(Own::Idempotent(true))),
    ("call not idempotent", |_| Setting::Call(Own::Idempotent(false))),
    ("call key WORD", |blanks| Setting::Call(Own::Key(blanks.word(0)))),
    ("call header WORD WORD", |blanks| Setting::Call(Own::Header(blanks.word(0), blanks.word(1)))),
    ("call query WORD WORD", |blanks| Setting::Call(Own::Query(blanks.word(0), blanks.word(1)))),
    ("call credential", |_| Setting::Call(Own::Credential)),
    ("call to elsewhere", |_| Setting::Call(Own::Elsewhere)),
];

fn number<N: TryFrom<u64>>(number: u64) -> N {
    number.try_into().ok().unwrap()
}

fn seconds(time: Duration) -> i64 {
    time.as_secs().try_into().unwrap()
}

impl Retry {
    fn add_to(&self, policy: RetryPolicy) -> RetryPolicy {
        match self {
            Self::Never => RetryPolicy::never(),
            Self::Attempts(attempts) => policy.max_attempts(*attempts),
            Self::Initial(pause) => policy.initial_backoff(*pause),
            Self::Most(pause) => policy.max_backoff(*pause),
            Self::RetryAfter(wait) => policy.max_retry_after(*wait),
            Self::Only(status) => policy.statuses([(*status).try_into().unwrap()]),
        }
    }
}

/// Puts the settings of a client in.
pub fn configured<B: Builder>(builder: B, settings: &[Setting], world: &World) -> B {
    let direct = ClientBuilder::new().no_proxy().tls_certs_only([]);
    let mut builder = builder.base_url(world.home.url()).reqwest(direct).clock(world.clock.clone());
    // What the document says differs from client to client.
    builder = builder.rate_limit(RateLimit::new());
    let drifts = Arc::clone(&world.drifts);
    builder = builder.on_drift(move |drift| drifts.lock().unwrap().push(drift.clone()));
    if !settings.iter().any(|setting| matches!(setting, Setting::NoCredential | Setting::Provider(_))) {
        builder = builder.credential();
    }
    if settings.iter().any(|setting| matches!(setting, Setting::Retry(_))) {
        let parts = settings.iter().filter_map(|setting| match setting {
            Setting::Retry(retry) => Some(retry),
            _ => None,
        });
        builder = builder.retry(parts.fold(RetryPolicy::new(), |policy, part| part.add_to(policy)));
    }
    let provided = settings.iter().filter_map(|setting| match setting {
        Setting::Provider(provided) => Some(provided),
        _ => None,
    });
    if let Some(provided) = provided.cloned().reduce(Provided::with) {
        builder = builder.provider(Arc::clone(&world.provider).answering(provided));
    }
    settings.iter().fold(builder, |builder, setting| put(builder, setting, world))
}

fn put<B: Builder>(builder: B, setting: &Setting, world: &World) -> B {
    let layer = |task: &Task| Layer::new(task.clone(), world);
    match setting {
        Setting::Timeout(timeout) => builder.timeout(*timeout),
        Setting::AttemptTimeout(timeout) => builder.attempt_timeout(*timeout),
        Setting::IdleTimeout(timeout) => builder.idle_timeout(*timeout),
        Setting::Budget(retries) => builder.retry_budget(RetryBudget::new(*retries)),
        Setting::Rate(limit) => builder.rate_limit(*limit),
        Setting::BodyLimit(bytes) => builder.max_response_bytes(*bytes),
        Setting::HeaderLimit(count) => builder.max_response_headers(*count),
        Setting::RedirectLimit(count) => builder.max_redirects(*count),
        Setting::Header(name, value) => builder.header(header_name(name), value.parse().unwrap()),
        Setting::Layer(task) => builder.middleware(layer(task)),
        Setting::CallLayer(task) => builder.call_middleware(layer(task)),
        Setting::OAuth(change) => builder.oauth(oauth(change, world)),
        // Not for the builder, or there already.
        Setting::Retry(_) | Setting::NoCredential | Setting::Provider(_) => builder,
        Setting::ClockAhead(_) | Setting::Call(_) => builder,
    }
}

fn oauth(change: &Change, world: &World) -> OAuth2Client {
    let client = OAuth2Client::new("my-client", "hunter2-secret");
    let at_home = client.clone().token_url(format!("{}/oauth/token", world.home.url()));
    let client = match change {
        Change::None => at_home,
        Change::NoTokenUrl => client,
        Change::Elsewhere => client.token_url(format!("{}/oauth/token", world.elsewhere.url())),
        Change::InBody => at_home.secret_in_body(),
        Change::Scopes(scope) => at_home.scopes([scope.as_str()]),
        Change::Parameter(value) => at_home.parameter("audience", value),
    };
    world.shown.lock().unwrap().push(format!("{client:?}"));
    client
}

fn header_name(name: &str) -> HeaderName {
    HeaderName::from_bytes(name.as_bytes()).unwrap()
}

/// The options of one call.
pub fn options(scheme: &str, settings: &[Setting], world: &World) -> CallOptions {
    let own = settings.iter().filter_map(|setting| match setting {
        Setting::Call(own) => Some(own),
        _ => None,
    });
    own.fold(CallOptions::new(), |options, own| match own {
        Own::Timeout(timeout) => options.timeout(*timeout),
        Own::AttemptTimeout(timeout) => options.attempt_timeout(*timeout),
        Own::IdleTimeout(timeout) => options.idle_timeout(*timeout),
        Own::Retry(retry) => options.retry(retry.add_to(RetryPolicy::new())),
        Own::Idempotent(is_idempotent) => options.idempotent(*is_idempotent),
        Own::Key(key) => options.idempotency_key(key),
        Own::Header(name, value) => options.header(header_name(name), value.parse().unwrap()),
        Own::Query(name, value) => options.query(name, value),
        Own::Credential => {
            let credential = credential(scheme, "hunter2-given-7");
            world.shown.lock().unwrap().push(format!("{credential:?}"));
            options.credential(scheme, credential)
        }
        Own::Elsewhere => options.base_url(world.elsewhere.url()),
    })
}
