//! What users of the generator rely on: its messages, its output, and that nothing in a document can break either.

mod bundles;
mod compiles;
mod crate_parts;
mod demands;
mod determinism;
mod features;
mod five_mistakes;
mod hostile;
mod hostile_documents;
mod inert;
mod inert_documents;
mod json_schemas;
mod known_failures;
mod lenient;
mod manual;
mod markdown;
mod outlines;
mod overrides;
mod refused;
mod rules;
mod rust_version;
mod same_id;
mod spec_examples;
mod specs;
pub mod support;
mod tag_features;
mod tidy;
