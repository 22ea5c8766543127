//! `energycap-client`: a `PUT` alone, with a key in a header.

use std::sync::Arc;

use energycap_client::{
    Client,
    runtime::{CallOptions, Drift},
    types::{AccountEditV202401, AccountEditV202401Required},
};

use super::{Operation, Request, Sent, Subject, builder, raw, sent, start};

pub static SUBJECT: Subject = Subject {
    name: "energycap-client",
    scheme: "apiKey",
    id: "7",
    start: |settings, world| start(Client::builder(), settings, world),
    from_env: |direct| Ok(Arc::new(Client::builder().env().reqwest(direct).build()?)),
    variables: &[("ENERGYCAP_API_KEY", "hunter2-key")],
    base_url_variable: "ENERGYCAP_BASE_URL",
    operation: |request| {
        let template = "/api/v202401/account/{accountId}";
        (request == Request::Replace).then_some(Operation { id: "EditAccountV202401", method: "PUT", template })
    },
    value: |_| r#"{"accountCode": "a"}"#,
    wrong: (r#"{"accountInfo": "hunter2-body", "accountCode": 7}"#, "accountCode"),
};

builder!(
    energycap_client,
    |builder| builder.api_key("hunter2-key"),
    |builder, provider| builder.api_key_provider(provider),
    |builder, _client| builder
);

impl super::Client for Client {
    #[allow(deprecated, reason = "as the document says, and there is no other")]
    fn send(&self, request: Request, options: CallOptions) -> Option<Sent> {
        let body = || {
            AccountEditV202401::new(AccountEditV202401Required {
                account_code: "a".to_owned(),
                account_info: "b".to_owned(),
                cost_center_id: 1,
                country: "c".to_owned(),
            })
        };
        match request {
            Request::Replace => Some(sent!(self.edit_account_v202401(7, &body()), options)),
            _ => raw(self.http(), request, options),
        }
    }

    fn drift(&self) -> Vec<Drift> {
        self.http().drift()
    }
}
