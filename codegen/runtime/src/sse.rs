//! Server-sent events as the HTML standard defines them: takes bytes as they arrive, gives events.

use std::{collections::VecDeque, fmt, sync::Arc};

/// The fields of one event as they came.
///
/// `Debug` shows no data, which may hold a secret.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RawEvent {
    pub(crate) event: Option<String>,
    pub(crate) data: String,
    /// That of the event itself.
    pub(crate) id: Option<Arc<str>>,
    pub(crate) retry: Option<u64>,
    /// That of the last event that had one, this one included. All events share it.
    pub(crate) last_id: Option<Arc<str>>,
}

impl fmt::Debug for RawEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("RawEvent");
        shown.field("event", &self.event).field("data_bytes", &self.data.len()).finish_non_exhaustive()
    }
}

/// What has come of a stream of events.
#[derive(Debug, Default)]
pub(crate) struct Parser {
    line: Vec<u8>,
    fields: RawEvent,
    has_data: bool,
    /// A line ended in CR; an LF that follows is a part of that.
    after_return: bool,
    /// The first line is over, which may begin with a byte order mark.
    has_begun: bool,
    /// Of the last event that is complete, or an empty text.
    last_id: Option<Arc<str>>,
    /// How many milliseconds the server asks to wait before resuming.
    pub(crate) retry: Option<u64>,
}

/// An event is larger than it may be.
pub(crate) struct TooLarge;

impl Parser {
    /// One that goes on after the events of another.
    pub(crate) fn after(other: &Self) -> Self {
        Self { last_id: other.last_id.clone(), retry: other.retry, ..Self::default() }
    }

    /// The id of the last event that had one.
    pub(crate) fn last_id(&self) -> Option<&str> {
        self.last_id.as_deref().filter(|id| !id.is_empty())
    }

