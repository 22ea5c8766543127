//! What becomes of calls in corners that the page of behaviours does not reach.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
#![allow(clippy::disallowed_methods, reason = "a test runs natively")]

mod common;

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::{Duration, Instant, SystemTime},
};

use common::{Op, RESPONSES, SECRET, builder, get, operation, sent, server, with_all_credentials};
use specwright_runtime::{
    Api, Body, BoxFuture, Call, CallOptions, Clock, Credential, CredentialProvider, HttpClient, HttpRequest,
    HttpResponse, Method, Middleware, Next, Repeat, RequestErrorKind, RetryPolicy, TransportError, TransportErrorKind,
    provider_fn, reqwest,
};
use tokio::{io::AsyncWriteExt, sync::oneshot};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

/// A layer in place of a network, which keeps the URLs and idempotency keys that it was asked for.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Vec<String>>>);

impl Memory {
    fn seen(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

impl Middleware for Memory {
    fn handle<'a>(
        &'a self,
        request: &'a mut HttpRequest,
        _: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        let keys: Vec<_> = request.headers().keys().filter(|name| name.as_str().ends_with("-key")).collect();
        self.0.lock().unwrap().push(format!("{} {keys:?}", request.url()));
        Box::pin(async { Ok(HttpResponse::new(reqwest::StatusCode::OK, reqwest::header::HeaderMap::new(), "{}")) })
    }
}

/// Pauses are written down, and over at once.
#[derive(Clone, Default)]
struct Pauses(Arc<Mutex<Vec<Duration>>>);

impl Clock for Pauses {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep_until(&self, _: Instant) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }

    fn pause(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.0.lock().unwrap().push(duration);
        Box::pin(std::future::ready(()))
    }
}

#[tokio::test]
async fn a_credential_of_the_call_goes_before_the_clients_own_of_an_earlier_alternative() {
    let server = server().await;
    let client = with_all_credentials(builder(&server.uri())).build().unwrap();
    let either = operation("GET", "/", &[&["header"], &["bearer"]]);
    let options = CallOptions::new().credential("bearer", Credential::new("the-users"));
    Call::new(&client, either).options(options).send().await.unwrap();
    let request = sent(&server).await;
    assert_eq!(request.headers["authorization"], "Bearer the-users");
    assert!(!request.headers.contains_key("x-api-key"));
}

#[tokio::test]
async fn a_credential_that_an_operation_does_not_ask_for_is_refused() {
    let server = server().await;
    let client = with_all_credentials(builder(&server.uri())).build().unwrap();
    let call = |scheme: &str| {
        let options = CallOptions::new().credential(scheme, Credential::new(SECRET));
        Call::new(&client, operation("GET", "/", &[&["header"]])).options(options)
    };
    for scheme in ["bearer", "basic", "nothing"] {
        let kind = common::refused(&server, call(scheme).send().await).await;
        assert_eq!(kind, RequestErrorKind::InvalidCredential, "{scheme}");
    }
}

#[tokio::test]
async fn a_base_url_of_the_call_is_where_relative_servers_start() {
    let memory = Memory::default();
    let client = builder("https://h.example/api").middleware(memory.clone()).build().unwrap();
    let call = || Call::new(&client, operation("GET", "/pets", &[])).server("./v3");
    let elsewhere = CallOptions::new().base_url("https://mock.example/x").query("a", "b c");
    call().send().await.unwrap();
    call().options(elsewhere).send().await.unwrap();
    assert_eq!(memory.seen(), ["https://h.example/api/v3/pets []", "https://mock.example/x/v3/pets?a=b%20c []"]);
    let wrong = call().options(CallOptions::new().base_url("mock")).send().await.unwrap_err();
    assert!(wrong.to_string().contains("base URL"), "{wrong}");
}

