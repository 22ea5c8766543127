//! The other end of the wire: a server on loopback that answers by a script and writes down all that it is sent.

use std::{
    collections::VecDeque,
    fmt,
    net::SocketAddr,
    sync::{
        Arc, LazyLock, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
    runtime::{Builder, Runtime},
    sync::{mpsc, oneshot, watch},
};

use super::{
    answers::{Answer, End, How, Place, Who},
    bytes::{event, events_head, of_whole, padded},
    clock::TestClock,
    trace::Trace,
};

/// Servers run apart from the clients, so that the tasks of a client can be counted.
static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap());

/// A request as it came.
#[derive(Clone)]
pub struct Seen {
    pub who: Who,
    /// Request line and headers.
    pub head: String,
    pub body: Vec<u8>,
}

impl fmt::Debug for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}{}", self.who, self.head, String::from_utf8_lossy(&self.body))
    }
}

/// Somebody will say nothing before the time is moved.
pub enum Stall {
    /// For ever.
    Silence,
    /// For a second.
    Second(oneshot::Sender<()>),
}

/// What the documented answers of a subject are: takes request line and headers, returns a body.
pub type Documented = Arc<dyn Fn(&Seen, u16) -> String + Send + Sync>;

pub struct Server {
    pub address: SocketAddr,
    inner: Arc<Inner>,
    /// While nobody listens.
    socket: Mutex<Option<TcpSocket>>,
}

pub struct Inner {
    pub who: Who,
    script: Mutex<VecDeque<(Who, Answer)>>,
    seen: Mutex<Vec<Seen>>,
    /// All bytes, whether they make a request or not.
    received: AtomicUsize,
    open: watch::Sender<usize>,
    stalls: mpsc::UnboundedSender<Stall>,
    pub clock: TestClock,
    trace: Trace,
    pub documented: Documented,
    /// Where the other server is.
    pub elsewhere: Mutex<Option<SocketAddr>>,
    pub tokens: AtomicUsize,
}

impl Server {
    pub fn new(
        who: Who,
        script: Vec<(Who, Answer)>,
        stalls: mpsc::UnboundedSender<Stall>,
        (clock, trace): (TestClock, Trace),
        documented: Documented,
    ) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let address = socket.local_addr().unwrap();
        let script = Mutex::new(script.into());
        let (seen, received, tokens) = (Mutex::default(), AtomicUsize::new(0), AtomicUsize::new(0));
        let (open, elsewhere) = (watch::Sender::new(0), Mutex::default());
        let inner = Inner { who, script, seen, received, open, stalls, clock, trace, documented, elsewhere, tokens };
        Self { address, inner: Arc::new(inner), socket: Mutex::new(Some(socket)) }
    }

    /// Connections are refused before this.
    pub fn listen(&self) {
        let Some(socket) = self.socket.lock().unwrap().take() else { return };
        let _runtime = RUNTIME.enter();
        let (listener, inner) = (socket.listen(1024).unwrap(), Arc::clone(&self.inner));
        RUNTIME.spawn(accept(listener, inner));
    }

    /// Sends clients there if the script says so.
    pub fn knows(&self, elsewhere: SocketAddr) {
        *self.inner.elsewhere.lock().unwrap() = Some(elsewhere);
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.inner.seen.lock().unwrap().clone()
    }

    /// All bytes that came.
    pub fn received(&self) -> usize {
        self.inner.received.load(Ordering::Relaxed)
    }

    /// The answers that nobody asked for.
    pub fn unused(&self) -> Vec<Answer> {
        self.inner.script.lock().unwrap().iter().map(|(_, answer)| answer.clone()).collect()
    }

    /// Waits until the other side has closed all connections.
    pub async fn hung_up(&self) {
        self.inner.open.subscribe().wait_for(|open| *open == 0).await.unwrap();
    }
}

async fn accept(listener: TcpListener, inner: Arc<Inner>) {
    while let Ok((stream, _)) = listener.accept().await {
        inner.open.send_modify(|open| *open += 1);
        let inner = Arc::clone(&inner);
        tokio::spawn(async move {
            let _ = serve(stream, &inner).await;
            inner.open.send_modify(|open| *open -= 1);
        });
    }
}

/// One connection, until either side closes it.
async fn serve(mut stream: TcpStream, inner: &Inner) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    loop {
        let seen = request(&mut stream, inner).await?;
        inner.seen.lock().unwrap().push(seen.clone());
        let answer = inner.next(seen.who);
        match answer {
            Answer::Whole(whole) => stream.write_all(&of_whole(inner, &seen, &whole)).await?,
            Answer::Broken(place, how) => return broken(stream, inner, &seen, place, how).await,
            Answer::TooLong => {
                stream.write_all(&padded(inner, &seen, 1)).await?;
                return stream.shutdown().await;
            }
            Answer::Drip => drip(&mut stream, inner, &seen).await?,
            Answer::Events(number, end) => return events(stream, inner, &seen, number, end).await,
            Answer::Refused => panic!("nobody can refuse what has come"),
        }
    }
}

async fn broken(stream: TcpStream, inner: &Inner, seen: &Seen, place: Place, how: How) -> std::io::Result<()> {
    let mut stream = stream;
    let (head, body) = halves(&padded(inner, seen, 0));
    match place {
        Place::BeforeHead => {}
        Place::WithinHead => stream.write_all(&head[..head.len() / 2]).await?,
        Place::WithinBody => {
            begin(&mut stream, inner, seen, &head).await?;
            let before = inner.clock.begun();
            stream.write_all(&body[..body.len() / 2]).await?;
            if is_stream(seen) {
                inner.clock.begun_after(before).await;
            }
        }
    }
    finish(stream, inner, how).await
}

