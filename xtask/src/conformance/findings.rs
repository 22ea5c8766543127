//! Takes what the generator and the compiler have to say of one document; returns how often, and the gravest first.

use serde::{Serialize, Serializer};
use specwright_codegen::{Level, Report};
use std::collections::BTreeMap;

/// What was said, by rule and level.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    counts: BTreeMap<(String, Level), usize>,
    /// The first of the highest level.
    first: Option<(Level, String)>,
}

impl Findings {
    pub(super) fn one(rule: &str, level: Level, text: &str) -> Self {
        let mut findings = Self::default();
        findings.add(rule, level, text);
        findings
    }

    /// `text` says where and what.
    pub(super) fn add(&mut self, rule: &str, level: Level, text: &str) {
        *self.counts.entry((rule.to_owned(), level)).or_default() += 1;
        if self.first.as_ref().is_none_or(|(first, _)| *first < level) {
            let line = text.lines().next().unwrap_or_default();
            self.first = Some((level, format!("{rule}: {line}")));
        }
    }

    pub(super) fn add_report(&mut self, report: &Report) {
        for one in report.diagnostics() {
            self.add(one.rule, one.level, &format!("{}:{} {}", one.line, one.column, one.message));
        }
    }

    pub(super) fn extend(&mut self, other: Self) {
        for (key, count) in other.counts {
            *self.counts.entry(key).or_default() += count;
        }
        if let Some((level, text)) = other.first
            && self.first.as_ref().is_none_or(|(first, _)| *first < level)
        {
            self.first = Some((level, text));
        }
    }

    /// How many there are of a level, from rules that begin like this.
    pub(super) fn count(&self, prefix: &str, level: Level) -> usize {
        let these = self.counts.iter().filter(|((rule, other), _)| *other == level && rule.starts_with(prefix));
        these.map(|(_, count)| count).sum()
    }

    pub(super) fn first(&self) -> Option<&str> {
        self.first.as_ref().map(|(_, text)| text.as_str())
    }
}

#[derive(Serialize)]
struct One<'a> {
    rule: &'a str,
    level: Level,
    count: usize,
}

/// A list, sorted by rule.
impl Serialize for Findings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.counts.iter().map(|((rule, level), count)| One {
            rule,
            level: *level,
            count: *count,
        }))
    }
}
