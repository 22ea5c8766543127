//! `nectar-client`: reads and a `PATCH`, with a key in a header.

use std::sync::Arc;

use nectar_client::{
    Client, Uuid,
    runtime::{CallOptions, Drift},
    types::UpdateAccountRequest,
};

use super::{Operation, Request, Sent, Subject, builder, raw, sent, start};

/// Of whatever is read or written.
const ID: &str = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

pub static SUBJECT: Subject = Subject {
    name: "nectar-client",
    scheme: "apiKey",
    id: ID,
    start: |settings, world| start(Client::builder(), settings, world),
    from_env: |direct| Ok(Arc::new(Client::builder().env().reqwest(direct).build()?)),
    variables: &[("NECTAR_API_KEY", "hunter2-key")],
    base_url_variable: "NECTAR_BASE_URL",
    operation: |request| match request {
        Request::Read => {
            Some(Operation { id: "getConnection", method: "GET", template: "/v2.2/connection/{connection_id}" })
        }
        Request::Write => {
            Some(Operation { id: "updateAccount", method: "PATCH", template: "/v2/account/{account_id}" })
        }
        _ => None,
    },
    value: |method| match method {
        "PATCH" => r#"{"id": "a", "meters": [], "isTracked": true, "isDuplicated": false}"#,
        _ => {
            r#"{"id": "a", "created": "2026-01-01T00:00:00Z", "publicCompanyId": "b", "statusLastUpdateTime": null,
                "statusFirstSeenTime": null, "statusErrorDetail": null}"#
        }
    },
    wrong: (r#"{"id": "a", "created": "hunter2-body", "publicCompanyId": 7}"#, "publicCompanyId"),
};

builder!(
    nectar_client,
    |builder| builder.api_key("hunter2-key"),
    |builder, provider| builder.api_key_provider(provider),
    |builder, _client| builder
);

impl super::Client for Client {
    fn send(&self, request: Request, options: CallOptions) -> Option<Sent> {
        let id: Uuid = ID.parse().unwrap();
        Some(match request {
            Request::Read => sent!(self.get_connection(id), options),
            Request::Write => sent!(self.update_account(ID, &UpdateAccountRequest::new().is_tracked(true)), options),
            _ => return raw(self.http(), request, options),
        })
    }

    fn drift(&self) -> Vec<Drift> {
        self.http().drift()
    }
}
