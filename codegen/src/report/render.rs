//! From a [`Report`] to text, drawn by annotate-snippets.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level as Drawn, Origin, Renderer, Snippet};

use indexmap::IndexMap;

use super::{Diagnostic, Level, Report};

/// How a report is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without escape sequences.
    Plain,
    /// With ANSI colours.
    Colour,
}

/// A longer line is named, not shown: minified JSON has only one.
const LONGEST_SHOWN_LINE: usize = 240;

/// Of one rule so many findings are shown whole; the others are alike, and only their places are told.
const MOST_SHOWN: usize = 10;

/// More places than this are counted.
const MOST_PLACES: usize = 20;

pub(super) fn render(report: &Report, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    let mut text = String::new();
    let mut of_rule: IndexMap<&str, (usize, Vec<&Diagnostic>)> = IndexMap::new();
    for diagnostic in report.diagnostics() {
        let (shown, others) = of_rule.entry(diagnostic.rule).or_default();
        if *shown == MOST_SHOWN {
            others.push(diagnostic);
            continue;
        }
        *shown += 1;
        text.push_str(&renderer.render(&[group(diagnostic, report.text(&diagnostic.file))]));
        text.push_str("\n\n");
    }
    for (rule, (_, others)) in of_rule.iter().filter(|(_, (_, others))| !others.is_empty()) {
        text.push_str(&renderer.render(&[rest(rule, others, report.texts.len() > 1)]));
        text.push_str("\n\n");
    }
    text
}

/// The findings of a rule that were not shown, by their places.
fn rest<'a>(rule: &'a str, others: &[&Diagnostic], in_files: bool) -> Group<'a> {
    let level = drawn(others.iter().map(|diagnostic| diagnostic.level).max().unwrap_or(Level::Warning));
    let place = |found: &&Diagnostic| {
        let file = if in_files { format!("{}:", one_line(&found.file)) } else { String::new() };
        format!("{file}{}:{}", found.line, found.column)
    };
    let places: Vec<_> = others.iter().take(MOST_PLACES).map(place).collect();
    let more = match others.len().saturating_sub(MOST_PLACES) {
        0 => String::new(),
        more => format!(", and {more} other places"),
    };
    let title = level.primary_title(format!("and {} more like this", others.len())).id(rule);
    title.element(Drawn::NOTE.message(format!("at {}{more}", places.join(", "))))
}

fn drawn(level: Level) -> Drawn<'static> {
    match level {
        Level::Error => Drawn::ERROR,
        Level::Warning => Drawn::WARNING,
        Level::Suggestion => Drawn::NOTE.with_name("suggestion"),
    }
}

fn group<'a>(diagnostic: &'a Diagnostic, text: &'a str) -> Group<'a> {
    let title = drawn(diagnostic.level).primary_title(lines(&diagnostic.message)).id(diagnostic.rule);
    let file = one_line(&diagnostic.file);
    let group = match line_around(text, &diagnostic.bytes) {
        Some((line, span)) => title.element(
            Snippet::source(line).path(file).line_start(diagnostic.line).annotation(AnnotationKind::Primary.span(span)),
        ),
        None => title.element(Origin::path(file).line(diagnostic.line).char_column(diagnostic.column)),
    };
    // The whole of a document, or a text without pointers, needs no address.
    let is_root = diagnostic.pointer == "#";
    let address = (!is_root).then(|| Drawn::NOTE.message(format!("at {}", one_line(&diagnostic.pointer))));
    group.elements(address).element(Drawn::HELP.message(lines(&diagnostic.hint)))
}

/// A text that may be foreign, without what a terminal could take for an order.
fn one_line(text: &str) -> String {
    let shown = |c: char| if is_order(c) { c.escape_unicode().to_string() } else { c.to_string() };
    text.chars().map(shown).collect()
}

/// The same line by line.
fn lines(text: &str) -> String {
    text.split('\n').map(one_line).collect::<Vec<_>>().join("\n")
}

/// Controls, and marks that turn the direction of what follows.
fn is_order(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The line that holds a span, and the span within it.
fn line_around<'a>(text: &'a str, bytes: &Range<usize>) -> Option<(&'a str, Range<usize>)> {
    let before = text.as_bytes().get(..bytes.start)?.iter().rev().take(LONGEST_SHOWN_LINE + 1);
    let after = text.as_bytes().get(bytes.start..)?.iter().take(LONGEST_SHOWN_LINE + 1);
    // Where no line ends near, the line is too long to show.
    let start = bytes.start - before.take_while(|byte| **byte != b'\n').count();
    let end = bytes.start + after.take_while(|byte| **byte != b'\n').count();
    let line = text.get(start..end)?;
    let span = bytes.start - start..bytes.end.clamp(bytes.start, end) - start;
    (line.len() <= LONGEST_SHOWN_LINE).then_some((line, span))
}
