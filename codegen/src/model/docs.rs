//! What a node says to people: its description, and through `x-specwright` how sure we are of it.

use crate::openapi::EXTENSION;
use crate::parse::Node;

/// How a statement of the document is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Evidence {
    #[default]
    Documented,
    /// Seen only in a sample.
    Example,
    /// Seen in traffic.
    Observed,
    Inferred,
}

/// The texts of one node.
#[derive(Clone, Debug, Default)]
pub(crate) struct Docs {
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) evidence: Evidence,
    pub(crate) reason: Option<String>,
    pub(crate) open_question: Option<String>,
    /// Addresses or titles of the pages that the node rests on.
    pub(crate) sources: Vec<String>,
    /// The value that stands for an absent one, as JSON.
    pub(crate) default: Option<String>,
    pub(crate) deprecated: bool,
}

impl Docs {
    pub(crate) fn of(node: &Node) -> Self {
        Self {
            summary: text(node, "summary").or_else(|| text(node, "title")),
            description: text(node, "description"),
            default: node.get("default").or_else(|| node.get("schema")?.get("default")).and_then(scalar),
            deprecated: node.flag("deprecated"),
            ..Self::said(node.get(EXTENSION))
        }
    }

    /// What an extension, or a statement in it, says of how it is known.
    pub(super) fn said(statement: Option<&Node>) -> Self {
        let said = |key| statement.and_then(|statement| statement.text(key)).map(|text| text.trim().to_owned());
        Self {
            evidence: match statement.and_then(|statement| statement.text("evidence")) {
                Some("example") => Evidence::Example,
                Some("observed") => Evidence::Observed,
                Some("inferred") => Evidence::Inferred,
                _ => Evidence::Documented,
            },
            reason: said("reason"),
            open_question: said("openQuestion"),
            sources: statement.into_iter().flat_map(|statement| statement.list("source")).filter_map(source).collect(),
            ..Self::default()
        }
    }

    /// Texts of a use win over those of what is used.
    pub(crate) fn or(self, fallback: Self) -> Self {
        let own = self.description.is_some() || self.summary.is_some();
        Self {
            summary: if own { self.summary } else { fallback.summary },
            description: if own { self.description } else { fallback.description },
            ..self
        }
    }
}

fn text(node: &Node, key: &str) -> Option<String> {
    node.text(key).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A default that fits a line.
fn scalar(node: &Node) -> Option<String> {
    match node {
        Node::Bool(value) => Some(value.to_string()),
        Node::Number(number) => Some(number.text().to_owned()),
        Node::String(text) => Some(format!("{text:?}")),
        Node::Null | Node::Array(_) | Node::Object(_) => None,
    }
}

fn source(node: &Node) -> Option<String> {
    let place = node.text("url").or_else(|| node.text("title"))?;
    Some(match node.text("retrieved") {
        Some(date) => format!("{place} (retrieved {date})"),
        None => place.to_owned(),
    })
}
