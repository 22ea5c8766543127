//! Arcadia Switch: what its pages say and leave open, and what its client makes of that.

use std::sync::LazyLock;

use super::spec::{LazySpec, Spec};

mod client;
mod documented;
mod properties;
mod requests;
mod traps;
mod traps_account;
mod traps_credentials;
mod traps_errors;
mod traps_input;
mod traps_operations;
mod traps_results;
mod traps_tariffs;

static SPEC: LazySpec = LazyLock::new(|| Spec::new(include_str!("../../../specs/arcadia-switch/openapi.yaml")));
