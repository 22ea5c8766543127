//! The server for tests as a client sees it, byte for byte.
#![cfg(feature = "mock")]
#![allow(clippy::disallowed_methods, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use specwright_runtime::{
    mock::{Fault, Received, Reply, Server},
    serde_json::json,
};

const BODY: &str = r#"{"id":7,"status":"OPEN"}"#;

/// All that the server sends until it closes the connection.
fn exchange(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn get(address: SocketAddr) -> String {
    exchange(address, "GET /a?b=c HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
}

/// The answer with a fault: the head and the body.
fn faulty(fault: &str) -> (String, String) {
    let fault: Fault = fault.parse().unwrap();
    let server = Server::start(move |_| {
        Reply::new(200).header("x-own", "1").bytes("application/json", BODY).fault(fault.clone())
    })
    .unwrap();
    let answer = get(server.address());
    match answer.split_once("\r\n\r\n") {
        Some((head, body)) => (head.to_ascii_lowercase(), body.to_owned()),
        None => (answer, String::new()),
    }
}

fn status(head: &str) -> &str {
    head.split(' ').nth(1).unwrap_or("none")
}

#[test]
fn faults_that_are_other_answers() {
    let (head, body) = faulty("rate-limit=3");
    assert_eq!((status(&head), body.as_str()), ("429", "Too Many Requests\n"));
    assert!(head.contains("\r\nretry-after: 3\r\n") && !head.contains("x-own"), "{head}");
    let (head, _) = faulty("rate-limit=1500ms");
    assert!(head.contains("\r\nretry-after: 2\r\n"), "{head}");
    let (head, body) = faulty("server-error=502");
    assert_eq!((status(&head), body.as_str()), ("502", "Bad Gateway\n"));
    let (head, _) = faulty("expired");
    assert_eq!(status(&head), "401");
    assert!(head.contains("www-authenticate: bearer error=\"invalid_token\""), "{head}");
    let (head, body) = faulty("html=200");
    assert_eq!(status(&head), "200");
    assert!(head.contains("content-type: text/html") && body.starts_with("<!DOCTYPE html>"), "{head}{body}");
    assert_eq!(faulty("json=/status=\"NEW\"").1, r#"{"id":7,"status":"NEW"}"#);
    assert_eq!(faulty("json=/id=null").1, r#"{"id":null,"status":"OPEN"}"#);
    assert_eq!(faulty("json=/new=[1]").1, r#"{"id":7,"status":"OPEN","new":[1]}"#);
}

#[test]
fn faults_that_break_http() {
    let length = |head: &str| {
        let line = head.lines().find_map(|line| line.strip_prefix("content-length: ")).map(str::to_owned);
        line.unwrap().parse::<usize>().unwrap()
    };
    let (head, body) = faulty("truncate");
    assert_eq!((status(&head), length(&head), body.as_str()), ("200", BODY.len(), &BODY[..BODY.len() / 2]));
    assert!(head.contains("\r\nx-own: 1\r\n"), "{head}");
    let (head, body) = faulty("wrong-length=-1");
    assert_eq!((length(&head), body.as_str()), (BODY.len() - 1, BODY));
    let (head, body) = faulty("wrong-length=5");
    assert_eq!((length(&head), body.as_str()), (BODY.len() + 5, BODY));
    // Whatever the number, the length is wrong.
    let (head, body) = faulty("wrong-length=-99");
    assert_eq!((length(&head), body.as_str()), (BODY.len() + 99, BODY));
    assert_eq!(faulty("close"), (String::new(), String::new()));
}

#[test]
fn slow_faults_take_their_time() {
    let begin = Instant::now();
    assert_eq!(faulty("delay=80ms").1, BODY);
    assert!(begin.elapsed() >= Duration::from_millis(80));
    let begin = Instant::now();
    let (head, body) = faulty("drip=12/40ms");
    assert!(body == BODY && head.contains("content-length: 24"), "{head}");
    assert!(begin.elapsed() >= Duration::from_millis(80), "two pieces");
}

#[test]
fn faults_come_on_top_of_each_other() {
    let server = Server::start(|_| {
        let faults = ["server-error", "delay=1ms", "truncate"].map(|fault| fault.parse().unwrap());
        faults.into_iter().fold(Reply::new(200), Reply::fault)
    })
    .unwrap();
    let answer = get(server.address());
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    assert!(answer.ends_with("\r\n\r\nService Un"), "{answer}");
}

#[test]
fn a_status_of_its_own_keeps_its_body() {
    let reply = Reply::new(429).json(&json!({ "message": "slow down" })).fault("rate-limit=9".parse().unwrap());
    assert_eq!(reply.body().as_ref(), br#"{"message":"slow down"}"#);
    assert_eq!(reply.headers()["retry-after"], "9");
}

#[test]
fn a_request_arrives_as_it_was_sent() {
    let server = Server::start(|received: Received| {
        let pairs: Vec<_> = received.query_pairs().map(|(name, value)| format!("{name}:{value}")).collect();
        let text = [received.method().as_str(), received.target(), received.path(), received.header("x-a").unwrap()];
        let body = received.json().unwrap();
        Reply::new(200).json(&json!([text, pairs, body, received.number(), format!("{received:?}").contains("secret")]))
    })
    .unwrap();
    let request = "POST /a%2Fb?c=d+e&f=%26 HTTP/1.1\r\nhost: a\r\nx-a: secret\r\ncontent-length: 2\r\n\r\n{}";
    // Two on one connection; the server closes it when it is told to.
    let last = request.replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n");
    let answer = exchange(server.address(), &format!("{request}{last}"));
    for number in [1, 2] {
        let own = json!([["POST", "/a%2Fb?c=d+e&f=%26", "/a%2Fb", "secret"], ["c:d e", "f:&"], {}, number, false]);
        assert!(answer.contains(&own.to_string()), "{answer}");
    }
}

#[test]
fn what_cannot_be_sent_says_why() {
    for (reply, reason) in [
        (Reply::new(99), "99 is no status"),
        (Reply::new(100), "100 is no status"),
        (Reply::new(200).header("x-a", "a\r\nb: c"), "the header x-a has a value"),
        (Reply::new(200).header("a b", "c"), "\"a b\" is no name"),
        (Reply::new(200).header("Content-Length", "3"), "is set from the body"),
        (Reply::new(200).fault(Fault::Json { at: "a".to_owned(), value: json!(1) }), "\"a\" is no JSON pointer"),
        (Reply::new(200).fault(Fault::ServerError { status: 200 }), "200 is no error of a server"),
    ] {
        assert_eq!(reply.status(), 500);
        let server = Server::start(move |_| reply.clone()).unwrap();
        let answer = get(server.address());
        assert!(answer.starts_with("HTTP/1.1 500 ") && answer.contains(reason), "{reason}: {answer}");
    }
}

#[test]
fn a_head_request_gets_no_body() {
    for fault in ["delay=0ms", "truncate"] {
        let fault: Fault = fault.parse().unwrap();
        let server = Server::start(move |_| Reply::new(200).text("abcd").fault(fault.clone())).unwrap();
        let answer = exchange(server.address(), "HEAD / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\n"), "{answer}");
        assert!(answer.to_ascii_lowercase().contains("content-length: 4\r\n"), "{answer}");
    }
}

/// Ends when the server has let go of it.
struct Held(Arc<AtomicUsize>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[test]
fn a_stopped_server_leaves_nothing() {
    let dropped = Arc::new(AtomicUsize::new(0));
    let held = Held(Arc::clone(&dropped));
    let server = Server::start(move |_| {
        let _ = &held;
        Reply::new(200).fault("delay=1000s".parse().unwrap())
    })
    .unwrap();
    let address = server.address();
    let waiting = thread::spawn(move || get(address));
    let mut idle = TcpStream::connect(address).unwrap();
    server.stop();
    assert_eq!(dropped.load(Ordering::SeqCst), 1, "the handler, and so all tasks that share it, are gone");
    assert_eq!(idle.read(&mut [0]).unwrap_or(0), 0);
    // Cut off, whether it had come before or not.
    let _ = waiting.join();
    assert!(TcpStream::connect(address).is_err());
    let again = Server::start_on(address.port(), |_| Reply::new(204)).unwrap();
    assert!(get(again.address()).starts_with("HTTP/1.1 204 "));
}

#[tokio::test]
async fn async_code_may_hold_one() {
    let server = Server::start(|_| Reply::new(204)).unwrap();
    let response = specwright_runtime::reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
    assert_eq!(response.get(server.base_url()).send().await.unwrap().status(), 204);
    drop(server);
}

#[cfg(feature = "blocking")]
#[test]
fn so_may_a_thread_that_waits() {
    use specwright_runtime::{Api, HttpClient, blocking::Wait, reqwest::Method};

    static API: Api = Api {
        base_url: None,
        user_agent: "",
        security_schemes: &[],
        security: &[],
        idempotency_key: None,
        rate_limit: None,
        env_prefix: "",
    };
    let server = Server::start(|received| Reply::new(200).json(&json!(received.path()))).unwrap();
    let client = HttpClient::builder(&API).base_url(server.base_url()).build().unwrap();
    for _ in 0..2 {
        let answer = client.request(Method::GET, "/a").send().wait().unwrap();
        assert_eq!(answer.raw_json().unwrap(), json!("/a"));
    }
}

#[test]
fn a_taken_port_is_an_error() {
    let server = Server::start(|_| Reply::new(204)).unwrap();
    assert!(Server::start_on(server.address().port(), |_| Reply::new(204)).is_err());
}
