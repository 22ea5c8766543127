//! What a review says of two versions of a document.

mod around;
pub mod places;
mod rewrites;
mod rules;
pub mod support;
