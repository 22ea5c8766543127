//! What a caller gets, in words of the table: each is held against what came of one step.

use std::time::Duration;

use super::{
    outcome::{Came, Failure, Outcome, Value},
    row::Facts,
    subjects::Operation,
    words::{Blanks, Vocabulary},
};

/// Holds one word against what came; the error says what came instead.
pub type Check = Box<dyn Fn(&Outcome, &Facts<'_>) -> Result<(), String>>;

pub const GETS: Vocabulary<Check> = &[
    ("value", |_| each(|came| matches!(came, Came::Value(_)))),
    ("value of status N", |blanks| {
        let status = blanks.number(0);
        value(move |value| value.status == status as u16)
    }),
    ("status N", |blanks| {
        let status = blanks.number(0);
        error(move |error| error.kind == "status" && error.status == Some(status as u16))
    }),
    ("N attempt", attempts),
    ("N attempts", attempts),
    ("connect error", |_| kind("Connect")),
    ("timeout error", |_| kind("Timeout")),
    ("redirect error", |_| kind("Redirect")),
    ("size error", |_| kind("TooLarge")),
    ("body error", |_| kind("Body")),
    ("credential error", |_| kind("Credentials")),
    ("layer error", |_| kind("Middleware")),
    ("other error", |_| kind("Other")),
    ("missing credential", |_| kind("MissingCredentials")),
    ("decode error", |_| kind("decode")),
    ("at the wrong key", |_| {
        Box::new(|outcome, facts| {
            let path = facts.subject.wrong.1;
            let is_there = |error: &Failure| {
                let pointer = error.pointer.as_deref().unwrap_or_default();
                error.path.as_deref() == Some(path) && pointer.starts_with("#/components/schemas/")
            };
            all(outcome, |came| matches!(came, Came::Error(error) if is_there(error)))
        })
    }),
    ("no client", |_| each(|came| matches!(came, Came::NotBuilt))),
    ("dropped", |_| each(|came| matches!(came, Came::Dropped))),
    ("N items", |blanks| {
        let wanted = blanks.count(0);
        each(move |came| match came {
            Came::Value(value) => value.items == wanted,
            Came::Error(error) => error.items == wanted,
            _ => false,
        })
    }),
    ("half a response", |_| error(|error| error.status == Some(200) && error.request_id.as_deref() == Some("half"))),
    ("no response", |_| error(|error| error.status.is_none() && error.request_id.is_none())),
    ("retry-after T", |blanks| {
        let wait = blanks.time();
        error(move |error| error.retry_after == Some(wait))
    }),
    ("transient", |_| error(|error| error.is_transient)),
    ("not transient", |_| error(|error| !error.is_transient)),
    ("typed body", |_| error(|error| error.has_typed_body)),
    ("untyped body", |_| error(|error| !error.has_typed_body && error.raw_body.is_some())),
    ("N bytes", |blanks| {
        let length = blanks.count(0);
        each(move |came| bytes(came) == Some(length))
    }),
    ("of more", |_| error(|error| error.is_truncated)),
    ("of no more", |_| error(|error| !error.is_truncated)),
    ("the documented body", |_| {
        Box::new(|outcome, facts| {
            let method = (facts.subject.operation)(facts.request).map_or("GET", |operation| operation.method);
            let text = (facts.subject.value)(method);
            all(outcome, |came| matches!(came, Came::Value(value) if value.raw_body == text))
        })
    }),
    ("request id WORD", |blanks| {
        let id = Some(blanks.word(0));
        each(move |came| match came {
            Came::Value(value) => value.request_id == id,
            Came::Error(error) => error.request_id == id,
            _ => false,
        })
    }),
    ("header WORD", |blanks| {
        let wanted = Some(blanks.word(0));
        value(move |value| value.header == wanted)
    }),
    ("cause WORD", |blanks| {
        let (word, words) = (blanks.word(0), blanks.word(0).replace('_', " "));
        error(move |error| error.causes.iter().any(|cause| cause.contains(&word) || cause.contains(&words)))
    }),
    ("no pause", |_| pauses(|pauses| pauses.is_empty())),
    ("pause T", |blanks| {
        let wanted = blanks.time();
        pauses(move |pauses| !pauses.is_empty() && pauses.iter().all(|pause| *pause == wanted))
    }),
    ("pauses up to T", |blanks| {
        let most = blanks.time();
        pauses(move |pauses| !pauses.is_empty() && pauses.iter().all(|pause| *pause <= most))
    }),
    ("pauses all over T", |blanks| {
        let most = blanks.time();
        pauses(move |pauses| {
            let (shortest, longest) = (pauses.iter().min(), pauses.iter().max());
            shortest.is_some_and(|pause| *pause < most / 5) && longest.is_some_and(|pause| *pause > most * 4 / 5)
        })
    }),
    ("a pause beyond T", |blanks| {
        let wanted = blanks.time();
        pauses(move |pauses| pauses.iter().any(|pause| *pause > wanted))
    }),
    ("after T", |blanks| {
        let wanted = blanks.time();
        Box::new(move |outcome, _| ok(outcome.elapsed == wanted, || format!("after {:?}", outcome.elapsed)))
    }),
    ("layers WORD", |blanks| {
        let wanted = blanks.word(0);
        Box::new(move |outcome, _| ok(outcome.told == wanted, || format!("layers {}", outcome.told)))
    }),
    ("drift WORD", |blanks| {
        let wanted = blanks.word(0);
        Box::new(move |outcome, _| {
            let all = outcome.drift.iter().map(|drift| format!("{}/{}", drift.kind(), drift.count()).replace(' ', "_"));
            let all = all.collect::<Vec<_>>().join("+");
            ok(if wanted == "-" { all.is_empty() } else { all == wanted }, || format!("{:?}", outcome.drift))
        })
    }),
    ("told N times", |blanks| {
        let wanted = blanks.count(0);
        Box::new(move |outcome, _| ok(outcome.news.0.len() == wanted, || format!("{:?}", outcome.news.0)))
    }),
    ("spans without WORD", |blanks| {
        let name = blanks.word(0);
        Box::new(move |outcome, _| {
            let is_there = outcome.spans.iter().any(|span| span.0.contains_key(name.as_str()));
            ok(!is_there, || format!("{:?}", outcome.spans))
        })
    }),
    ("spans WORD WORD", spans),
    ("notes WORD WORD", |blanks| {
        let (name, wanted) = (blanks.word(0), blanks.word(1));
        Box::new(move |outcome, facts| {
            let values = outcome.notes.iter().map(|note| note.0.get(name.as_str()));
            same(values, &wanted.replace('_', " "), facts)
        })
    }),
];

fn attempts(blanks: &Blanks) -> Check {
    let wanted = u32::try_from(blanks.number(0)).unwrap();
    each(move |came| match came {
        Came::Value(value) => value.attempts == wanted,
        Came::Error(error) => error.attempts == wanted,
        _ => false,
    })
}

fn bytes(came: &Came) -> Option<usize> {
    match came {
        Came::Value(value) => Some(value.raw_body.len()),
        Came::Error(error) => error.raw_body.as_ref().map(|body| body.len()),
        _ => None,
    }
}

/// The values of a field, with slashes between them, of all spans; `-` where there is none.
fn spans(blanks: &Blanks) -> Check {
    let (name, wanted) = (blanks.word(0), blanks.word(1));
    Box::new(move |outcome, facts| {
        let values = outcome.spans.iter().map(|span| span.0.get(name.as_str()));
        same(values, &wanted, facts)
    })
}

fn same<'a>(values: impl Iterator<Item = Option<&'a String>>, wanted: &str, facts: &Facts<'_>) -> Result<(), String> {
    let values: Vec<_> = values.map(|value| value.map_or("-", String::as_str)).collect();
    let wanted: Vec<_> = wanted.split('/').map(|one| filled(one, facts)).collect();
    let is_each = wanted.len() == 1 && !values.is_empty() && values.iter().all(|value| *value == wanted[0]);
    ok(is_each || values == wanted, || values.join(", "))
}

