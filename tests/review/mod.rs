//! What a review says of two versions of a document.

pub mod places;
mod rewrites;
mod rules;
mod rust;
mod semver_checks;
pub mod support;
