//! Rules for authors of specifications: what a document that the generator takes still lacks.
//!
//! They are run by `check` alone: `generate` can do without them.

mod evidence;
mod examples;
mod operations;
mod quotes;
mod samples;

use super::Subject;
use super::findings::Findings;
use super::shape;
use super::version::Version;
use super::walk::Site;
use crate::openapi::EXTENSION;
use crate::parse::Node;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    operations::missing_success(subject, findings);
    if states_evidence(subject) {
        operations::missing_source(subject, findings);
        operations::missing_error_response(subject, findings);
        samples::missing_example(subject, findings);
        evidence::missing_reason(subject, findings);
        evidence::unfounded_evidence(subject, findings);
    }
    examples::check(subject, findings);
    quotes::unquoted_value(subject, findings);
}

/// Whether the author says anywhere how something is known. Of a document that only says how pages follow, or nothing at all,
/// nobody can ask for more.
fn states_evidence(subject: &Subject<'_>) -> bool {
    let states = |node: &Node| ["source", "evidence"].iter().any(|key| node.get(key).is_some());
    let holders = subject.sites.objects.iter().map(|site| site.node);
    holders
        .chain(subject.sites.references.iter().map(|reference| reference.holder))
        .filter_map(|node| node.get(EXTENSION))
        .any(states)
}