/// The names of what differs from client to client.
fn filled(text: &str, facts: &Facts<'_>) -> String {
    let none = Operation { id: "request", method: "GET", template: "" };
    let operation = (facts.subject.operation)(facts.request).unwrap_or(none);
    let name = format!("{} {}", operation.method, operation.template);
    let path = operation.template.split('{').next().unwrap_or_default();
    let address = facts.world.home.address;
    let rest = operation.template.split_once('}').map_or("", |(_, rest)| rest);
    let has_id = operation.template.contains('{');
    let url = format!("http://{address}{path}{}{rest}", if has_id { facts.subject.id } else { "" });
    [
        ("METHOD", operation.method),
        ("OPERATION", operation.id),
        ("TEMPLATE", operation.template),
        ("NAME", &name),
        ("HOST", "127.0.0.1"),
        ("PORT", &address.port().to_string()),
        ("URL", &url),
    ]
    .iter()
    .fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
}

fn each(is_so: impl Fn(&Came) -> bool + 'static) -> Check {
    Box::new(move |outcome, _| all(outcome, &is_so))
}

fn value(is_so: impl Fn(&Value) -> bool + 'static) -> Check {
    each(move |came| matches!(came, Came::Value(value) if is_so(value)))
}

fn error(is_so: impl Fn(&Failure) -> bool + 'static) -> Check {
    each(move |came| matches!(came, Came::Error(error) if is_so(error)))
}

fn kind(name: &'static str) -> Check {
    error(move |error| error.kind == name)
}

fn pauses(is_so: impl Fn(&[Duration]) -> bool + 'static) -> Check {
    Box::new(move |outcome, _| ok(is_so(&outcome.pauses), || format!("pauses {:?}", outcome.pauses)))
}

fn all(outcome: &Outcome, is_so: impl Fn(&Came) -> bool) -> Result<(), String> {
    let other = outcome.came.iter().find(|came| !is_so(came));
    ok(other.is_none(), || format!("{:?}", other))
}

fn ok(is_so: bool, came: impl FnOnce() -> String) -> Result<(), String> {
    if is_so { Ok(()) } else { Err(came()) }
}
