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
    From31,
}

/// A version of OpenAPI that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    V30,
    V31,
}

impl Since {
    pub(crate) fn holds(self, version: Version) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Only30 => version == Version::V30,
            Self::From31 => version == Version::V31,
        }
    }
}

/// The version, if it is one that is read: else no other rule makes sense.
pub(super) fn unsupported_version(root: &Node, findings: &mut Findings) -> Option<Version> {
    let pointer = Pointer::default().key("openapi");
    let version = match root.get("openapi") {
        Some(Node::String(version)) => version.clone(),
        Some(Node::Number(version)) => version.text().to_owned(),
        _ => "none".to_owned(),
    };
    let is = |prefix: &str| version == prefix || version.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('.'));
    if is("3.0") {
        return Some(Version::V30);
    }
    if is("3.1") {
        return Some(Version::V31);
    }
    let (message, hint) = match root.get("swagger") {
        Some(_) => ("this is a Swagger 2.0 document".to_owned(), "convert it to OpenAPI 3 first"),
        None => (
            format!("the document's OpenAPI version is {version}"),
            "write the document in OpenAPI 3.0 or 3.1 (`openapi: 3.1.1`)",
        ),
    };
    findings.error("unsupported_version", &pointer, At::Value, message, hint);
    None
}
