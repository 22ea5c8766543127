//! The client of `tests/operations/behaviour.yaml`, which has what the vendors' APIs lack.

use std::{
    fmt::Debug,
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use behaviour_client::{
    Client,
    runtime::{Body, Bytes, CallOptions, Drift, Error, Response},
    types::Item,
};
use futures_core::Stream;

use super::{Operation, Request, Sent, Subject, builder, raw, sent, start};
use crate::behaviour::outcome::{Came, Failure, broken, failure, of_transport, value};

pub static SUBJECT: Subject = Subject {
    name: "behaviour-client",
    scheme: "key",
    id: "a",
    start: |settings, world| start(Client::builder(), settings, world),
    from_env: |direct| Ok(Arc::new(Client::builder().env().reqwest(direct).build()?)),
    variables: &[
        ("BEHAVIOUR_KEY", "hunter2-key"),
        ("BEHAVIOUR_IN_QUERY", "hunter2-query"),
        ("BEHAVIOUR_IN_COOKIE", "hunter2-cookie"),
        ("BEHAVIOUR_LOGIN_USER", "user"),
        ("BEHAVIOUR_LOGIN_PASSWORD", "hunter2-password"),
        ("BEHAVIOUR_OAUTH_CLIENT_ID", "my-client"),
        ("BEHAVIOUR_OAUTH_CLIENT_SECRET", "hunter2-secret"),
    ],
    base_url_variable: "BEHAVIOUR_BASE_URL",
    operation,
    value: |_| r#"{"name": "a"}"#,
    wrong: (r#"{"title": "hunter2-body", "name": 7}"#, "name"),
};

fn operation(request: Request) -> Option<Operation> {
    let (id, method, template) = match request {
        Request::Read => ("getItem", "GET", "/items/{id}"),
        Request::Write => ("addItem", "POST", "/items"),
        Request::Replace => ("replaceItem", "PUT", "/items/{id}"),
        Request::Change => ("changeItem", "PATCH", "/items/{id}"),
        Request::Delete => ("removeItem", "DELETE", "/items/{id}"),
        Request::SafeWrite => ("searchItems", "POST", "/search"),
        Request::UnsafeRead => ("takeItem", "GET", "/items"),
        Request::KeyedWrite => ("pay", "POST", "/payments"),
        Request::UploadBytes | Request::UploadFile | Request::UploadStream => ("putFile", "PUT", "/files/{id}"),
        Request::Events => ("watch", "GET", "/events"),
        Request::Download => ("getFile", "GET", "/files/{id}"),
        Request::QueryKey => ("inQuery", "GET", "/in-query"),
        Request::Cookie => ("inCookie", "GET", "/in-cookie"),
        Request::Password => ("byPassword", "GET", "/basic"),
        Request::Token => ("byToken", "GET", "/token"),
        Request::Either => ("either", "GET", "/either"),
        Request::Call | Request::RawRead | Request::RawWrite => return None,
    };
    Some(Operation { id, method, template })
}

builder!(
    behaviour_client,
    |builder| {
        let builder = builder.key("hunter2-key").in_query("hunter2-query").in_cookie("hunter2-cookie");
        builder.login("user", "hunter2-password")
    },
    |builder, provider| builder.key_provider(provider),
    |builder, client| builder.oauth_client(client)
);

impl super::Client for Client {
    fn send(&self, request: Request, options: CallOptions) -> Option<Sent> {
        let item = Item::new("hunter2-item");
        Some(match request {
            Request::Read => sent!(self.get_item("a"), options),
            Request::Write => sent!(self.add_item(&item), options),
            Request::Replace => sent!(self.replace_item("a", &item), options),
            Request::Change => sent!(self.change_item("a", &item), options),
            Request::Delete => sent!(self.remove_item("a"), options),
            Request::SafeWrite => sent!(self.search_items(&item), options),
            Request::UnsafeRead => sent!(self.take_item(), options),
            Request::KeyedWrite => sent!(self.pay(&item), options),
            Request::UploadBytes => sent!(self.put_file("a", "some bytes"), options),
            Request::UploadFile => sent!(self.put_file("a", Body::from_path(FILE)), options),
            Request::UploadStream => sent!(self.put_file("a", Body::from_stream(Once(Some(b"some bytes")))), options),
            Request::QueryKey => sent!(self.in_query(), options),
            Request::Cookie => sent!(self.in_cookie(), options),
            Request::Password => sent!(self.by_password(), options),
            Request::Token => sent!(self.by_token(), options),
            Request::Either => sent!(self.either(), options),
            Request::Events => {
                let request = self.watch();
                let shown = format!("{request:?}");
                Sent { shown, came: Box::pin(async move { events(request.send_streaming_with(options).await).await }) }
            }
            Request::Download => {
                let request = self.get_file("a");
                let shown = format!("{request:?}");
                Sent { shown, came: Box::pin(async move { chunks(request.send_streaming_with(options).await).await }) }
            }
            Request::Call | Request::RawRead | Request::RawWrite => return raw(self.http(), request, options),
        })
    }

    fn drift(&self) -> Vec<Drift> {
        self.http().drift()
    }
}

/// Any file will do.
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");

struct Once(Option<&'static [u8]>);

impl Stream for Once {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(|bytes| Ok(Bytes::from_static(bytes))))
    }
}

/// Receives all events.
async fn events<T, E>(result: Result<Response<behaviour_client::runtime::Events<T>>, Error<E>>) -> Came
where
    behaviour_client::runtime::Events<T>: Debug,
{
    let mut response = match result {
        Ok(response) => response,
        Err(error) => return Came::Error(failure(error)),
    };
    let mut items = 0;
    while let Some(event) = response.next().await {
        match event {
            Ok(_) => items += 1,
            Err(error) => return Came::Error(broken(error, response.status().as_u16(), items)),
        }
    }
    Came::Value(value(&response, items))
}

/// Receives all bytes.
async fn chunks<E>(result: Result<Response<behaviour_client::runtime::Download>, Error<E>>) -> Came {
    let mut response = match result {
        Ok(response) => response,
        Err(error) => return Came::Error(failure(error)),
    };
    let mut items = 0;
    while let Some(chunk) = response.next_chunk().await {
        match chunk {
            Ok(bytes) => items += bytes.len(),
            Err(error) => return Came::Error(Failure { items, ..of_transport(&error) }),
        }
    }
    Came::Value(value(&response, items))
}
