//! From foreign Markdown to Markdown that is only read: nothing in it runs, is HTML, or links to anything but the web.

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::escape::{Place, clean, escape, one_line};
use super::layout::Form;
use super::spans::inline;
use super::writer::{Emphasis, Writer};

/// Foreign Markdown as blocks, without a line break at either end. Empty if there is nothing to see.
///
/// Paragraphs, lists, quotes, tables, emphasis, code spans and links to the web stay. Code blocks become plain text in
/// a fence, headings strong paragraphs, HTML text, other links and images their text. The same again changes nothing.
pub(crate) fn block(text: &str) -> String {
    inert(text, Form::Blocks)
}

/// Foreign Markdown as one line; as [`block`], with a blank between what were blocks.
pub(crate) fn phrase(text: &str) -> String {
    inert(text, Form::Line)
}

/// What the writer reads back as what it wrote holds nothing that the writer would not write. A text that does not get
/// there, as delimiters can stand in each other's way, loses its emphasis, and at worst all marks.
fn inert(text: &str, form: Form) -> String {
    let text = clean(text);
    let is_stable = |written: &String| write(written, form, Emphasis::Kept) == *written;
    let first = write(text.trim(), form, Emphasis::Kept);
    let second = write(&first, form, Emphasis::Kept);
    if first == second || is_stable(&second) {
        return second;
    }
    let plain = write(text.trim(), form, Emphasis::Dropped);
    if is_stable(&plain) { plain } else { unmarked(&text, form) }
}

/// Each line as nothing but text.
fn unmarked(text: &str, form: Form) -> String {
    let place = Place { line_start: true, cell: false };
    match form {
        Form::Line => inline(text),
        Form::Blocks => {
            let lines = text.trim().lines().map(|line| escape(one_line(line).trim(), place));
            let mut lines: Vec<_> = lines.collect();
            lines.dedup_by(|line, before| line.is_empty() && before.is_empty());
            lines.join("\n")
        }
    }
}

fn write(text: &str, form: Form, emphasis: Emphasis) -> String {
    // What rustdoc reads, as far as it decides where blocks and spans end.
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let events: Vec<_> = Parser::new_ext(text, options).collect();
    let mut writer = Writer::new(form, emphasis, tight_lists(&events));
    events.into_iter().for_each(|event| writer.event(event));
    writer.finish().trim().to_owned()
}

/// What a list item may stand in while its list is scanned.
enum Open {
    List(usize),
    Item { list: usize, has_block: bool },
    Other,
}

/// For each list in order, whether its items need no blank lines: they hold a text, then lists or code.
fn tight_lists(events: &[Event<'_>]) -> Vec<bool> {
    let mut tight = Vec::new();
    let mut open = Vec::new();
    for event in events {
        if let Event::End(_) = event {
            open.pop();
            continue;
        }
        if let Some(Open::Item { list, has_block }) = open.last_mut() {
            let is_last = matches!(event, Event::Start(Tag::List(_) | Tag::CodeBlock(_)));
            let is_span = match event {
                Event::Start(tag) => is_span(tag),
                event => *event != Event::Rule,
            };
            if let Some(tight) = tight.get_mut(*list) {
                *tight &= is_last || (is_span && !*has_block);
            }
            *has_block |= is_last;
        }
        match (event, open.last()) {
            (Event::Start(Tag::List(_)), _) => {
                open.push(Open::List(tight.len()));
                tight.push(true);
            }
            (Event::Start(Tag::Item), Some(Open::List(list))) => {
                let list = *list;
                open.push(Open::Item { list, has_block: false });
            }
            (Event::Start(_), _) => open.push(Open::Other),
            _ => {}
        }
    }
    tight
}

fn is_span(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}
