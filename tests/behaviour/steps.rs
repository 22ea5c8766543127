//! What a caller does, in words of the table.

use std::time::Duration;

use super::words::{Vocabulary, phrases, read, repeated};

/// A request of a client; not each client has all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Request {
    /// A read, or what comes next to it.
    Call,
    Read,
    Write,
    Replace,
    Change,
    Delete,
    SafeWrite,
    UnsafeRead,
    KeyedWrite,
    UploadBytes,
    UploadFile,
    UploadStream,
    Events,
    Download,
    QueryKey,
    Cookie,
    Password,
    Token,
    Either,
    RawRead,
    RawWrite,
}

#[derive(Clone, Debug)]
pub enum Step {
    Request { request: Request, at_once: usize, is_dropped: bool },
    Passes(Duration),
    Jumps(i64),
}

const REQUESTS: Vocabulary<Request> = &[
    ("call", |_| Request::Call),
    ("read", |_| Request::Read),
    ("write", |_| Request::Write),
    ("replace", |_| Request::Replace),
    ("change", |_| Request::Change),
    ("delete", |_| Request::Delete),
    ("safe write", |_| Request::SafeWrite),
    ("unsafe read", |_| Request::UnsafeRead),
    ("keyed write", |_| Request::KeyedWrite),
    ("upload of bytes", |_| Request::UploadBytes),
    ("upload of a file", |_| Request::UploadFile),
    ("upload of a stream", |_| Request::UploadStream),
    ("events", |_| Request::Events),
    ("download", |_| Request::Download),
    ("by query key", |_| Request::QueryKey),
    ("by cookie", |_| Request::Cookie),
    ("by password", |_| Request::Password),
    ("by token", |_| Request::Token),
    ("by either", |_| Request::Either),
    ("raw read", |_| Request::RawRead),
    ("raw write", |_| Request::RawWrite),
];

const TIMES: Vocabulary<Step> = &[
    ("T passes", |blanks| Step::Passes(blanks.time())),
    ("clock jumps T ahead", |blanks| Step::Jumps(seconds(blanks.time()))),
    ("clock jumps T back", |blanks| Step::Jumps(-seconds(blanks.time()))),
];

/// Every phrase of this column, for the page.
pub fn all_phrases() -> Vec<&'static str> {
    REQUESTS.iter().map(|(phrase, _)| *phrase).chain(TIMES.iter().map(|(phrase, _)| *phrase)).collect()
}

/// Reads `3 × read, 5s passes, read dropped, 100 at once: read`.
pub fn steps(cell: &str) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    for phrase in phrases(cell, ", ") {
        let (times, phrase) = repeated(phrase);
        let (at_once, phrase) = match phrase.split_once(" at once: ") {
            Some((number, phrase)) => (number.parse().map_err(|_| format!("`{number}` is no number"))?, phrase),
            None => (1, phrase),
        };
        let (phrase, is_dropped) = match phrase.strip_suffix(" dropped") {
            Some(phrase) => (phrase, true),
            None => (phrase, false),
        };
        let step = match read(TIMES, phrase) {
            Ok(times) => times.into_iter().next().ok_or("nothing is done")?,
            Err(_) => {
                let request = read(REQUESTS, phrase)?.into_iter().next().ok_or("nothing is done")?;
                Step::Request { request, at_once, is_dropped }
            }
        };
        steps.extend((0..times).map(|_| step.clone()));
    }
    Ok(steps)
}

fn seconds(time: Duration) -> i64 {
    time.as_secs().try_into().unwrap()
}
