//! What remains: a client for any thread, whose futures hold what belongs to one.

use std::{cell::Cell, future::Future, rc::Rc, time::Duration};

use nectar_client::{CallOptions, Client, Credential, Error, RetryPolicy, Uuid};
use specwright_runtime::{
    Body, BoxError, BoxFuture, Clock, HttpRequest, HttpResponse, Instant, Method, Middleware, Multipart, Next, Part,
    SystemTime, TransportError, provider_fn,
};

/// Such as a future of a browser's promise.
async fn bound_to_its_thread() {
    let own = Rc::new(Cell::new(0));
    std::future::ready(()).await;
    own.set(1);
}

struct Layer;

impl Middleware for Layer {
    fn handle<'a>(
        &'a self,
        request: &'a mut HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            bound_to_its_thread().await;
            next.run(request).await
        })
    }
}

struct Own;

impl Clock for Own {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep_until(&self, _: Instant) -> BoxFuture<'static, ()> {
        Box::pin(bound_to_its_thread())
    }
}

async fn credential() -> Result<Credential, BoxError> {
    bound_to_its_thread().await;
    Ok(Credential::new("a token").expires_at(SystemTime::now() + Duration::from_secs(600)))
}

async fn calls() -> Result<(), BoxError> {
    let client = Client::builder()
        .api_key_provider(provider_fn(credential))
        .timeout(Duration::from_secs(5))
        .retry(RetryPolicy::new())
        .middleware(Layer)
        .call_middleware(Layer)
        .clock(Own)
        .max_response_bytes(1024)
        .build()?;
    let id: Uuid = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    let options = CallOptions::new().attempt_timeout(Duration::from_secs(1));
    let call = client.get_connection(id).send_with(options);
    let connection = call.await?;
    println!("{}", connection.status());
    let form = Multipart::new().part("file", Part::from_bytes("a,b").file_name("table.csv"));
    drop((form, Body::from("text")));
    let mut download = client.http().request(Method::GET, "/file").send_download().await?.into_inner();
    while let Some(piece) = download.next_chunk().await {
        println!("{}", piece?.len());
    }
    Ok(())
}

fn is_a_future(_: impl Future<Output = Result<(), BoxError>> + 'static) {}

/// A client may stand in a `static`, and errors go where errors go.
fn goes_to_any_thread<T: Send + Sync + 'static>() {}

fn all() {
    is_a_future(calls());
    goes_to_any_thread::<Client>();
    goes_to_any_thread::<arcadia_switch_client::Client>();
    goes_to_any_thread::<Error>();
}
