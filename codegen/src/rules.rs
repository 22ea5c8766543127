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
    ($($id:literal),* $(,)?) => {
        &[$(($id, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules/", $id, ".md")))),*]
    };
}

mod changes;

/// The rules on documents, overlays and `client.toml`.
const CHECK: &[(&str, &str)] = pages![
    "deep_schema",
    "default_mismatch",
    "default_type",
    "duplicate_key",
    "duplicate_operation_id",
    "duplicate_parameter",
    "empty_choice",
    "empty_range",
    "empty_responses",
    "enum_null",
    "enum_value_type",
    "example_mismatch",
    "extension_value",
    "external_ref",
    "generator",
    "invalid_bound",
    "invalid_value",
    "layout",
    "method_name",
    "misplaced_extension_member",
    "misplaced_keyword",
    "misplaced_ref",
    "missing_error_response",
    "missing_example",
    "missing_items",
    "missing_member",
    "missing_reason",
    "missing_source",
    "missing_success",
    "name_collision",
    "newer_member",
    "open_media_type",
    "overlay_match",
    "overlay_member",
    "overlay_merge",
    "overlay_path",
    "overlay_version",
    "parameter_location",
    "parameter_name",
    "parameter_schema",
    "path_parameter_required",
    "path_syntax",
    "ref_sibling",
    "reference_cycle",
    "repeated_value",
    "reserved_header",
    "same_path",
    "scheme_member",
    "settings",
    "status_key",
    "swagger_member",
    "syntax",
    "too_much_composition",
    "too_much_copying",
    "too_much_sharing",
    "undeclared_path_parameter",
    "undefined_serialization",
    "unenforced_keyword",
    "unenforced_pattern",
    "unfinished_template",
    "unfounded_evidence",
    "unknown_extension_member",
    "unknown_extension_target",
    "unknown_member",
    "unknown_property",
    "unknown_ref",
    "unknown_required",
    "unknown_security_scheme",
    "unquoted_value",
    "unstated_pagination",
    "unsupported_dynamic_ref",
    "unsupported_encoding",
    "unsupported_payload",
    "unsupported_security_scheme",
    "unsupported_servers",
    "unsupported_version",
    "unused_path_parameter",
    "whole_query",
    "wrong_type",
];

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
    let check = CHECK.iter().map(|(id, page)| Rule { id, page, command: Command::Check });
    let diff = changes::DIFF.iter().map(|(id, page)| Rule { id, page, command: Command::Diff });
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
