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
mod wire;
