//! From a [`Source`] to a [`Document`], or a report of what is no YAML or JSON.
//!
//! Overlays and other files are added to a document later; it knows which text each of its nodes comes from.

mod json;
mod node;
mod origins;
mod plain;
mod positions;
mod read;
mod yaml_11;

pub(crate) use json::value;
pub(crate) use node::{Node, Number, Object};
pub(crate) use origins::{Origin, Origins};
pub(crate) use plain::Plain;
pub(crate) use positions::{At, Place, Positions};

use std::collections::HashMap;

use crate::pointer::Pointer;
use crate::report::{Diagnostic, Level, Report};
use crate::source::Source;

/// A text that was read: its value tree and the text itself, from which positions are made when a message needs them.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    main: Text,
    /// The texts that were added, from 1.
    others: Vec<Text>,
    root: Node,
    origins: Origins,
    /// Why references lead nowhere, by the index of the text that they stand in and as they are written.
    unlinked: HashMap<(usize, String), String>,
}

/// One of its texts.
#[derive(Clone, Debug)]
struct Text {
    source: Source,
    plain: Vec<Plain>,
}

impl Document {
    /// Reads a source. A byte order mark is no part of the text.
    pub(crate) fn parse(source: &Source) -> Result<Self, Report> {
        let text = source.text.trim_start_matches('\u{feff}');
        match read::read(text) {
            Ok((Node::Null, _)) => Err(syntax(source, text, read::SyntaxError::empty())),
            Ok((root, plain)) => {
                let main = Text { source: Source::new(source.name.as_str(), text), plain };
                Ok(Self { main, others: Vec::new(), root, origins: Origins::default(), unlinked: HashMap::new() })
            }
            Err(error) => Err(syntax(source, text, error)),
        }
    }

    /// The text of the document itself.
    pub(crate) fn main(&self) -> &Source {
        &self.main.source
    }

    /// The text of an [`Origin`].
    pub(crate) fn source(&self, index: usize) -> &Source {
        &self.text(index).source
    }

    /// What stands without quotes in that text and is read in two ways, with its place there.
    pub(crate) fn plain(&self, index: usize) -> &[Plain] {
        &self.text(index).plain
    }

    fn text(&self, index: usize) -> &Text {
        index.checked_sub(1).and_then(|index| self.others.get(index)).unwrap_or(&self.main)
    }

    /// Takes the text of another document, from which nodes will come, and returns its index and its tree.
    pub(crate) fn add(&mut self, other: Self) -> (usize, Node) {
        self.others.push(other.main);
        (self.others.len(), other.root)
    }

    pub(crate) fn origin(&self, pointer: &Pointer) -> Origin {
        self.origins.of(pointer)
    }

    /// Notes why a reference leads nowhere.
    pub(crate) fn add_unlinked(&mut self, source: usize, reference: String, why: String) {
        self.unlinked.insert((source, reference), why);
    }

    /// Why the reference at a pointer leads nowhere.
    pub(crate) fn unlinked(&self, pointer: &Pointer, reference: &str) -> Option<&str> {
        // What came from an overlay is linked as a part of the document.
        let mut sources = [self.origin(pointer).source, 0].into_iter();
        sources.find_map(|source| self.unlinked.get(&(source, reference.to_owned()))).map(String::as_str)
    }

    pub(crate) fn root(&self) -> &Node {
        &self.root
    }

    /// The tree to change, and the origins that must change with it.
    pub(crate) fn parts_mut(&mut self) -> (&mut Node, &mut Origins) {
        (&mut self.root, &mut self.origins)
    }
}

/// The value of a text that stands alone, such as `0x1f` or `yes`.
pub(crate) fn single(text: &str) -> Option<Node> {
    read::read(text).ok().map(|(node, _)| node)
}

/// The value of a JSON text, or what is wrong with it and where.
pub(crate) fn json(text: &str) -> Result<Node, String> {
    read::read_json(text).map_err(|error| format!("{} (line {}, column {})", error.message, error.line, error.column))
}

