//! Mocks of made-up operations, and requests that are written by hand.

mod delivery;
mod matching;
mod refused;
mod routing;
mod serving;
mod troubles;

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    panic::{AssertUnwindSafe, catch_unwind},
};

use serde_json::Value;

use super::{Mock, Mocks, Route};
use crate::{Api, Call, Decode, HttpClient, HttpClientBuilder, Operation, Repeat, Status, decode, mocked};

static API: Api = Api {
    base_url: None,
    user_agent: "",
    security_schemes: &[],
    security: &[],
    idempotency_key: None,
    rate_limit: None,
    env_prefix: "",
};

/// Makes an operation without arguments, whose method and path are these.
macro_rules! operations {
    ($($name:ident, $operation:ident: $method:literal $path:literal;)*) => {
        $(
            static $operation: Operation<Value, Value> = Operation {
                id: stringify!($name),
                method: $method,
                path: $path,
                security: &[],
                accept: "application/json",
                responses: &[(Status::Code(200), Decode::Success(decode::json))],
                retry: Repeat::Never,
                idempotency_key: None,
                rate_limit: None,
                rules: &[],
            };

            struct $name {
                call: Call<Value, Value>,
            }

            mocked!($name => Value, Value: $operation);
        )*

        static ROUTES: &[Route] = &[$(Route::new(stringify!($name), $method, $path)),*];
    };
}

operations! {
    GetThing, GET_THING: "GET" "/things/{id}";
    Start, START: "POST" "/jobs?action=start";
    Stop, STOP: "POST" "/jobs?action=stop";
    StopHard, STOP_HARD: "POST" "/jobs?action=stop&how=hard";
    ByName, BY_NAME: "GET" "/people/{name}";
    ByNumber, BY_NUMBER: "GET" "/people/{number}";
}

fn builder() -> HttpClientBuilder {
    HttpClient::builder(&API)
}

fn mocks() -> Mocks {
    Mocks::start(&builder(), ROUTES).unwrap()
}

/// A mock that answers nothing unless it is told to.
#[track_caller]
fn mock<R: super::Request>(mocks: &Mocks) -> Mock<'_, R> {
    mocks.mock(None)
}

/// All that the server sends until it closes the connection.
fn exchange(address: SocketAddr, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// The status and the body of an answer.
fn parts(answer: &str) -> (u16, String) {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}

fn fetch(address: SocketAddr, method: &str, target: &str) -> (u16, String) {
    let request = format!("{method} {target} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
    parts(&exchange(address, request.as_bytes()))
}

fn address(mocks: &Mocks) -> SocketAddr {
    mocks.base_url().trim_start_matches("http://").parse().unwrap()
}

fn send(mocks: &Mocks, method: &str, target: &str) -> (u16, String) {
    fetch(address(mocks), method, target)
}

fn get(mocks: &Mocks, target: &str) -> (u16, String) {
    send(mocks, "GET", target)
}

/// What is wrong with mocks when they are dropped.
fn dropped(mocks: Mocks) -> Option<String> {
    let panic = catch_unwind(AssertUnwindSafe(|| drop(mocks))).err()?;
    Some(panic.downcast_ref::<String>().cloned().unwrap_or_default())
}
