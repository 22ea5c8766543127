//! Where the nodes of a document stand: from its text and the pointers that messages name to lines and columns.
//!
//! A second parser (saphyr-parser) is run over the text for this, and only when there is something to say.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use crate::pointer::Pointer;

/// Which part of a member a message points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum At {
    Key,
    Value,
    /// The second time that a key stands in its object.
    Repeated,
}

/// A stretch of text: 1-based line and column (in characters) of its start, and its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) bytes: Range<usize>,
}

impl Place {
    /// The one character at a 1-based line and column, or the end of the text.
    pub(crate) fn at_line_column(text: &str, line: usize, column: usize) -> Self {
        let line = line.max(1);
        let column = column.max(1);
        let start_of_line: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let rest = text.get(start_of_line..).unwrap_or_default();
        let start = rest.char_indices().nth(column - 1).map_or(text.len(), |(at, _)| start_of_line + at);
        let width = text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Self { line, column, bytes: start..start + width }
    }
}

/// The places of some nodes of one text.
#[derive(Debug, Default)]
pub(crate) struct Positions {
    keys: HashMap<Pointer, Place>,
    values: HashMap<Pointer, Place>,
    repeats: HashMap<Pointer, Place>,
}

impl Positions {
    /// Finds the given pointers and all their ancestors.
    pub(crate) fn find<'a>(text: &str, pointers: impl IntoIterator<Item = &'a Pointer>) -> Self {
        let mut wanted = HashSet::new();
        for pointer in pointers {
            let mut next = Some(pointer.clone());
            while let Some(pointer) = next {
                next = pointer.parent();
                if !wanted.insert(pointer) {
                    break;
                }
            }
        }
        Walk::new(text, |pointer| wanted.contains(pointer)).run()
    }

    /// Finds every node.
    #[cfg(test)]
    pub(crate) fn all(text: &str) -> Self {
        Walk::new(text, |_| true).run()
    }

    /// The place of a node, or of its nearest ancestor that has one (what an alias stands for has none of its own).
    pub(crate) fn of(&self, pointer: &Pointer, at: At) -> Place {
        let mut next = Some(pointer.clone());
        let mut at = at;
        while let Some(pointer) = next {
            let key = self.keys.get(&pointer);
            let value = self.values.get(&pointer).filter(|place| !place.bytes.is_empty());
            let found = match at {
                At::Key => key.or(value),
                At::Value => value.or(key),
                At::Repeated => self.repeats.get(&pointer).or(key),
            };
            if let Some(place) = found {
                return place.clone();
            }
            next = pointer.parent();
            at = At::Key;
        }
        Place { line: 1, column: 1, bytes: 0..0 }
    }

    #[cfg(test)]
    pub(crate) fn pointers(&self) -> HashSet<&Pointer> {
        self.values.keys().collect()
    }
}

enum Frame {
    Sequence { pointer: Pointer, next: usize },
    Mapping { pointer: Pointer, key: Option<String> },
}

struct Walk<'t, F> {
    text: &'t str,
    cursor: Cursor,
    wanted: F,
    frames: Vec<Frame>,
    found: Positions,
}

impl<'t, F: Fn(&Pointer) -> bool> Walk<'t, F> {
    fn new(text: &'t str, wanted: F) -> Self {
        Self { text, cursor: Cursor::default(), wanted, frames: Vec::new(), found: Positions::default() }
    }

    /// Stops at the first error: what was found until then still serves.
    fn run(mut self) -> Positions {
        for item in Parser::new_from_str(self.text) {
            let Ok((event, span)) = item else { break };
            match event {
                Event::Scalar(text, ..) => self.scalar(&text, span),
                Event::Alias(_) => self.scalar("", span),
                Event::SequenceStart(..) => {
                    let pointer = self.value(Span::empty(span.start));
                    self.frames.push(Frame::Sequence { pointer, next: 0 });
                }
                Event::MappingStart(..) => {
                    let pointer = self.value(Span::empty(span.start));
                    self.frames.push(Frame::Mapping { pointer, key: None });
                }
                Event::SequenceEnd | Event::MappingEnd => drop(self.frames.pop()),
                _ => {}
            }
        }
        self.found
    }

    fn scalar(&mut self, text: &str, span: Span) {
        let Some(Frame::Mapping { pointer, key: key @ None }) = self.frames.last_mut() else {
            self.value(span);
            return;
        };
        *key = Some(text.to_owned());
        let (mapping, pointer) = (pointer.clone(), pointer.key(text));
        if (self.wanted)(&pointer) {
            let place = self.place(span);
            let before = self.found.keys.entry(pointer.clone()).or_insert_with(|| place.clone());
            if *before != place {
                self.found.repeats.entry(pointer).or_insert(place);
            }
        }
        // An object has no text of its own to point at; in a list, without a key before it, its first key serves.
        if self.is_item() && (self.wanted)(&mapping) {
            let place = self.place(span);
            if let Some(unplaced) = self.found.values.get_mut(&mapping).filter(|place| place.bytes.is_empty()) {
                *unplaced = place;
            }
        }
    }

