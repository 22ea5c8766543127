//! What a document promises of its operations: which answer each request has, and what is said of a wrong one.

mod altered;
mod answers;
mod hostile;
mod pages;
mod parameters;
mod requests;
mod routes;
mod samples;

use specwright_codegen::{Answer, Call, Contract, Settings, Source};

use super::support::{read, snapshot, tests_dir};

/// The contract of a document.
fn contract_of(name: &str, text: &str) -> Contract {
    let settings = Settings::for_crate("test-client").unwrap();
    Contract::new(&Source::new(name, text).into(), &settings).unwrap_or_else(|report| panic!("{report:?}")).0
}

/// The contract of a fixture.
fn fixture(name: &str) -> Contract {
    let file = format!("{name}.yaml");
    contract_of(&file, &read(tests_dir().join("fixtures/contract").join(&file)))
}

/// The answer to a request in one line: `POST /pets [Content-Type: text/plain; X-Key: a] the body`.
fn ask(contract: &Contract, request: &str) -> Answer {
    let (method, rest) = request.split_once(' ').unwrap();
    let (target, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let (headers, body) = match rest.strip_prefix('[') {
        Some(rest) => rest.split_once(']').unwrap(),
        None => ("", rest),
    };
    let headers: Vec<_> = headers.split("; ").filter_map(|header| header.split_once(": ")).collect();
    let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
    let body = body.trim_start().replace("\\n", "\r\n");
    contract.answer(&Call { method, target, headers: &headers, body: body.as_bytes() })
}

/// Requests, and what is wrong with each or which operation it is.
fn verdicts(contract: &Contract, requests: &[&str]) -> String {
    let mut text = String::new();
    for request in requests {
        let answer = ask(contract, request);
        text.push_str(&format!("{request}\n"));
        for mistake in &answer.mistakes {
            text.push_str(&format!("  {}: {mistake} {}\n", answer.status, mistake.rule));
        }
        if answer.mistakes.is_empty() {
            text.push_str(&format!("  {}: {}\n", answer.status, answer.operation.unwrap()));
        }
    }
    text
}

/// Requests, and all of each answer.
fn answers(contract: &Contract, requests: &[&str]) -> String {
    let mut text = String::new();
    for request in requests {
        let answer = ask(contract, request);
        text.push_str(&format!("{request}\n  {} {:?}\n", answer.status, answer.origin));
        for (name, value) in &answer.headers {
            text.push_str(&format!("  {name}: {value}\n"));
        }
        text.push_str(&format!("  {}\n", String::from_utf8(answer.body).unwrap().replace('\n', "\n  ").trim_end()));
    }
    text
}
