//! Takes the address of a server; gives the ways in which calls are made, as a table.
//!
//! What a client does by default is off in "everything off", and on in one row each. A new default is a row more, and a
//! line in `off`.

use std::time::Duration;

use nectar_client::ClientBuilder;
use specwright_runtime::{
    BoxFuture, HttpRequest, HttpResponse, Middleware, Next, RateLimit, RetryPolicy, TransportError, Validation,
};
use tracing_subscriber::filter::LevelFilter;

use crate::{Caller, Failure, KEY, by_hand, reqwest_settings};

/// What clients have unless told otherwise.
const TIMEOUT: Duration = Duration::from_secs(120);
const MAX_RESPONSE_BYTES: usize = 64 * 1024 * 1024;
const MAX_REDIRECTS: usize = 10;

/// One way in which all subjects are called.
#[derive(Clone, Copy, Debug)]
pub struct Variant {
    /// What it is called in the table.
    pub name: &'static str,
    how: How,
    prepare: fn(),
}

#[derive(Clone, Copy, Debug)]
enum How {
    ByHand { timeout: Option<Duration> },
    Generated(fn(ClientBuilder) -> ClientBuilder),
}

/// The variant that has to cost about as much as the first.
pub const CHECKED: &str = "everything off";

/// The variants that lists are read with.
pub const LISTS: [&str; 2] = ["by hand", "defaults"];

/// The rows of the table. The first is what all others are compared with.
pub const VARIANTS: &[Variant] = &[
    Variant::by_hand("by hand", Some(TIMEOUT)),
    Variant::generated(CHECKED, off),
    Variant::generated("defaults", |client| client),
    Variant::generated("only the limit of the body", |client| off(client).max_response_bytes(MAX_RESPONSE_BYTES)),
    Variant::generated("only redirects", |client| off(client).max_redirects(MAX_REDIRECTS)),
    Variant::generated("only retries", |client| off(client).retry(RetryPolicy::new())),
    Variant::generated("only a timeout of attempts", |client| off(client).attempt_timeout(TIMEOUT)),
    Variant::generated("only traces, of which nobody wants one", off).after(|| trace(LevelFilter::OFF)),
    Variant::generated("only traces, all taken", off).after(|| trace(LevelFilter::TRACE)),
    Variant::generated("only a layer that does nothing", |client| off(client).middleware(Nothing)),
    Variant::generated("only a limit of requests at once", |client| {
        off(client).rate_limit(RateLimit::new().concurrent(10))
    }),
    Variant::generated("only validation", |client| off(client).validation(Validation::BeforeSending)),
    Variant::generated("everything off, without a timeout", |client| off(client).timeout(Duration::MAX)),
    Variant::by_hand("by hand, without a timeout", None),
];

/// The timeout stays, as the call by hand has one, too.
fn off(client: ClientBuilder) -> ClientBuilder {
    client
        .timeout(TIMEOUT)
        .max_response_bytes(usize::MAX)
        .max_redirects(0)
        .validation(Validation::Off)
        .retry(RetryPolicy::never())
        .rate_limit(RateLimit::new())
}

/// Formats what it takes, and throws it away.
fn trace(most: LevelFilter) {
    tracing_subscriber::fmt().with_max_level(most).with_writer(std::io::sink).init();
}

struct Nothing;

impl Middleware for Nothing {
    fn handle<'a>(
        &'a self,
        request: &'a mut HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        next.run(request)
    }
}

impl Variant {
    const fn by_hand(name: &'static str, timeout: Option<Duration>) -> Self {
        Self { name, how: How::ByHand { timeout }, prepare: nothing }
    }

    const fn generated(name: &'static str, set: fn(ClientBuilder) -> ClientBuilder) -> Self {
        Self { name, how: How::Generated(set), prepare: nothing }
    }

    /// The same, with something that is set up once for the whole process.
    const fn after(self, prepare: fn()) -> Self {
        Self { prepare, ..self }
    }

    /// Sets up what the process as a whole decides on, such as who takes its traces. A process measures one variant.
    pub fn prepare(&self) {
        (self.prepare)();
    }

    /// A client that calls the server at this address.
    ///
    /// # Errors
    /// It cannot be set up.
    pub fn caller(&self, url: &str) -> Result<Caller, Failure> {
        match self.how {
            How::ByHand { timeout } => Ok(Caller::by_hand(by_hand::Client::new(url, timeout)?)),
            How::Generated(set) => {
                let client = nectar_client::Client::builder().base_url(url).api_key(KEY).reqwest(reqwest_settings());
                Caller::generated(set(client).build()?)
            }
        }
    }
}

fn nothing() {}
