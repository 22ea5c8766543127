//! What goes over the wire between Nectar's client and a server, and what the client makes of it.

mod base_urls;
mod decode_errors;
mod documented;
mod error_statuses;
mod oddities;
mod oddity_answers;
mod path_values;
mod properties;
mod redirects;
mod requests;
mod sample;
mod secrets;
mod server;
mod spec;
mod transport_errors;
mod traps_account;
mod traps_connection;
mod traps_enums;
mod traps_presence;
mod traps_secret;
mod traps_update;
