//! What the tests of limits stand on: a clock that is moved by hand, and a server whose answers are given one by one.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]
#![allow(clippy::disallowed_methods, reason = "a test runs natively")]

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant, SystemTime},
};

use serde_json::Value;
use specwright_runtime::{
    BoxFuture, Call, Clock, Error, HttpClient, HttpClientBuilder, Operation, RateLimit, Response,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    spawn,
    sync::{mpsc, watch},
    task::JoinHandle,
};

use crate::common::{ErrorBody, Op, address, builder, listen, operation};

pub const OK: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";

/// A client with this clock.
pub fn client(line: &Line, clock: &Hand) -> HttpClientBuilder {
    builder(&line.url).clock(clock.clone())
}

pub fn get(client: &HttpClient, path: &'static str) -> Call<Value, ErrorBody> {
    Call::new(client, operation("GET", path, &[]))
}

/// A clock whose time passes when a test says so; or, if it leaps, by each pause.
#[derive(Clone)]
pub struct Hand {
    start: Instant,
    elapsed: watch::Sender<Duration>,
    pauses: watch::Sender<Vec<Duration>>,
    leaps: bool,
}

impl Default for Hand {
    fn default() -> Self {
        let (elapsed, pauses) = (watch::Sender::default(), watch::Sender::default());
        Self { start: Instant::now(), elapsed, pauses, leaps: false }
    }
}

impl Hand {
    pub fn leaping() -> Self {
        Self { leaps: true, ..Self::default() }
    }

    pub fn pass(&self, time: Duration) {
        self.elapsed.send_modify(|elapsed| *elapsed += time);
    }

    pub fn pauses(&self) -> Vec<Duration> {
        self.pauses.borrow().clone()
    }

    /// Waits until somebody has begun to wait so often.
    pub async fn paused(&self, times: usize) {
        self.pauses.subscribe().wait_for(|pauses| pauses.len() >= times).await.unwrap();
    }
}

impl Clock for Hand {
    fn now(&self) -> Instant {
        self.start + *self.elapsed.borrow()
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + *self.elapsed.borrow()
    }

    fn sleep_until(&self, deadline: Instant) -> BoxFuture<'static, ()> {
        let (until, mut elapsed) = (deadline.saturating_duration_since(self.start), self.elapsed.subscribe());
        Box::pin(async move {
            elapsed.wait_for(|elapsed| *elapsed >= until).await.unwrap();
        })
    }

    fn pause(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let sleep = self.sleep_until(self.now() + duration);
        if self.leaps {
            self.pass(duration);
        }
        self.pauses.send_modify(|pauses| pauses.push(duration));
        sleep
    }
}

/// A server on loopback that tells each request and waits to be told what to answer.
pub struct Line {
    pub url: String,
    asked: mpsc::UnboundedReceiver<Asked>,
    count: Arc<Count>,
}

#[derive(Default)]
struct Count {
    seen: AtomicUsize,
    now: Mutex<usize>,
    most: AtomicUsize,
}

/// A request that waits for its answer.
pub struct Asked {
    pub path: String,
    /// When it came.
    pub at: Duration,
    parts: mpsc::UnboundedSender<String>,
    count: Arc<Count>,
}

impl Line {
    pub async fn new(clock: &Hand) -> Self {
        let (listener, count, clock) = (listen().await, Arc::<Count>::default(), clock.clone());
        let (url, (tell, asked)) = (address(&listener), mpsc::unbounded_channel());
        let counted = count.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, tell.clone(), counted.clone(), clock.clone()));
            }
        });
        Self { url, asked, count }
    }

    pub async fn next(&mut self) -> Asked {
        self.asked.recv().await.unwrap()
    }

    /// How many requests there were at once, at most.
    pub fn most(&self) -> usize {
        self.count.most.load(Ordering::SeqCst)
    }

    pub fn seen(&self) -> usize {
        self.count.seen.load(Ordering::SeqCst)
    }
}

impl Asked {
    /// Sends a part of the answer.
    pub fn begin(&self, part: impl Into<String>) {
        self.parts.send(part.into()).unwrap();
    }

    /// Sends the rest of it; the path that was asked for.
    pub fn answer(self, part: impl Into<String>) -> String {
        // Before the client may know that it is over.
        *self.count.now.lock().unwrap() -= 1;
        self.parts.send(part.into()).unwrap();
        self.path
    }
}

async fn serve(
    mut stream: TcpStream,
    tell: mpsc::UnboundedSender<Asked>,
    count: Arc<Count>,
    clock: Hand,
) -> std::io::Result<()> {
    loop {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await?);
        }
        count.seen.fetch_add(1, Ordering::SeqCst);
        let now = {
            let mut now = count.now.lock().unwrap();
            *now += 1;
            *now
        };
        count.most.fetch_max(now, Ordering::SeqCst);
        let path = String::from_utf8(head).unwrap().split(' ').nth(1).unwrap().to_owned();
        let (parts, mut told) = mpsc::unbounded_channel();
        let at = clock.now() - clock.start;
        let _ = tell.send(Asked { path, at, parts, count: count.clone() });
        while let Some(part) = told.recv().await {
            stream.write_all(part.as_bytes()).await?;
        }
    }
}

pub const ONE: RateLimit = RateLimit::new().concurrent(1);
pub const TEN_SECONDS: Duration = Duration::from_secs(10);

pub type Sent = JoinHandle<Result<Response<Value>, Error<ErrorBody>>>;

/// Calls a path, which takes its place in the line before this returns.
pub async fn sent(client: &HttpClient, path: &'static str) -> Sent {
    let call = get(client, path);
    let sent = spawn(async move { call.send().await });
    tokio::task::yield_now().await;
    sent
}

pub async fn path(line: &mut Line) -> String {
    line.next().await.answer(OK)
}

pub fn limited(own: RateLimit) -> &'static Op {
    Box::leak(Box::new(Operation { id: "narrow", rate_limit: Some(own), ..*operation("GET", "/narrow", &[]) }))
}