#[tokio::test]
async fn a_raw_request_has_the_key_that_the_document_names_for_all() {
    static KEYED: Api = Api { idempotency_key: Some("x-idem-key"), security: &[], ..common::API };
    let memory = Memory::default();
    let client = HttpClient::builder(&KEYED).base_url("https://h").middleware(memory.clone()).build().unwrap();
    for method in [Method::POST, Method::PUT] {
        client.request(method, "/a?b=c").send().await.unwrap();
    }
    assert_eq!(memory.seen(), [r#"https://h/a?b=c ["x-idem-key"]"#, "https://h/a?b=c []"]);
}

#[tokio::test]
async fn retry_after_counts_although_the_body_breaks_off() {
    let answers = [
        "HTTP/1.1 503 X\r\nretry-after: 7\r\ncontent-length: 9\r\n\r\n{",
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}",
    ];
    let (url, pauses) = (common::raw_in_turn(&answers).await, Pauses::default());
    let client = builder(&url).retry(RetryPolicy::new()).clock(pauses.clone()).build().unwrap();
    let answer = Call::new(&client, operation("GET", "/", &[])).send().await.unwrap();
    assert_eq!(answer.attempts(), 2);
    assert_eq!(*pauses.0.lock().unwrap(), [Duration::from_secs(7)]);
}

/// A server that answers, resets its connection when it is told to, and answers on another one; how many requests came.
fn resetting(told: oneshot::Receiver<()>, url: oneshot::Sender<String>) -> thread::JoinHandle<u32> {
    const OK: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    thread::spawn(move || {
        runtime.block_on(async {
            let listener = common::listen().await;
            url.send(common::address(&listener)).unwrap();
            let mut first = common::accept(&listener).await;
            first.write_all(OK).await.unwrap();
            told.await.unwrap();
            first.set_zero_linger().unwrap();
            drop(first);
            common::accept(&listener).await.write_all(OK).await.unwrap();
            2
        })
    })
}

#[cfg_attr(feature = "blocking", ignore = "the task of a connection is in the background")]
#[tokio::test]
async fn a_connection_that_is_reset_after_its_response_harms_no_later_call() {
    let ((tell, told), (give, given)) = (oneshot::channel(), oneshot::channel());
    let server = resetting(told, give);
    let client = builder(&given.await.unwrap()).build().unwrap();
    let post = || Call::new(&client, operation("POST", "/", &[])).send();
    let tasks = || tokio::runtime::Handle::current().metrics().num_alive_tasks();
    post().await.unwrap();
    let kept = tasks();
    assert!(kept > 0, "no connection is kept");
    tell.send(()).unwrap();
    // The client learns of the reset when the task of its connection looks at it.
    while tasks() == kept {
        tokio::task::yield_now().await;
    }
    post().await.unwrap();
    assert_eq!(server.join().unwrap(), 2);
}

#[cfg(unix)]
#[tokio::test]
async fn a_body_of_the_caller_that_fails_is_sent_once() {
    let server = server().await;
    let client = builder(&server.uri()).retry(RetryPolicy::new()).clock(Pauses::default()).build().unwrap();
    // A folder can be opened as a file, and not be read as one.
    let put = Call::new(&client, operation("PUT", "/", &[])).bytes("a/b", Body::from_path(std::env::temp_dir()));
    let error = put.send().await.unwrap_err();
    assert_eq!(error.attempts(), 1, "{error:?}");
    assert!(!error.is_transient(), "{error:?}");
}

#[tokio::test]
async fn what_a_redirect_leads_to_may_be_there_another_time() {
    let closed = tokio::net::TcpSocket::new_v4().unwrap();
    closed.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let closed = format!("http://{}", closed.local_addr().unwrap());
    let away = MockServer::start().await;
    let location = ResponseTemplate::new(302).insert_header("location", closed.as_str());
    Mock::given(any()).respond_with(location).mount(&away).await;
    let error = get(&away.uri()).send().await.unwrap_err();
    assert!(error.is_transient(), "{error:?}");
    assert_eq!(error.attempts(), 1);
}

/// Calls twice, and takes the second answer.
struct Twice;

impl Middleware for Twice {
    fn handle<'a>(
        &'a self,
        request: &'a mut HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            drop(next.run(request).await);
            next.run(request).await
        })
    }
}

/// Answers in turn, and leaves its mark on the request.
struct Marks(Mutex<VecDeque<u16>>, Arc<AtomicU32>);

impl Middleware for Marks {
    fn handle<'a>(
        &'a self,
        request: &'a mut HttpRequest,
        _: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        assert!(request.headers_mut().insert("x-mark", "1".parse().unwrap()).is_none(), "a mark of another attempt");
        self.1.store(request.attempt(), Ordering::Relaxed);
        let status = self.0.lock().unwrap().pop_front().unwrap();
        let status = reqwest::StatusCode::from_u16(status).unwrap();
        Box::pin(async move { Ok(HttpResponse::new(status, reqwest::header::HeaderMap::new(), "{}")) })
    }
}

#[tokio::test]
async fn a_layer_that_calls_twice_has_all_attempts_twice() {
    let last = Arc::new(AtomicU32::new(0));
    let marks = Marks(Mutex::new([503, 503, 503, 503, 503, 200].into()), last.clone());
    let client = builder("https://h").retry(RetryPolicy::new()).clock(Pauses::default());
    let client = client.call_middleware(Twice).middleware(marks).build().unwrap();
    Call::new(&client, operation("GET", "/", &[])).send().await.unwrap();
    assert_eq!(last.load(Ordering::Relaxed), 6);
}

#[tokio::test]
async fn a_refused_credential_is_good_for_nobody_although_there_is_no_other() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(401)).mount(&server).await;
    let asked = Arc::new(AtomicU32::new(0));
    let counter = asked.clone();
    let provider = provider_fn(move || {
        let count = counter.fetch_add(1, Ordering::Relaxed);
        async move { if count == 0 { Ok(Credential::new(SECRET)) } else { Err("the vault is closed") } }
    });
    let shared: Arc<dyn CredentialProvider> = Arc::new(provider);
    let client = builder(&server.uri()).provider("bearer", shared).build().unwrap();
    let call = || Call::new(&client, operation("GET", "/", &[&["bearer"]])).send();
    assert_eq!(call().await.unwrap_err().status().unwrap(), 401);
    let error = call().await.unwrap_err();
    let specwright_runtime::Error::Transport(transport) = &error else { panic!("{error:?}") };
    assert_eq!(transport.kind(), TransportErrorKind::Credentials);
    assert_eq!((asked.load(Ordering::Relaxed), server.received_requests().await.unwrap().len()), (3, 1));
}

static UNSAFE: Op = Op {
    id: "unsafe",
    method: "GET",
    path: "/",
    security: &[],
    accept: "",
    responses: RESPONSES,
    retry: Repeat::Never,
    idempotency_key: None,
    rate_limit: None,
    rules: &[],
};

#[tokio::test]
async fn a_key_of_the_caller_does_not_undo_what_the_document_forbids() {
    let marks = Marks(Mutex::new([503].into()), Arc::default());
    let client = builder("https://h").retry(RetryPolicy::new()).clock(Pauses::default()).middleware(marks);
    let call = Call::new(&client.build().unwrap(), &UNSAFE).options(CallOptions::new().idempotency_key("k"));
    assert_eq!(call.send().await.unwrap_err().attempts(), 1);
}
