//! What a review says of two versions of a document.

mod around;
mod causes;
mod markdown;
mod mutations;
mod pairs;
pub mod places;
mod rewrites;
mod rules;
mod rust;
mod semver_checks;
pub mod support;
