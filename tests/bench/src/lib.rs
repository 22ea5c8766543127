//! Takes a server's address, a subject and a variant; makes the same call through a generated client or by hand.
//!
//! `cargo xtask bench runtime` runs the binary of this crate and compares what the variants cost.

mod by_hand;
mod pages;
mod server;
mod subject;
mod variants;

use std::error::Error;

pub use server::Server;
pub use subject::{Caller, Subject};
pub use variants::{CHECKED, LISTS, VARIANTS, Variant};

/// Why a call or a set-up failed.
pub type Failure = Box<dyn Error + Send + Sync>;

/// What the server is told, and does not look at.
const KEY: &str = "0f6d3c1b-benchmark-key";
const USER_AGENT: &str = "nectar-client/0.1.0";

/// The settings of reqwest that all variants share.
fn reqwest_settings() -> reqwest::ClientBuilder {
    reqwest::ClientBuilder::new().no_proxy().connect_timeout(std::time::Duration::from_secs(30))
}
