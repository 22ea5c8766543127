//! From a document and the other files that it refers to, to one tree in which every reference is a pointer.
//!
//! Each file stands under a member of the root that nothing else uses, and references to it lead there. A reference that
//! leads to no file that was given stays as it is written, and is refused by `check`.

mod anchors;
mod target;

use crate::parse::{Document, Node, Object, Origin};
use crate::pointer::{FILES, Pointer};
use crate::report::Report;
use crate::source::{Bundle, Source};
use anchors::Anchors;
pub use target::refers_to;
use target::{is_url, target};

/// Brings the other files in.
pub(crate) fn link(document: &mut Document, bundle: &Bundle) -> Result<(), Report> {
    let mut parts = vec![Part { path: "", source: 0, root: std::mem::replace(document.parts_mut().0, Node::Null) }];
    parts.extend(read(document, bundle)?);
    let anchors = Anchors::of(parts.iter().map(|part| (part.path, &part.root)));
    let mut linked = Vec::new();
    for Part { path, source, mut root } in parts {
        let mut linker = Linker { path, bundle, anchors: &anchors, failed: Vec::new() };
        linker.node(&mut root);
        linker.failed.into_iter().for_each(|(reference, why)| document.add_unlinked(source, reference, why));
        linked.push((path, root));
    }
    let mut linked = linked.into_iter();
    let mut root = linked.next().map_or(Node::Null, |(_, root)| root);
    if let (Node::Object(root), 1..) = (&mut root, linked.len()) {
        root.insert(FILES, Node::object(linked));
    }
    *document.parts_mut().0 = root;
    Ok(())
}

/// One file.
struct Part<'a> {
    /// From the folder of the document; empty for the document itself.
    path: &'a str,
    source: usize,
    root: Node,
}

/// Reads all other files.
fn read<'a>(document: &mut Document, bundle: &'a Bundle) -> Result<Vec<Part<'a>>, Report> {
    let (mut parts, mut reports) = (Vec::new(), Vec::new());
    for (path, text) in &bundle.files {
        let Ok(text) = text else { continue };
        match Document::parse(&Source::new(bundle.document.beside(path), text.as_str())) {
            Ok(file) => {
                let (source, root) = document.add(file);
                document.parts_mut().1.set(root_of(path), Origin { source, pointer: Pointer::default() });
                parts.push(Part { path, source, root });
            }
            Err(report) => reports.push(report),
        }
    }
    let report = Report::merged(reports);
    if report.error_count() > 0 { Err(report) } else { Ok(parts) }
}

/// Rewrites the references of one file.
struct Linker<'a> {
    path: &'a str,
    bundle: &'a Bundle,
    anchors: &'a Anchors,
    /// References that stay as they are, and why.
    failed: Vec<(String, String)>,
}

impl Linker<'_> {
    fn node(&mut self, node: &mut Node) {
        match node {
            Node::Array(items) => items.iter_mut().for_each(|item| self.node(item)),
            Node::Object(object) => {
                self.references(object);
                object.iter_mut().for_each(|(_, node)| self.node(node));
            }
            _ => {}
        }
    }

    fn references(&mut self, object: &mut Object) {
        if let Some(Node::String(name)) = object.get("$dynamicRef")
            && let Some(reference) = self.dynamic(name)
        {
            object.rename("$dynamicRef", "$ref");
            object.insert("$ref", Node::String(reference));
        } else if let Some(Node::String(reference)) = object.get_mut("$ref")
            && !reference.is_empty()
        {
            match self.local(reference) {
                Ok(local) => *reference = local,
                Err(why) => self.failed.push((reference.clone(), why)),
            }
        }
        if let Some(Node::Object(discriminator)) = object.get_mut("discriminator")
            && let Some(Node::Object(mapping)) = discriminator.get_mut("mapping")
        {
            self.mapping(mapping);
        }
    }

    /// The local reference to the same place, or why there is none.
    fn local(&self, reference: &str) -> Result<String, String> {
        let (id, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if let Some((file, place)) = self.anchors.of_id(id) {
            return match fragment.is_empty() || fragment.starts_with('/') {
                true => Ok(place.to_reference(fragment)),
                false => self.anchor(file, fragment),
            };
        }
        let Some((file, fragment)) = target(reference, self.path, self.bundle.document.file()) else {
            return Err(match is_url(reference) {
                true => "is a URL, and nothing is fetched".to_owned(),
                false => "leads out of the folder of the document".to_owned(),
            });
        };
        match self.bundle.files.get(&file) {
            Some(Err(why)) => Err(format!("leads to the file `{file}`, which cannot be read: {why}")),
            None if !file.is_empty() => Err(format!("leads to the file `{file}`, which is not given")),
            _ if fragment.is_empty() || fragment.starts_with('/') => Ok(root_of(&file).to_reference(fragment)),
            _ => self.anchor(&file, fragment),
        }
    }

    fn anchor(&self, file: &str, name: &str) -> Result<String, String> {
        match self.anchors.of_name(file, name) {
            [only] => Ok(only.to_reference("")),
            [] => Err(format!("leads to no `$anchor: {name}`")),
            _ => Err(format!("leads to more than one `$anchor: {name}`")),
        }
    }

    /// The same for a `$dynamicRef`, if there is only one place that it can ever lead to.
    fn dynamic(&self, reference: &str) -> Option<String> {
        let (_, name) = reference.split_once('#')?;
        match self.anchors.dynamic(name) {
            [] => self.local(reference).ok(),
            [only] => Some(only.to_reference("")),
            _ => None,
        }
    }

    /// The values of a discriminator are names or references.
    fn mapping(&self, mapping: &mut Object) {
        for (_, node) in mapping.iter_mut() {
            if let Node::String(reference) = node
                && let Ok(local) = self.local(reference)
            {
                *reference = local;
            }
        }
    }
}

/// Where the root of a file stands in the tree.
fn root_of(file: &str) -> Pointer {
    if file.is_empty() { Pointer::default() } else { Pointer::of_file(file) }
}
