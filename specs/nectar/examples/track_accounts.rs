//! Switches the tracking of many accounts, all at once: the client keeps to the ten requests at a time that the vendor asks for.
//!
//! Against a mock: `cargo xtask demo nectar --example track_accounts`. Against the vendor: set `NECTAR_API_KEY` and
//! `NECTAR_ACCOUNT_IDS` (with commas between them), then `cargo run -p nectar-client --example track_accounts`.
//!
//! Mock: `--fault delay=20ms`

use nectar_client::runtime::{BoxFuture, HttpRequest, HttpResponse, Middleware, Next, TransportError};
use nectar_client::{Client, types::UpdateAccountRequest};
use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::task::JoinSet;

/// How many requests are under way, and how many were at most.
#[derive(Default)]
struct Busy(AtomicUsize, AtomicUsize);

impl Middleware for Busy {
    fn handle<'a>(
        &'a self,
        request: &'a mut HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            self.1.fetch_max(self.0.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            let response = next.run(request).await;
            self.0.fetch_sub(1, Ordering::SeqCst);
            response
        })
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let ids = std::env::var("NECTAR_ACCOUNT_IDS").unwrap_or_else(|_| (1..=12).map(|n| format!("{n},")).collect());
    let busy = Arc::new(Busy::default());
    let client = Client::builder().env().middleware(busy.clone()).build()?;
    let mut jobs = JoinSet::new();
    for (place, id) in ids.split(',').filter(|id| !id.is_empty()).map(str::to_owned).enumerate() {
        let call = client.update_account(&id, &UpdateAccountRequest::new().is_tracked(true));
        jobs.spawn(async move { (place, id, call.send().await) });
    }
    let mut answers = jobs.join_all().await;
    answers.sort_by_key(|(place, ..)| *place);
    println!("{:<36}  {:<11}  meters", "account", "tracking");
    for (_, id, answer) in answers {
        let account = answer?;
        let tracking = account.tracking_status.as_ref().map_or("unknown", |status| status.as_str());
        println!("{id:<36}  {tracking:<11}  {}", account.meters.len());
    }
    let most = busy.1.load(Ordering::SeqCst);
    println!("{}", if most <= 10 { "never more than 10 requests at once" } else { "more than 10 requests at once" });
    Ok(())
}
