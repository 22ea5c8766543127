//! The versions of OpenAPI: takes a document, tells which one it is written in, or refuses it.

use super::findings::Findings;
use crate::parse::{At, Node};
use crate::pointer::Pointer;

/// A range of versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Since {
    Always,
    Never,
    Only30,
    Before32,
    From31,
    From32,
}

/// A version of OpenAPI that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Version {
    V30,
    V31,
    V32,
}

impl Since {
    pub(crate) fn holds(self, version: Version) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Only30 => version == Version::V30,
            Self::Before32 => version < Version::V32,
            Self::From31 => version >= Version::V31,
            Self::From32 => version >= Version::V32,
        }
    }

    /// The version that came first, as messages call it.
    pub(crate) fn first(self) -> &'static str {
        match self {
            Self::From32 => "3.2",
            Self::From31 => "3.1",
            _ => "3.0",
        }
    }
}

/// The version, if it is one that is read: else no other rule makes sense.
pub(super) fn unsupported_version(root: &Node, findings: &mut Findings) -> Option<Version> {
    let pointer = Pointer::default().key("openapi");
    let version = match root.get("openapi") {
        Some(Node::String(version)) => version.trim().to_owned(),
        Some(Node::Number(version)) => version.text().to_owned(),
        other => other.map_or("none", Node::kind).to_owned(),
    };
    let is = |prefix: &str| version == prefix || version.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('.'));
    for (prefix, version) in [("3.0", Version::V30), ("3.1", Version::V31), ("3.2", Version::V32)] {
        if is(prefix) {
            return Some(version);
        }
    }
    let (message, hint) = match (root.get("swagger"), root.get("openapi")) {
        (Some(_), None) => (
            "this is a Swagger 2.0 document".to_owned(),
            "convert it to OpenAPI 3 first, with `swagger2openapi` or at converter.swagger.io",
        ),
        (None, None) => (
            "this is no OpenAPI document: it has no key `openapi`".to_owned(),
            "name the document that has `openapi: 3.…` in its first lines; parts of one are read through it",
        ),
        _ => (
            format!("the document's OpenAPI version is `{version}`"),
            "write the document in OpenAPI 3.0, 3.1 or 3.2 (`openapi: 3.1.1`)",
        ),
    };
    findings.error("unsupported_version", &pointer, At::Value, message, hint);
    None
}
