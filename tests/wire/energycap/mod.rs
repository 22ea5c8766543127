//! EnergyCAP: what its page says and leaves open, and what its client makes of that.

use std::sync::LazyLock;

use super::spec::{LazySpec, Spec};

mod properties;

static SPEC: LazySpec = LazyLock::new(|| Spec::new(include_str!("../../../specs/energycap/openapi.yaml")));
