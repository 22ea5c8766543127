//! What comes of a call: takes the result of any client, returns what the table speaks of, and all words that a user may see.

use std::{cell::RefCell, error::Error as _, fmt::Debug, panic, sync::Once, time::Duration};

use nectar_client::runtime::{Bytes, Drift, Error, Response, StreamError, TransportError};

use super::trace::{Fields, Note, Span};

/// One call.
#[derive(Debug)]
pub enum Came {
    Value(Value),
    Error(Failure),
    /// The caller did not wait for it.
    Dropped,
    /// There is no client.
    NotBuilt,
}

#[derive(Debug)]
pub struct Value {
    pub status: u16,
    pub attempts: u32,
    pub request_id: Option<String>,
    pub header: Option<String>,
    pub raw_body: Bytes,
    /// Of a stream.
    pub items: usize,
}

#[derive(Debug, Default)]
pub struct Failure {
    /// `status`, `decode`, or the kind of another one.
    pub kind: String,
    pub status: Option<u16>,
    pub attempts: u32,
    pub request_id: Option<String>,
    pub retry_after: Option<Duration>,
    pub is_transient: bool,
    pub raw_body: Option<Bytes>,
    pub is_truncated: bool,
    pub path: Option<String>,
    pub pointer: Option<String>,
    pub has_typed_body: bool,
    /// The words of those that caused it.
    pub causes: Vec<String>,
    /// Of a stream, before it broke off.
    pub items: usize,
    /// All that a program might print.
    pub shown: Shown,
}

/// Texts that would only be in the way when a failure is reported.
#[derive(Default)]
pub struct Shown(pub Vec<String>);

impl Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.first().map_or("", String::as_str))
    }
}

/// What came of a step, which may be several calls at once, and what was told meanwhile.
#[derive(Debug, Default)]
pub struct Outcome {
    pub came: Vec<Came>,
    pub pauses: Vec<Duration>,
    pub elapsed: Duration,
    pub spans: Vec<Span>,
    pub notes: Vec<Note>,
    pub told: String,
    /// What the client says of all responses so far.
    pub drift: Vec<Drift>,
    /// What was told of it, to the caller and to the trace.
    pub news: (Vec<Drift>, Vec<Fields>),
}

pub fn came<T: Debug, E>(result: Result<Response<T>, Error<E>>) -> Came {
    match result {
        Ok(response) => Came::Value(value(&response, 0)),
        Err(error) => Came::Error(failure(error)),
    }
}

pub fn value<T>(response: &Response<T>, items: usize) -> Value {
    Value {
        status: response.status().as_u16(),
        attempts: response.attempts(),
        request_id: response.request_id().map(str::to_owned),
        header: response.headers().get("x-server").map(|value| value.to_str().unwrap().to_owned()),
        raw_body: response.raw_body().clone(),
        items,
    }
}

pub fn failure<E>(error: Error<E>) -> Failure {
    let mut failure = Failure {
        status: error.status().map(|status| status.as_u16()),
        attempts: error.attempts(),
        request_id: error.request_id().map(str::to_owned),
        retry_after: error.retry_after(),
        is_transient: error.is_transient(),
        raw_body: error.raw_body().cloned(),
        shown: Shown(vec![error.to_string(), format!("{error:?}"), format!("{error:#?}")]),
        ..Failure::default()
    };
    match &error {
        Error::Request(error) => failure.kind = format!("{:?}", error.kind()),
        Error::Transport(error) => failure.kind = format!("{:?}", error.kind()),
        Error::Status(error) => {
            (failure.kind, failure.has_typed_body) = ("status".to_owned(), error.body().is_some());
            failure.is_truncated = error.is_truncated();
        }
        Error::Decode(error) => {
            failure.kind = "decode".to_owned();
            failure.path = error.path().map(str::to_owned);
            failure.pointer = error.body_error().pointer().map(str::to_owned);
        }
        _ => failure.kind = "unknown".to_owned(),
    }
    sources(error.source(), &mut failure);
    failure.shown.0.push(panic_of(error));
    failure
}

/// An error of a stream that had begun.
pub fn broken(error: StreamError, status: u16, items: usize) -> Failure {
    let mut failure = match &error {
        StreamError::Transport(error) => of_transport(error),
        other => Failure { kind: format!("{other:?}"), ..Failure::default() },
    };
    (failure.status, failure.items) = (Some(status), items);
    failure.shown.0.extend([error.to_string(), format!("{error:?}")]);
    sources(error.source(), &mut failure);
    failure.shown.0.push(panic_of(error));
    failure
}

pub fn of_transport(error: &TransportError) -> Failure {
    let kind = format!("{:?}", error.kind());
    Failure { kind, attempts: error.attempts(), shown: Shown(vec![error.to_string()]), ..Failure::default() }
}

fn sources(mut source: Option<&(dyn std::error::Error + 'static)>, failure: &mut Failure) {
    while let Some(error) = source {
        failure.causes.push(error.to_string());
        failure.shown.0.extend([error.to_string(), format!("{error:?}")]);
        source = error.source();
    }
}

thread_local! {
    static SAID: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What a program that unwraps the error says at its end.
fn panic_of<E: Debug>(error: E) -> String {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let is_ours = SAID.with_borrow_mut(|said| said.as_mut().map(|said| said.push_str(&info.to_string())));
            if is_ours.is_none() {
                before(info);
            }
        }));
    });
    SAID.set(Some(String::new()));
    let unwrapped = panic::catch_unwind(panic::AssertUnwindSafe(|| Err::<(), E>(error).unwrap()));
    assert!(unwrapped.is_err());
    SAID.take().unwrap()
}
