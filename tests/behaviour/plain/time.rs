//! Tokio's own time, which is paused here and goes on where all wait: that of connections, and of clients without another clock.

use std::{
    future::pending,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use nectar_client::{
    Client,
    runtime::{
        BoxFuture, Error, HeaderMap, HttpRequest, HttpResponse, Middleware, Next, RetryPolicy, StatusCode,
        TransportError, TransportErrorKind,
        reqwest::{
            ClientBuilder,
            dns::{Name, Resolve, Resolving},
        },
    },
};
use tokio::time::{Duration, Instant, timeout};

/// Knows no name, and says so never.
struct Silent;

impl Resolve for Silent {
    fn resolve(&self, _: Name) -> Resolving {
        Box::pin(pending())
    }
}

#[tokio::test(start_paused = true)]
async fn connecting_has_the_time_that_the_client_says() {
    for (given, seconds) in [(None, 30), (Some(7), 7)] {
        let direct = ClientBuilder::new().no_proxy().tls_certs_only([]).dns_resolver(Arc::new(Silent));
        // What a builder of the caller says of it does not count.
        let direct = direct.connect_timeout(Duration::from_secs(1));
        let mut builder = Client::builder().base_url("http://behaviour.invalid").api_key("hunter2-key").reqwest(direct);
        if let Some(given) = given {
            builder = builder.connect_timeout(Duration::from_secs(given));
        }
        let client = builder.retry(RetryPolicy::never()).build().unwrap();
        let start = Instant::now();
        let call = client.update_account("a", &nectar_client::types::UpdateAccountRequest::new()).send();
        let error = timeout(Duration::from_secs(3600), call).await.unwrap();
        let Err(Error::Transport(error)) = error else { panic!("{error:?}") };
        assert_eq!((error.kind(), start.elapsed().as_secs()), (TransportErrorKind::Connect, seconds));
    }
}

/// Answers 503 and then nothing at all.
#[derive(Default)]
struct Memory(Arc<AtomicU32>);

impl Middleware for Memory {
    fn handle<'a>(
        &'a self,
        _: &'a mut HttpRequest,
        _: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(async move {
            if number > 0 {
                pending::<()>().await;
            }
            let headers = HeaderMap::from_iter([("retry-after".parse().unwrap(), "40".parse().unwrap())]);
            Ok(HttpResponse::new(StatusCode::SERVICE_UNAVAILABLE, headers, ""))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_layer_that_answers_needs_no_network() {
    let memory = Memory::default();
    let asked = Arc::clone(&memory.0);
    let builder = Client::builder().api_key("hunter2-key").timeout(Duration::from_secs(90)).middleware(memory);
    let client = builder.build().unwrap();
    let start = Instant::now();
    let id: nectar_client::Uuid = "6f9619ff-8b86-d011-b42d-00c04fc964ff".parse().unwrap();
    // By the same time, so that what waits for ever fails.
    let result = timeout(Duration::from_secs(3600), client.get_connection(id).send()).await.unwrap();
    let error = result.unwrap_err();
    assert_eq!((error.attempts(), asked.load(Ordering::Relaxed)), (2, 2));
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Timeout), "{error:?}");
    assert_eq!(start.elapsed().as_secs(), 90);
}
