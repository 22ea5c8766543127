//! What a review says of two versions of a document.

pub mod places;
mod rewrites;
mod rules;
pub mod support;
