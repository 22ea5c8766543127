//! Takes an API and a base URL; makes each call of its client there, with the least and with all arguments, and says what came of it.
//!
//! `cargo xtask interop` runs this behind tools that judge what is sent. Prints a line a call, and exits with 1 if one failed.

use arcadia_switch_client as arcadia;
use energycap_client as energycap;
use nectar_client::{self as nectar, runtime};
use std::env;
use std::error::Error;
use std::fmt;
use std::process::ExitCode;

const ID: &str = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
const KEY: &str = "sample-key";

/// What was called, and why it failed if it did.
type Called = (&'static str, Result<(), String>);

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let called = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["arcadia-switch", url] => arcadia_switch(url).await,
        ["energycap", url] => energycap(url).await,
        ["nectar", url] => nectar(url).await,
        _ => Err("usage: every_call (arcadia-switch | energycap | nectar) URL".into()),
    };
    let all = called.unwrap_or_else(|error| vec![("the client", Err(error.to_string()))]);
    for (call, outcome) in &all {
        match outcome {
            Ok(()) => println!("passed {call}"),
            Err(why) => println!("failed {call}: {}", why.replace('\n', " ")),
        }
    }
    if all.iter().all(|(_, outcome)| outcome.is_ok()) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// With what the server said: a tool says there what it dislikes.
fn done<T, E: fmt::Debug>(outcome: Result<T, runtime::Error<E>>) -> Result<(), String> {
    outcome.map(drop).map_err(|error| {
        let body = error.raw_body().map(|body| String::from_utf8_lossy(body).into_owned());
        format!("{error} {}", body.unwrap_or_default())
    })
}

async fn arcadia_switch(url: &str) -> Result<Vec<Called>, Box<dyn Error>> {
    use arcadia::types::{AccountPropertyInput, AccountPropertyInputRequired};
    let client = arcadia::Client::builder().basic_auth("sample-id", KEY).base_url(url).build()?;
    let id = ID.parse::<arcadia::Uuid>()?;
    let field = |key: &str, value: &str| {
        AccountPropertyInput::new(AccountPropertyInputRequired {
            key_name: key.to_owned(),
            data_value: value.to_owned(),
        })
    };
    let least = field("buildingArea", "2000");
    let all = field("masterTariffId", "522")
        .accuracy(87.5)
        .from_date_time("2026-03-30T00:00:00Z".parse::<arcadia::DateTime>()?)
        .to_date_time("2027-03-30T00:00:00+02:00".parse::<arcadia::DateTime>()?);
    Ok(vec![
        ("setAccountPropertyByPost, least", done(client.set_account_property_by_post(id.clone(), &least).send().await)),
        ("setAccountPropertyByPost, all", done(client.set_account_property_by_post(id.clone(), &all).send().await)),
        ("setAccountProperty, least", done(client.set_account_property(id.clone(), &least).send().await)),
        ("setAccountProperty, all", done(client.set_account_property(id.clone(), &all).send().await)),
        ("getAccount", done(client.get_account(id).send().await)),
    ])
}

#[allow(deprecated, reason = "the vendor's word, and the only call there is")]
async fn energycap(url: &str) -> Result<Vec<Called>, Box<dyn Error>> {
    let client = energycap::Client::builder().api_key(KEY).base_url(url).build()?;
    let (least, all) = (edit(), whole_edit()?);
    Ok(vec![
        ("EditAccountV202401, least", done(client.edit_account_v202401(1, &least).send().await)),
        ("EditAccountV202401, all", done(client.edit_account_v202401(i32::MAX, &all).send().await)),
    ])
}

fn edit() -> energycap::types::AccountEditV202401 {
    energycap::types::AccountEditV202401::new(energycap::types::AccountEditV202401Required {
        account_code: "A-1".to_owned(),
        account_info: "Sample".to_owned(),
        cost_center_id: 1,
        country: "DE".to_owned(),
    })
}

fn whole_edit() -> Result<energycap::types::AccountEditV202401, Box<dyn Error>> {
    let time = |text: &str| text.parse::<energycap::DateTime>();
    let remit = energycap::types::AddressChildBase::new()
        .city("Berlin")
        .country("DE")
        .latitude(52.5)
        .line1("1 Street")
        .line2("2")
        .line3("3")
        .longitude(13.4)
        .postal_code("10115")
        .remit_to("Payee")
        .state("BE");
    let place = edit().city("Berlin").line1("1 Street").line2("2").line3("3").postal_code("10115").state("BE");
    let ids = place.contact_id(1).customer_id(-1).general_ledger_id(i32::MIN).accrual_enabled(true).active(false);
    let deposit = ids
        .deposit_amount(12.5)
        .deposit_note("note")
        .deposit_paid(time("2026-03-30")?)
        .deposit_return(time("2026-03-30T12:00:00Z")?);
    Ok(deposit
        .account_description("Longer text \u{1f600}")
        .memo("")
        .remit_address(remit)
        .remit_email("pay@example.com")
        .remit_phone_number("+49 30 1")
        .service_start(time("2026-03-30T00:00:00+02:00")?)
        .service_end(time("2026-03-31")?))
}

async fn nectar(url: &str) -> Result<Vec<Called>, Box<dyn Error>> {
    use nectar::types::{ConnectionStatusFilter, UpdateAccountRequest};
    let client = nectar::Client::builder().api_key(KEY).base_url(url).build()?;
    let id = ID.parse::<nectar::Uuid>()?;
    let filtered = client
        .list_company_connections(id.clone())
        .connection_owner_email("owner+1@example.com")
        .limit(500)
        .page(2)
        .sites(vec![id.clone(), id.clone()])
        .status(ConnectionStatusFilter::Pending);
    let all = UpdateAccountRequest::new().is_tracked(true).update_meters(false);
    Ok(vec![
        ("getConnection", done(client.get_connection(id.clone()).send().await)),
        ("listCompanyConnections, least", done(client.list_company_connections(id).send().await)),
        ("listCompanyConnections, all", done(filtered.send().await)),
        ("updateAccount, least", done(client.update_account("7", &UpdateAccountRequest::new()).send().await)),
        ("updateAccount, all", done(client.update_account("a/b c", &all).send().await)),
    ])
}
