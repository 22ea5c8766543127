//! Takes APIs and tools that others wrote; lets the tools judge documents, mocks and clients, and returns a row for each.
//!
//! What a tool is told otherwise than it would have it stands in two places, each with its reason: [`NOT_ASKED`] for whole rules,
//! and overlays beside a document for single places of it.

mod clients;
mod documents;
mod prism;
mod process;
mod redocly;
mod schemathesis;
mod table;
mod tool;

pub(crate) use clients::Clients;
pub(crate) use documents::Documents;
pub(crate) use process::Workshop;
pub(crate) use table::table;
pub(crate) use tool::{TOOLS, Tool};

/// What came of one task of one tool on one document.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) tool: &'static str,
    pub(crate) api: String,
    pub(crate) what: String,
    pub(crate) passed: usize,
    /// What failed, in the words of the tool.
    pub(crate) failed: Vec<String>,
}

impl Row {
    /// A task that could not be done.
    fn undone(tool: &'static str, api: &str, what: &str, why: String) -> Self {
        Self { tool, api: api.to_owned(), what: what.to_owned(), passed: 0, failed: vec![why] }
    }
}

/// A rule that a tool is not asked about.
#[derive(Debug)]
pub(crate) struct NotAsked {
    pub(crate) tool: &'static str,
    /// Of this API; none for all.
    pub(crate) api: Option<&'static str>,
    pub(crate) rule: &'static str,
    pub(crate) reason: &'static str,
}

/// All of them.
pub(crate) const NOT_ASKED: [NotAsked; 3] = [
    NotAsked {
        tool: tool::REDOCLY,
        api: None,
        rule: "info-license",
        reason: "The vendors name no licence of their APIs, and it is not ours to give one.",
    },
    NotAsked {
        tool: tool::REDOCLY,
        api: Some("energycap"),
        rule: "operation-4xx-response",
        reason: "The vendor's page lists no failure; `default` stands for all of them, and its evidence says why.",
    },
    NotAsked {
        tool: tool::SCHEMATHESIS,
        api: None,
        rule: "ignored_auth",
        reason: "A mock knows no accounts: any credentials will do. That it asks for some, its tests see to.",
    },
];

impl NotAsked {
    fn is_of(&self, tool: &str, api: &str) -> bool {
        self.tool == tool && self.api.is_none_or(|own| own == api)
    }
}

fn not_asked(tool: &str, api: &str) -> impl Iterator<Item = &'static str> {
    NOT_ASKED.iter().filter(move |not| not.is_of(tool, api)).map(|not| not.rule)
}

/// What a tool makes of one API.
pub(crate) fn judge(tool: &Tool, found: &tool::Found, documents: &Documents, work: &Work<'_>) -> Vec<Row> {
    match tool.name {
        tool::REDOCLY => vec![redocly::lint(found, documents, work.shop)],
        tool::SCHEMATHESIS => vec![schemathesis::drive(found, documents, work.shop)],
        _ => work.clients.map(|clients| prism::both(found, documents, work.shop, clients)).unwrap_or_default(),
    }
}

/// What the tools work with.
#[derive(Debug)]
pub(crate) struct Work<'w> {
    pub(crate) shop: &'w Workshop,
    /// Built only where a tool needs them.
    pub(crate) clients: Option<&'w Clients>,
}
