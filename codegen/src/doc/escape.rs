//! From foreign characters to characters that Markdown takes for themselves.

/// What surrounds a text that is to be escaped.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// It opens a line, where marks of blocks stand.
    pub(super) line_start: bool,
    /// It is in a table, whose cells end at a bar.
    pub(super) cell: bool,
}

/// The text with line breaks as they are, and without what no comment may hold.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\n' | '\t' => out.push(c),
            '\r' => out.push('\n'),
            _ if is_unseen(c) => {}
            _ if is_break(c) => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

/// What ends a line for some reader, or shows as nothing at all.
pub(super) fn is_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Marks that turn the direction of what follows, which rustc refuses in comments, and the byte order mark.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// One line, one blank between words; a blank at either end stays.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_unseen(*c)) {
        let c = if is_break(c) { ' ' } else { c };
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out
}

/// Puts a backslash before every character of a line that Markdown could take for a mark.
pub(super) fn escape(line: &str, place: Place) -> String {
    let mut out = String::with_capacity(line.len() + line.len() / 8);
    let mut rest = line;
    let mut before = None;
    let mut number = place.line_start.then_some(0_usize);
    while let Some(c) = rest.chars().next() {
        let after = rest.trim_start_matches(c);
        let count = rest.chars().take_while(|next| *next == c).count();
        let run = Run { mark: c, count, before, after };
        // `1.` and `1)` open an item of a list.
        let ends_number = matches!(c, '.' | ')') && number.is_some_and(|digits| digits > 0) && run.ends();
        let opens = place.line_start && before.is_none() && run.opens_block();
        let is_mark = run.is_mark() || opens || ends_number || (c == '|' && place.cell);
        for _ in 0..count {
            if is_mark {
                out.push('\\');
            }
            out.push(c);
        }
        number = number.filter(|_| c.is_ascii_digit()).map(|digits| digits + count);
        before = Some(c);
        rest = after;
    }
    out
}

/// A character, as often as it is repeated, between its neighbours in the line.
struct Run<'t> {
    mark: char,
    count: usize,
    before: Option<char>,
    after: &'t str,
}

impl Run<'_> {
    fn next(&self) -> Option<char> {
        self.after.chars().next()
    }

    /// Whether it is the end of a word.
    fn ends(&self) -> bool {
        self.next().is_none_or(char::is_whitespace)
    }

    fn is_between(&self, kind: fn(char) -> bool) -> bool {
        self.before.is_some_and(kind) && self.next().is_some_and(kind)
    }

    /// Whether it can be a mark anywhere in a line.
    fn is_mark(&self) -> bool {
        match self.mark {
            '`' | '<' | '[' | ']' => true,
            '\\' => self.count > 1 || !self.next().is_some_and(char::is_alphanumeric),
            '*' => !self.is_between(char::is_whitespace),
            '_' => !self.is_between(char::is_whitespace) && !self.is_between(char::is_alphanumeric),
            // One that nothing closes strikes nothing out.
            '~' => self.count > 1 || !self.before.is_some_and(char::is_whitespace),
            '&' => is_entity(self.after),
            // After a bracket of ours it would be a footnote.
            '^' => self.before.is_none(),
            _ => false,
        }
    }

    /// Whether it makes a block of a line that it opens.
    fn opens_block(&self) -> bool {
        match self.mark {
            '>' | '=' | '|' => true,
            '#' => self.count <= 6 && self.ends(),
            '-' | '+' => self.count > 1 || !self.next().is_some_and(char::is_alphanumeric),
            ':' => self.next() == Some('-'),
            _ => false,
        }
    }
}

/// Whether `&` and this are an entity: `&amp;`, `&#35;`.
pub(super) fn is_entity(after: &str) -> bool {
    // The longest name has 32 characters.
    let end = after.chars().take(40).find(|c| !c.is_ascii_alphanumeric() && *c != '#');
    end == Some(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_marks_are_escaped() {
        let cases = [
            ("a_b is 2 * 3 < 4", "a_b is 2 * 3 \\< 4"),
            ("_a_ *b* ~c~ `d`", "\\_a\\_ \\*b\\* ~c\\~ \\`d\\`"),
            ("C:\\Windows\\", "C:\\Windows\\\\"),
            ("\\<b>", "\\\\\\<b>"),
            ("R&D &amp; &#35;", "R&D \\&amp; \\&#35;"),
            ("about ~5 a | b", "about ~5 a | b"),
            ("# 1. - +", "# 1. - +"),
        ];
        for (text, expected) in cases {
            assert_eq!(escape(text, Place::default()), expected, "{text}");
        }
    }

    #[test]
    fn no_line_opens_a_block() {
        let cases = [
            ("# a", "\\# a"),
            ("#1 is first", "#1 is first"),
            ("1. a", "1\\. a"),
            ("1.0 a", "1.0 a"),
            ("12) a", "12\\) a"),
            ("- a", "\\- a"),
            ("-5 degrees", "-5 degrees"),
            ("---", "\\-\\-\\-"),
            ("===", "\\=\\=\\="),
            ("> a > b", "\\> a > b"),
            ("~~~", "\\~\\~\\~"),
            (":-: | -", "\\:-: | -"),
        ];
        for (text, expected) in cases {
            assert_eq!(escape(text, Place { line_start: true, cell: false }), expected, "{text}");
        }
    }
}
