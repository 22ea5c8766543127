//! Nectar Climate: what its pages say and leave open, and what its client makes of that.

use std::sync::LazyLock;

use super::spec::{LazySpec, Spec};

pub mod client;
pub mod documented;
mod lists;
mod properties;
mod traps;
mod traps_account;
mod traps_again;
mod traps_connection;
mod traps_enums;
mod traps_list;
mod traps_page;
mod traps_presence;
mod traps_secret;
mod traps_update;

static SPEC: LazySpec = LazyLock::new(|| Spec::new(include_str!("../../../specs/nectar/openapi.yaml")));
