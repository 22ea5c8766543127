//! From two versions of a crate's public API to what changes for its users, item by item, by Cargo's rules.

mod of_api;
mod of_files;
mod sketch;
mod spelling;
mod surface;

pub(in crate::diff) use sketch::{Sketch, changes, since};
pub(in crate::diff) use surface::Surface;

#[cfg(test)]
mod tests;
