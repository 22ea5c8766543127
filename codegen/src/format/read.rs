//! From YAML to a [`Tree`]: the parser's events give the values, the text between them the comments.

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::Obstacle;
use super::form::{form, plain_or_text, written};
use super::gap::gap;
use super::tree::{Collection, Entry, Kind, Line, Scalar, Style, Tree, Value};

/// Reads one document, whose lines end in `\n`.
pub(super) fn read(text: &str) -> Result<Tree, Obstacle> {
    let mut reader = Reader::new(text);
    for item in Parser::new_from_str(text) {
        let (event, span) = item.map_err(|error| {
            let place = error.marker();
            Obstacle { message: error.info().to_owned(), line: place.line(), column: place.col() + 1 }
        })?;
        reader.take(event, span)?;
    }
    Ok(reader.tree)
}

/// An open collection.
struct Open {
    collection: usize,
    /// The member whose key was read.
    member: Option<usize>,
    /// The entry that it is the value of.
    owner: Option<usize>,
}

struct Reader<'t> {
    text: &'t str,
    /// The byte at which each character starts, and the end.
    offsets: Vec<usize>,
    tree: Tree,
    open: Vec<Open>,
    /// Block collections that ended since the last value, the innermost first.
    closing: Vec<usize>,
    /// How far the text is read, in bytes.
    cursor: usize,
    is_started: bool,
    /// The lines above the entry to come.
    pending: Vec<Line>,
    /// The entry that was read last; none is the root.
    last: Option<usize>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        let offsets = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Self {
            text,
            offsets,
            tree: Tree::default(),
            open: Vec::new(),
            closing: Vec::new(),
            cursor: 0,
            is_started: false,
            pending: Vec::new(),
            last: None,
        }
    }

    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Obstacle> {
        match event {
            Event::Scalar(_, _, anchor, tag) if anchor > 0 || tag.is_some() => Err(adorned(span)),
            Event::SequenceStart(anchor, tag) | Event::MappingStart(anchor, tag) if anchor > 0 || tag.is_some() => {
                Err(adorned(span))
            }
            Event::Alias(_) => Err(obstacle("an alias has no canonical layout", span)),
            Event::Scalar(value, style, ..) => self.scalar(&value, style, span),
            Event::SequenceStart(..) => self.start(Kind::Sequence, span),
            Event::MappingStart(..) => self.start(Kind::Mapping, span),
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::StreamEnd => {
                self.gap(self.text.len(), span)?;
                self.tree.foot.append(&mut self.pending);
                while self.tree.foot.pop_if(|line| *line == Line::Blank).is_some() {}
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn byte(&self, character: usize) -> usize {
        self.offsets.get(character).copied().unwrap_or(self.text.len())
    }

    fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// Reads the text up to a value and gives its comments to those whom they belong to.
    fn gap(&mut self, to: usize, span: Span) -> Result<(), Obstacle> {
        let found = gap(self.slice(self.cursor, to), !self.is_started);
        if !self.is_started && found.marks.contains('%') {
            return Err(obstacle("a directive has no canonical layout", span));
        }
        if found.marks.contains('?') {
            return Err(obstacle("a key behind `?` has no canonical layout", span));
        }
        self.cursor = self.cursor.max(to);
        if let Some(comment) = found.trailing {
            self.trailing(comment);
        }
        self.lines(found.lines);
        Ok(())
    }

    fn trailing(&mut self, comment: String) {
        let last = match self.last {
            Some(index) => self.tree.entries.get_mut(index),
            None => Some(&mut self.tree.root),
        };
        match last {
            Some(entry) if entry.trailing.is_none() => entry.trailing = Some(comment),
            _ => self.pending.push(Line::Comment(comment)),
        }
    }

    /// Lines that stand deeper than what comes next are the end of what came before.
    fn lines(&mut self, lines: Vec<(usize, Line)>) {
        let next = self.open.last().and_then(|open| self.tree.collection(open.collection)).map(|next| next.column);
        let mut closing = std::mem::take(&mut self.closing).into_iter().peekable();
        let mut blanks = Vec::new();
        for (column, line) in lines {
            if line == Line::Blank {
                blanks.push(line);
                continue;
            }
            let starts = |index: &usize| self.tree.collection(*index).map_or(0, |one| one.column);
            while closing.next_if(|index| starts(index) > column || next.is_some_and(|next| column <= next)).is_some() {
            }
            let ended = closing.peek().and_then(|index| self.tree.collections.get_mut(*index));
            let home = ended.map_or(&mut self.pending, |collection| &mut collection.tail);
            home.append(&mut blanks);
            home.push(line);
        }
        self.pending.append(&mut blanks);
    }

    fn start(&mut self, kind: Kind, span: Span) -> Result<(), Obstacle> {
        let start = self.byte(span.start.index());
        let here = self.slice(start, self.text.len());
        let inner = self.open.last().and_then(|open| self.tree.collection(open.collection));
        let style = match here.chars().next() {
            // The parser places a sequence behind its first dash where it stands in the column of its key.
            _ if kind == Kind::Sequence && self.is_behind_dash(start) => Style::Block,
            Some('[') if kind == Kind::Sequence => Style::Flow,
            Some('{') if kind == Kind::Mapping => Style::Flow,
            _ if inner.is_some_and(|inner| inner.style != Style::Block) => Style::Bare,
            _ => Style::Block,
        };
        let column = match inner {
            Some(inner) if self.is_behind_dash(start) => inner.column,
            _ => span.start.col(),
        };
        self.gap(start, span)?;
        let owner = self.value(style != Style::Block, span)?;
        let collection = self.tree.collections.len();
        self.tree.collections.push(Collection { kind, style, column, entries: Vec::new(), tail: Vec::new() });
        self.put(owner, Value::Collection(collection));
        self.open.push(Open { collection, member: None, owner });
        if style == Style::Flow {
            self.cursor = start + 1;
        }
        Ok(())
    }

    /// Whether the value of a member stands behind a dash that is read as a part of it.
    fn is_behind_dash(&self, start: usize) -> bool {
        let is_member = self.open.last().is_some_and(|open| open.member.is_some());
        is_member && gap(self.slice(self.cursor, start), false).marks.lines().skip(1).any(|line| line.starts_with('-'))
    }

    fn end(&mut self, span: Span) -> Result<(), Obstacle> {
        let Some(index) = self.open.last().map(|open| open.collection) else { return Ok(()) };
        let style = self.tree.collection(index).map_or(Style::Block, |collection| collection.style);
        if style == Style::Flow {
            let end = self.closing_bracket();
            self.gap(end, span)?;
            self.cursor = end + 1;
            let mut lines = std::mem::take(&mut self.pending);
            if let Some(collection) = self.tree.collections.get_mut(index) {
                collection.tail.append(&mut lines);
            }
        }
        if style == Style::Block {
            self.closing.push(index);
        }
        if let Some(open) = self.open.pop()
            && style == Style::Flow
        {
            self.last = open.owner;
        }
        Ok(())
    }

    /// Where the innermost brackets close; the parser may say the comma before.
    fn closing_bracket(&self) -> usize {
        let mut at = self.cursor;
        loop {
            let rest = self.slice(at, self.text.len());
            let between = rest.find(|c: char| !c.is_whitespace() && c != ',' && c != ':').unwrap_or(rest.len());
            at += between;
            match self.slice(at, self.text.len()) {
                comment if comment.starts_with('#') => at += comment.find('\n').unwrap_or(comment.len()),
                _ => return at,
            }
        }
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, span: Span) -> Result<(), Obstacle> {
        let start = self.byte(span.start.index());
        let raw = self.slice(start, self.byte(span.end.index()));
        let before = self.cursor;
        self.gap(start, span)?;
        let (raw, is_key) = (written(raw, style), self.is_key());
        let is_below = self.slice(before, start).contains('\n');
        let form = if is_key { plain_or_text(style) } else { form(value, raw, style, span.start.col(), is_below) };
        let scalar = Scalar { value: value.to_owned(), form, is_quoted: false };
        if is_key {
            self.key(scalar);
        } else {
            let owner = self.value(true, span)?;
            self.put(owner, Value::Scalar(scalar));
        }
        // Line ends that a block keeps are a part of it, all others are blank lines after it.
        let is_kept = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) && value.ends_with("\n\n");
        let end = if is_kept { raw.rfind('\n') } else { None };
        self.cursor = self.cursor.max(start + end.unwrap_or_else(|| raw.trim_end().len()));
        self.is_started = true;
        Ok(())
    }

    fn is_key(&self) -> bool {
        let open = self.open.last();
        let kind = open.and_then(|open| self.tree.collection(open.collection)).map(|collection| collection.kind);
        kind == Some(Kind::Mapping) && open.is_some_and(|open| open.member.is_none())
    }

    fn key(&mut self, key: Scalar) {
        let before = std::mem::take(&mut self.pending);
        let index = self.add(Entry { before, key: Some(key), ..Entry::default() });
        if let Some(open) = self.open.last_mut() {
            open.member = Some(index);
        }
    }

    /// Adds an entry to the innermost collection.
    fn add(&mut self, entry: Entry) -> usize {
        let index = self.tree.entries.len();
        self.tree.entries.push(entry);
        let collection = self.open.last().map(|open| open.collection);
        if let Some(collection) = collection.and_then(|index| self.tree.collections.get_mut(index)) {
            collection.entries.push(index);
        }
        self.last = Some(index);
        index
    }

    /// The entry of the value that starts here; `takes` says whether comments above the value are comments above the entry.
    fn value(&mut self, takes: bool, span: Span) -> Result<Option<usize>, Obstacle> {
        let Some(open) = self.open.last_mut() else {
            self.root_head(takes);
            return Ok(None);
        };
        let kind = self.tree.collections.get(open.collection).map(|collection| collection.kind);
        let index = match (kind, open.member.take()) {
            (Some(Kind::Mapping), None) => return Err(obstacle("a key that is no text has no canonical layout", span)),
            (Some(Kind::Mapping), Some(member)) => member,
            _ => {
                let before = std::mem::take(&mut self.pending);
                return Ok(Some(self.add(Entry { before, ..Entry::default() })));
            }
        };
        if takes {
            let comments = std::mem::take(&mut self.pending).into_iter().filter(|line| *line != Line::Blank);
            if let Some(entry) = self.tree.entries.get_mut(index) {
                entry.before.extend(comments);
            }
        }
        Ok(Some(index))
    }

    /// What stands above the root: up to the last blank line, or all of it, it is about the file.
    fn root_head(&mut self, takes: bool) {
        let lines = &mut self.pending;
        let blank = lines.iter().rposition(|line| *line == Line::Blank).filter(|_| !takes);
        let rest = blank.map_or_else(Vec::new, |at| lines.split_off(at));
        self.tree.head = std::mem::replace(lines, rest);
        self.is_started = true;
    }

    fn put(&mut self, owner: Option<usize>, value: Value) {
        let entry = match owner {
            Some(index) => self.tree.entries.get_mut(index),
            None => Some(&mut self.tree.root),
        };
        if let Some(entry) = entry {
            entry.value = value;
        }
    }
}

fn obstacle(message: &str, span: Span) -> Obstacle {
    Obstacle { message: message.to_owned(), line: span.start.line(), column: span.start.col() + 1 }
}

fn adorned(span: Span) -> Obstacle {
    obstacle("an anchor or a tag has no canonical layout", span)
}
