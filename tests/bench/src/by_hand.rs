//! The same calls as somebody writes them who has two calls to make: reqwest, serde's derive and little else.

mod countries;
mod types;

use std::time::Duration;

use serde::de::DeserializeOwned;

use crate::{Failure, KEY, USER_AGENT, reqwest_settings};
use types::{Account, Change, Connection, ConnectionPage};

/// A client with the settings of the generated one.
#[derive(Debug)]
pub struct Client {
    http: reqwest::Client,
    base_url: String,
    key: String,
}

impl Client {
    pub(crate) fn new(base_url: &str, timeout: Option<Duration>) -> Result<Self, Failure> {
        let settings = reqwest_settings().user_agent(USER_AGENT);
        let settings = timeout.into_iter().fold(settings, reqwest::ClientBuilder::timeout);
        Ok(Self { http: settings.build()?, base_url: base_url.to_owned(), key: KEY.to_owned() })
    }

    pub(crate) async fn get_connection(&self, id: &str) -> Result<Connection, Failure> {
        let url = format!("{}/v2.2/connection/{id}", self.base_url);
        self.answer(self.http.get(url)).await
    }

    pub(crate) async fn list_connections(&self, company: &str, page: u64) -> Result<ConnectionPage, Failure> {
        let url = format!("{}/v2.2/connection/company/{company}?page={page}", self.base_url);
        self.answer(self.http.get(url)).await
    }

    pub(crate) async fn update_account(&self, id: &str, change: &Change) -> Result<Account, Failure> {
        let url = format!("{}/v2/account/{id}", self.base_url);
        let body = serde_json::to_vec(change)?;
        self.answer(self.http.patch(url).header("Content-Type", "application/json").body(body)).await
    }

    async fn answer<T: DeserializeOwned>(&self, request: reqwest::RequestBuilder) -> Result<T, Failure> {
        let response = request.header("X-API-KEY", &self.key).header("Accept", "application/json").send().await?;
        let status = response.status();
        let body = response.bytes().await?;
        if !status.is_success() {
            return Err(format!("{status}: {}", String::from_utf8_lossy(&body)).into());
        }
        Ok(serde_json::from_slice(&body)?)
    }
}

/// The same change as the generated client sends.
pub(crate) fn change() -> Change {
    Change { is_tracked: Some(false), update_meters: Some(true) }
}
