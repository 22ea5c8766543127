//! Documents made at random, from seeds, with comments wherever YAML takes them.

use super::formatted;
use crate::parse::Document;
use crate::source::Source;

const DOCUMENTS: u64 = 300;

#[test]
fn documents_keep_their_value_and_all_comments() {
    for seed in 0..DOCUMENTS {
        let mut writer = Writer { state: seed, out: String::new(), comments: 0 };
        writer.mapping(0, 3);
        let text = writer.out;
        let after = formatted(&text);
        let value = |text: &str| Document::parse(&Source::new("t", text)).unwrap().root().clone();
        assert_eq!(value(&text), value(&after), "seed {seed}:\n{text}");
        for comment in 0..writer.comments {
            let found = after.split_whitespace().filter(|word| *word == format!("#c{comment}")).count();
            assert_eq!(found, 1, "comment {comment} of seed {seed}:\n{text}\nbecame\n{after}");
        }
    }
}

struct Writer {
    state: u64,
    out: String,
    comments: usize,
}

const SCALARS: [&str; 18] = [
    "word",
    "two words",
    "'it''s'",
    "\"a\\tb\"",
    "yes",
    "1.50",
    "~",
    "2026-03-02",
    "'12:30'",
    "a:b",
    "-x",
    "\"\\u00e9 # no\"",
    "'# no'",
    "[]",
    "{}",
    "[a, 'b, c', {d: 1}]",
    "{a: [1, 2], b: 'x: y'}",
    "[[], {e: ~}]",
];

impl Writer {
    /// Less than `most`; a linear congruential generator serves.
    fn next(&mut self, most: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.state >> 33).unwrap_or_default() % most
    }

    fn comment(&mut self) -> String {
        self.comments += 1;
        format!("#c{}", self.comments - 1)
    }

    fn pad(&mut self, columns: usize) {
        self.out.push_str(&" ".repeat(columns));
    }

    /// Blank lines and comments, at most as deep as what comes next.
    fn above(&mut self, indent: usize) {
        for _ in 0..self.next(3) {
            if self.next(2) == 0 {
                self.out.push('\n');
            } else {
                let (comment, columns) = (self.comment(), self.next(indent + 4));
                self.pad(columns);
                self.out.push_str(&comment);
                self.out.push('\n');
            }
        }
    }

    fn end(&mut self) {
        if self.next(4) == 0 {
            let comment = self.comment();
            self.out.push_str("   ");
            self.out.push_str(&comment);
        }
        self.out.push('\n');
    }

    fn mapping(&mut self, indent: usize, depth: usize) {
        for index in 0..=self.next(3) {
            self.above(indent);
            self.pad(indent);
            self.member(indent, depth, index);
        }
    }

    /// A member from its key on.
    fn member(&mut self, indent: usize, depth: usize, index: usize) {
        let key = ["key", "'no'", "200", "\"a b\"", "x-y", "openapi", "info"][self.next(7)];
        self.out.push_str(&key.replace("key", &format!("key{index}")));
        self.out.push(':');
        match self.next(if depth == 0 { 3 } else { 6 }) {
            3 | 4 => {
                self.end();
                let deeper = indent + 1 + self.next(4);
                self.mapping(deeper, depth - 1);
            }
            5 => {
                self.end();
                let deeper = indent + self.next(3);
                self.sequence(deeper, depth - 1);
            }
            _ => self.value(indent),
        }
    }

    fn sequence(&mut self, indent: usize, depth: usize) {
        for index in 0..=self.next(3) {
            self.above(indent);
            self.pad(indent);
            self.out.push('-');
            if depth > 0 && self.next(2) == 0 {
                let blanks = 1 + self.next(3);
                self.pad(blanks);
                self.member(indent + 1 + blanks, depth - 1, index);
            } else {
                self.value(indent);
            }
        }
    }

    /// A value behind its key or dash.
    fn value(&mut self, indent: usize) {
        let deeper = indent + 1 + self.next(3);
        let blanks = " ".repeat(deeper);
        match self.next(8) {
            0 => {
                let header = ["|", "|-", "|+", ">", ">-"][self.next(5)];
                self.out.push(' ');
                self.out.push_str(header);
                self.end();
                self.out.push_str(&format!("{blanks}first line\n{blanks}  # no\n\n{blanks}last: line\n\n"));
            }
            1 => {
                self.out.push_str(&format!(" broken\n{blanks}over\n\n{blanks}lines"));
                self.end();
            }
            2 => {
                self.out.push_str(&format!(" \"broken \\\n{blanks}# no\n{blanks}over\""));
                self.end();
            }
            3 => self.end(),
            _ => {
                let scalar = SCALARS[self.next(SCALARS.len())];
                self.out.push(' ');
                self.out.push_str(scalar);
                self.end();
            }
        }
    }
}
