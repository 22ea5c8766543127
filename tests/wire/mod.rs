//! What goes over the wire between generated clients and a server, and what the clients make of it.
//!
//! Each vendor has a folder. The tests beside this file are about what all clients share, seen through Nectar's.

mod arcadia_switch;
mod base_urls;
mod bench;
mod decode_errors;
mod energycap;
mod error_statuses;
mod examples;
mod json;
mod mocks;
mod nectar;
mod path_values;
mod properties;
mod redirects;
mod requests;
mod sample;
mod sample_kinds;
mod secrets;
mod server;
pub mod spec;
mod transport_errors;
mod traps;
