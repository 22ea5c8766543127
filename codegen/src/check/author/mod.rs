//! Rules for authors of specifications: what a document that the generator takes still lacks.
//!
//! They are run by `check` alone: `generate` can do without them.

use super::Subject;
use super::findings::Findings;

pub(super) fn check(_subject: &Subject<'_>, _findings: &mut Findings) {}
