//! Rules on how much a document asks for: what schemas are composed of is brought together, each time anew, and what
//! operations share is written out in each.

use std::collections::{HashMap, HashSet};

use super::Subject;
use super::findings::Findings;
use super::shape::Kind;
use crate::calls::calls;
use crate::openapi::resolve;
use crate::parse::{At, Node};
use crate::pointer::Pointer;

/// How many schemas and keys may be brought together in all. Large public documents have some ten thousand.
const MOST_COMPOSED: usize = 200_000;

/// How many values operations may share with others in all, each counted anew: what references lead to, parameters of
/// their path, and the security of the document.
const MOST_SHARED: usize = 1_000_000;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    too_much_composition(subject, findings);
    too_much_sharing(subject, findings);
}

/// Names the operation at which it becomes too much.
fn too_much_sharing(subject: &Subject<'_>, findings: &mut Findings) {
    let mut sizes = Sizes { root: subject.root, known: HashMap::new() };
    let security = subject.root.get("security").map_or(0, Node::size);
    let mut left = MOST_SHARED;
    for call in calls(subject.root) {
        let own =
            ["parameters", "requestBody", "responses", "callbacks"].iter().filter_map(|key| call.operation.get(key));
        let own = own.map(|node| sizes.shared(node)).fold(0, usize::saturating_add);
        let of_path = call.item.get("parameters").map_or(0, |node| sizes.whole(node));
        let of_document = if call.operation.get("security").is_none() { security } else { 0 };
        let Some(rest) = left.checked_sub(own.saturating_add(of_path).saturating_add(of_document)) else {
            let message = format!("the operations up to this one share more than {MOST_SHARED} values with others");
            let hint = "share smaller parameters, responses and texts, or leave out what no call needs";
            return findings.error("too_much_sharing", &call.pointer, At::Key, message, hint);
        };
        left = rest;
    }
}

/// How many values nodes have, with all that they refer to; schemas become types, and examples and links nothing.
struct Sizes<'d> {
    root: &'d Node,
    /// Of the targets of references; nothing while they are being counted.
    known: HashMap<&'d str, usize>,
}

impl<'d> Sizes<'d> {
    /// What a node has from elsewhere.
    fn shared(&mut self, node: &'d Node) -> usize {
        let mut open = vec![node];
        let mut shared = 0_usize;
        while let Some(node) = open.pop() {
            match node.text("$ref") {
                Some(reference) => shared = shared.saturating_add(self.target(reference)),
                None => open.extend(inner(node)),
            }
        }
        shared
    }

    /// All that a node has.
    fn whole(&mut self, node: &'d Node) -> usize {
        let (own, references) = own(node);
        references.into_iter().map(|reference| self.target(reference)).fold(own, usize::saturating_add)
    }

    /// What a reference leads to, and what that does. References may follow each other for ever so long, so this is a loop.
    fn target(&mut self, reference: &'d str) -> usize {
        let mut open = vec![(reference, None)];
        while let Some((reference, begun)) = open.pop() {
            match begun {
                None if self.known.contains_key(reference) => {}
                None => {
                    self.known.insert(reference, 0);
                    let node = Pointer::from_reference(reference).and_then(|pointer| self.root.at(&pointer));
                    let (size, references) = node.map(own).unwrap_or_default();
                    let inner: Vec<_> = references.iter().map(|reference| (*reference, None)).collect();
                    open.push((reference, Some((size, references))));
                    open.extend(inner);
                }
                Some((own, references)) => {
                    let of = |reference: &&str| self.known.get(reference).copied().unwrap_or_default();
                    let size = references.iter().map(of).fold(own, usize::saturating_add);
                    self.known.insert(reference, size);
                }
            }
        }
        self.known.get(reference).copied().unwrap_or_default()
    }
}

/// The size of a node without what references lead to, and these references.
fn own(node: &Node) -> (usize, Vec<&str>) {
    let (mut open, mut size, mut references) = (vec![node], 0_usize, Vec::new());
    while let Some(node) = open.pop() {
        size = size.saturating_add(node.own_size());
        references.extend(node.text("$ref"));
        open.extend(inner(node));
    }
    (size, references)
}

/// The members and elements of a node that operations write out.
fn inner(node: &Node) -> Vec<&Node> {
    match node {
        Node::Array(items) => items.iter().collect(),
        Node::Object(object) => {
            let is_left_out =
                |key: &str| ["schema", "example", "examples", "links"].contains(&key) || key.starts_with("x-");
            object.iter().filter(|(key, _)| !is_left_out(key)).map(|(_, node)| node).collect()
        }
        _ => Vec::new(),
    }
}

/// A member of a union becomes a variant, with its own conversions, in far more code than a key.
const VARIANT: usize = 4;

/// Names the schema at which it becomes too much.
fn too_much_composition(subject: &Subject<'_>, findings: &mut Findings) {
    let mut left = MOST_COMPOSED;
    for site in subject.sites.of(Kind::Schema) {
        let variants = ["oneOf", "anyOf"].iter().map(|key| site.node.list(key).len()).sum::<usize>();
        let composed = if is_composed(site.node) { composed_size(subject.root, site.node, left) } else { 0 };
        let Some(rest) = left.checked_sub(VARIANT * variants + composed) else {
            let message =
                format!("the schemas up to this one are composed of more than {MOST_COMPOSED} schemas and keys");
            let hint = "compose of fewer, or leave out what no call needs";
            return findings.error("too_much_composition", &site.pointer, At::Key, message, hint);
        };
        left = rest;
    }
}

/// Whether a schema brings together the keys of others.
fn is_composed(node: &Node) -> bool {
    let has_choice = ["oneOf", "anyOf", "then", "else", "dependentSchemas"].iter().any(|key| node.get(key).is_some());
    node.get("allOf").is_some() || (node.get("properties").is_some() && has_choice)
}