/// Sends the head, and waits until the client has seen it and, if it receives piece by piece, waits for the first one.
async fn begin(stream: &mut TcpStream, inner: &Inner, seen: &Seen, head: &[u8]) -> std::io::Result<()> {
    let (heads, begun) = (inner.trace.heads(), inner.clock.begun());
    stream.write_all(head).await?;
    inner.trace.heads_after(heads).await;
    if is_stream(seen) {
        inner.clock.begun_after(begun).await;
    }
    Ok(())
}

/// Whether the client receives it piece by piece, and has a timeout for each.
fn is_stream(seen: &Seen) -> bool {
    matches!(header(&seen.head, "accept"), Some("application/octet-stream" | "text/event-stream"))
}

/// Head and body.
fn halves(whole: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let body = whole.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap() + 4;
    (whole[..body].to_vec(), whole[body..].to_vec())
}

async fn finish(mut stream: TcpStream, inner: &Inner, how: How) -> std::io::Result<()> {
    match how {
        How::Reset => stream.set_zero_linger(),
        How::Close => stream.shutdown().await,
        How::Silence => {
            let _ = inner.stalls.send(Stall::Silence);
            let mut rest = [0; 64];
            while let Ok(1..) = stream.read(&mut rest).await {
                inner.received.fetch_add(1, Ordering::Relaxed);
            }
            Ok(())
        }
    }
}

async fn drip(stream: &mut TcpStream, inner: &Inner, seen: &Seen) -> std::io::Result<()> {
    let (head, body) = halves(&padded(inner, seen, 0));
    begin(stream, inner, seen, &head).await?;
    for (index, byte) in body.iter().enumerate() {
        second(stream, inner).await?;
        let before = inner.clock.begun();
        stream.write_all(&[*byte]).await?;
        if is_stream(seen) && index + 1 < body.len() {
            inner.clock.begun_after(before).await;
        }
    }
    Ok(())
}

async fn events(mut stream: TcpStream, inner: &Inner, seen: &Seen, number: usize, end: End) -> std::io::Result<()> {
    begin(&mut stream, inner, seen, events_head().as_bytes()).await?;
    for index in 0..number {
        if let End::Dripped = end {
            second(&mut stream, inner).await?;
        }
        let before = inner.clock.begun();
        stream.write_all(event(index).as_bytes()).await?;
        inner.clock.begun_after(before).await;
    }
    match end {
        End::Whole | End::Dripped => stream.write_all(b"0\r\n\r\n").await,
        End::Broken(how) => finish(stream, inner, how).await,
    }
}

/// Waits until the time has moved by a second, or the client has hung up.
async fn second(stream: &mut TcpStream, inner: &Inner) -> std::io::Result<()> {
    let (go, gone) = oneshot::channel();
    let _ = inner.stalls.send(Stall::Second(go));
    tokio::select! {
        gone = gone => gone.map_err(std::io::Error::other),
        read = stream.read_u8() => read.map(|_| ()),
    }
}

impl Inner {
    /// The next answer of this one; what nobody has written down is 200.
    fn next(&self, who: Who) -> Answer {
        let mut script = self.script.lock().unwrap();
        let at = script.iter().position(|(whose, _)| *whose == who);
        let answer = at.and_then(|at| script.remove(at)).map(|(_, answer)| answer);
        answer.unwrap_or_else(super::bytes::usual)
    }
}

async fn request(stream: &mut TcpStream, inner: &Inner) -> std::io::Result<Seen> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(byte(stream, inner).await?);
    }
    let head = String::from_utf8(head).unwrap();
    let mut body = Vec::new();
    if let Some(length) = header(&head, "content-length") {
        body = exactly(stream, inner, length.parse().unwrap()).await?;
    } else if header(&head, "transfer-encoding").is_some() {
        loop {
            let mut size = Vec::new();
            while !size.ends_with(b"\r\n") {
                size.push(byte(stream, inner).await?);
            }
            let size = usize::from_str_radix(std::str::from_utf8(&size).unwrap().trim(), 16).unwrap();
            let chunk = exactly(stream, inner, size + 2).await?;
            body.extend_from_slice(&chunk[..size]);
            if size == 0 {
                break;
            }
        }
    }
    let who = if head.contains(" /oauth/token") { Who::Token } else { inner.who };
    Ok(Seen { who, head, body })
}

/// The first value of a header.
pub fn header<'a>(head: &'a str, name: &'a str) -> Option<&'a str> {
    headers(head, name).next()
}

pub fn headers<'a>(head: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    let lines = head.lines().skip(1).filter_map(|line| line.split_once(": "));
    lines.filter(move |(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

async fn byte(stream: &mut TcpStream, inner: &Inner) -> std::io::Result<u8> {
    let byte = stream.read_u8().await?;
    inner.received.fetch_add(1, Ordering::Relaxed);
    Ok(byte)
}

async fn exactly(stream: &mut TcpStream, inner: &Inner, length: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes).await?;
    inner.received.fetch_add(length, Ordering::Relaxed);
    Ok(bytes)
}
