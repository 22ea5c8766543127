//! What a server does with a request, in words of the table.

use std::time::{Duration, SystemTime};

use nectar_client::runtime::jiff::{Timestamp, fmt::rfc2822::DateTimePrinter};

use super::words::{Blanks, Vocabulary, phrases, read, repeated};

/// Whose answer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Home,
    Elsewhere,
    Token,
}

#[derive(Clone, Debug)]
pub enum Answer {
    /// Nobody listens.
    Refused,
    Whole(Whole),
    /// The answer to the request that comes next, cut off there.
    Broken(Place, How),
    /// The value, a byte each second.
    Drip,
    /// So many events, then what.
    Events(usize, End),
    /// More bytes than said.
    TooLong,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    BeforeHead,
    WithinHead,
    WithinBody,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    Reset,
    Close,
    Silence,
}

#[derive(Clone, Copy, Debug)]
pub enum End {
    Whole,
    Dripped,
    Broken(How),
}

#[derive(Clone, Debug)]
pub struct Whole {
    pub status: u16,
    pub headers: Vec<(&'static str, Header)>,
    pub body: Body,
    /// As many headers as that in all.
    pub header_count: usize,
}

#[derive(Clone, Debug)]
pub enum Header {
    Text(String),
    /// The date this far from now.
    Date(Duration),
    /// Where the other server is.
    Other,
}

#[derive(Clone, Debug)]
pub enum Body {
    /// What the operation documents for the status.
    Documented,
    /// The same with one key more.
    NewKey,
    Wrong,
    NoJson,
    Zeros(usize),
    /// A million bytes in a thousand.
    Bomb,
    /// A token that lives so long, which is said as a number or as a text.
    Token(Option<u64>, bool),
    Refusal(String),
}

pub const ANSWERS: Vocabulary<Answer> = &[
    ("N", |blanks| whole(blanks).into()),
    ("N retry-after N", |blanks| whole(blanks).with("retry-after", text(blanks.number(1))).into()),
    ("N retry-after N as date", |blanks| dated(blanks).with("date", Header::Date(Duration::ZERO)).into()),
    ("N retry-after N as date without Date", |blanks| dated(blanks).into()),
    ("N request-id WORD", |blanks| whole(blanks).with("x-request-id", Header::Text(blanks.word(0))).into()),
    ("N header WORD", |blanks| whole(blanks).with("x-server", Header::Text(blanks.word(0))).into()),
    ("N with N bytes", |blanks| whole(blanks).of(Body::Zeros(blanks.count(1))).into()),
    ("N with N headers", |blanks| Whole { header_count: blanks.count(1), ..whole(blanks) }.into()),
    ("N with a new key", |blanks| whole(blanks).of(Body::NewKey).into()),
    ("N to the other", |blanks| whole(blanks).with("location", Header::Other).into()),
    ("N to itself", |blanks| whole(blanks).with("location", Header::Text("/there".to_owned())).into()),
    ("N to nowhere", |blanks| whole(blanks).with("location", Header::Text("ftp://h/".to_owned())).into()),
    ("wrong value", |_| ok().of(Body::Wrong).into()),
    ("no JSON", |_| ok().of(Body::NoJson).into()),
    ("bomb", |_| ok().with("content-encoding", Header::Text("gzip".to_owned())).of(Body::Bomb).into()),
    ("refused", |_| Answer::Refused),
    ("reset", |_| Answer::Broken(Place::BeforeHead, How::Reset)),
    ("reset within the head", |_| Answer::Broken(Place::WithinHead, How::Reset)),
    ("reset within the body", |_| Answer::Broken(Place::WithinBody, How::Reset)),
    ("close", |_| Answer::Broken(Place::BeforeHead, How::Close)),
    ("close within the head", |_| Answer::Broken(Place::WithinHead, How::Close)),
    ("close within the body", |_| Answer::Broken(Place::WithinBody, How::Close)),
    ("length too long", |_| Answer::TooLong),
    ("silence", |_| Answer::Broken(Place::BeforeHead, How::Silence)),
    ("silence within the head", |_| Answer::Broken(Place::WithinHead, How::Silence)),
    ("silence within the body", |_| Answer::Broken(Place::WithinBody, How::Silence)),
    ("drip", |_| Answer::Drip),
    ("N events", |blanks| Answer::Events(blanks.count(0), End::Whole)),
    ("N events dripped", |blanks| Answer::Events(blanks.count(0), End::Dripped)),
    ("N events then silence", |blanks| Answer::Events(blanks.count(0), End::Broken(How::Silence))),
    ("N events then close", |blanks| Answer::Events(blanks.count(0), End::Broken(How::Close))),
    ("N events then reset", |blanks| Answer::Events(blanks.count(0), End::Broken(How::Reset))),
    ("living T", |blanks| ok().of(Body::Token(Some(blanks.time().as_secs()), false)).into()),
    ("living T as text", |blanks| ok().of(Body::Token(Some(blanks.time().as_secs()), true)).into()),
    ("living for ever", |_| ok().of(Body::Token(None, false)).into()),
    ("N error WORD", |blanks| whole(blanks).of(Body::Refusal(blanks.word(0))).into()),
];

/// Reads `503, token 200, elsewhere 3 × 404`.
pub fn script(cell: &str) -> Result<Vec<(Who, Answer)>, String> {
    let mut answers = Vec::new();
    for phrase in phrases(cell, ", ") {
        let (times, phrase) = repeated(phrase);
        let (who, phrase) = match phrase.split_once(' ') {
            Some(("token", rest)) => (Who::Token, rest),
            Some(("elsewhere", rest)) => (Who::Elsewhere, rest),
            _ => (Who::Home, phrase),
        };
        for _ in 0..times {
            answers.extend(read(ANSWERS, phrase)?.into_iter().map(|answer| (who, answer)));
        }
    }
    Ok(answers)
}

fn text(value: impl ToString) -> Header {
    Header::Text(value.to_string())
}

fn whole(blanks: &Blanks) -> Whole {
    let status = u16::try_from(blanks.number(0)).unwrap();
    Whole { status, headers: Vec::new(), body: Body::Documented, header_count: 0 }
}

fn ok() -> Whole {
    Whole { status: 200, headers: Vec::new(), body: Body::Documented, header_count: 0 }
}

fn dated(blanks: &Blanks) -> Whole {
    whole(blanks).with("retry-after", Header::Date(Duration::from_secs(blanks.number(1))))
}

impl Whole {
    fn with(mut self, name: &'static str, value: Header) -> Self {
        self.headers.push((name, value));
        self
    }

    fn of(self, body: Body) -> Self {
        Self { body, ..self }
    }
}

impl From<Whole> for Answer {
    fn from(whole: Whole) -> Self {
        Self::Whole(whole)
    }
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`.
pub fn http_date(time: SystemTime) -> String {
    DateTimePrinter::new().timestamp_to_rfc9110_string(&Timestamp::try_from(time).unwrap()).unwrap()
}
