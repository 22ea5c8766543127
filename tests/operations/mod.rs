//! Programs that drive generated clients over real HTTP: what is sent byte for byte, and what becomes of what comes back.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../behaviour/mod.rs"]
mod behaviour;
mod bodies;
mod methods;
mod mocks;
mod pages;
mod parameters;
mod responses;
mod security;
#[path = "../wire/server.rs"]
#[allow(dead_code, reason = "others use the rest")]
mod server;
mod servers;
mod streams;
