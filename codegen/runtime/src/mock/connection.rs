//! One connection: takes a stream, gives each request to the handler, and writes what the reply says, even if that breaks HTTP.

use std::{
    error::Error,
    future::{Future, poll_fn},
    pin::Pin,
    sync::{Arc, atomic::Ordering},
};

use bytes::Bytes;
use http::{Method, Request, Response, StatusCode, header};
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
    let reply = match received(request, number).await {
        // A handler may take its time, or wait for other requests; only a server that ends does not wait for it.
        Ok(received) => spawn_blocking(move || shared.reply(received)).await.unwrap_or_else(|_| Reply::new(503)),
        Err(status) => Reply::new(status.as_u16()).header(header::CONNECTION.as_str(), "close"),
    };
    let (delay, delivery) = reply.delivery(is_head);
    if !delay.is_zero() {
        sleep(delay).await;
    }
    match delivery {
        Delivery::Whole(response) => Ok(response),
        Delivery::Raw(raw) => Err(raw),
    }
}

async fn received(request: Request<Incoming>, number: u64) -> Result<Received, StatusCode> {
    let (head, body) = request.into_parts();
    match Limited::new(body, MAX_BODY).collect().await {
        Ok(body) => Ok(Received::new(head, body.to_bytes(), number)),
        Err(error) if error.is::<LengthLimitError>() => Err(StatusCode::PAYLOAD_TOO_LARGE),
        Err(_) => Err(StatusCode::BAD_REQUEST),
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
