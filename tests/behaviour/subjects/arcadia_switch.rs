//! `arcadia-switch-client`: a read, a `POST` and a `PUT`, with user and password.

use std::sync::Arc;

use arcadia_switch_client::{
    Client, Uuid,
    runtime::{CallOptions, Drift},
    types::{AccountPropertyInput, AccountPropertyInputRequired},
};

use super::{Operation, Request, Sent, Subject, builder, raw, sent, start};

const PROPERTIES: &str = "/rest/v1/accounts/{accountId}/properties";

/// Of whatever is read or written.
const ID: &str = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

pub static SUBJECT: Subject = Subject {
    name: "arcadia-switch-client",
    scheme: "basicAuth",
    id: ID,
    start: |settings, world| start(Client::builder(), settings, world),
    from_env: |direct| Ok(Arc::new(Client::builder().env().reqwest(direct).build()?)),
    variables: &[("ARCADIA_SWITCH_BASIC_AUTH_USER", "user"), ("ARCADIA_SWITCH_BASIC_AUTH_PASSWORD", "hunter2-key")],
    base_url_variable: "ARCADIA_SWITCH_BASE_URL",
    operation: |request| match request {
        Request::Read => Some(Operation { id: "getAccount", method: "GET", template: "/rest/v1/accounts/{accountId}" }),
        Request::Write => Some(Operation { id: "setAccountPropertyByPost", method: "POST", template: PROPERTIES }),
        Request::Replace => Some(Operation { id: "setAccountProperty", method: "PUT", template: PROPERTIES }),
        _ => None,
    },
    value: |_| r#"{"status": "success", "count": 0, "type": "Account", "results": []}"#,
    wrong: (r#"{"status": "success", "count": 0, "type": "hunter2-body", "results": 7}"#, "results"),
};

builder!(
    arcadia_switch_client,
    |builder| builder.basic_auth("user", "hunter2-key"),
    |builder, provider| builder.basic_auth_provider(provider),
    |builder, _client| builder
);

impl super::Client for Client {
    fn send(&self, request: Request, options: CallOptions) -> Option<Sent> {
        let id: Uuid = ID.parse().unwrap();
        let (key_name, data_value) = ("buildingArea".to_owned(), "1".to_owned());
        let body = AccountPropertyInput::new(AccountPropertyInputRequired { key_name, data_value });
        Some(match request {
            Request::Read => sent!(self.get_account(id), options),
            Request::Write => sent!(self.set_account_property_by_post(id, &body), options),
            Request::Replace => sent!(self.set_account_property(id, &body), options),
            _ => return raw(self.http(), request, options),
        })
    }

    fn drift(&self) -> Vec<Drift> {
        self.http().drift()
    }
}
