//! All tests.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test may fail, and a test binary has no API"
)]

mod commands;
mod generator;
// Built with the clients of its documents by `generator::operations`; here it is formatted only.
#[cfg(any())]
mod operations;
mod review;
mod wire;
