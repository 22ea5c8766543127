//! The types of the answers, key by key those of the generated client, with serde's derive.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::countries::Country;

/// Absent, null or a value, as most people write it.
type Maybe<T> = Option<Option<T>>;

fn maybe<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Maybe<T>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

macro_rules! text {
    ($($name:ident),*) => {$(
        #[derive(Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub(crate) struct $name(String);
    )*};
}

text!(Uuid, DateTime, Date, Secret);

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "nobody asks for totals, and they are read all the same")]
pub(crate) struct ConnectionPage {
    total_connections: i64,
    per_page: i64,
    total_pages: i64,
    current_page: i64,
    pub(crate) has_next: bool,
    has_previous: bool,
    pub(crate) connections: Vec<Connection>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Connection {
    id: Uuid,
    created: DateTime,
    public_company_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    connection_magic_link_secret: Option<Secret>,
    status_last_update_time: Option<DateTime>,
    status_first_seen_time: Option<DateTime>,
    status_error_detail: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<DateTime>,
    #[serde(default, deserialize_with = "maybe", skip_serializing_if = "Option::is_none")]
    external_id: Maybe<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    datasource: Option<Datasource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accounts: Option<Vec<BTreeMap<String, Value>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    company: Option<Company>,
    #[serde(default, deserialize_with = "maybe", skip_serializing_if = "Option::is_none")]
    url: Maybe<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<ConnectionStatus>,
    #[serde(default, deserialize_with = "maybe", skip_serializing_if = "Option::is_none")]
    country: Maybe<Country>,
    #[serde(skip_serializing_if = "Option::is_none")]
    initial_sites: Option<Vec<Uuid>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    initial_datasource_types: Option<Vec<DatasourceType>>,
    #[serde(default, deserialize_with = "maybe", skip_serializing_if = "Option::is_none")]
    username: Maybe<String>,
    #[serde(default, deserialize_with = "maybe", skip_serializing_if = "Option::is_none")]
    workflow_owner_email: Maybe<String>,
    #[serde(default, deserialize_with = "maybe", skip_serializing_if = "Option::is_none")]
    data_collection_start_date: Maybe<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    multiply_by_occupancy: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_active: Option<bool>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Datasource {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Company {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, deserialize_with = "maybe", skip_serializing_if = "Option::is_none")]
    external_id: Maybe<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum ConnectionStatus {
    Pending,
    UnderInvestigation,
    Connected,
    MfaTokenExpired,
    PasswordIncorrect,
    NewPasswordNeeded,
    AdditionalCredentialsNeeded,
    WebsiteDown,
    NoAccountsFound,
    OtherError,
    CompanyInactive,
    Deactivated,
    UrlInaccessible,
    #[serde(other)]
    Unknown,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum DatasourceType {
    Electricity,
    Gas,
    Water,
    District,
    Waste,
    Fuel,
    Misc,
    Refrigerant,
    Solar,
    Telecom,
    #[serde(other)]
    Unknown,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Account {
    id: Uuid,
    meters: Vec<Uuid>,
    is_tracked: bool,
    is_duplicated: Duplicated,
    #[serde(skip_serializing_if = "Option::is_none")]
    account_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tracking_status: Option<TrackingStatus>,
    #[serde(default, deserialize_with = "maybe", skip_serializing_if = "Option::is_none")]
    data_collection_start_date: Maybe<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_collecting_invoice_data: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_collecting_smart_meter_data: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    datasource_types: Option<Vec<String>>,
    #[serde(default, deserialize_with = "maybe", skip_serializing_if = "Option::is_none")]
    last_service_date: Maybe<Date>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Duplicated {
    Text(String),
    Flag(bool),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum TrackingStatus {
    Enabled,
    Disabled,
    Unset,
    #[serde(other)]
    Unknown,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Change {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) is_tracked: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) update_meters: Option<bool>,
}