    pub(crate) fn push(&mut self, bytes: &[u8], limit: usize, ready: &mut VecDeque<RawEvent>) -> Result<(), TooLarge> {
        let mut rest = bytes;
        if let (true, Some(after)) = (self.after_return, rest.strip_prefix(b"\n")) {
            rest = after;
        }
        self.after_return &= bytes.is_empty();
        while !rest.is_empty() {
            let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            let (part, ending) = rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, &[]));
            if part.len() > limit.saturating_sub(self.line.len()).saturating_sub(self.fields.data.len()) {
                return Err(TooLarge);
            }
            self.line.extend_from_slice(part);
            rest = match ending {
                [] => break,
                [b'\r', b'\n', after @ ..] => after,
                [first, after @ ..] => {
                    self.after_return = *first == b'\r' && after.is_empty();
                    after
                }
            };
            ready.extend(self.line());
        }
        Ok(())
    }

    /// Takes the line that is complete; the event if it ends one.
    fn line(&mut self) -> Option<RawEvent> {
        let bytes = std::mem::take(&mut self.line);
        let text = String::from_utf8_lossy(&bytes);
        let is_first = !std::mem::replace(&mut self.has_begun, true);
        let line = text.strip_prefix('\u{feff}').filter(|_| is_first).unwrap_or(&text);
        if line.is_empty() {
            return self.dispatch();
        }
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => self.fields.event = Some(value.to_owned()),
            "data" => {
                if std::mem::replace(&mut self.has_data, true) {
                    self.fields.data.push('\n');
                }
                self.fields.data.push_str(value);
            }
            "id" if !value.contains('\0') => {
                self.fields.id = Some(value.into());
            }
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                // More than 64 bits are a long time, too.
                let milliseconds = value.parse().unwrap_or(u64::MAX);
                self.retry = Some(milliseconds);
                self.fields.retry = Some(milliseconds);
            }
            // A comment has no name at all.
            _ => {}
        }
        None
    }

    fn dispatch(&mut self) -> Option<RawEvent> {
        let fields = std::mem::take(&mut self.fields);
        let has_data = std::mem::replace(&mut self.has_data, false);
        // Only now, so that an event which is cut off comes again; an event without data counts, too.
        self.last_id = fields.id.clone().or_else(|| self.last_id.take());
        has_data.then(|| RawEvent {
            event: fields.event.filter(|event| !event.is_empty()),
            last_id: self.last_id.clone().filter(|id| !id.is_empty()),
            ..fields
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> (Vec<RawEvent>, Option<u64>) {
        let (mut parser, mut ready) = (Parser::default(), VecDeque::new());
        for chunk in chunks {
            assert!(parser.push(chunk, 1000, &mut ready).is_ok());
        }
        (ready.into(), parser.retry)
    }

    /// Each event as `event|data|last id`.
    fn events(text: &str) -> Vec<String> {
        let whole = parse([text.as_bytes()]);
        let in_bytes = parse(text.as_bytes().chunks(1));
        assert_eq!(whole, in_bytes, "{text:?}");
        let line = |fields: &RawEvent| {
            let [event, id] = [fields.event.as_deref(), fields.last_id.as_deref()].map(|text| text.unwrap_or("-"));
            format!("{event}|{}|{id}", fields.data)
        };
        whole.0.iter().map(line).collect()
    }

    #[test]
    fn streams_as_the_standard_reads_them() {
        for (text, expected) in [
            ("data: a\n\n", vec!["-|a|-"]),
            ("data:a\r\rdata:b\n\n", vec!["-|a|-", "-|b|-"]),
            ("data: a\r\n\r\ndata: b\r\n\r\n", vec!["-|a|-", "-|b|-"]),
            ("data: a\r\n\ndata: b\n\r\n", vec!["-|a|-", "-|b|-"]),
            ("\u{feff}data: a\n\n", vec!["-|a|-"]),
            ("\u{feff}\u{feff}data: a\n\n", vec![]),
            ("\n\u{feff}data: a\n\n", vec![]),
            ("data: a\ndata:  b\ndata\n\n", vec!["-|a\n b\n|-"]),
            ("data\n\ndata\ndata\n\ndata:", vec!["-||-", "-|\n|-"]),
            (": comment\ndata: a\n: data: b\n\n", vec!["-|a|-"]),
            ("event: add\ndata: 1\n\ndata: 2\n\n", vec!["add|1|-", "-|2|-"]),
            ("event: add\n\ndata: 1\n\n", vec!["-|1|-"]),
            ("event: a\nevent:\ndata: 1\n\n", vec!["-|1|-"]),
            ("id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n", vec!["-|a|1", "-|b|1", "-|c|-"]),
            ("id: 1\n\ndata: a\n\n", vec!["-|a|1"]),
            ("id: 1\nid: a\0b\ndata: a\n\n", vec!["-|a|1"]),
            ("Data: a\nother: b\n data: c\n\n", vec![]),
            ("data: a", vec![]),
            ("data: a\n", vec![]),
            ("data: a:b: c\n\n", vec!["-|a:b: c|-"]),
            ("data: ä\u{2028}ö\n\n", vec!["-|ä\u{2028}ö|-"]),
            ("\n\n\n", vec![]),
        ] {
            assert_eq!(events(text), expected, "{text:?}");
        }
    }

    #[test]
    fn retry_is_digits_only() {
        for (text, retry) in [
            ("retry: 10\n", Some(10)),
            ("retry: 10\nretry: 1.5\nretry: -1\nretry:\nretry: 5s\n", Some(10)),
            ("retry: 99999999999999999999\n", Some(u64::MAX)),
            ("retry: 7", None),
        ] {
            assert_eq!(parse([text.as_bytes()]).1, retry, "{text:?}");
        }
        let own = parse([b"retry: 3\nid: 4\ndata: a\n\ndata: b\n\n".as_slice()]).0;
        let own: Vec<_> = own.iter().map(|fields| (fields.retry, fields.id.as_deref())).collect();
        assert_eq!(own, [(Some(3), Some("4")), (None, None)]);
    }

    #[test]
    fn what_is_no_utf8_is_replaced() {
        let (events, _) = parse([b"data: \xff\n\n".as_slice()]);
        assert_eq!(events.iter().map(|fields| fields.data.as_str()).collect::<Vec<_>>(), ["\u{fffd}"]);
    }

    #[test]
    fn an_event_has_a_most() {
        let passes = |text: &str| Parser::default().push(text.as_bytes(), 8, &mut VecDeque::new()).is_ok();
        assert!(passes("data:abc\n\ndata:abc\n\n"));
        assert!(passes(": c\n: c\n: c\n: c\n"));
        assert!(!passes("data:abcd"));
        assert!(!passes("data:abc\ndata:d\n"));
    }

    #[test]
    fn one_that_goes_on_knows_the_last_id() {
        let mut parser = Parser::default();
        // The event that was cut off has not come.
        assert!(parser.push(b"id: 7\ndata: a\n\nid: 8\nretry: 5\ndata: half", 100, &mut VecDeque::new()).is_ok());
        let (mut parser, mut ready) = (Parser::after(&parser), VecDeque::new());
        assert_eq!((parser.last_id(), parser.retry), (Some("7"), Some(5)));
        assert!(parser.push("\u{feff}data: a\n\n".as_bytes(), 100, &mut ready).is_ok());
        assert_eq!(ready.iter().map(|fields| fields.last_id.as_deref()).collect::<Vec<_>>(), [Some("7")]);
    }
}
