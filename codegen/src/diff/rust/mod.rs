//! From two versions of a crate's public API to what changes for its users, item by item, by Cargo's rules.
//!
//! A [`Surface`] is made from the model, where each item knows what in the document it comes from, or from the files of a
//! crate that was generated once.

mod compare;
mod of_api;
mod of_files;
mod sketch;
mod spelling;
mod surface;

pub(in crate::diff) use sketch::{Sketch, changes, since};
use surface::Surface;

#[cfg(test)]
mod tests;
