//! Lists all connections of a company as they stream: the next page is fetched when all of the last one are read.
//!
//! Against a mock: `cargo xtask demo nectar --example list_connections`. Against the vendor: set `NECTAR_API_KEY` and
//! `NECTAR_COMPANY_ID`, then `cargo run -p nectar-client --example list_connections`.

use nectar_client::{Client, Uuid};
use std::error::Error;
use std::process::ExitCode;

/// The company that the documentation shows.
const COMPANY: &str = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

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
    let company = std::env::var("NECTAR_COMPANY_ID").unwrap_or_else(|_| COMPANY.to_owned());
    let client = Client::from_env()?;
    let mut connections = client.list_company_connections(company.parse::<Uuid>()?).limit(100).send_items();
    let mut count = 0;
    println!("{:<36}  {:<11}  {:<20}  utility", "connection", "status", "since");
    while let Some(connection) = connections.next().await {
        let connection = connection?;
        let status = connection.status.as_ref().map_or("unknown", |status| status.as_str());
        let since = connection.status_first_seen_time.map_or("unknown".to_owned(), |time| time.to_string());
        let utility = connection.datasource.and_then(|utility| utility.name).unwrap_or_default();
        println!("{}  {status:<11}  {since:<20}  {utility}", connection.id);
        count += 1;
    }
    println!("{count} read; the vendor counts {}", connections.total_items().unwrap_or_default());
    Ok(())
}
