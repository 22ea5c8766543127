//! Server-sent events: takes a success, gives each event with its data as the document types it.

use std::{
    collections::VecDeque,
    fmt,
    future::poll_fn,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures_core::Stream;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::{
    BodyError, ItemError, StreamError, TransportError,
    chunks::Chunks,
    decode::json_bytes,
    drift::{Noting, keep, noted},
    matching,
    resume::{Attempt, Attempts},
    sse::{Parser, RawEvent},
};

/// What a server sends as the data of its last event where it means to say no more than that.
const DONE: &str = "[DONE]";

/// The events of a success as they arrive, in the sense of the HTML standard (`text/event-stream`).
///
/// An event whose data does not fit is an error of its own, and others follow. The text `[DONE]`, with which many servers end,
/// ends the stream, unless the document types it. The timeout of the call counts for each piece, be it a comment that
/// keeps the connection alive, and the client's most bytes for each event. Dropping it hangs up.
#[must_use = "nothing is received unless it is asked for"]
pub struct Events<T> {
    chunks: Chunks,
    parser: Parser,
    ready: VecDeque<RawEvent>,
    limit: usize,
    decode: fn(&RawEvent) -> Result<T, BodyError>,
    attempts: Attempts,
    /// The id of the last event that was given, or an empty text.
    given_id: Option<Arc<str>>,
    /// What comes after all that is ready.
    failed: Option<TransportError>,
    has_ended: bool,
}

impl<T> Events<T> {
    pub(crate) fn new(
        chunks: Chunks,
        limit: usize,
        decode: fn(&RawEvent) -> Result<T, BodyError>,
        attempts: Attempts,
    ) -> Self {
        let (parser, ready) = (Parser::default(), VecDeque::new());
        Self { chunks, parser, ready, limit, decode, attempts, given_id: None, failed: None, has_ended: false }
    }

    /// Sends the request again when the stream breaks off, up to so many times before an event comes; never unless set.
    ///
    /// Before each attempt it waits as long as the server's `retry` asks, 3 seconds without, and 5 minutes at most. The request
    /// names the last event in `Last-Event-ID`; a server that does not heed it starts anew. An attempt fails with the connection
    /// or with 429 or 5xx. A stream that the server ends is over, and so it is when it answers with any other status.
    ///
    /// Only a request that changes nothing (`GET`, `QUERY`) is sent again; of others the first break is the end.
    pub fn resume(mut self, most: u32) -> Self {
        self.attempts.allow(most);
        self
    }

    /// The id of the last event that [`next`](Self::next) gave, or of one before it, by which a later call can go on.
    pub fn last_id(&self) -> Option<&str> {
        self.given_id.as_deref()
    }

    /// The next event; `None` after the last.
    ///
    /// # Errors
    /// [`StreamError::Item`], after which more may follow, or an error that ends the stream.
    pub async fn next(&mut self) -> Option<Result<Event<T>, StreamError>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Event<T>, StreamError>>> {
        loop {
            if let Some(raw) = self.ready.pop_front() {
                return Poll::Ready(self.event(raw));
            }
            if self.has_ended {
                return Poll::Ready(self.failed.take().map(|error| Err(StreamError::Transport(error))));
            }
            if let Some(attempt) = ready!(self.attempts.poll(cx)) {
                match attempt {
                    Attempt::Resumed(chunks) => {
                        self.parser = Parser::after(&self.parser);
                        self.chunks = chunks;
                    }
                    Attempt::Over => self.end(None),
                    Attempt::Failed(error) => self.end(Some(error)),
                }
                continue;
            }
            match ready!(self.chunks.poll_next(cx)) {
                Some(Ok(bytes)) => {
                    if self.parser.push(&bytes, self.limit, &mut self.ready).is_err() {
                        let head = self.chunks.head().clone();
                        let error = TransportError::item_too_large(head.operation, self.limit).within(head);
                        self.end(Some(error));
                    }
                }
                Some(Err(error)) => {
                    if let Some(error) = self.attempts.start(error, self.parser.last_id(), self.parser.retry) {
                        self.end(Some(error));
                    }
                }
                None => self.end(None),
            }
        }
    }

    /// Hangs up.
    fn end(&mut self, failed: Option<TransportError>) {
        self.failed = failed;
        self.has_ended = true;
        self.chunks.close();
    }

    fn event(&mut self, raw: RawEvent) -> Option<Result<Event<T>, StreamError>> {
        self.attempts.reset();
        self.given_id.clone_from(&raw.last_id);
        let noting = Noting::start();
        let data = (self.decode)(&raw);
        if data.is_err() && raw.data == DONE {
            self.ready.clear();
            self.end(None);
            return None;
        }
        self.attempts.drifts().take(self.chunks.head().operation, noting, data.as_ref().err());
        match data {
            Ok(data) => Some(Ok(Event { data, raw })),
            Err(error) => {
                let id = raw.last_id.as_deref().map(str::to_owned);
                let item = ItemError::new(raw.event, id, &Bytes::from(raw.data), error);
                Some(Err(StreamError::Item(Box::new(item))))
            }
        }
    }
}

impl<T> Stream for Events<T> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("operation", &self.chunks.head().operation).finish_non_exhaustive()
    }
}

/// One event, with its data as the document types it.
#[derive(Clone, PartialEq)]
pub struct Event<T> {
    data: T,
    raw: RawEvent,
}

