//! What a review says of two versions of a document.

mod rules;
pub mod support;
