//! Whether the traps of a vendor's documentation have answers: tests that exist, and remarks in the specification.
//!
//! `checks!(TRAPS)` makes these methods the tests of a vendor.

use std::path::Path;

use super::spec::LazySpec;
use crate::generator::support::{read, tests_dir};

/// What keeps a trap from becoming a mistake.
pub enum Answer {
    /// The test of this name, in the vendor's folder or beside this file.
    Test(&'static str),
    /// This text, in the string at this JSON pointer of the specification. A pointer may begin with an alias.
    Spec(&'static str, &'static str),
    /// It concerns an operation that the client does not have.
    OtherOperation,
}

/// The table of a vendor. A test that answers the fifth trap may say so by a name such as `o05_…` or `t05_…`.
pub struct Traps {
    /// The folder of the vendor's tests, beside this file.
    pub folder: &'static str,
    pub spec: &'static LazySpec,
    /// How many traps are known, so that none is dropped with its row.
    pub known: usize,
    /// Short first steps of JSON pointers, and what they stand for.
    pub aliases: &'static [(&'static str, &'static str)],
    /// Number, what the trap is, and the answers to it.
    pub table: &'static [(usize, &'static str, &'static [Answer])],
}

macro_rules! checks {
    ($traps:expr) => {
        #[test]
        fn the_traps_are_numbered_in_order() {
            $traps.are_numbered_in_order();
        }

        #[test]
        fn every_trap_has_an_answer() {
            $traps.have_answers();
        }

        #[test]
        fn the_named_tests_exist() {
            $traps.name_tests_that_exist();
        }

        #[test]
        fn every_test_named_after_a_trap_answers_it() {
            $traps.name_every_test_that_is_named_after_them();
        }

        #[test]
        fn the_remarks_of_the_specification_exist() {
            $traps.quote_the_specification();
        }
    };
}

pub(super) use checks;

impl Traps {
    pub fn are_numbered_in_order(&self) {
        let numbers: Vec<_> = self.table.iter().map(|(number, ..)| *number).collect();
        assert_eq!(numbers, (1..=self.known).collect::<Vec<_>>());
    }

    pub fn have_answers(&self) {
        for (number, what, answers) in self.table {
            assert!(!what.is_empty() && !answers.is_empty(), "trap {number}");
        }
    }

    pub fn name_tests_that_exist(&self) {
        let tests = self.tests();
        for (number, answer) in self.answers() {
            if let Answer::Test(name) = answer {
                assert!(tests.iter().any(|test| test == name), "trap {number}: no test {name}");
            }
        }
    }

    pub fn name_every_test_that_is_named_after_them(&self) {
        for name in self.tests() {
            let is_answer = |number| self.answers().any(|(of, answer)| of == number && answer.is_test(&name));
            assert!(number(&name).is_none_or(is_answer), "{name}");
        }
    }

    pub fn quote_the_specification(&self) {
        for (number, answer) in self.answers() {
            if let Answer::Spec(short, words) = answer {
                let text = self.spec.at(&self.pointer(short));
                assert!(text.as_str().is_some_and(|text| text.contains(words)), "trap {number}: {text}");
            }
        }
    }

    fn answers(&self) -> impl Iterator<Item = (usize, &'static Answer)> {
        self.table.iter().flat_map(|(number, _, answers)| answers.iter().map(|answer| (*number, answer)))
    }

    fn pointer(&self, short: &str) -> String {
        let (first, rest) = short.split_once('/').unwrap();
        match self.aliases.iter().find(|(alias, _)| *alias == first) {
            Some((_, full)) => format!("{full}/{rest}"),
            None => short.to_owned(),
        }
    }

    /// The names of the functions that the test runner runs.
    fn tests(&self) -> Vec<String> {
        let all = tests_dir().join("wire");
        let modules = [modules(&all.join(self.folder)), modules(&all)].concat();
        modules.iter().flat_map(|module| tests_in(module)).collect()
    }
}

impl Answer {
    fn is_test(&self, name: &str) -> bool {
        matches!(self, Self::Test(test) if *test == name)
    }
}

/// The texts of the files that a folder's `mod.rs` declares; one that it does not declare holds no tests.
fn modules(folder: &Path) -> Vec<String> {
    let declared = read(folder.join("mod.rs"));
    let names = declared.lines().filter_map(|line| line.split_once("mod ")?.1.strip_suffix(';'));
    names.map(|name| folder.join(format!("{name}.rs"))).filter(|path| path.exists()).map(read).collect()
}

fn tests_in(module: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut is_test = false;
    for line in module.lines() {
        is_test |= matches!(line, "#[test]" | "#[tokio::test]");
        let signature = line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ");
        if let Some((name, _)) = signature.and_then(|signature| signature.split_once('(')) {
            names.extend(is_test.then(|| name.to_owned()));
            is_test = false;
        }
    }
    names
}

/// The number of the trap that a test is named after: a letter, digits, and an underscore come first.
fn number(test: &str) -> Option<usize> {
    test.strip_prefix(|letter: char| letter.is_ascii_lowercase())?.split_once('_')?.0.parse().ok()
}