impl<T: fmt::Debug> fmt::Debug for Event<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event").field("data", &self.data).field("event", &self.event()).finish_non_exhaustive()
    }
}

impl<T> Event<T> {
    /// The data. Where the document describes whole events, the event.
    pub fn data(&self) -> &T {
        &self.data
    }

    /// The data itself.
    pub fn into_data(self) -> T {
        self.data
    }

    /// The type of the event, if it has one; the standard calls events without one `message`.
    pub fn event(&self) -> Option<&str> {
        self.raw.event.as_deref()
    }

    /// The id of the last event that had one, this one included.
    pub fn id(&self) -> Option<&str> {
        self.raw.last_id.as_deref()
    }

    /// The data as it came, its lines with a line feed between them.
    pub fn raw_data(&self) -> &str {
        &self.raw.data
    }
}

/// Takes the data of an event as it is.
///
/// # Errors
/// None; the type fits [`Call::events`](crate::Call::events).
pub fn text(event: &RawEvent) -> Result<String, BodyError> {
    Ok(event.data.clone())
}

/// Decodes the data of an event as JSON.
///
/// # Errors
/// The data is not JSON, or does not fit `T`.
pub fn json<T: DeserializeOwned>(event: &RawEvent) -> Result<T, BodyError> {
    json_bytes(event.data.as_bytes())
}

/// Decodes an event as an object with `data`, `event`, `id` and `retry`, each if it came.
///
/// The data is a text, as it came; the value of its JSON, where that keeps more of it.
///
/// # Errors
/// Neither fits `T`.
pub fn object<T: DeserializeOwned>(event: &RawEvent) -> Result<T, BodyError> {
    let decode = |data: Value| {
        let named = [("event", event.event.as_deref()), ("id", event.id.as_deref())];
        let named = named.into_iter().filter_map(|(key, text)| Some((key, Value::from(text?))));
        let retry = event.retry.map(|retry| ("retry", Value::from(retry)));
        let members = named.chain(retry).chain([("data", data)]).map(|(key, value)| (key.to_owned(), value));
        // As text, because that is what errors know the place in.
        let json = Value::Object(members.collect::<Map<_, _>>()).to_string();
        noted(|| matching::counting_raw(|| json_bytes::<T>(json.as_bytes())))
    };
    let ((as_text, lost), of_text) = decode(Value::from(event.data.as_str()));
    let data = if as_text.is_ok() && lost == 0 { None } else { serde_json::from_str(&event.data).ok() };
    let Some(data) = data else {
        keep(of_text);
        return as_text;
    };
    let ((as_json, lost_as_json), of_json) = decode(data);
    let is_text = as_text.is_ok() && (as_json.is_err() || lost <= lost_as_json);
    keep(if is_text { of_text } else { of_json });
    if is_text { as_text } else { as_json }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Pet {
        name: String,
    }
    crate::object!(Pet { name: required "name" });

    #[derive(Debug, PartialEq)]
    struct Said {
        data: String,
        id: Option<String>,
        retry: Option<i64>,
    }
    crate::object!(Said { data: required "data", id: optional "id", retry: optional "retry" });

    #[derive(Debug, PartialEq)]
    struct Added {
        event: Option<String>,
        data: Pet,
    }
    crate::object!(Added { event: optional "event", data: required "data" });

    #[derive(Debug, PartialEq)]
    enum Either {
        Added(Added),
        Said(Said),
        Unknown(Value),
    }
    crate::union!(Either { Added, Said });

    fn event(data: &str) -> RawEvent {
        let (id, last_id) = (Some("7".into()), Some("7".into()));
        RawEvent { event: Some("add".to_owned()), data: data.to_owned(), id, retry: Some(5), last_id }
    }

    #[test]
    fn no_data_that_came_is_shown() {
        let raw = event("hunter2");
        let event = Event { data: (), raw: raw.clone() };
        assert!(!format!("{raw:?} {event:?}").contains("hunter2"));
    }

    #[test]
    fn data_alone() {
        assert_eq!(text(&event("{")).unwrap(), "{");
        assert_eq!(json::<Pet>(&event(r#"{"name":"a"}"#)).unwrap(), Pet { name: "a".to_owned() });
        assert!(json::<Pet>(&event("[DONE]")).is_err());
    }

    #[test]
    fn whole_events() {
        let said = |data: &str| Said { data: data.to_owned(), id: Some("7".to_owned()), retry: Some(5) };
        let added = || Added { event: Some("add".to_owned()), data: Pet { name: "a".to_owned() } };
        assert_eq!(object::<Said>(&event("1")).unwrap(), said("1"));
        assert_eq!(object::<Added>(&event(r#"{"name":"a"}"#)).unwrap(), added());
        assert_eq!(object::<Either>(&event(r#"{"name":"a"}"#)).unwrap(), Either::Said(said(r#"{"name":"a"}"#)));
        let error = object::<Added>(&event(r#"{"name":7}"#)).unwrap_err();
        assert_eq!(error.path(), Some("data.name"));
        assert!(object::<Added>(&event("no JSON")).is_err());
    }

    #[test]
    fn a_union_takes_data_as_what_it_documents() {
        #[derive(Debug, PartialEq)]
        enum Any {
            Added(Added),
            Unknown(Value),
        }
        crate::union!(Any { Added });
        assert!(matches!(object::<Any>(&event(r#"{"name":"a"}"#)).unwrap(), Any::Added(_)));
        assert!(matches!(object::<Any>(&event("?")).unwrap(), Any::Unknown(_)));
    }
}