/// Rule `syntax`: the text is neither YAML nor JSON.
fn syntax(source: &Source, text: &str, error: read::SyntaxError) -> Report {
    let place = Place::at_line_column(text, error.line, error.column);
    let line = text.lines().nth(error.line.saturating_sub(1)).unwrap_or_default();
    let hint = match () {
        () if line.trim_start_matches(' ').starts_with('\t') => "indent with blanks; YAML does not take tabs",
        () if line.contains(": ") && error.message.contains("mapping values") => "put a text that holds `: ` in quotes",
        () if error.message.ends_with("aliases written out") => "split it, or write what the aliases repeat only once",
        () => "the document must be one YAML or JSON value; mend the text at this place",
    };
    let hint = hint.to_owned();
    let root = Pointer::default();
    let diagnostic = Diagnostic::at("syntax", Level::Error, &source.name, place, &root, error.message, hint);
    Report::new(vec![diagnostic], &source.name, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(text: &str) -> Node {
        Document::parse(&Source::new("t.yaml", text)).unwrap().root
    }

    #[test]
    fn numbers_keep_their_text_and_size() {
        let yaml = root(
            "a: 18446744073709551616\nb: 1.10\nc: 0x1f\nd: 99999999999999999999999999999999999999999999\ne: -0.0\n",
        );
        let json = root(
            r#"{"a":18446744073709551616,"b":1.10,"c":31,"d":99999999999999999999999999999999999999999999,"e":-0.0}"#,
        );
        for tree in [&yaml, &json] {
            let text = |key| match tree.get(key) {
                Some(Node::Number(number)) => number.text().to_owned(),
                other => panic!("{key}: {other:?}"),
            };
            assert_eq!(text("a"), "18446744073709551616");
            assert_eq!(text("b"), "1.10");
            assert_eq!(text("c"), "31");
            assert_eq!(text("d"), "99999999999999999999999999999999999999999999");
            assert_eq!(text("e"), "-0.0");
        }
    }

    #[test]
    fn order_and_key_spelling_are_kept() {
        let tree = root("z: 1\n200: ok\na: {NO: no, y: on}\n");
        let keys: Vec<_> = tree.as_object().unwrap().iter().map(|(key, _)| key.to_owned()).collect();
        assert_eq!(keys, ["z", "200", "a"]);
        assert_eq!(tree.get("a").and_then(|a| a.text("y")), Some("on"));
        assert_eq!(tree.get("a").and_then(|a| a.text("NO")), Some("no"));
    }

    #[test]
    fn aliases_and_tags_are_resolved() {
        let tree = root("a: &x {n: 1.50}\nb: *x\nc: !foo bar\n");
        assert_eq!(tree.get("a"), tree.get("b"));
        assert_eq!(tree.text("c"), Some("bar"));
    }

    #[test]
    fn merge_keys_bring_in_what_is_missing() {
        let tree = root("a: &a {x: 1, y: 2}\nb: &b {z: 3}\nc: {<<: [*a, *b], y: 4}\nd: {<<: *b}\n");
        assert_eq!(
            tree.get("c"),
            root("{y: 4, x: 1, z: 3}").as_object().map(|object| Node::Object(object.clone())).as_ref()
        );
        assert_eq!(tree.get("d"), tree.get("b"));
    }

    #[test]
    fn a_document_has_a_json_value() {
        let tree = root("a: [1, 0x1f, 1.50, 18446744073709551616, ~, yes]\nb: {200: x}\nc: 18446744073709551615\n");
        let expected = serde_json::json!({
            "a": [1, 31, 1.5, 18446744073709551616.0, null, "yes"], "b": { "200": "x" }, "c": 18446744073709551615_u64
        });
        assert_eq!(value(&tree), expected);
    }

    #[test]
    fn json_escapes_beyond_the_basic_plane_are_read() {
        assert_eq!(root("\u{feff}{\"a\": \"\\ud83d\\ude00\\/\"}").text("a"), Some("😀/"));
    }

    fn refusal(text: &str) -> String {
        Document::parse(&Source::new("t.yaml", text)).unwrap_err().diagnostics().first().unwrap().message.clone()
    }

    #[test]
    fn aliases_are_counted_written_out() {
        let row = |of: &str, times: usize| vec![of; times].join(", ");
        let (a, b, c) = (row("1", 1_000), row("*a", 100), row("*b", 10));
        let text = |times| format!("a: &a [{a}]\nb: &b [{b}]\nc: &c [{c}]\nd: [{}]\n", row("*c", times));
        assert!(Document::parse(&Source::new("t.yaml", text(1))).is_ok());
        assert!(refusal(&text(4)).contains("more than 4000000 values"), "{}", refusal(&text(4)));
    }

    #[test]
    fn a_long_text_counts_as_several_values() {
        let long = "a".repeat(64 * 1_000);
        let text = |times| format!("[\"{long}\"{}]", format!(", {long:?}").repeat(times));
        assert!(Document::parse(&Source::new("t.json", text(10))).is_ok());
        let node = root(&text(10));
        assert_eq!(node.size(), 1 + 11 * 1_001);
        assert_eq!(root(&format!("{{{long:?}: [1, {{}}]}}")).size(), 1_004);
        let alias = format!("a: &a {long}\nb: [{}]\n", vec!["*a"; 4_000].join(", "));
        assert!(refusal(&alias).contains("more than 4000000 values"), "{}", refusal(&alias));
    }

    #[test]
    fn brackets_may_not_be_open_without_end() {
        assert!(refusal(&format!("a: {}", "[".repeat(10_001))).contains("more than 10000 brackets are open"));
        assert!(!refusal(&format!("a: {}", "[".repeat(10_000))).contains("brackets are open"));
        assert!(Document::parse(&Source::new("t.yaml", format!("a: [{}]\n", "[], ".repeat(10_001)))).is_ok());
    }

    #[test]
    fn a_syntax_error_has_its_place() {
        for (text, line) in [("a: 1\nb: [1, 2\nc: 3\n", 3), ("{\n \"a\": 1,\n \"b\" 2}", 3), ("", 1), ("# none\n", 1)] {
            let report = Document::parse(&Source::new("t.yaml", text)).unwrap_err();
            let first = report.diagnostics().first().unwrap();
            assert_eq!((first.rule, first.line), ("syntax", line), "{text}");
        }
    }
}
