//! Arcadia Switch: what its pages say and leave open, and what its client makes of that.

use std::sync::LazyLock;

use super::spec::{LazySpec, Spec};

mod properties;

static SPEC: LazySpec = LazyLock::new(|| Spec::new(include_str!("../../../specs/arcadia-switch/openapi.yaml")));
