//! Calls without `async`, from wherever a thread may come: none of them hangs, and none panics.
#![cfg(feature = "blocking")]
#![allow(clippy::disallowed_methods, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;
mod kept_alive;

use std::{
    io::Read,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use common::{Op, builder, operation};
use kept_alive::Server;
use specwright_runtime::{
    Body, BoxFuture, Bytes, Call, CallOptions, Credential, HttpClient, HttpRequest, HttpResponse, Middleware, Next,
    RateLimit, TransportError, TransportErrorKind,
    blocking::{Wait, WaitEach},
    provider_fn,
};
use tokio::{
    runtime::{Builder, Handle, Runtime},
    task::{LocalSet, block_in_place, spawn_blocking, spawn_local},
};

fn client(server: &Server) -> HttpClient {
    builder(&server.url).build().unwrap()
}

fn get(client: &HttpClient, path: &'static str) -> Call<serde_json::Value, common::ErrorBody> {
    Call::new(client, operation("GET", path, &[]))
}

fn one_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn two_threads() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Two calls, so that the second may have the connection of the first.
fn call(client: &HttpClient) {
    for _ in 0..2 {
        assert_eq!(get(client, "/").send().wait().unwrap()["a"], 1);
    }
}

#[test]
fn any_thread_may_wait() {
    let server = Server::start();
    let client = client(&server);
    call(&client);
    assert!(Handle::try_current().is_err());
    for runtime in [one_thread(), two_threads()] {
        let of = |client: &HttpClient| client.clone();
        let id = runtime.handle().id();
        runtime.block_on(async {
            call(&client);
            assert_eq!(Handle::current().id(), id);
            let spawned = of(&client);
            tokio::spawn(async move { call(&spawned) }).await.unwrap();
            let spawned = of(&client);
            spawn_blocking(move || call(&spawned)).await.unwrap();
        });
        let local = of(&client);
        LocalSet::new().block_on(&runtime, async move {
            call(&local);
            spawn_local(async move { call(&local) }).await.unwrap();
        });
        let _entered = runtime.enter();
        call(&client);
    }
    two_threads().block_on(async { block_in_place(|| call(&client)) });
    assert!(server.connections() < 10, "{}", server.connections());
}

#[test]
fn connections_of_async_calls_and_of_others_are_the_same() {
    let server = Server::start();
    for is_async_first in [true, false] {
        let client = client(&server);
        let before = server.connections();
        one_thread().block_on(async {
            for index in 0..20 {
                match (index % 2 == 0) == is_async_first {
                    true => assert_eq!(get(&client, "/").send().await.unwrap()["a"], 1),
                    false => assert_eq!(get(&client, "/").send().wait().unwrap()["a"], 1),
                }
            }
        });
        // One, or some more where a call came before the connection was back.
        assert!(server.connections() - before < 10, "{}", server.connections());
    }
}

#[test]
fn a_stream_that_async_code_has_begun_is_waited_for() {
    let server = Server::start();
    let client = client(&server);
    one_thread().block_on(async {
        let mut stream = get(&client, "/pieces").download("").await.unwrap().into_inner();
        assert_eq!(stream.next_chunk().await.unwrap().unwrap(), "0");
        call(&client);
        let rest: Vec<_> = stream.wait_each().map(Result::unwrap).collect();
        assert_eq!(rest.concat(), b"123456789");
        let mut stream = get(&client, "/pieces").download("").wait().unwrap().into_inner();
        assert_eq!(stream.next_chunk().wait().unwrap().unwrap(), "0");
        assert_eq!(stream.next_chunk().await.unwrap().unwrap(), "1");
    });
}

#[test]
fn a_task_that_never_yields_may_wait_as_often_as_it_likes() {
    let server = Server::start();
    let client = client(&server);
    for runtime in [one_thread(), two_threads()] {
        let client = client.clone();
        runtime.block_on(async { tokio::spawn(async move { (0..200).for_each(|_| call(&client)) }).await.unwrap() });
    }
}

#[test]
fn many_threads_wait_at_once() {
    let server = Server::start();
    let client = builder(&server.url).rate_limit(RateLimit::new().concurrent(3)).build().unwrap();
    thread::scope(|scope| {
        for _ in 0..32 {
            scope.spawn(|| (0..10).for_each(|_| call(&client)));
        }
    });
}

#[test]
fn a_timeout_ends_the_wait() {
    let server = Server::start();
    let client = client(&server);
    let late = || {
        let options = CallOptions::new().timeout(Duration::from_millis(20));
        let error = get(&client, "/silence").options(options).send().wait().unwrap_err();
        assert!(error.to_string().contains("took too long"), "{error}");
    };
    late();
    one_thread().block_on(async { late() });
    // Of a piece of a stream, too.
    let options = CallOptions::new().idle_timeout(Duration::from_millis(20));
    one_thread().block_on(async {
        let mut stream = get(&client, "/half").options(options).download("").await.unwrap().into_inner();
        let mut text = String::new();
        let error = stream.read_to_string(&mut text).unwrap_err();
        assert_eq!((error.kind(), &*text), (std::io::ErrorKind::TimedOut, "half"));
        let error = error.into_inner().unwrap().downcast::<TransportError>().unwrap();
        assert_eq!(error.kind(), TransportErrorKind::Timeout);
    });
}

/// Waits for another call within each.
struct Nested(HttpClient);

impl Middleware for Nested {
    fn handle<'a>(
        &'a self,
        request: &'a mut HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            call(&self.0);
            // In the background, as this is where it finds itself; there, too, a thread may wait.
            let inner = self.0.clone();
            tokio::spawn(async move { call(&inner) }).await.map_err(|e| TransportError::middleware("op", e))?;
            next.run(request).await
        })
    }
}