/// How many schemas and keys a schema is composed of, counted until they are more than `most`.
fn composed_size(root: &Node, node: &Node, most: usize) -> usize {
    let (mut open, mut seen, mut size) = (vec![node], HashSet::new(), 0);
    while let Some(node) = open.pop().filter(|_| size <= most) {
        size += 1;
        let Some(node) = resolve(root, node).filter(|node| seen.insert(std::ptr::from_ref(*node))) else { continue };
        size += node.members("properties").count();
        open.extend(["allOf", "oneOf", "anyOf"].iter().flat_map(|key| node.list(key)));
        open.extend(["then", "else"].iter().filter_map(|key| node.get(key)));
        open.extend(node.members("dependentSchemas").map(|(_, schema)| schema));
    }
    size
}

#[cfg(test)]
mod tests {
    use crate::check::Checked;
    use crate::parse::Document;
    use crate::settings::Settings;
    use crate::source::Source;

    /// The rules that refuse a document of 3.2 with this in it.
    fn refused(rest: &str) -> Vec<&'static str> {
        let text = format!("openapi: 3.2.0\ninfo: {{title: T, version: '1'}}\n{rest}");
        let document = Document::parse(&Source::new("t.yaml", text)).unwrap();
        let settings = Settings::for_crate("t").unwrap();
        let refused = Checked::new(document, settings.selection(), &settings.levels()).err();
        let report = refused.unwrap_or_default();
        let errors = report.diagnostics().iter().filter(|found| found.level == crate::Level::Error);
        errors.map(|found| found.rule).collect()
    }

    fn many(count: usize, line: impl Fn(usize) -> String) -> String {
        (0..count).map(line).collect()
    }

    /// Schemas that are each composed of all of them.
    fn composed(count: usize) -> String {
        let all = many(count, |at| format!("{{$ref: '#/components/schemas/A{at}'}}, "));
        let others = many(count - 1, |at| format!("    A{}: {{allOf: *all}}\n", at + 1));
        format!("components:\n  schemas:\n    A0: {{allOf: &all [{all}]}}\n{others}")
    }

    #[test]
    fn composition_has_a_most() {
        assert!(refused(&composed(20)).is_empty());
        // The members of members count once, but as often as they are named: the cube of 60 is above 200,000.
        assert_eq!(refused(&composed(60)), ["too_much_composition"]);
    }

    /// Operations of one path with as many parameters, each with a text of ten values.
    fn of_one_path(count: usize) -> String {
        let text = "a".repeat(640);
        let parameters = many(count, |at| format!("{{name: q{at}, in: query, description: {text}, schema: {{}}}}, "));
        let operations = many(count, |at| format!("      M{at}: {{responses: {{}}}}\n"));
        format!("paths:\n  /a:\n    parameters: [{parameters}]\n    additionalOperations:\n{operations}")
    }

    #[test]
    fn parameters_of_a_path_count_for_each_operation() {
        assert!(refused(&of_one_path(50)).is_empty());
        assert_eq!(refused(&of_one_path(400)), ["too_much_sharing"]);
    }

    /// Calls with one answer, which has as many headers, each somewhere else.
    fn of_one_answer(count: usize) -> String {
        let calls = many(count, |at| {
            format!("  /p{at}: {{get: {{responses: {{'200': {{$ref: '#/components/responses/R'}}}}}}}}\n")
        });
        let headers = many(count, |at| format!("        H{at}: {{$ref: '#/components/headers/H'}}\n"));
        let text = "a".repeat(640);
        format!(
            "paths:\n{calls}components:\n  responses:\n    R:\n      description: A.\n      headers:\n{headers}  \
             headers: {{H: {{description: {text}}}}}\n"
        )
    }

    #[test]
    fn references_count_with_what_is_behind_those_there() {
        assert!(refused(&of_one_answer(50)).is_empty());
        assert_eq!(refused(&of_one_answer(400)), ["too_much_sharing"]);
    }

    #[test]
    fn the_security_of_the_document_counts_for_each_operation_without_its_own() {
        let of = |own: &str| {
            let schemes = many(1_100, |at| format!("{{k{at}: []}}, "));
            let calls = many(1_000, |at| format!("  /p{at}: {{get: {{{own}responses: {{}}}}}}\n"));
            refused(&format!("security: [{schemes}]\npaths:\n{calls}"))
        };
        assert_eq!(of(""), ["too_much_sharing"]);
        assert!(of("security: [], ").is_empty());
    }

    #[test]
    fn references_may_follow_each_other_for_long() {
        let callback = |at| {
            let inner = format!("{{c: {{$ref: '#/components/callbacks/C{}'}}}}", at + 1);
            format!("    C{at}: {{'{{$url}}': {{post: {{responses: {{}}, callbacks: {inner}}}}}}}\n")
        };
        let first = "paths: {/a: {get: {responses: {}, callbacks: {c: {$ref: '#/components/callbacks/C0'}}}}}\n";
        let last = "    C9000: {'{$url}': {post: {responses: {}}}}\n";
        let text = format!("{first}components:\n  callbacks:\n{}{last}", many(9_000, callback));
        assert!(!refused(&text).contains(&"too_much_sharing"));
    }

    #[test]
    fn a_circle_of_references_ends() {
        let circle = "paths: {/a: {get: {responses: {'200': {$ref: '#/components/responses/A'}}}}}\ncomponents: {responses: {A: {$ref: '#/components/responses/B'}, B: {$ref: '#/components/responses/A'}}}\n";
        assert!(!refused(circle).contains(&"too_much_sharing"));
    }
}
