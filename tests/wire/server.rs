//! The other end of the wire: servers on loopback, and how to reach them and nobody else.

use std::sync::Mutex;

use serde_json::Value;
use specwright_runtime::reqwest;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
    task::JoinHandle,
};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate, matchers::any};

/// The API key, or the secret part of the credentials, of every client here; no other text of these tests contains it.
pub const KEY: &str = "hunter2-0451";

/// No proxy of the machine gets between client and server, and no time is lost on roots that nobody needs here.
pub fn direct() -> reqwest::ClientBuilder {
    reqwest::ClientBuilder::new().no_proxy().tls_certs_only([])
}

pub async fn answering(response: impl Respond + 'static) -> MockServer {
    // A loop of servers that never waits uses up tokio's budget, and then a server's destructor blocks for good.
    tokio::task::yield_now().await;
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(response).mount(&server).await;
    server
}

pub async fn answering_json(body: &Value) -> MockServer {
    answering(ResponseTemplate::new(200).set_body_json(body)).await
}

/// Answers each request with the next of these.
pub async fn answering_in_turn(bodies: impl IntoIterator<Item = Value>) -> MockServer {
    let bodies: Vec<_> = bodies.into_iter().collect();
    let left = Mutex::new(bodies.into_iter());
    answering(move |_: &Request| {
        let body = left.lock().unwrap().next().unwrap();
        ResponseTemplate::new(200).set_body_json(body)
    })
    .await
}

pub async fn received(server: &MockServer) -> Vec<Request> {
    server.received_requests().await.unwrap()
}

/// A server of one connection, which keeps the head of the request byte for byte.
pub struct RawServer {
    pub url: String,
    head: JoinHandle<String>,
}

impl RawServer {
    /// Answers with these bytes, whatever they are, and closes the connection.
    pub async fn start(answer: impl Into<Vec<u8>>) -> Self {
        let (answer, listener) = (answer.into(), listen().await);
        let url = url(&listener);
        let head = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let head = read_request(&mut stream).await;
            stream.write_all(&answer).await.unwrap();
            stream.shutdown().await.unwrap();
            head
        });
        Self { url, head }
    }

    /// The request line and the headers that came.
    pub async fn head(self) -> String {
        self.head.await.unwrap()
    }
}

/// Answers one request a connection with each of these bytes in turn, and closes it; the heads of all requests.
#[allow(dead_code, reason = "for programs of tests/operations")]
pub async fn answering_raw_in_turn(answers: Vec<String>) -> (String, JoinHandle<Vec<String>>) {
    let listener = listen().await;
    let url = url(&listener);
    let heads = tokio::spawn(async move {
        let mut heads = Vec::new();
        for answer in answers {
            let (mut stream, head) = accept(&listener).await;
            stream.write_all(answer.as_bytes()).await.unwrap();
            stream.shutdown().await.unwrap();
            heads.push(head);
        }
        heads
    });
    (url, heads)
}

/// The next connection, and the head of its first request, which is still to be answered.
#[allow(dead_code, reason = "for programs of tests/operations")]
pub async fn accept(listener: &TcpListener) -> (TcpStream, String) {
    let (mut stream, _) = listener.accept().await.unwrap();
    let head = read_request(&mut stream).await;
    (stream, head)
}

/// Answers the first request of every connection with these bytes and then neither says more nor hangs up.
pub async fn answering_and_hanging(answer: &'static [u8]) -> String {
    let listener = listen().await;
    let url = url(&listener);
    tokio::spawn(async move {
        let mut open = Vec::new();
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            read_request(&mut stream).await;
            stream.write_all(answer).await.unwrap();
            open.push(stream);
        }
    });
    url
}

/// An address that nobody listens on, nor anybody else can take as long as the socket lives.
pub fn refusing() -> (TcpSocket, String) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let url = format!("http://{}", socket.local_addr().unwrap());
    (socket, url)
}

pub async fn listen() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").await.unwrap()
}

pub fn url(listener: &TcpListener) -> String {
    format!("http://{}", listener.local_addr().unwrap())
}

/// Reads body and all: a connection closed over unread bytes is reset, and the answer lost.
async fn read_request(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    let head = String::from_utf8(head).unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    stream.read_exact(&mut body).await.unwrap();
    head
}
