//! Which response a request has: by the document, by `Prefer`, by `Accept`; and what refusals look like.

use super::{answers, fixture, snapshot};

#[test]
fn successes() {
    let requests = [
        "GET /example",
        "GET /example [Accept: text/csv]",
        "GET /example [Prefer: example=second]",
        "GET /example [Prefer: code=202]",
        "GET /example [Prefer: code=404]",
        "GET /example [Prefer: code=418; prefer: example=\"none\"]",
        "GET /example [Prefer: code=503]",
        "GET /example [Prefer: code=none]",
        "HEAD /example",
        "GET /impossible",
        "GET /sampled",
        "GET /default",
        "GET /errors",
        "GET /errors [Prefer: code=503]",
        "GET /moved",
        "GET /none",
    ];
    snapshot("contract", "successes", "Answers to requests that are fine", &answers(&fixture("answers"), &requests));
}

#[test]
fn media_types() {
    let accepted = [
        "text/event-stream",
        "application/x-ndjson",
        "application/xml",
        "text/html",
        "text/csv",
        "text/plain",
        "image/gif",
        "application/octet-stream",
    ];
    let requests: Vec<_> = accepted.iter().map(|accept| format!("GET /media/a [Accept: {accept}]")).collect();
    let requests: Vec<_> = requests.iter().map(String::as_str).collect();
    snapshot("contract", "media_types", "Answers in other media types", &answers(&fixture("answers"), &requests));
}

#[test]
fn refusals() {
    let requests = [
        "GET /example?limit=a",
        "GET /sampled?limit=a",
        "GET /sampled/more",
        "GET /default?limit=a",
        "POST /default",
        "POST /strict [Content-Type: application/json] 1",
        "POST /strict [Content-Type: application/json] [",
        "POST /strict [Content-Type: text/plain] a",
    ];
    let others = ["GET /basic", "GET /token", "GET /key", "POST /stays [Content-Type: application/json] {}"];
    let text = answers(&fixture("answers"), &requests) + &answers(&fixture("requests"), &others);
    snapshot("contract", "refusals", "Answers to requests that are not fine", &text);
}
