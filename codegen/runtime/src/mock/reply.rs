//! What the server answers: built by hand, changed by faults.

use std::{fmt, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;

use super::{Fault, transfer::Transfer};

/// A response, and how it is delivered.
///
/// ```
/// use std::time::Duration;
/// use specwright_runtime::{mock::{Fault, Reply}, serde_json::json};
///
/// let reply = Reply::new(200).header("X-Total-Count", "1").json(&json!([{ "id": 7 }]));
/// let slow = reply.clone().fault(Fault::Delay(Duration::from_millis(20)));
/// let limited = reply.fault("rate-limit=2".parse()?);
/// assert_eq!(limited.status(), 429);
/// # Ok::<(), specwright_runtime::mock::FaultError>(())
/// ```
///
/// What cannot be sent, such as a header with a line break, becomes an answer with status 500 whose text says why.
#[derive(Clone)]
#[must_use = "a reply is nothing until it is sent"]
pub struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) transfer: Transfer,
    pub(super) mistake: Option<String>,
    pub(super) problem: Option<String>,
}

/// The header that tells of a fault which could not be made, as it does in the mock of a document.
const PROBLEM: HeaderName = HeaderName::from_static("x-mock-problem");

/// What it says where the reason itself cannot stand in a header.
const NO_PLACE: HeaderValue = HeaderValue::from_static("the body has no place for the fault that was asked for");

impl Reply {
    /// A response without a body.
    pub fn new(status: u16) -> Self {
        let known = StatusCode::from_u16(status).ok().filter(|status| !status.is_informational());
        let reply = Self {
            status: known.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            transfer: Transfer::default(),
            mistake: None,
            problem: None,
        };
        if known.is_some() { reply } else { reply.mistaken(format!("{status} is no status of a response")) }
    }

    /// Adds a header, beside any of the same name.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        let (name, value) = (name.as_ref(), value.as_ref());
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(header::CONTENT_LENGTH | header::TRANSFER_ENCODING), _) => self
                .mistaken(format!("the header {name} is set from the body; `Fault::WrongLength` sends another length")),
            (Ok(name), Ok(value)) => match self.headers.try_append(name, value) {
                Ok(_) => self,
                Err(_) => self.mistaken("there are too many headers".to_owned()),
            },
            (Err(_), _) => self.mistaken(format!("{name:?} is no name of a header")),
            (_, Err(_)) => self.mistaken(format!("the header {name} has a value that cannot be sent")),
        }
    }

    /// Bytes of a media type as the body.
    pub fn bytes(mut self, media_type: impl AsRef<str>, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self.headers.remove(header::CONTENT_TYPE);
        self.header(header::CONTENT_TYPE, media_type)
    }

    /// JSON as the body.
    pub fn json(self, body: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_vec(body) {
            Ok(json) => self.bytes("application/json", json),
            Err(error) => self.mistaken(format!("the body is no JSON: {error}")),
        }
    }

    /// Plain text as the body.
    pub fn text(self, body: impl Into<String>) -> Self {
        self.bytes("text/plain; charset=utf-8", body.into())
    }

    /// A page as the body.
    pub fn html(self, body: impl Into<String>) -> Self {
        self.bytes("text/html; charset=utf-8", body.into())
    }

    /// Changes the reply as it stands: what it says, or how it is delivered. Several faults come on top of each other.
    pub fn fault(self, fault: Fault) -> Self {
        fault.change(self)
    }

    /// The status that is sent.
    pub fn status(&self) -> StatusCode {
        match self.mistake {
            Some(_) => StatusCode::INTERNAL_SERVER_ERROR,
            None => self.status,
        }
    }

    /// The headers, without those that frame the message.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body before it is cut.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// How long the server waits before it answers.
    pub fn delay(&self) -> Duration {
        self.transfer.delay
    }

    /// The first reason why it cannot be sent.
    pub fn mistake(&self) -> Option<&str> {
        self.mistake.as_deref()
    }

    /// The first reason why a fault could not be made, such as a place that the body does not have. The reply is sent without that fault,
    /// and with this reason in the header `X-Mock-Problem`.
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    pub(super) fn mistaken(mut self, reason: String) -> Self {
        self.mistake.get_or_insert(reason);
        self
    }

    /// The reply with what is to be said of it, or one that says why there is none.
    pub(super) fn settled(mut self) -> Self {
        if let Some(reason) = self.mistake {
            return Self::new(500).text(format!("The reply of the mock cannot be sent: {reason}.\n"));
        }
        if let Some(problem) = self.problem.take() {
            self.headers.insert(PROBLEM, HeaderValue::from_str(&problem).unwrap_or(NO_PLACE));
        }
        self
    }
}

/// Shows neither values of headers nor the body.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body_bytes", &self.body.len())
            .field("transfer", &self.transfer)
            .field("mistake", &self.mistake)
            .field("problem", &self.problem)
            .finish()
    }
}
