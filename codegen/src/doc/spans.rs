//! From foreign names, plain texts and addresses to spans of Markdown, one line each.

use super::escape::{Place, clean, escape, is_break, is_entity, is_unseen, one_line};

/// A plain text as one line in which no character is a mark. Empty if there is nothing to see.
pub(crate) fn inline(text: &str) -> String {
    escape(one_line(text).trim(), Place { line_start: true, cell: false })
}

/// A name as a code span; one without characters as words that say so.
pub(crate) fn code(name: &str) -> String {
    if name.is_empty() { "*empty name*".to_owned() } else { span(&visible(name)) }
}

/// A name in a cell of a table.
pub(crate) fn cell(name: &str) -> String {
    // Readers differ in how a span holds a bar.
    if name.contains('|') { escape(&visible(name), Place { line_start: false, cell: true }) } else { code(name) }
}

/// A web address as a link; `None` for any other text.
pub(crate) fn link(text: &str) -> Option<String> {
    web_address(text).map(|address| format!("<{address}>"))
}

/// Code between more backticks than it has in a row.
pub(super) fn span(code: &str) -> String {
    let fence = "`".repeat(longest_run(code) + 1);
    let is_padded = code.starts_with(' ') && code.ends_with(' ') && !code.trim().is_empty();
    let pad = if is_padded || code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{code}{pad}{fence}")
}

/// How many backticks stand in a row at most.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

/// An address without any character that could end a link; `None` unless it is one of the web.
pub(super) fn web_address(text: &str) -> Option<String> {
    let text = clean(text);
    let text = text.trim();
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    if !host.starts_with(|c: char| c.is_alphanumeric() || c == '[') {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for (index, c) in text.char_indices() {
        let is_entity = || text.get(index + 1..).is_some_and(is_entity);
        match c {
            '<' | '>' | '\\' | '`' | '|' | '"' | ' ' | '\t' | '\n' => out.push_str(&format!("%{:02X}", u32::from(c))),
            '&' if is_entity() => out.push_str("%26"),
            _ => out.push(c),
        }
    }
    Some(out)
}

/// The name with what cannot be seen written as Rust writes it.
fn visible(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if is_break(c) || is_unseen(c) { out.extend(c.escape_default()) } else { out.push(c) }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_code() {
        let cases = [
            ("a", "`a`"),
            ("", "*empty name*"),
            ("a`b", "``a`b``"),
            ("`", "`` ` ``"),
            ("a\n\n    b", "`a\\n\\n    b`"),
            ("\u{0}\u{202e}", "`\\u{0}\\u{202e}`"),
            (" a ", "`  a  `"),
        ];
        for (name, expected) in cases {
            assert_eq!(code(name), expected, "{name:?}");
        }
        assert_eq!(cell("a|`b"), "a\\|\\`b");
    }

    #[test]
    fn plain_texts_are_one_line() {
        assert_eq!(inline(" # a\n\n    b() `c` "), "\\# a b() \\`c\\`");
        assert_eq!(inline("\u{feff}\n"), "");
    }

    #[test]
    fn only_the_web_is_linked() {
        assert_eq!(link("https://a.example/?b=c&d").as_deref(), Some("<https://a.example/?b=c&d>"));
        assert_eq!(link("https://a.example/> <b>&amp;").as_deref(), Some("<https://a.example/%3E%20%3Cb%3E%26amp;>"));
        for text in ["javascript:x", "crate::Client", "https://", "ftp://a.example", "a https://b.example"] {
            assert_eq!(link(text), None, "{text}");
        }
    }
}
