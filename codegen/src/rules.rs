//! All rules by their ids, each with its page: what it finds, why that matters and what to do.
//!
//! A page is `docs/rules/<id>.md`: the id as its heading, a sentence, `Level: error.` or another level, then sections. It is the
//! only place that states the level and the sentence.

use crate::near::closest;

/// A rule, as its page tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable id, in snake case.
    pub id: &'static str,
    /// The page in Markdown.
    pub page: &'static str,
    /// The command that knows the rule.
    pub command: Command,
}

/// What a rule belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Command {
    /// `check`, and `generate` as far as it needs the rule: findings in one document.
    Check,
    /// `diff`: changes from one document to another.
    Diff,
}

/// The pages of rules, by their ids.
macro_rules! pages {
    ($($id:literal),* $(,)?) => { &[$(($id, include_str!(concat!("../docs/rules/", $id, ".md")))),*] };
}

/// What stands for the pages that are not written yet.
macro_rules! unwritten {
    ($($id:literal = $level:literal),* $(,)?) => {
        &[$(($id, concat!("# ", $id, "\n\nThis rule has no page yet.\n\nLevel: ", $level, ".\n"))),*]
    };
}

/// The rules on documents, overlays and `client.toml`.
const CHECK: &[(&str, &str)] = pages!["generator", "layout"];

/// Those among them without a page.
#[rustfmt::skip]
const UNWRITTEN: &[(&str, &str)] = unwritten![
    "deep_schema" = "error",
    "default_type" = "warning",
    "duplicate_key" = "error",
    "duplicate_operation_id" = "warning",
    "duplicate_parameter" = "warning",
    "empty_choice" = "warning",
    "empty_range" = "warning",
    "empty_responses" = "warning",
    "enum_null" = "warning",
    "enum_value_type" = "warning",
    "extension_value" = "error",
    "external_ref" = "error",
    "invalid_bound" = "warning",
    "invalid_value" = "warning",
    "method_name" = "error",
    "misplaced_extension_member" = "error",
    "misplaced_keyword" = "warning",
    "misplaced_ref" = "error",
    "missing_items" = "warning",
    "missing_member" = "error",
    "newer_member" = "warning",
    "open_media_type" = "warning",
    "overlay_match" = "error",
    "overlay_member" = "error",
    "overlay_merge" = "error",
    "overlay_path" = "error",
    "overlay_version" = "error",
    "parameter_location" = "error",
    "parameter_name" = "error",
    "parameter_schema" = "warning",
    "path_parameter_required" = "warning",
    "path_syntax" = "error",
    "ref_sibling" = "warning",
    "reference_cycle" = "error",
    "repeated_value" = "warning",
    "reserved_header" = "warning",
    "same_path" = "warning",
    "scheme_member" = "warning",
    "settings" = "error",
    "status_key" = "warning",
    "swagger_member" = "warning",
    "syntax" = "error",
    "too_much_composition" = "error",
    "too_much_copying" = "error",
    "too_much_sharing" = "error",
    "undeclared_path_parameter" = "warning",
    "undefined_serialization" = "warning",
    "unenforced_keyword" = "warning",
    "unenforced_pattern" = "warning",
    "unfinished_template" = "error",
    "unknown_extension_member" = "error",
    "unknown_extension_target" = "error",
    "unknown_member" = "warning",
    "unknown_property" = "error",
    "unknown_ref" = "error",
    "unknown_required" = "warning",
    "unknown_security_scheme" = "warning",
    "unstated_pagination" = "suggestion",
    "unsupported_dynamic_ref" = "error",
    "unsupported_encoding" = "warning",
    "unsupported_payload" = "warning",
    "unsupported_security_scheme" = "warning",
    "unsupported_servers" = "warning",
    "unsupported_version" = "error",
    "unused_path_parameter" = "warning",
    "whole_query" = "warning",
    "wrong_type" = "error",
];

/// The rules on changes.
const DIFF: &[(&str, &str)] = pages![];

impl Rule {
    /// What the rule finds, in one sentence.
    pub fn summary(&self) -> &'static str {
        self.paragraph(1)
    }

    /// The first word behind `Level:`, the highest level that the rule gives by itself.
    pub fn level(&self) -> &'static str {
        let words = self.paragraph(2).strip_prefix("Level: ").unwrap_or_default();
        words.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default()
    }

    /// The paragraph behind so many others, the heading among them.
    fn paragraph(&self, index: usize) -> &'static str {
        self.page.split("\n\n").nth(index).unwrap_or_default().trim()
    }
}

/// All rules: those of `check` first, then those of `diff`, each by id.
pub fn rules() -> impl Iterator<Item = Rule> {
    let check = CHECK.iter().chain(UNWRITTEN).map(|(id, page)| Rule { id, page, command: Command::Check });
    let diff = DIFF.iter().map(|(id, page)| Rule { id, page, command: Command::Diff });
    let mut all: Vec<_> = check.chain(diff).collect();
    all.sort_by_key(|rule| (rule.command, rule.id));
    all.into_iter()
}

/// The rule with an id, or the id that may be meant.
///
/// # Errors
///
/// No rule has the id; the closest one that there is, if it differs in spelling or in one letter only.
pub fn rule(id: &str) -> Result<Rule, Option<&'static str>> {
    rules().find(|rule| rule.id == id).ok_or_else(|| closest(id, rules().map(|rule| rule.id)))
}
