//! Edits an account, and reads what is wrong with an edit: from the client, which does not send it, and from the server.
//!
//! Against a mock: `cargo xtask demo energycap --example edit_account`. Against the vendor: set `ENERGYCAP_API_KEY` and
//! `ENERGYCAP_ACCOUNT_ID`, then `cargo run -p energycap-client --example edit_account`. All keys of an edit are sent, those that are
//! not set as null: do not try it on an account that somebody needs.

#![allow(deprecated, reason = "by the vendor")]

use energycap_client::runtime::serde_json::{self, Value};
use energycap_client::types::{AccountEditV202401, AccountEditV202401Required};
use energycap_client::{Client, DateTime, Error, Validation};
use std::process::ExitCode;

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
    let id = std::env::var("ENERGYCAP_ACCOUNT_ID").unwrap_or_else(|_| "1".to_owned()).parse()?;
    let client = Client::from_env()?;
    let (account_code, account_info, country) = ("4711".to_owned(), "Town hall".to_owned(), "US".to_owned());
    let required = AccountEditV202401Required { account_code, account_info, cost_center_id: 3, country };
    // In the US an account has a postal code, and its service does not end before it starts.
    let wrong = AccountEditV202401::new(required)
        .city("Bellefonte")
        .service_start("2026-03-30T00:00:00".parse::<DateTime>()?)
        .service_end("2026-03-01T00:00:00".parse::<DateTime>()?);

    if let Err(Error::Request(error)) = client.edit_account_v202401(id, &wrong).send().await {
        println!("not sent:");
        for violation in error.validation().into_iter().flat_map(|all| all.violations()) {
            println!("  {violation}");
        }
    }

    let unchecked = Client::builder().env().validation(Validation::Off).build()?;
    if let Err(Error::Status(error)) = unchecked.edit_account_v202401(id, &wrong).send().await {
        println!("sent all the same, and refused with {}:", error.status());
        // The documentation describes no body of an error, so it is kept as it came.
        let body: Value = serde_json::from_slice(error.raw_body())?;
        println!("  {}", body.get("detail").and_then(Value::as_str).unwrap_or("no detail"));
    }

    let right = wrong.postal_code("16823").service_end("2026-12-31T00:00:00".parse::<DateTime>()?);
    let account = client.edit_account_v202401(id, &right).send().await?;
    println!("edited with {}:", account.status());
    println!("  name      {}", account.account_info.value().map_or("none", String::as_str));
    println!("  modified  {}", account.modified_date.value().map_or("never".to_owned(), ToString::to_string));
    Ok(())
}
