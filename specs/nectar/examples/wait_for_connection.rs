//! Waits until a connection works, or until it is clear that only a person can mend it.
//!
//! Against a mock: `cargo xtask demo nectar --example wait_for_connection`. Against the vendor: set `NECTAR_API_KEY` and
//! `NECTAR_CONNECTION_ID`, then `cargo run -p nectar-client --example wait_for_connection`.
//!
//! Mock: `--fault 'json=/status="CONNECTED"' --fault 'json=/status="PENDING":2'`

use nectar_client::runtime::{WaitError, Waiter};
use nectar_client::{Client, Uuid, types::Connection};
use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

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

async fn run() -> Result<(), Box<dyn Error>> {
    let id: Uuid = std::env::var("NECTAR_CONNECTION_ID").unwrap_or_else(|_| CONNECTION.to_owned()).parse()?;
    let client = Client::from_env()?;
    println!("{:<36}  {:<11}  since", "connection", "status");
    show(&*client.get_connection(&id).send().await?);
    // The pause doubles; with a real utility, which takes minutes, the default of 5 seconds is a better beginning.
    let waiter = Waiter::within(Duration::from_secs(600)).interval(Duration::from_millis(100));
    match client.get_connection(id).send_until_done(waiter).await {
        Ok(connection) => show(&connection),
        Err(WaitError::Failed(connection)) => {
            show(&connection);
            println!("somebody has to mend this login");
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn show(connection: &Connection) {
    let status = connection.status.as_ref().map_or("unknown", |status| status.as_str());
    let since = connection.status_first_seen_time.as_ref().map_or("unknown".to_owned(), ToString::to_string);
    println!("{}  {status:<11}  {since}", connection.id);
}
