//! What a review says of two versions of a document.

mod mutations;
pub mod places;
mod rewrites;
mod rules;
pub mod support;
