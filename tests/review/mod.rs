//! What a review says of two versions of a document.

mod rules;
mod rust;
pub mod support;
