//! What happens under 429: the client comes again when the vendor says so, unless it is told not to.
//!
//! Against a mock: `cargo xtask demo nectar --example retry_under_429`. Against the vendor: set `NECTAR_API_KEY` and
//! `NECTAR_CONNECTION_ID`, then `cargo run -p nectar-client --example retry_under_429`.
//!
//! Mock: `--fault rate-limit=1:1`

use nectar_client::{CallOptions, Client, Error, RetryPolicy, Uuid};
use std::process::ExitCode;

/// The connection that the documentation shows.
const CONNECTION: &str = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

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

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let id: Uuid = std::env::var("NECTAR_CONNECTION_ID").unwrap_or_else(|_| CONNECTION.to_owned()).parse()?;
    let client = Client::from_env()?;
    println!("{:<7}  {:<8}  {:<6}  what comes of it", "retries", "attempts", "status");
    let policies = [("up to 3", RetryPolicy::new().max_attempts(3)), ("never", RetryPolicy::never())];
    for (name, policy) in policies {
        let (attempts, status, outcome) =
            match client.get_connection(&id).send_with(CallOptions::new().retry(policy)).await {
                Ok(answer) => (answer.attempts(), answer.status(), format!("connection {}", answer.id)),
                Err(Error::Status(error)) => {
                    let wait = error.retry_after().map_or("at no time named".to_owned(), |wait| format!("in {wait:?}"));
                    (error.attempts(), error.status(), format!("come again {wait}"))
                }
                Err(error) => return Err(error.into()),
            };
        println!("{name:<7}  {attempts:<8}  {:<6}  {outcome}", status.as_u16());
    }
    Ok(())
}
