//! From a `pattern` of the document to one that the runtime's engine reads: takes ECMA-262 syntax, gives the same in Rust's.
//!
//! The engine works in linear time, so look-around and back-references have no counterpart: `None`.

mod refusal;

use std::iter::Peekable;
use std::str::Chars;

pub(crate) use refusal::{Refusal, lengths, refusal};

// Classes of ECMA-262 and their complements, as the inside of a class; the engine knows no class within a class.
const DIGIT: &str = "0-9";
const NO_DIGIT: &str = r"\x{0}-\x{2f}\x{3a}-\x{10ffff}";
const WORD: &str = "0-9A-Z_a-z";
const NO_WORD: &str = r"\x{0}-\x{2f}\x{3a}-\x{40}\x{5b}-\x{5e}\x{60}\x{7b}-\x{10ffff}";
const SPACE: &str = r"\t-\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}";
const NO_SPACE: &str = r"\x{0}-\x{8}\x{e}-\x{1f}\x{21}-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e}\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff}";
const ANYTHING: &str = r"\x{0}-\x{10ffff}";
const LINE_ENDS: &str = r"\n\r\x{2028}\x{2029}";

/// The pattern in Rust's syntax, if the engine can run it.
pub(crate) fn translate(pattern: &str) -> Option<String> {
    let mut reader = Reader { rest: pattern.chars().peekable(), out: String::with_capacity(pattern.len()) };
    reader.pattern()?;
    regex_lite::Regex::new(&reader.out).ok().map(|_| reader.out)
}

struct Reader<'p> {
    rest: Peekable<Chars<'p>>,
    out: String,
}

impl Reader<'_> {
    fn pattern(&mut self) -> Option<()> {
        while let Some(c) = self.rest.next() {
            match c {
                '\\' => match self.escape()? {
                    Atom::Char(c) => self.char(c),
                    Atom::Class(class) => self.out.push_str(&format!("[{class}]")),
                    Atom::Assertion(text) => self.out.push_str(text),
                },
                '[' => self.class()?,
                '.' => self.out.push_str(&format!("[^{LINE_ENDS}]")),
                other => self.out.push(other),
            }
        }
        Some(())
    }

    /// What stands between brackets.
    fn class(&mut self) -> Option<()> {
        let negated = self.rest.next_if_eq(&'^').is_some();
        if self.rest.next_if_eq(&']').is_some() {
            // Nothing, or anything at all.
            self.out.push_str(&if negated { format!("[{ANYTHING}]") } else { format!("[^{ANYTHING}]") });
            return Some(());
        }
        self.out.push_str(if negated { "[^" } else { "[" });
        // Whether a range may start with what was read last.
        let mut after_char = false;
        loop {
            let atom = match self.rest.next()? {
                ']' => break,
                '\\' => self.escape()?,
                '-' if after_char && self.rest.peek() != Some(&']') && !self.at_class_escape() => {
                    self.out.push('-');
                    after_char = false;
                    continue;
                }
                other => Atom::Char(other),
            };
            after_char = matches!(atom, Atom::Char(_));
            match atom {
                Atom::Char(c) => self.char(c),
                Atom::Class(class) => self.out.push_str(class),
                // `\b` is a backspace here.
                Atom::Assertion(r"\b") => self.char('\u{8}'),
                Atom::Assertion(_) => return None,
            }
        }
        self.out.push(']');
        Some(())
    }

    /// Whether a class such as `\d` comes next, which can end no range.
    fn at_class_escape(&self) -> bool {
        let mut ahead = self.rest.clone();
        ahead.next() == Some('\\') && ahead.next().is_some_and(|c| "dDsSwW".contains(c))
    }

    /// What a backslash begins.
    fn escape(&mut self) -> Option<Atom> {
        let class = |inside| Some(Atom::Class(inside));
        let char = |c: char| Some(Atom::Char(c));
        match self.rest.next()? {
            'd' => class(DIGIT),
            'D' => class(NO_DIGIT),
            'w' => class(WORD),
            'W' => class(NO_WORD),
            's' => class(SPACE),
            'S' => class(NO_SPACE),
            'b' => Some(Atom::Assertion(r"\b")),
            'B' => Some(Atom::Assertion(r"\B")),
            't' => char('\t'),
            'n' => char('\n'),
            'r' => char('\r'),
            'f' => char('\u{c}'),
            'v' => char('\u{b}'),
            '0' if !self.rest.peek().is_some_and(char::is_ascii_digit) => char('\0'),
            'x' => char(char::from_u32(self.hex(2)?)?),
            'u' => self.unicode().map(Atom::Char),
            'c' => self.rest.next().filter(char::is_ascii_alphabetic).map(|c| Atom::Char(char::from(c as u8 & 0x1f))),
            // A back-reference, a property of Unicode, or nothing that ECMA-262 knows.
            c if c.is_ascii_alphanumeric() => None,
            other => char(other),
        }
    }

    /// After `\u`: four digits, two such units of UTF-16, or digits in braces.
    fn unicode(&mut self) -> Option<char> {
        if self.rest.next_if_eq(&'{').is_some() {
            let mut digits = String::new();
            while let Some(digit) = self.rest.next_if(|c| *c != '}').filter(|_| digits.len() < 8) {
                digits.push(digit);
            }
            self.rest.next_if_eq(&'}')?;
            return char::from_u32(u32::from_str_radix(&digits, 16).ok()?);
        }
        let first = self.hex(4)?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        self.rest.next_if_eq(&'\\')?;
        self.rest.next_if_eq(&'u')?;
        let pair = [u16::try_from(first).ok()?, u16::try_from(self.hex(4)?).ok()?];
        char::decode_utf16(pair).next()?.ok()
    }

    fn hex(&mut self, count: usize) -> Option<u32> {
        (0..count).try_fold(0, |number, _| Some(number * 16 + self.rest.next()?.to_digit(16)?))
    }

    /// A character that stands for itself.
    fn char(&mut self, c: char) {
        if c.is_ascii_alphanumeric() || "_@/%:;,='\"<>! ".contains(c) || !c.is_ascii() {
            self.out.push(c);
        } else {
            self.out.push_str(&format!("\\x{{{:x}}}", u32::from(c)));
        }
    }
}

