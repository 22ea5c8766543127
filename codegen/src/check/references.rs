//! Rules on `$ref`: each stays in the document, leads to a node, and ends.

use std::collections::HashSet;

use super::findings::Findings;
use super::near::closest;
use super::shape::Kind;
use super::version::Version;
use super::walk::Reference;
use super::{Subject, schema_keywords};
use crate::parse::{At, Document, Node};
use crate::pointer::Pointer;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let (mut ends, mut loops) = (HashSet::new(), HashSet::new());
    for reference in &subject.sites.references {
        if subject.version == Version::V30 {
            ref_sibling(reference, findings);
        }
        match Pointer::from_reference(reference.target) {
            None => external_ref(reference, subject.document, findings),
            Some(target) => match subject.root.at(&target) {
                None => unknown_ref(reference, &target, subject.root, findings),
                Some(_) => {
                    misplaced_ref(reference, &target, subject.roots.kind(&target), findings);
                    reference_cycle(reference, subject.root, &mut ends, &mut loops, findings);
                }
            },
        }
    }
}

fn misplaced_ref(reference: &Reference<'_>, target: &Pointer, found: Option<Kind>, findings: &mut Findings) {
    if found == Some(reference.kind) {
        return;
    }
    let found = found.map_or_else(|| "no OpenAPI object".to_owned(), |kind| format!("an object of kind {kind:?}"));
    let message = format!("`{target}` leads to {found}, where {:?} is needed", reference.kind);
    findings.error(
        "misplaced_ref",
        &reference.pointer,
        At::Value,
        message,
        "refer to the section of components for this kind",
    );
}

/// What may stand beside a reference with an effect, although OpenAPI 3.0 ignores all of it: texts, and how a use differs.
const KEPT: [&str; 7] = ["$ref", "description", "summary", "nullable", "deprecated", "readOnly", "writeOnly"];

fn ref_sibling(reference: &Reference<'_>, findings: &mut Findings) {
    let Some(pointer) = reference.pointer.parent() else { return };
    let members = reference.holder.as_object().into_iter().flat_map(|object| object.iter()).map(|(key, _)| key);
    for key in members.filter(|key| !KEPT.contains(key) && !key.starts_with("x-")) {
        let message = format!("`{key}` beside a `$ref` has no effect");
        let hint = if is_for_all_of(reference, key) {
            "put the reference into `allOf`, and this beside it"
        } else {
            "remove it; what the reference leads to says all that counts"
        };
        findings.warning("ref_sibling", &pointer.key(key), At::Key, message, hint);
    }
}

/// Whether a member beside a reference would have an effect beside an `allOf` of it; a type can say nothing new there.
fn is_for_all_of(reference: &Reference<'_>, key: &str) -> bool {
    let is_required_flag = key == "required" && matches!(reference.holder.get(key), Some(Node::Bool(_)));
    reference.kind == Kind::Schema && key != "type" && !is_required_flag && schema_keywords().any(|known| known == key)
}

fn external_ref(reference: &Reference<'_>, document: &Document, findings: &mut Findings) {
    let why = document.unlinked(&reference.pointer, reference.target).unwrap_or("leads to no place of the document");
    let message = format!("`{}` {why}", reference.target);
    let hint = "refer to a file in the folder of the document or below, or move the target into the document";
    findings.error("external_ref", &reference.pointer, At::Value, message, hint);
}

fn unknown_ref(reference: &Reference<'_>, target: &Pointer, root: &Node, findings: &mut Findings) {
    let message = format!("`{target}` leads to nothing");
    let siblings = target.parent().and_then(|parent| root.at(&parent)).and_then(Node::as_object);
    let names = siblings.into_iter().flat_map(|object| object.iter()).map(|(name, _)| name);
    let near = target.last().and_then(|wanted| closest(&wanted, names)).zip(target.parent());
    let hint = match near {
        Some((near, parent)) => format!("did you mean `{}`?", parent.key(near)),
        None => format!("define `{target}`, or mend the reference"),
    };
    let effect = match reference.kind {
        Kind::Parameter | Kind::RequestBody | Kind::PathItem => {
            return findings.error("unknown_ref", &reference.pointer, At::Value, message, hint);
        }
        Kind::Schema | Kind::MediaType => "values are any JSON value",
        Kind::Response => "its body is not decoded",
        Kind::SecurityScheme => "no credential for it can be given",
        _ => "it is left out",
    };
    findings.warning("unknown_ref", &reference.pointer, At::Value, format!("{message}; {effect}"), hint);
}

/// `ends` holds the targets that are known to lead to a definition, `loops` those that never do.
fn reference_cycle<'d>(
    reference: &Reference<'d>,
    root: &'d Node,
    ends: &mut HashSet<&'d str>,
    loops: &mut HashSet<&'d str>,
    findings: &mut Findings,
) {
    let mut seen = HashSet::new();
    let mut target = reference.target;
    while !ends.contains(target) {
        if loops.contains(target) || !seen.insert(target) {
            loops.extend(seen);
            let message = format!("following `{}` never reaches a definition", reference.target);
            let hint = "let one of the references on the way be a definition";
            return findings.error("reference_cycle", &reference.pointer, At::Value, message, hint);
        }
        let node = Pointer::from_reference(target).and_then(|pointer| root.at(&pointer));
        match node.and_then(|node| node.text("$ref")) {
            Some(next) => target = next,
            None => break,
        }
    }
    ends.extend(seen);
}
