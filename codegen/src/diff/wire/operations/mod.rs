//! What changes around the values: operations, parameters, bodies, responses, headers, security, servers, texts.

pub(in crate::diff) mod rules;

use super::Walk;

/// Compares all operations of both documents, and has the schemas of what they send and receive compared.
pub(super) fn compare(_walk: &mut Walk<'_>) {}