/// One thing that an escape stands for.
enum Atom {
    Char(char),
    /// The inside of a class.
    Class(&'static str),
    Assertion(&'static str),
}

#[cfg(test)]
mod tests {
    use super::translate;

    fn matches(pattern: &str, text: &str) -> bool {
        regex_lite::Regex::new(&translate(pattern).unwrap()).unwrap().is_match(text)
    }

    #[test]
    fn means_what_it_means_in_ecma_262() {
        for (pattern, yes, no) in [
            (r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "a-b", "-a"),
            (r"^\d{4}-\d{2}$", "2026-11", "२०२६-११"),
            (r"^[\w.-]+$", "a.b-c_d", "a b"),
            (r"^[\w-.]+$", "a-.b", "a,b"),
            (r"^[\s\S]{2}$", "\n\u{1f600}", "\n"),
            (r"^\s$", "\u{a0}", "_"),
            (r"^[^\S]\S[\D]\D\w[^\W]\W$", "\u{3000}é--a_-", "\u{3000}é--a-_"),
            (r"^.$", "é", "\r"),
            (r"^[[&~]+$", "[&~", "]"),
            (r"^[^/]+\/[^\/]+$", "a/b", "a//b"),
            (r"^\uD83D\uDE00$", "\u{1f600}", "\u{1f601}"),
            (r"^\u00e9\x41\cA\u{1f600}$", "éA\u{1}\u{1f600}", "éA"),
            (r"^[\b]$", "\u{8}", "b"),
            (r"^\bfoo\b", "foo bar", "food"),
            (r"^[^]$", "\n", ""),
            (r"^(?<year>\d+)\.(?:x|y)$", "1.x", "1xx"),
            (r"^-?\d{0,1}(?:\.\d{0,2})?$", "-0.25", "0.255"),
            (r"^[a\-z]$", "-", "b"),
            (r"^[\]\\]$", "\\", "["),
            (r"^[+--]$", ",", "."),
        ] {
            assert!(matches(pattern, yes), "{pattern} {yes:?}");
            assert!(!matches(pattern, no), "{pattern} {no:?}");
        }
    }

    #[test]
    fn what_is_not_linear_or_no_pattern_has_no_counterpart() {
        let nested = "(".repeat(5000);
        for pattern in [
            r"(?!a)b",
            r"(?=a)",
            r"(?<=a)b",
            r"(?<!a)b",
            r"(a)\1",
            r"\p{L}",
            r"[z-a]",
            "(",
            "[a",
            "a{2",
            "\\",
            r"\u12",
            r"\uD83D",
            &nested,
            "((a{1000}){1000}){1000}",
        ] {
            // `{` that opens no quantifier stands for itself in ECMA-262's looser grammar only.
            assert_eq!(translate(pattern), None, "{pattern}");
        }
    }
}
