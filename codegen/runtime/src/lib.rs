//! The run-time library behind API clients that Specwright generates.
//!
//! Generated code holds data (operations, types, the base URL) and signatures; all behaviour is here:
//! rules for what is sent, encoding of parameters, credentials, redirects, limits, decoding and errors.
//!
//! ```no_run
//! use specwright_runtime::{
//!     Api, Call, Decode, HttpClient, Operation, Repeat, SchemeKind, SecurityScheme, Status, decode, serde_json,
//! };
//!
//! static API: Api = Api {
//!     base_url: Some("https://api.example.com"),
//!     user_agent: "example-client/1.0",
//!     security_schemes: &[SecurityScheme {
//!         name: "key",
//!         kind: SchemeKind::ApiKeyHeader("X-Api-Key"),
//!         env: &["EXAMPLE_KEY"],
//!     }],
//!     security: &[&["key"]],
//!     idempotency_key: None,
//!     env_prefix: "EXAMPLE",
//!     rate_limit: None,
//! };
//!
//! static GET_ACCOUNT: Operation<serde_json::Value, ()> = Operation {
//!     id: "getAccount",
//!     method: "GET",
//!     path: "/v2/account/{account_id}",
//!     security: &[&["key"]],
//!     retry: Repeat::ByMethod,
//!     idempotency_key: None,
//!     rate_limit: None,
//!     accept: "application/json",
//!     responses: &[
//!         (Status::Code(200), Decode::Success(decode::json)),
//!         (Status::Range(4), Decode::Error(decode::empty)),
//!     ],
//!     rules: &[],
//! };
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = HttpClient::builder(&API).api_key("key", std::env::var("API_KEY")?).build()?;
//! let account = Call::new(&client, &GET_ACCOUNT).path("account_id", "a/b").send().await?;
//! println!("{}", account["name"]);
//! # Ok(())
//! # }
//! ```
#![cfg_attr(
    test,
    allow(
        clippy::disallowed_methods,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unwrap_used
    )
)]

mod auth;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub mod blocking;
mod body;
mod body_error;
mod build_error;
mod builder;
mod call;
mod chunks;
mod client;
mod clock;
mod cookies;
mod date;
mod date_time;
pub mod decode;
mod decode_error;
mod download;
mod drift;
mod error;
pub mod events;
#[doc(hidden)]
pub mod fields;
mod finite;
mod form_data;
pub mod guide;
mod head;
mod header;
mod header_text;
#[cfg_attr(target_arch = "wasm32", path = "browser/incoming.rs")]
mod incoming;
mod json_lines;
mod lenient;
mod limits;
mod line;
mod matching;
mod maybe;
mod maybe_send;
mod media;
mod middleware;
#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
pub mod mock;
mod multipart;
#[cfg_attr(target_arch = "wasm32", path = "browser/native.rs")]
mod native;
mod nullable;
mod number;
mod open_enum;
mod operation;
mod options;
mod or_empty;
pub mod paging;
mod parts;
mod pipeline;
mod prepare;
mod rate;
mod rate_limit;
mod raw_call;
mod request_error;
mod response;
mod resume;
mod retry_after;
mod retry_budget;
mod retry_policy;
mod rules;
mod secret;
mod security;
mod servers;
mod settings;
mod sse;
mod status_error;
mod stream_error;
mod streaming;
mod style;
mod text;
mod transport_error;
mod union;
#[cfg_attr(target_arch = "wasm32", path = "browser/upload.rs")]
mod upload;
mod url_text;
mod uuid_text;
mod value;
mod waiter;

pub use auth::{Credential, CredentialProvider, OAuth2Client, provider_fn};
pub use body::Body;
pub use body_error::BodyError;
pub use build_error::BuildError;
pub use builder::{HttpClientBuilder, Validation};
pub use call::{Call, Content};
pub use client::{Api, HttpClient};
pub use clock::{Clock, Instant, SystemTime};
pub use date::Date;
pub use date_time::{DateTime, Moment};
pub use decode::RawBody;
pub use decode_error::DecodeError;
pub use download::Download;
pub use drift::{Drift, DriftKind};
pub use error::Error;
pub use events::{Event, Events};
pub use form_data::{Encoding, Files, FormData, FormWriter};
pub use header::{HeaderError, ResponseHeader};
pub use json_lines::JsonLines;
pub use lenient::Lenient;
pub use maybe::Maybe;
pub use maybe_send::{BoxFuture, MaybeSend};
pub use middleware::{HttpRequest, HttpResponse, Middleware, Next};
pub use multipart::{Multipart, Part};
pub use nullable::IntoNullable;
pub use number::Number;
pub use open_enum::{OpenEnum, UnknownValue};
pub use operation::{Decode, Operation, Repeat, Status};
pub use options::CallOptions;
pub use or_empty::OrEmpty;
pub use paging::{Items, Page, PageError, PageErrorKind, PageToken, Pages};
pub use rate_limit::RateLimit;
pub use raw_call::RawCall;
pub use request_error::{RequestError, RequestErrorKind};
pub use response::Response;
pub use retry_budget::RetryBudget;
pub use retry_policy::RetryPolicy;
pub use rules::{Argument, Check, Condition, Format, Kind, Rules, ValidationError, Variant, Violation};
pub use secret::Secret;
pub use security::{SchemeKind, SecurityScheme};
pub use servers::server_url;
pub use sse::RawEvent;
pub use status_error::StatusError;
pub use stream_error::{ItemError, StreamError};
pub use style::Style;
pub use text::FormatError;
pub use transport_error::{TransportError, TransportErrorKind};
pub use uuid_text::Uuid;
pub use waiter::{Polling, WaitError, Waiter};

pub use bytes::Bytes;
pub use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
pub use url::Url;
pub use {jiff, reqwest, serde_json, uuid};

/// Any error that goes to other threads.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

// What derives of generated code name; no part of the public API.
#[doc(hidden)]
pub use serde::{self, Deserialize, Serialize};

/// What the macros of generated code need; no part of the public API.
#[doc(hidden)]
pub mod __private {
    pub use crate::open_enum::{deserialize, known, parse, text};
    pub use crate::union::{Best, Member, decode_union};
}
