//! One connection: takes a stream, gives each request to the handler, and writes what the reply says, even if that breaks HTTP.

use std::{
    error::Error,
    future::{Future, poll_fn},
    io::{self, ErrorKind},
    pin::Pin,
    sync::{Arc, atomic::Ordering},
};

use bytes::Bytes;
use http::{Method, Request, Response, header};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{io::AsyncWriteExt, net::TcpStream, task::spawn_blocking, time::sleep};

use super::{
    Received, Reply,
    server::Shared,
    transfer::{Delivery, Raw},
};

/// The most bytes that the body of a request may have.
const MAX_BODY: usize = 64 * 1024 * 1024;

type Answer = Pin<Box<dyn Future<Output = Result<Response<Full<Bytes>>, Raw>> + Send>>;

/// Answers all requests of a connection.
pub(super) async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    // It only makes answers later.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| -> Answer { Box::pin(answer(request, Arc::clone(&shared))) });
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    let ended = poll_fn(|context| connection.poll_without_shutdown(context)).await;
    let raw = ended.err().and_then(|error| error.source()?.downcast_ref::<Raw>().cloned());
    let mut stream = connection.into_parts().io.into_inner();
    if let Some(raw) = raw {
        write(&mut stream, raw).await;
    }
    // The client may have closed it already.
    let _ = stream.shutdown().await;
}

/// What a request is answered with. What hyper would not write is an error, which leaves the connection to whoever serves it.
async fn answer(request: Request<Incoming>, shared: Arc<Shared>) -> Result<Response<Full<Bytes>>, Raw> {
    let is_head = request.method() == Method::HEAD;
    let number = shared.count.fetch_add(1, Ordering::Relaxed).saturating_add(1);
    let (received, unread) = received(request, number).await;
    // Handlers may take their time, or wait for other requests; only a server that ends does not wait for them.
    let reply = spawn_blocking(move || shared.reply(received, unread)).await.unwrap_or_else(|_| Reply::new(503));
    let (delay, delivery) = reply.delivery(is_head);
    if !delay.is_zero() {
        sleep(delay).await;
    }
    match delivery {
        Delivery::Whole(response) => Ok(response),
        Delivery::Raw(raw) => Err(raw),
    }
}

/// A body that is not there to be handled.
pub(super) struct Unread {
    pub(super) status: u16,
    pub(super) reason: String,
    /// Whether the client broke off, which no answer reaches.
    pub(super) is_cut_off: bool,
}

impl Unread {
    fn new(error: &(dyn Error + Send + Sync + 'static)) -> Self {
        if error.is::<LengthLimitError>() {
            let reason = format!("the body has more than {} MiB", MAX_BODY >> 20);
            return Self { status: 413, reason, is_cut_off: false };
        }
        // What is wrong stands in the error below that of hyper.
        let cause = error.source().and_then(|cause| cause.downcast_ref::<io::Error>());
        let is_cut_off =
            cause.is_none_or(|cause| !matches!(cause.kind(), ErrorKind::InvalidInput | ErrorKind::InvalidData));
        let reason = match cause {
            Some(cause) => format!("the body cannot be read: {cause}"),
            None => "the body cannot be read".to_owned(),
        };
        Self { status: 400, reason, is_cut_off }
    }

    pub(super) fn reply(&self) -> Reply {
        let text = format!("The request is refused: {}.\n", self.reason);
        Reply::new(self.status).header(header::CONNECTION.as_str(), "close").text(text)
    }
}

/// A request, and why its body is missing.
async fn received(request: Request<Incoming>, number: u64) -> (Received, Option<Unread>) {
    let (head, body) = request.into_parts();
    match Limited::new(body, MAX_BODY).collect().await {
        Ok(body) => (Received::new(head, body.to_bytes(), number), None),
        Err(error) => (Received::new(head, Bytes::new(), number), Some(Unread::new(&*error))),
    }
}

async fn write(stream: &mut TcpStream, raw: Raw) {
    let Raw { head, mut body, piece, every } = raw;
    if stream.write_all(&head).await.is_err() {
        return;
    }
    while !body.is_empty() {
        if !every.is_zero() {
            sleep(every).await;
        }
        if stream.write_all(&body.split_to(piece.min(body.len()))).await.is_err() {
            return;
        }
    }
}
