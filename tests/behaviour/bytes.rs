//! What answers look like on the wire.

use std::{
    fmt::Write as _,
    io::Write as _,
    sync::{LazyLock, atomic::Ordering},
};

use flate2::{Compression, write::GzEncoder};
use nectar_client::runtime::serde_json::json;

use super::{
    answers::{Answer, Body, Header, Who, Whole, http_date},
    server::{Inner, Seen},
};

/// What a response holds, which no error may show.
pub const BODY: &str = "hunter2-body";

/// A megabyte of zeros.
static BOMB: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![b'0'; 1_000_000]).unwrap();
    encoder.finish().unwrap()
});

/// What nobody has written down.
pub fn usual() -> Answer {
    Whole { status: 200, headers: Vec::new(), body: Body::Documented, header_count: 0 }.into()
}

pub fn of_whole(inner: &Inner, seen: &Seen, whole: &Whole) -> Vec<u8> {
    let body = body(inner, seen, whole);
    let mut head = format!("HTTP/1.1 {} Some\r\ncontent-type: application/json\r\n", whole.status);
    write!(head, "content-length: {}\r\n", body.len()).unwrap();
    for (name, value) in &whole.headers {
        let value = match value {
            Header::Text(text) => text.clone(),
            Header::Date(from_now) => http_date(inner.clock.true_time() + *from_now),
            Header::Other => format!("http://{}/there", inner.elsewhere.lock().unwrap().unwrap()),
        };
        write!(head, "{name}: {value}\r\n").unwrap();
    }
    let there = 2 + whole.headers.len();
    (there..whole.header_count).for_each(|index| write!(head, "x-{index}: 1\r\n").unwrap());
    [head.into_bytes(), b"\r\n".to_vec(), body].concat()
}

fn body(inner: &Inner, seen: &Seen, whole: &Whole) -> Vec<u8> {
    let text = match &whole.body {
        Body::Documented if seen.who == Who::Token => token(inner, Some(3600), false),
        Body::Documented => (inner.documented)(seen, whole.status),
        Body::NewKey => (inner.documented)(seen, whole.status).replacen('{', r#"{"newKey": "hunter2-body", "#, 1),
        Body::Wrong => (inner.documented)(seen, 0),
        Body::NoJson => BODY.to_owned(),
        Body::Zeros(length) => "0".repeat(*length),
        Body::Bomb => return BOMB.clone(),
        Body::Token(seconds, is_text) => token(inner, *seconds, *is_text),
        Body::Refusal(code) => json!({ "error": code, "error_description": BODY }).to_string(),
    };
    text.into_bytes()
}

fn token(inner: &Inner, seconds: Option<u64>, is_text: bool) -> String {
    let number = inner.tokens.fetch_add(1, Ordering::Relaxed) + 1;
    let token = format!("hunter2-token-{number}");
    match (seconds, is_text) {
        (None, _) => json!({ "access_token": token, "token_type": "Bearer" }),
        (Some(seconds), true) => {
            json!({ "access_token": token, "token_type": "bearer", "expires_in": seconds.to_string() })
        }
        (Some(seconds), false) => json!({ "access_token": token, "token_type": "Bearer", "expires_in": seconds }),
    }
    .to_string()
}

/// The documented success, which says that there are more bytes than there are.
pub fn padded(inner: &Inner, seen: &Seen, more: usize) -> Vec<u8> {
    let body = match seen.who {
        Who::Token => token(inner, Some(3600), false),
        _ => (inner.documented)(seen, 200),
    };
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-request-id: half\r\ncontent-length: {}\r\n\r\n",
        body.len() + more
    );
    [head.into_bytes(), body.into_bytes()].concat()
}

pub fn events_head() -> String {
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n".to_owned()
}

pub fn event(index: usize) -> String {
    let text = format!("id: {index}\ndata: {BODY}\n\n");
    format!("{:x}\r\n{text}\r\n", text.len())
}
