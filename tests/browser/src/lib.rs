//! Programs that have to compile for a browser. They are type-checked there, and never run.
#![cfg(target_arch = "wasm32")]
#![allow(dead_code, reason = "that it compiles is the test")]

mod absent;
mod present;
