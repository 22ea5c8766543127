//! EnergyCAP: what its page says and leaves open, and what its client makes of that.

use std::sync::LazyLock;

use super::spec::{LazySpec, Spec};

pub mod client;
pub mod documented;
mod properties;
mod samples;
mod traps;
mod traps_answer;
mod traps_dates;
mod traps_edit;
mod traps_operation;
mod traps_refused;
mod traps_rules;
mod traps_shapes;

const TEXT: &str = include_str!("../../../specs/energycap/openapi.yaml");

static SPEC: LazySpec = LazyLock::new(|| Spec::new(TEXT));
