//! The server: takes a function from requests to replies, listens until it is dropped.

use std::{
    fmt, io,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, atomic::AtomicU64, mpsc},
    thread::{self, JoinHandle},
    time::Duration,
};

use tokio::{net::TcpListener, runtime, sync::oneshot, time::sleep};

use super::{Received, Reply, caught::caught, connection, connection::Unread};

/// How long a server that ends waits for handlers that do not.
const PATIENCE: Duration = Duration::from_secs(if cfg!(test) { 0 } else { 5 });

/// An HTTP/1.1 server on the loopback interface, for tests.
///
/// It runs on threads of its own until it is stopped or dropped; then its connections are closed, its port is free, and its threads are
/// gone, but for a handler that does not end.
pub struct Server {
    address: SocketAddr,
    running: Option<Running>,
}

struct Running {
    stop: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

/// Takes a request without its body, the status of the answer, and the reason.
type Refused = dyn Fn(&Received, u16, &str) + Send + Sync;

/// What all connections share.
pub(super) struct Shared {
    handler: Box<dyn Fn(Received) -> Reply + Send + Sync>,
    refused: Box<Refused>,
    /// How many requests have come.
    pub(super) count: AtomicU64,
}

impl Shared {
    /// The handler's reply, or one that says why it has no say or how it panicked.
    pub(super) fn reply(&self, received: Received, unread: Option<Unread>) -> Reply {
        let reply = match unread {
            None => caught(|| (self.handler)(received)),
            Some(unread) => caught(|| {
                if !unread.is_cut_off {
                    (self.refused)(&received, unread.status, &unread.reason);
                }
                unread.reply()
            }),
        };
        reply.unwrap_or_else(|how| Reply::new(500).text(format!("The server's handler {how}\n")))
    }
}

impl Server {
    /// Starts a server on a free port. Several requests may be with `handler` at the same time, and one may wait for another. A panic of
    /// it is answered with 500.
    ///
    /// # Errors
    /// The system has no port or no thread left.
    pub fn start(handler: impl Fn(Received) -> Reply + Send + Sync + 'static) -> io::Result<Self> {
        Self::start_on(0, handler)
    }

    /// Starts a server on this port of 127.0.0.1; 0 stands for one that is free.
    ///
    /// # Errors
    /// The port is taken, or the system has no thread left.
    pub fn start_on(port: u16, handler: impl Fn(Received) -> Reply + Send + Sync + 'static) -> io::Result<Self> {
        Self::start_with(port, handler, |_, _, _| {})
    }

    /// Starts a server as [`start_on`](Self::start_on) does, and tells `refused` of each request whose body cannot be read, and so never
    /// comes to `handler`: what came without its body, the status that it is answered with (413 for one of more than 64 MiB, 400 for
    /// one that breaks HTTP), and the reason. Of a client that breaks off within a body it is not told.
    ///
    /// # Errors
    /// The port is taken, or the system has no thread left.
    pub fn start_with(
        port: u16,
        handler: impl Fn(Received) -> Reply + Send + Sync + 'static,
        refused: impl Fn(&Received, u16, &str) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let (handler, refused) = (Box::new(handler), Box::new(refused));
        let shared = Arc::new(Shared { handler, refused, count: AtomicU64::new(0) });
        let (stop, stopped) = oneshot::channel();
        let (started, start) = mpsc::channel();
        // A runtime cannot be dropped in async code, so it lives and dies on a thread of its own.
        let thread = thread::Builder::new()
            .name("specwright-mock".to_owned())
            .spawn(move || run(port, shared, &started, stopped))?;
        let address = start.recv().unwrap_or_else(|_| Err(io::Error::other("the server's thread ended")))?;
        Ok(Self { address, running: Some(Running { stop, thread }) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What a client takes as its base URL, without a slash at the end.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops it, which dropping does, too: returns when nothing of it is left. What is being answered is cut off; a handler that does not
    /// end is left to itself after five seconds.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(Running { stop, thread }) = self.running.take() {
            drop(stop);
            // What panicked there has said so.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}

/// Serves until `stopped`; tells first where, or why not.
fn run(port: u16, shared: Arc<Shared>, started: &mpsc::Sender<io::Result<SocketAddr>>, stopped: oneshot::Receiver<()>) {
    let served = runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().and_then(|runtime| {
        let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, port)))?;
        let address = listener.local_addr()?;
        let accepting = runtime.spawn(accept(listener, shared));
        // Nobody waits for it only if the caller is gone.
        let _ = started.send(Ok(address));
        let _ = runtime.block_on(stopped);
        // The port is free from here on, whatever handlers do; being cut off is what it ends with.
        accepting.abort();
        let _ = runtime.block_on(accepting);
        runtime.shutdown_timeout(PATIENCE);
        Ok(())
    });
    if let Err(error) = served {
        let _ = started.send(Err(error));
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(connection::serve(stream, Arc::clone(&shared)))),
            // Such as too many open files, which others may close.
            Err(_) => sleep(Duration::from_millis(10)).await,
        }
    }
}
