//! Tracks many accounts at once: the client itself keeps to the ten requests at a time that the vendor asks for.
//!
//! Against a mock: `cargo xtask demo nectar --example track_accounts`. Against the vendor: set `NECTAR_API_KEY` and
//! `NECTAR_ACCOUNT_IDS` (with commas between them), then `cargo run -p nectar-client --example track_accounts`.
//!
//! Mock: `--fault delay=20ms`

use nectar_client::{Client, types::UpdateAccountRequest};
use std::error::Error;
use std::process::ExitCode;
use tokio::task::JoinSet;

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
    let client = Client::from_env()?;
    let mut jobs = JoinSet::new();
    for (place, id) in ids.split(',').filter(|id| !id.is_empty()).map(str::to_owned).enumerate() {
        let call = client.update_account(&id, &UpdateAccountRequest::new().is_tracked(true));
        jobs.spawn(async move { (place, id, call.send().await) });
    }
    let mut answers = jobs.join_all().await;
    answers.sort_by_key(|(place, ..)| *place);
    println!("{:<11}  meters  account", "tracking");
    for (_, id, answer) in answers {
        let account = answer.map_err(|error| format!("account {id}: {error}"))?;
        let tracking = account.tracking_status.as_ref().map_or("unknown", |status| status.as_str());
        println!("{tracking:<11}  {:<6}  {id}", account.meters.len());
    }
    Ok(())
}
