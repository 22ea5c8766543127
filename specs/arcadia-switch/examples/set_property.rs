//! Sets a field of an account by PUT and by POST, reads all fields, and the vendor's errors for one that is wrong.
//!
//! Against a mock: `cargo xtask demo arcadia-switch --example set_property`. Against the vendor: set
//! `ARCADIA_SWITCH_BASIC_AUTH_USER`, `ARCADIA_SWITCH_BASIC_AUTH_PASSWORD` and `ARCADIA_SWITCH_ACCOUNT_ID`, then
//! `cargo run -p arcadia-switch-client --example set_property`.

use arcadia_switch_client::types::{
    AccountPropertyInput, AccountPropertyInputRequired, ErrorEntry, PropertyDataResponse,
};
use arcadia_switch_client::{Client, Error, ErrorBody, Response, Uuid, Validation};
use std::process::ExitCode;

/// The account that the documentation shows.
const ACCOUNT: &str = "9a6035d8-94cd-4d66-8a94-eac573fec42e";

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

fn field(name: &str, value: &str) -> AccountPropertyInput {
    AccountPropertyInput::new(AccountPropertyInputRequired { key_name: name.into(), data_value: value.into() })
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let account: Uuid = std::env::var("ARCADIA_SWITCH_ACCOUNT_ID").unwrap_or_else(|_| ACCOUNT.to_owned()).parse()?;
    let client = Client::from_env()?;
    let area = field("buildingArea", "2000");
    println!("{:<6}  {:<6}  {:<24}  value", "method", "status", "field");
    show("PUT", &client.set_account_property(&account, &area).send().await?);
    show("POST", &client.set_account_property_by_post(&account, &area).send().await?);

    let answer = client.get_account(&account).send().await?;
    for found in answer.results.iter().flatten() {
        println!("\n{}", found.account_name.as_deref().unwrap_or("an account without a name"));
        for (name, property) in found.properties.value().into_iter().flatten() {
            println!("  {name:<24}  {}", property.data_value.as_deref().unwrap_or_default());
        }
    }

    // The vendor's answer to an accuracy that is no percentage, which the client would not send unless it is told to.
    let unchecked = Client::builder().env().validation(Validation::Off).build()?;
    match unchecked.set_account_property(&account, &area.accuracy(120.0)).send().await {
        Err(Error::Status(error)) => {
            println!("\nrefused with {}", error.status());
            if let Some(ErrorBody::ErrorResponse(body)) = error.body() {
                body.results.value().into_iter().flatten().for_each(explain);
            }
            Ok(())
        }
        answer => answer.map(drop).map_err(Into::into),
    }
}

fn show(method: &str, answer: &Response<PropertyDataResponse>) {
    for set in answer.results.iter().flatten() {
        let (name, value) =
            (set.key_name.as_deref().unwrap_or_default(), set.data_value.as_deref().unwrap_or_default());
        println!("{method:<6}  {:<6}  {name:<24}  {value}", answer.status().as_u16());
    }
}

fn explain(entry: &ErrorEntry) {
    match entry {
        ErrorEntry::ErrorObject(error) => {
            let (code, message) =
                (error.code.as_deref().unwrap_or("error"), error.message.as_deref().unwrap_or_default());
            println!("  {code}: {message}");
        }
        ErrorEntry::Message(message) => println!("  {message}"),
        other => println!("  {other:?}"),
    }
}
