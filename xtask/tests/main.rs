//! Takes nothing; runs the commands in-process on folders made for each test.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod bench;
mod bundles;
mod check;
mod ci;
mod conformance;
mod demo;
mod diff;
mod explain;
mod fmt;
mod generate;
mod hostile;
mod interop;
mod keep_going;
mod killed;
mod mock;
mod never;
mod never_documents;
mod new;
mod only;
mod plan;
mod report;
mod round_trip;
mod specwright;
mod standalone;
mod support;
mod usage;
mod worked_example;
