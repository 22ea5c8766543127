//! A server on a thread of its own, which keeps connections open and counts them.
#![allow(unreachable_pub, clippy::disallowed_methods, clippy::unwrap_used)]

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    runtime::Builder,
};

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 7\r\n\r\n{\"a\":1}";
const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

pub struct Server {
    pub url: String,
    connections: Arc<AtomicUsize>,
    gone: mpsc::Receiver<String>,
}

impl Server {
    pub fn start() -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (tell, gone) = mpsc::channel();
        let connections = Arc::<AtomicUsize>::default();
        let counted = connections.clone();
        thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                let listener = TcpListener::from_std(listener).unwrap();
                while let Ok((stream, _)) = listener.accept().await {
                    counted.fetch_add(1, Ordering::Relaxed);
                    tokio::spawn(serve(stream, tell.clone()));
                }
            });
        });
        Self { url, connections, gone }
    }

    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    /// Waits until the client has closed the connection that it asked for this over.
    pub fn hung_up(&self, path: &str) {
        while self.gone.recv().unwrap() != path {}
    }
}

async fn serve(mut stream: TcpStream, gone: mpsc::Sender<String>) -> io::Result<()> {
    loop {
        let head = head(&mut stream).await?;
        let path = head.split(' ').nth(1).unwrap().to_owned();
        match &*path {
            "/silence" => {}
            "/half" => stream.write_all(format!("{CHUNKED}4\r\nhalf\r\n").as_bytes()).await?,
            "/pieces" => pieces(&mut stream).await?,
            "/echo" => echo(&mut stream).await?,
            _ => stream.write_all(OK.as_bytes()).await?,
        }
        if ["/silence", "/half"].contains(&&*path) {
            let _ = stream.read_u8().await;
            let _ = gone.send(path);
            return Ok(());
        }
    }
}

async fn head(stream: &mut TcpStream) -> io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    Ok(String::from_utf8(head).unwrap())
}

/// The digits, one by one.
async fn pieces(stream: &mut TcpStream) -> io::Result<()> {
    stream.write_all(CHUNKED.as_bytes()).await?;
    for digit in 0..10 {
        stream.write_all(format!("1\r\n{digit}\r\n").as_bytes()).await?;
        stream.flush().await?;
        tokio::task::yield_now().await;
    }
    stream.write_all(b"0\r\n\r\n").await
}

/// The chunks of the request.
async fn echo(stream: &mut TcpStream) -> io::Result<()> {
    let mut body = Vec::new();
    while !body.ends_with(b"0\r\n\r\n") {
        body.push(stream.read_u8().await?);
    }
    stream.write_all(CHUNKED.as_bytes()).await?;
    stream.write_all(&body).await
}
