//! Rules on schemas.

use super::Subject;
use super::findings::Findings;
use super::near::closest;
use super::shape::Kind;
use super::version::Version;
use super::walk::Site;
use crate::openapi::{composed, is_plain_condition};
use crate::parse::{At, Node};
use crate::pattern::{Refusal, lengths, refusal};
use crate::pointer::Pointer;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for site in subject.sites.of(Kind::Schema) {
        enum_null(site, subject.version, findings);
        if subject.version == Version::V30 {
            missing_items(site, findings);
        }
        unknown_required(subject.root, site, findings);
        unenforced_pattern(site, findings);
        unenforced_keyword(site, findings);
    }
}

fn enum_null(site: &Site<'_>, version: Version, findings: &mut Findings) {
    let Some(ty) = site.node.text("type").filter(|_| !site.node.flag("nullable")) else { return };
    let values = site.node.list("enum");
    let allow = match version {
        Version::V30 => "add `nullable: true`".to_owned(),
        _ => format!("write `type: [{ty}, \"null\"]`"),
    };
    // Without its only value an enum would allow nothing.
    let remove = if values.len() > 1 { ", or remove the null" } else { "" };
    for (index, _) in values.iter().enumerate().filter(|(_, value)| **value == Node::Null) {
        let pointer = site.pointer.key("enum").index(index);
        let message = "this enum lists null, but its schema is not nullable; null is taken as a value".to_owned();
        findings.warning("enum_null", &pointer, At::Value, message, format!("{allow}{remove}"));
    }
}

/// OpenAPI 3.0 asks for it; a client can do without, so this only warns.
fn missing_items(site: &Site<'_>, findings: &mut Findings) {
    if site.node.text("type") == Some("array") && site.node.get("items").is_none() {
        let message = "this array schema has no `items`; its elements are read as any value".to_owned();
        findings.warning("missing_items", &site.pointer, At::Key, message, "say what the elements are: `items: {…}`");
    }
}

/// Of what has keys of its own only; a schema that is composed of others, or one of all of those, may get its keys there.
fn unknown_required(root: &Node, site: &Site<'_>, findings: &mut Findings) {
    let is_composed = ["allOf", "oneOf", "anyOf"].iter().any(|key| site.node.get(key).is_some());
    if is_composed || site.node.get("properties").is_none() {
        return;
    }
    let Some(described) = describing(root, site) else { return };
    let names = || described.iter().flat_map(|node| node.members("properties")).map(|(name, _)| name);
    for (index, name) in site.node.list("required").iter().enumerate() {
        let Some(name) = name.as_str().filter(|name| !names().any(|described| described == *name)) else { continue };
        let message = format!(
            "`{name}` is required, but is no property of this schema; it may be any value, and is not asked for"
        );
        let hint = match closest(name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "describe it under `properties`, or remove it here".to_owned(),
        };
        findings.warning("unknown_required", &site.pointer.key("required").index(index), At::Value, message, hint);
    }
}

/// The schemas that describe the keys of a schema: it, and those that it is a choice of. `None` below an `allOf`, whose members
/// describe the keys of one another.
fn describing<'d>(root: &'d Node, site: &Site<'d>) -> Option<Vec<&'d Node>> {
    let (mut all, mut at) = (vec![site.node], site.pointer.clone());
    while let Some((list, parent)) = list_of(&at) {
        match list.as_str() {
            "allOf" => return None,
            "oneOf" | "anyOf" => {}
            _ => break,
        }
        all.extend(root.at(&parent).into_iter().flat_map(|parent| composed(root, parent)));
        at = parent;
    }
    Some(all)
}

/// The list that a place stands in, by its key, and what has it.
fn list_of(at: &Pointer) -> Option<(String, Pointer)> {
    let list = at.parent()?;
    Some((list.last()?, list.parent()?))
}

/// A client runs patterns in linear time and without the tables of Unicode, which not every pattern allows.
fn unenforced_pattern(site: &Site<'_>, findings: &mut Findings) {
    let Some((pattern, refusal)) = site.node.text("pattern").and_then(|text| Some((text, refusal(text)?))) else {
        return;
    };
    let (why, hint) = match refusal {
        Refusal::LookAround => ("has look-around", "write it without"),
        Refusal::BackReference => ("has a back-reference", "write it without"),
        Refusal::Property => ("asks for a property of Unicode", "write it without"),
        Refusal::Syntax => ("is no regular expression of ECMA-262", "mend it"),
        Refusal::Size => ("is too large", "use lower counts"),
    };
    let message = format!("values are not checked against `{pattern}`, which {why}");
    let hint = match lengths(pattern).filter(|_| refusal == Refusal::Size) {
        Some(bounds) => format!("say it by {bounds}"),
        None => format!("{hint}, or say the rule in the description"),
    };
    findings.warning("unenforced_pattern", &site.pointer.key("pattern"), At::Value, message, hint);
}

/// Keywords that no rule of a client can hold. How many items `contains` wants is nothing without it.
const UNENFORCED: [&str; 6] =
    ["contains", "dependentSchemas", "not", "patternProperties", "unevaluatedItems", "unevaluatedProperties"];

fn unenforced_keyword(site: &Site<'_>, findings: &mut Findings) {
    // An empty `not` is `false` in other words, and no client has a value for it.
    let says_something = |key: &&str| site.node.members(key).next().is_some();
    let condition = site.node.get("if").filter(|_| !is_plain_condition(site.node)).map(|_| "if");
    for key in UNENFORCED.into_iter().filter(says_something).chain(condition) {
        let message = format!("values are not checked against `{key}`");
        let hint = "nothing to do: the server decides; its docs may say the rule in words";
        findings.suggestion("unenforced_keyword", &site.pointer.key(key), At::Key, message, hint);
    }
}
