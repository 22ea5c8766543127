//! What a key that the vendor does not take looks like, and how a program tells it from other errors.
//!
//! Against a mock: `cargo xtask demo nectar --example wrong_key`. Against the vendor: set `NECTAR_API_KEY` to any text, then
//! `cargo run -p nectar-client --example wrong_key`.
//!
//! Mock: `--fault expired --fault 'json=/detail="The key has expired."'`

use nectar_client::{Client, Error, ErrorBody, Uuid};
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
    let client = Client::from_env()?;
    match client.get_connection(CONNECTION.parse::<Uuid>()?).send().await {
        Ok(_) => println!("the vendor takes this key"),
        Err(Error::Status(error)) if error.status() == 401 => {
            println!("status    {}", error.status());
            if let Some(ErrorBody::ErrorDetail(body)) = error.body() {
                println!("detail    {}", body.detail.as_deref().unwrap_or("none"));
            }
            println!("attempts  {}", error.attempts());
            println!("to do     give another key: nothing is mended by trying again");
        }
        // All else, such as 403 or no connection; no error ever holds the key.
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
