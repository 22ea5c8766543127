//! The mocks of generated clients, as users have them in their tests.

mod answers;
mod examples;
mod matching;
mod reports;

use std::time::Duration;

use nectar_client::{
    Client, ClientBuilder, RetryPolicy, Uuid,
    mock::{MockServer, VerifyError},
};

const ID: &str = "3c90c3cc-0d44-4b50-8888-8dd25736052a";
const OTHER: &str = "00000000-0d44-4b50-8888-8dd25736052a";

fn id(text: &str) -> Uuid {
    text.parse().unwrap()
}

fn server() -> MockServer {
    MockServer::start().unwrap()
}

/// One attempt.
fn client(server: &MockServer) -> Client {
    builder(server).build().unwrap()
}

fn builder(server: &MockServer) -> ClientBuilder {
    server.client_builder().retry(RetryPolicy::never())
}

/// A client that tries again at once.
fn hasty(server: &MockServer) -> Client {
    server.client_builder().retry(RetryPolicy::new().initial_backoff(Duration::ZERO)).build().unwrap()
}

/// What is said of mocks, without the places of these tests.
fn said(error: &VerifyError) -> String {
    let text = error.to_string();
    let mut parts = text.split(".rs:");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |said, part| {
        said + ".rs:…"
            + part
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .trim_start_matches(':')
                .trim_start_matches(|c: char| c.is_ascii_digit())
    })
}
