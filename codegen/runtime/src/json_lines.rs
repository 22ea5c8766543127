//! JSON values one after the other: takes a success, gives each value as it arrives.

use std::{
    collections::VecDeque,
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures_core::Stream;

use crate::{BodyError, HttpClient, ItemError, StreamError, TransportError, chunks::Chunks, drift::Noting};

/// The JSON values of a success as they arrive: one a line, or each behind a record separator (`application/json-seq`).
///
/// Blank lines are passed over. A value that does not fit is an error of its own, and others follow. Values have no ids, so a
/// stream that broke off cannot be resumed: a new call starts anew. The timeout of the call counts for each piece, the
/// client's most bytes for each value. Dropping it hangs up.
#[must_use = "nothing is received unless it is asked for"]
pub struct JsonLines<T> {
    chunks: Chunks,
    splitter: Splitter,
    ready: VecDeque<Bytes>,
    /// What comes after all that is ready.
    failed: Option<TransportError>,
    limit: usize,
    decode: fn(&[u8]) -> Result<T, BodyError>,
    client: HttpClient,
}

impl<T> JsonLines<T> {
    pub(crate) fn new(
        chunks: Chunks,
        limit: usize,
        decode: fn(&[u8]) -> Result<T, BodyError>,
        client: HttpClient,
    ) -> Self {
        let (splitter, ready) = (Splitter::default(), VecDeque::new());
        Self { chunks, splitter, ready, failed: None, limit, decode, client }
    }

    /// The next value; `None` after the last.
    ///
    /// # Errors
    /// [`StreamError::Item`], after which more may follow, or an error that ends the stream.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, StreamError>>> {
        loop {
            if let Some(line) = self.ready.pop_front() {
                let noting = Noting::start();
                let value = (self.decode)(&line);
                self.client.0.drifts.take(self.chunks.head().operation, noting, value.as_ref().err());
                let failed = |error| StreamError::Item(Box::new(ItemError::new(None, None, &line, error)));
                return Poll::Ready(Some(value.map_err(failed)));
            }
            if let Some(error) = self.failed.take() {
                return Poll::Ready(Some(Err(StreamError::Transport(error))));
            }
            match ready!(self.chunks.poll_next(cx)) {
                Some(Ok(bytes)) => {
                    if self.splitter.push(&bytes, self.limit, &mut self.ready).is_err() {
                        self.chunks.close();
                        let head = self.chunks.head().clone();
                        self.splitter = Splitter::default();
                        self.failed = Some(TransportError::item_too_large(head.operation, self.limit).within(head));
                    }
                }
                // Half a value is none, and a whole one has been given.
                Some(Err(error)) => {
                    self.splitter = Splitter::default();
                    self.failed = Some(error);
                }
                None => match self.splitter.end() {
                    Some(line) => self.ready.push_back(line),
                    None => return Poll::Ready(None),
                },
            }
        }
    }
}

impl<T> Stream for JsonLines<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonLines").field("operation", &self.chunks.head().operation).finish_non_exhaustive()
    }
}

/// The byte before each value of `application/json-seq`.
const RECORD_SEPARATOR: u8 = 0x1E;

/// Cuts bytes into values.
#[derive(Default)]
struct Splitter {
    line: Vec<u8>,
    /// Whether values begin with a separator, and may hold line breaks; unknown before the first byte of one.
    has_separators: Option<bool>,
    /// How far into a value behind a separator the line is.
    depth: usize,
    in_text: bool,
    is_escaped: bool,
}

struct TooLarge;

impl Splitter {
    fn push(&mut self, bytes: &[u8], limit: usize, ready: &mut VecDeque<Bytes>) -> Result<(), TooLarge> {
        let mut rest = bytes;
        while !rest.is_empty() {
            if self.has_separators.is_none() {
                rest = rest.trim_ascii_start();
                self.has_separators = rest.first().map(|byte| *byte == RECORD_SEPARATOR);
            }
            let end = rest.iter().position(|byte| self.ends(*byte));
            let (part, ending) = rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, &[]));
            if part.len() > limit.saturating_sub(self.line.len()) {
                return Err(TooLarge);
            }
            self.line.extend_from_slice(part);
            let [_, after @ ..] = ending else { break };
            rest = after;
            ready.extend(self.end());
        }
        Ok(())
    }

    /// Whether a byte ends a value: a line feed, but not one within a value that began with a separator.
    fn ends(&mut self, byte: u8) -> bool {
        match byte {
            _ if self.has_separators != Some(true) => return byte == b'\n',
            RECORD_SEPARATOR => {
                (self.depth, self.in_text, self.is_escaped) = (0, false, false);
                return true;
            }
            b'\n' => return self.depth == 0 && !self.in_text,
            _ if std::mem::take(&mut self.is_escaped) => {}
            b'\\' => self.is_escaped = self.in_text,
            b'"' => self.in_text = !self.in_text,
            _ if self.in_text => {}
            b'{' | b'[' => self.depth = self.depth.saturating_add(1),
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        false
    }

    /// What has come since the last value, unless it is blank.
    fn end(&mut self) -> Option<Bytes> {
        let line = std::mem::take(&mut self.line);
        let is_blank = line.iter().all(|byte| byte.is_ascii_whitespace());
        (!is_blank).then(|| Bytes::from(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(chunks: &[&str], limit: usize) -> Result<Vec<String>, TooLarge> {
        let (mut splitter, mut ready) = (Splitter::default(), VecDeque::new());
        for chunk in chunks {
            splitter.push(chunk.as_bytes(), limit, &mut ready)?;
        }
        ready.extend(splitter.end());
        Ok(ready.iter().map(|line| String::from_utf8(line.to_vec()).unwrap().trim().to_owned()).collect())
    }

    #[test]
    fn lines_and_records_however_they_are_cut() {
        for (text, values) in [
            ("1\n2\n", vec!["1", "2"]),
            ("1\r\n\r\n\n{\"a\":2}", vec!["1", "{\"a\":2}"]),
            ("", vec![]),
            (" \n", vec![]),
            ("\u{1e}1\n\u{1e}{\n\"a\":2}\n", vec!["1", "{\n\"a\":2}"]),
            ("\n\u{1e}1\n\u{1e}\u{1e}2", vec!["1", "2"]),
            ("\u{1e}\"]\\\"[\"\n\u{1e}[\"{\"\n]\n\u{1e}{\n\u{1e}3\n", vec!["\"]\\\"[\"", "[\"{\"\n]", "{", "3"]),
        ] {
            assert_eq!(
                split(&[text], 100).ok(),
                Some(values.iter().map(|text| (*text).to_owned()).collect()),
                "{text:?}"
            );
            let bytes: Vec<_> = text.split_inclusive(|_| true).collect();
            assert_eq!(split(&bytes, 100).ok(), split(&[text], 100).ok(), "{text:?}");
        }
    }

    #[test]
    fn a_value_is_given_as_soon_as_it_is_whole() {
        for text in ["1\n", "\u{1e}{\"a\":\n1}\n"] {
            let (mut splitter, mut ready) = (Splitter::default(), VecDeque::new());
            assert!(splitter.push(text.as_bytes(), 100, &mut ready).is_ok());
            assert_eq!((ready.len(), splitter.end()), (1, None), "{text:?}");
        }
    }

    #[test]
    fn a_value_has_a_most() {
        assert!(split(&["12345\n12345\n"], 5).is_ok());
        assert!(split(&["12345\n123456\n"], 5).is_err());
        assert!(split(&["123", "456"], 5).is_err());
    }
}
