//! The run-time library behind API clients that Specwright generates.
//!
//! Generated code holds data (operations, types, the base URL) and signatures; all behaviour is here:
//! rules for what is sent, encoding of parameters, credentials, redirects, limits, decoding and errors.
//!
//! ```no_run
//! use specwright_runtime::{
//!     Api, Call, Decode, HttpClient, Operation, SchemeKind, SecurityScheme, Status, decode, serde_json,
//! };
//!
//! static API: Api = Api {
//!     base_url: Some("https://api.example.com"),
//!     user_agent: "example-client/1.0",
//!     security_schemes: &[SecurityScheme { name: "key", kind: SchemeKind::ApiKeyHeader("X-Api-Key") }],
//! };
//!
//! static GET_ACCOUNT: Operation<serde_json::Value, ()> = Operation {
//!     id: "getAccount",
//!     method: "GET",
//!     path: "/v2/account/{account_id}",
//!     security: &[&["key"]],
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
#![cfg_attr(test, allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used))]

mod body;
mod body_error;
mod builder;
mod call;
mod chunks;
mod client;
mod cookies;
mod credential;
mod date;
mod date_time;
pub mod decode;
mod decode_error;
mod download;
mod error;
pub mod events;
mod exchange;
#[doc(hidden)]
pub mod fields;
mod finite;
mod form_data;
mod head;
mod header;
mod header_text;
mod json_lines;
mod lenient;
mod line;
mod matching;
mod maybe;
mod media;
mod multipart;
mod nullable;
mod number;
mod open_enum;
mod operation;
mod or_empty;
mod outgoing;
mod parts;
mod redirect;
mod request_error;
mod response;
mod resume;
mod rules;
mod secret;
mod security;
mod servers;
mod sse;
mod status_error;
mod stream_error;
mod streaming;
mod style;
mod text;
mod transport_error;
mod union;
mod upload;
mod url_text;
mod uuid_text;
mod value;

pub use body::Body;
pub use body_error::BodyError;
pub use builder::{BuildError, HttpClientBuilder, Validation};
pub use call::{Call, CallOptions, Content};
pub use client::{Api, HttpClient};
pub use date::Date;
pub use date_time::{DateTime, Moment};
pub use decode::RawBody;
pub use decode_error::DecodeError;
pub use download::Download;
pub use error::Error;
pub use events::{Event, Events};
pub use form_data::{Encoding, Files, FormData, FormWriter};
pub use header::{HeaderError, ResponseHeader};
pub use json_lines::JsonLines;
pub use lenient::Lenient;
pub use maybe::Maybe;
pub use multipart::{Multipart, Part};
pub use nullable::IntoNullable;
pub use number::Number;
pub use open_enum::{OpenEnum, UnknownValue};
pub use operation::{Decode, Operation, Status};
pub use or_empty::OrEmpty;
pub use request_error::{RequestError, RequestErrorKind};
pub use response::Response;
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

pub use bytes::Bytes;
pub use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
pub use {jiff, reqwest, serde_json, uuid};

// What derives of generated code name; no part of the public API.
#[doc(hidden)]
pub use serde::{self, Deserialize, Serialize};

/// What the macros of generated code need; no part of the public API.
#[doc(hidden)]
pub mod __private {
    pub use crate::open_enum::{deserialize, known, parse, text};
    pub use crate::union::{Best, Member, decode_union};
}