#[test]
fn who_is_waited_for_may_wait() {
    let server = Server::start();
    let inner = client(&server);
    let provided = inner.clone();
    let provider = provider_fn(move || {
        let client = provided.clone();
        async move {
            call(&client);
            tokio::time::sleep(Duration::from_millis(1)).await;
            Ok::<_, std::io::Error>(Credential::new("token"))
        }
    });
    let client = builder(&server.url).middleware(Nested(inner)).provider("bearer", provider).build().unwrap();
    let nested = || Call::new(&client, operation("GET", "/", &[&["bearer"]])).send().wait().unwrap();
    nested();
    one_thread().block_on(async { nested() });
    two_threads().block_on(async { nested() });
}

/// Gives the pieces of another response, each of which is waited for on the thread of the background.
struct Piped<S>(S);

impl<S: Iterator<Item = Result<Bytes, TransportError>> + Unpin> futures_core::Stream for Piped<S> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.next())
    }
}

#[test]
fn a_body_that_is_sent_may_wait_for_what_it_is_made_of() {
    static POST: std::sync::LazyLock<&'static Op> = std::sync::LazyLock::new(|| operation("POST", "/echo", &[]));
    let server = Server::start();
    let client = client(&server);
    let pieces =
        || Body::from_stream(Piped(get(&client, "/pieces").download("").wait().unwrap().into_inner().wait_each()));
    let post = || Call::new(&client, *POST).bytes("text/plain", pieces()).download("").wait().unwrap().into_inner();
    for is_async in [false, true] {
        let mut text = String::new();
        match is_async {
            true => one_thread().block_on(async { post().read_to_string(&mut text).unwrap() }),
            false => post().read_to_string(&mut text).unwrap(),
        };
        assert_eq!(text, "0123456789");
    }
}

/// Panics at the first call.
struct Panics(AtomicUsize);

impl Middleware for Panics {
    fn handle<'a>(
        &'a self,
        request: &'a mut HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            assert!(self.0.fetch_add(1, Ordering::Relaxed) > 0, "on purpose");
            next.run(request).await
        })
    }
}

#[test]
fn a_panic_is_the_callers_and_leaves_nothing_behind() {
    let server = Server::start();
    for runtime in [None, Some(one_thread()), Some(two_threads())] {
        let limited = builder(&server.url).rate_limit(RateLimit::new().concurrent(1));
        let client = limited.middleware(Panics(AtomicUsize::new(0))).build().unwrap();
        let check = || {
            let before = Handle::try_current().map(|handle| handle.id()).ok();
            let panic = catch_unwind(AssertUnwindSafe(|| get(&client, "/").send().wait())).unwrap_err();
            assert!(panic.downcast_ref::<&str>().is_some_and(|text| text.contains("on purpose")));
            assert_eq!(Handle::try_current().map(|handle| handle.id()).ok(), before);
            call(&client);
        };
        match runtime {
            None => check(),
            Some(runtime) => runtime.block_on(async { check() }),
        }
    }
}

#[test]
fn what_is_dropped_hangs_up_wherever_that_is() {
    let server = Server::start();
    let client = client(&server);
    for runtime in [None, Some(one_thread())] {
        let _entered = runtime.as_ref().map(Runtime::enter);
        let mut each = get(&client, "/half").download("").wait().unwrap().into_inner().wait_each();
        assert_eq!(each.next().unwrap().unwrap(), "half");
        drop(each);
        server.hung_up("/half");
        // A future that nobody waits for to its end.
        let mut call = Box::pin(get(&client, "/silence").send());
        std::future::poll_fn(|context| {
            assert!(call.as_mut().poll(context).is_pending());
            std::task::Poll::Ready(())
        })
        .wait();
        drop(call);
    }
    drop(client);
    // Nothing of a client needs a runtime to go.
    let client = self::client(&server);
    let response = get(&client, "/pieces").download("").wait().unwrap();
    drop(client);
    drop(response);
}

#[test]
fn a_download_is_read_in_whatever_pieces() {
    let server = Server::start();
    let client = client(&server);
    let download = || get(&client, "/pieces").download("").wait().unwrap().into_inner();
    let mut whole = Vec::new();
    std::io::copy(&mut download(), &mut whole).unwrap();
    assert_eq!(whole, b"0123456789");
    let mut download = get(&client, "/half").download("").wait().unwrap().into_inner();
    let mut three = [0; 3];
    assert_eq!(download.read(&mut []).unwrap(), 0);
    download.read_exact(&mut three).unwrap();
    assert_eq!(&three, b"hal");
    // What was not read comes as a piece.
    assert_eq!(download.next_chunk().wait().unwrap().unwrap(), "f");
}

#[test]
fn what_needs_no_client_is_waited_for_as_well() {
    assert_eq!(std::future::ready(7).wait(), 7);
    let (tell, told) = tokio::sync::oneshot::channel();
    let teller = thread::spawn(move || tell.send(7).unwrap());
    assert_eq!(told.wait(), Ok(7));
    teller.join().unwrap();
    let counted = Arc::new(AtomicUsize::new(0));
    let own = counted.clone();
    let yielding = async move {
        for _ in 0..1000 {
            tokio::task::yield_now().await;
            own.fetch_add(1, Ordering::Relaxed);
        }
    };
    yielding.wait();
    assert_eq!(counted.load(Ordering::Relaxed), 1000);
}