    /// Whether the innermost collection is an element of a list.
    fn is_item(&self) -> bool {
        matches!(self.frames.as_slice(), [.., Frame::Sequence { .. }, _])
    }

    /// Records the value that starts here and returns its pointer.
    fn value(&mut self, span: Span) -> Pointer {
        let pointer = match self.frames.last_mut() {
            None => Pointer::default(),
            Some(Frame::Sequence { pointer, next }) => {
                *next += 1;
                pointer.index(*next - 1)
            }
            Some(Frame::Mapping { pointer, key }) => pointer.key(&key.take().unwrap_or_default()),
        };
        if (self.wanted)(&pointer) {
            let place = self.place(span);
            self.found.values.entry(pointer.clone()).or_insert(place);
        }
        pointer
    }

    fn place(&mut self, span: Span) -> Place {
        let start = self.cursor.seek(self.text, span.start.index());
        let end = self.cursor.seek(self.text, span.end.index()).max(start);
        // One line is enough to point at; a block scalar may run over many.
        let line_end = self.text.get(start..end).and_then(|span| span.find('\n')).map_or(end, |at| start + at);
        Place { line: span.start.line(), column: span.start.col() + 1, bytes: start..line_end }
    }
}

/// Turns character offsets, which come nearly in order, into byte offsets without starting anew for each.
#[derive(Default)]
struct Cursor {
    characters: usize,
    bytes: usize,
}

impl Cursor {
    fn seek(&mut self, text: &str, characters: usize) -> usize {
        let (before, after) = text.split_at_checked(self.bytes).unwrap_or((text, ""));
        if characters >= self.characters {
            let skipped = after.chars().take(characters - self.characters);
            self.bytes += skipped.map(char::len_utf8).sum::<usize>();
        } else {
            let skipped = before.chars().rev().take(self.characters - characters);
            self.bytes -= skipped.map(char::len_utf8).sum::<usize>();
        }
        self.characters = characters;
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{Document, Node};
    use crate::source::Source;

    const TEXT: &str = "openapi: 3.0.3\n# note\ninfo: {title: \"T\", 'x-ü': [1, two]}\npaths:\n  /a:\n    - b: |\n        long\n        text\n    - &x {c: 1}\n    - *x\n";

    fn pointers(node: &Node, at: Pointer, out: &mut HashSet<Pointer>) {
        match node {
            Node::Array(items) => {
                items.iter().enumerate().for_each(|(index, item)| pointers(item, at.index(index), out))
            }
            Node::Object(object) => object.iter().for_each(|(key, item)| pointers(item, at.key(key), out)),
            _ => {}
        }
        out.insert(at);
    }

    /// The two parsers must see the same tree; only what stands behind an alias has no place of its own.
    #[test]
    fn both_parsers_see_the_same_nodes() {
        let json = r#"{"a": [{"b/c~": null}, true, -1.5e3], "ü": {"": "x"}}"#;
        let nectar = include_str!("../../../specs/nectar/openapi.yaml");
        for text in [TEXT, json, nectar] {
            let document = Document::parse(&Source::new("t", text)).unwrap();
            let mut expected = HashSet::new();
            pointers(document.root(), Pointer::default(), &mut expected);
            expected.remove(&Pointer::default().key("paths").key("/a").index(2).key("c"));
            let found = Positions::all(text);
            assert_eq!(found.pointers(), expected.iter().collect());
        }
    }

    #[test]
    fn places_are_exact() {
        let found = Positions::all(TEXT);
        let slice = |pointer: Pointer, at| {
            let place = found.of(&pointer, at);
            (place.line, place.column, TEXT[place.bytes].to_owned())
        };
        let root = Pointer::default();
        assert_eq!(slice(root.key("info").key("x-ü").index(1), At::Value), (3, 31, "two".to_owned()));
        assert_eq!(slice(root.key("info").key("x-ü"), At::Key), (3, 20, "'x-ü'".to_owned()));
        assert_eq!(slice(root.key("paths"), At::Value), (4, 1, "paths".to_owned()));
        assert_eq!(slice(root.key("paths").key("/a").index(2).key("c"), At::Key), (10, 7, "*x".to_owned()));
        assert_eq!(slice(root.key("nothing").key("here"), At::Value).0, 1);
    }
}
