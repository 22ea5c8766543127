//! Rules on how things are known: what is concluded has a reason, and what is documented has a page.

use std::collections::HashMap;

use super::super::Subject;
use super::super::findings::Findings;
use crate::openapi::EXTENSION;
use crate::parse::{At, Node};
use crate::pointer::Pointer;

/// The statements of the extension that carry evidence of their own.
const STATEMENTS: [&str; 3] = ["pagination", "poll", "rateLimit"];

/// A node that says how it is known: where it stands, where it says so, and what it says.
struct Known<'d> {
    pointer: Pointer,
    at: Pointer,
    said: &'d Node,
}

/// All of them, whatever kind of object they are.
fn known<'d>(subject: &Subject<'d>) -> Vec<Known<'d>> {
    let objects = subject.sites.objects.iter().map(|site| (site.node, Some(site.pointer.clone())));
    let references = subject.sites.references.iter().map(|reference| (reference.holder, reference.pointer.parent()));
    let holders = objects.chain(references).filter_map(|(node, pointer)| Some((node.get(EXTENSION)?, pointer?)));
    let mut all = Vec::new();
    for (said, pointer) in holders {
        let at = pointer.key(EXTENSION);
        for (key, said) in STATEMENTS.iter().filter_map(|key| Some((key, said.get(key)?))) {
            all.push(Known { pointer: at.key(key), at: at.key(key), said });
        }
        all.push(Known { pointer, at, said });
    }
    all
}

/// A sample or a recording speaks for itself where the author asks whether there is more; a conclusion never does.
pub(super) fn missing_reason(subject: &Subject<'_>, findings: &mut Findings) {
    for Known { at, said, .. } in known(subject) {
        let (word, needed): (_, &[&str]) = match said.text("evidence") {
            Some("inferred") => ("inferred", &["reason"]),
            Some(word @ ("example" | "observed")) => (word, &["reason", "openQuestion"]),
            _ => continue,
        };
        if !needed.iter().any(|key| said.get(key).is_some()) {
            let message = format!("`evidence: {word}` has no reason");
            let hint = "say in one line, as its `reason`, what this is concluded from or where it was seen";
            findings.warning("missing_reason", &at.key("evidence"), At::Value, message, hint);
        }
    }
}

/// What is called documented names a page, stands in something that does, or is a part of components, which the pages of
/// operations speak for; but not where the component around it is itself only inferred.
pub(super) fn unfounded_evidence(subject: &Subject<'_>, findings: &mut Findings) {
    let all = known(subject);
    let by_place: HashMap<&Pointer, &Node> = all.iter().map(|known| (&known.pointer, known.said)).collect();
    for Known { pointer, at, said } in &all {
        if said.text("evidence") != Some("documented") || has_source(said) {
            continue;
        }
        let above: Vec<&Node> = ancestors(pointer).filter_map(|pointer| by_place.get(&pointer).copied()).collect();
        let is_component = pointer.tokens().next().is_some_and(|first| first == "components");
        let nearest = above.iter().find_map(|said| said.text("evidence"));
        let why = match nearest {
            _ if above.iter().any(|said| has_source(said)) => continue,
            Some("inferred") => "what it stands in is only inferred, and no page is named",
            _ if is_component => continue,
            _ => "no page is named, here or around it",
        };
        let message = format!("this is called documented, but {why}");
        let hint = "name the page as its `source`, or say `inferred`, with a reason";
        findings.warning("unfounded_evidence", &at.key("evidence"), At::Value, message, hint);
    }
}

fn has_source(said: &Node) -> bool {
    !said.list("source").is_empty()
}

/// The places around a place, the nearest first; the document is none of them, for its pages speak for no part alone.
fn ancestors(pointer: &Pointer) -> impl Iterator<Item = Pointer> {
    std::iter::successors(pointer.parent(), Pointer::parent).filter(|pointer| *pointer != Pointer::default())
}
