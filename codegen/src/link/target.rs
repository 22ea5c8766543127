//! From a reference, and the file that it stands in, to the file and the place that it leads to.

use std::collections::BTreeSet;

use crate::parse::{Document, Node};
use crate::pointer::percent_decode;
use crate::source::Source;

/// The path of a file, empty for the document itself, and the fragment; none for a URL, and for a path that is absolute or
/// leads out of the folder of the document.
///
/// All paths are relative to that folder, and `main` is the name of the document in it.
pub(super) fn target<'r>(reference: &'r str, file: &str, main: &str) -> Option<(String, &'r str)> {
    let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    if path.is_empty() {
        return Some((file.to_owned(), fragment));
    }
    let path = percent_decode(path);
    if path.starts_with('/') || path.contains([':', '\\', '?', '\0']) {
        return None;
    }
    let mut steps: Vec<&str> = file.split('/').collect();
    steps.pop();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()?),
            step => steps.push(step),
        }
    }
    let path = steps.join("/");
    Some((if path == main { String::new() } else { path }, fragment)).filter(|_| !steps.is_empty())
}

/// Whether a reference names another place of the network.
pub(super) fn is_url(reference: &str) -> bool {
    let path = reference.split('#').next().unwrap_or_default();
    path.starts_with("//") || path.split('/').next().is_some_and(|first| first.contains(':'))
}

/// The other files that a text refers to, by their paths from the folder of the document. What lies outside of it is not
/// among them, and neither is what no reference can name, such as a URL.
///
/// `document` is the document's name, and `file` the path of the text, empty for the document and for its overlays.
pub fn refers_to(document: &str, file: &str, text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if may_refer(text)
        && let Ok(tree) = Document::parse(&Source::new(file, text))
    {
        let main = Source::new(document, "");
        collect(tree.root(), file, main.file(), &mut found);
    }
    found
}

/// Whether any reference does not begin with `#`, as far as can be told without reading the text.
fn may_refer(text: &str) -> bool {
    text.split("$ref").skip(1).any(|rest| {
        let target = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ':'));
        !target.starts_with('#')
    })
}

fn collect(node: &Node, file: &str, main: &str, found: &mut BTreeSet<String>) {
    match node {
        Node::Array(items) => items.iter().for_each(|item| collect(item, file, main, found)),
        Node::Object(object) => {
            let path = object.get("$ref").and_then(Node::as_str).and_then(|text| target(text, file, main));
            found.extend(path.map(|(path, _)| path).filter(|path| !path.is_empty() && path != file));
            object.iter().for_each(|(_, node)| collect(node, file, main, found));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_below_the_folder() {
        let path = |reference, file| target(reference, file, "api.yaml").map(|(path, _)| path);
        for (reference, file, expected) in [
            ("#/a", "", Some("")),
            ("#/a", "s/x.yaml", Some("s/x.yaml")),
            ("./y.yaml#/a", "s/x.yaml", Some("s/y.yaml")),
            ("../api.yaml#/a", "s/x.yaml", Some("")),
            ("a%20b//c.json", "", Some("a b/c.json")),
            ("../y.yaml", "", None),
            ("s/../../y.yaml", "", None),
            ("%2e%2e/y.yaml", "", None),
            ("/etc/passwd", "", None),
            ("..\\y.yaml", "", None),
            ("https://a.example/y.yaml", "", None),
            ("//a.example/y.yaml", "", None),
            ("..", "s/x.yaml", None),
        ] {
            assert_eq!(path(reference, file).as_deref(), expected, "{reference} in {file}");
        }
    }

    #[test]
    fn other_files_are_found() {
        let text =
            "a: {$ref: b.yaml#/x}\nc: [{'$ref': ../up.yaml}, {$ref: '#/a'}, {$ref: s/d.json}, {$ref: main.yaml#/a}]\n";
        let found = |file| refers_to("dir/main.yaml", file, text).into_iter().collect::<Vec<_>>();
        assert_eq!(found(""), ["b.yaml", "s/d.json"]);
        assert_eq!(found("s/x.yaml"), ["s/b.yaml", "s/main.yaml", "s/s/d.json", "up.yaml"]);
        assert!(!may_refer("{\"$ref\": \"#/a\", \"$ref\":'#/b'}"));
    }
}
