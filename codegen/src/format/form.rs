//! How a scalar is written in the text: where it ends, and the lines that its author broke it into.

use saphyr_parser::ScalarStyle;

use super::tree::{Form, Wrap, Wrapped};

/// The text of a scalar without what the parser's span has behind it.
pub(super) fn written(raw: &str, style: ScalarStyle) -> &str {
    let inner = raw.get(1..).unwrap_or_default();
    let end = match style {
        ScalarStyle::SingleQuoted => {
            let mut rest = inner.char_indices().peekable();
            loop {
                match rest.next() {
                    Some((_, '\'')) if rest.next_if(|(_, c)| *c == '\'').is_some() => {}
                    Some((at, '\'')) => break Some(at),
                    Some(_) => {}
                    None => break None,
                }
            }
        }
        ScalarStyle::DoubleQuoted => {
            let mut is_escaped = false;
            let end = inner.char_indices().find(|(_, c)| {
                let ends = *c == '"' && !is_escaped;
                is_escaped = *c == '\\' && !is_escaped;
                ends
            });
            end.map(|(at, _)| at)
        }
        _ => None,
    };
    end.and_then(|at| raw.get(..at + 2)).unwrap_or(raw)
}

pub(super) fn plain_or_text(style: ScalarStyle) -> Form {
    if style == ScalarStyle::Plain { Form::Plain } else { Form::Text }
}

/// How a value is written: lines that its author broke stay broken.
pub(super) fn form(value: &str, raw: &str, style: ScalarStyle, column: usize, is_below: bool) -> Form {
    let wrap = if is_below { Wrap::Below } else { Wrap::Inline };
    let is_wrapped = raw.trim_end().contains('\n');
    match style {
        ScalarStyle::Plain | ScalarStyle::DoubleQuoted if is_wrapped => wrapped(raw.split('\n').map(trimmed), wrap),
        ScalarStyle::SingleQuoted if is_wrapped => {
            let inner = raw.get(1..raw.len() - 1).unwrap_or_default().replace("''", "'");
            let inner = inner.replace('\\', "\\\\").replace('"', "\\\"");
            wrapped(format!("\"{inner}\"").split('\n').map(trimmed), wrap)
        }
        ScalarStyle::Folded if is_wrapped && is_simple(value) => {
            let lines = raw.trim_end().split('\n').enumerate();
            wrapped(lines.map(|(index, line)| outdented(line, if index == 0 { 0 } else { column })), Wrap::Folded)
        }
        style => plain_or_text(style),
    }
}

/// Whether the ends of a folded text mean the same wherever it stands.
fn is_simple(value: &str) -> bool {
    let body = value.strip_suffix('\n').unwrap_or(value);
    !value.starts_with([' ', '\n', '\t']) && !body.ends_with([' ', '\n', '\t'])
}

fn wrapped(lines: impl Iterator<Item = String>, kind: Wrap) -> Form {
    Form::Wrapped(Wrapped { lines: lines.collect(), kind })
}

/// A line without blanks around it, which mean nothing there, but for one behind a backslash.
fn trimmed(line: &str) -> String {
    let is_blank = |c: char| c == ' ' || c == '\t';
    let text = line.trim_matches(is_blank);
    let escapes = text.chars().rev().take_while(|c| *c == '\\').count();
    let has_more = line.trim_start_matches(is_blank).len() > text.len();
    if escapes % 2 == 1 && has_more { format!("{text} ") } else { text.to_owned() }
}

fn outdented(line: &str, columns: usize) -> String {
    let blanks = line.bytes().take_while(|byte| *byte == b' ').count().min(columns);
    line.get(blanks..).unwrap_or_default().to_owned()
}
