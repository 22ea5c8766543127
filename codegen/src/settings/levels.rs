//! How much what rules find weighs: takes the `[[rule]]` tables of `client.toml`, raises, lowers and drops findings.
//!
//! What the generator cannot do without is refused whatever the settings say, and a table without an effect is a mistake.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::overrides::Mistake;
use super::settings;
use crate::pointer::Pointer;
use crate::report::{Level, Report};
use crate::rules::{Command, rule};
use crate::source::Source;

/// A `[[rule]]` as it is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    id: Spanned<String>,
    at: Option<Spanned<String>>,
    level: Spanned<Wanted>,
    reason: Option<Spanned<String>>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Wanted {
    Off,
    Suggestion,
    Warning,
    Error,
}

impl Wanted {
    /// None where findings are dropped.
    fn level(self) -> Option<Level> {
        match self {
            Self::Off => None,
            Self::Suggestion => Some(Level::Suggestion),
            Self::Warning => Some(Level::Warning),
            Self::Error => Some(Level::Error),
        }
    }
}

/// One `[[rule]]`: what a rule finds at a place or below it gets a level.
#[derive(Clone, Debug)]
pub(super) struct Line {
    rule: &'static str,
    at: Pointer,
    level: Option<Level>,
    /// Where the id stands in the file.
    id_place: Range<usize>,
    /// Where the level stands in the file.
    level_place: Range<usize>,
}

impl Line {
    fn covers(&self, rule: &str, places: &[&Pointer]) -> bool {
        self.rule == rule && places.iter().any(|place| place.tail_of(&self.at).is_some())
    }

    /// Where it applies, as messages say it.
    fn address(&self) -> String {
        if self.at == Pointer::default() { "in this document".to_owned() } else { format!("at {}", self.at) }
    }
}

/// The tables, once each names a rule and a place.
pub(super) fn lines(source: &Source, tables: Vec<Table>) -> Result<Vec<Line>, Report> {
    let mut lines: Vec<Line> = Vec::new();
    for table in tables {
        let id_place = table.id.span();
        let line = line(source, table)?;
        if lines.iter().any(|other| (other.rule, &other.at) == (line.rule, &line.at)) {
            let message = format!("`{}` has a level for this place already", line.rule);
            return Err(settings(source, id_place, message, "keep one of them"));
        }
        lines.push(line);
    }
    Ok(lines)
}

fn line(source: &Source, table: Table) -> Result<Line, Report> {
    let refuse = |place, message, hint: &str| Err(settings(source, place, message, hint));
    let (id_place, level_place, level) = (table.id.span(), table.level.span(), table.level.into_inner().level());
    let id = match rule(table.id.get_ref()) {
        Ok(rule) if rule.command == Command::Check => rule.id,
        other => {
            let near = other.err().flatten().map(|near| format!("did you mean `{near}`?"));
            let hint = near.unwrap_or_else(|| "`explain` lists all rules of `check`".to_owned());
            let message = format!("`{}` is no rule of `check`", table.id.get_ref().escape_debug());
            return refuse(id_place, message, &hint);
        }
    };
    let at = match &table.at {
        None => Pointer::default(),
        Some(at) => match Pointer::from_place(at.get_ref()) {
            Some(pointer) => pointer,
            None => {
                let message = format!("`{}` is no place in the document", at.get_ref().escape_debug());
                return refuse(at.span(), message, "write a reference such as `#/components/schemas/Account`");
            }
        },
    };
    let is_lower = level < Some(Level::Warning);
    match &table.reason {
        Some(reason) if reason.get_ref().trim().is_empty() => {
            refuse(reason.span(), "`reason` is empty".to_owned(), "say why in one line")
        }
        None if is_lower => {
            let message = format!("`{id}` is lowered without a reason");
            refuse(level_place, message, "add `reason`, which says why in one line")
        }
        _ => Ok(Line { rule: id, at, level, id_place, level_place }),
    }
}

/// How much of a document a run has looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Run {
    /// Every rule has seen all that it looks at.
    Whole,
    /// Some rules have not, so that it cannot be told what is in vain.
    Part,
}

/// The levels of one run, and which of them have had an effect.
#[derive(Debug)]
pub(crate) struct Levels<'s> {
    lines: &'s [Line],
    used: RefCell<BTreeSet<usize>>,
    /// Those that would lower an error.
    refused: RefCell<BTreeSet<usize>>,
}

impl<'s> Levels<'s> {
    pub(super) fn new(lines: &'s [Line]) -> Self {
        Self { lines, used: RefCell::default(), refused: RefCell::default() }
    }

    /// Whether all findings weigh what their rules say.
    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// What a finding weighs, which may be addressed in several ways; nothing if it is not to be told. The table for the
    /// innermost place counts.
    pub(crate) fn of(&self, rule: &str, level: Level, places: &[&Pointer]) -> Option<Level> {
        let meant = self.lines.iter().enumerate().filter(|(_, line)| line.covers(rule, places));
        let Some((index, line)) = meant.max_by_key(|(_, line)| line.at.text().len()) else { return Some(level) };
        if line.level == Some(level) {
            return Some(level);
        }
        if level == Level::Error {
            self.refused.borrow_mut().insert(index);
            return Some(level);
        }
        self.used.borrow_mut().insert(index);
        line.level
    }

    /// What is wrong with the tables, once all findings have been weighed.
    pub(super) fn mistakes(&self, run: Run) -> Vec<Mistake> {
        let (used, refused) = (self.used.borrow(), self.refused.borrow());
        let mistakes = self.lines.iter().enumerate().filter_map(|(index, line)| {
            if refused.contains(&index) {
                let message = format!("`{}` cannot be lowered {}", line.rule, line.address());
                let hint = "the generator cannot do without what it demands: mend the document, or leave the part out";
                Some(Mistake { place: line.level_place.clone(), message, hint })
            } else if run == Run::Whole && !used.contains(&index) {
                let (rule, place) = (line.rule, line.address());
                let message = format!("this changes nothing: `{rule}` finds nothing of another level {place}");
                Some(Mistake { place: line.id_place.clone(), message, hint: "remove it, or mend its `at`" })
            } else {
                None
            }
        });
        mistakes.collect()
    }
}
