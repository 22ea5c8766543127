//! A server for tests: answers over HTTP what a function says, whole or with a [`Fault`]. On it stand the mocks of single operations
//! that generated crates have, see [`Mock`].
//!
//! ```
//! use specwright_runtime::mock::{Fault, Reply, Server};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = Server::start(|received| match (received.method().as_str(), received.path()) {
//!     ("GET", "/accounts/7") => Reply::new(200).text("seven"),
//!     ("GET", _) => Reply::new(404),
//!     _ => Reply::new(200).fault(Fault::ServerError { status: 503 }),
//! })?;
//! assert!(server.base_url().starts_with("http://127.0.0.1:"));
//! server.stop();
//! # Ok(())
//! # }
//! ```
//!
//! It listens on the loopback interface alone and has threads of its own, so a test may wait for its answers in async code as well as
//! without.

mod answer;
mod caught;
mod connection;
mod expectation;
mod expected;
mod fault;
mod fault_name;
mod json_diff;
mod json_place;
mod macros;
mod mocks;
mod received;
mod redact;
mod reply;
mod report;
mod route;
mod server;
#[cfg(test)]
mod tests;
mod transfer;

pub use answer::{Answer, Example, Request};
pub use expectation::{Mock, Times};
pub use fault::Fault;
pub use fault_name::FaultError;
pub use mocks::Mocks;
pub use received::Received;
#[doc(hidden)]
pub use redact::is_secret_name;
pub use reply::Reply;
pub use report::VerifyError;
pub use route::Route;
pub use server::Server;
