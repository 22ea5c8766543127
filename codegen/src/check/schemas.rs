//! Rules on schemas.

use super::Subject;
use super::findings::Findings;
use super::near::closest;
use super::shape::Kind;
use super::version::Version;
use super::walk::Site;
use crate::openapi::is_plain_condition;
use crate::parse::{At, Node};
use crate::pattern::translate;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for site in subject.sites.of(Kind::Schema) {
        enum_null(site, findings);
        if subject.version == Version::V30 {
            missing_items(site, findings);
        }
        unknown_required(site, findings);
        unenforced_pattern(site, findings);
        unenforced_keyword(site, findings);
    }
}

fn enum_null(site: &Site<'_>, findings: &mut Findings) {
    if site.node.text("type").is_none() || site.node.flag("nullable") {
        return;
    }
    let nulls = site.node.list("enum").iter().enumerate().filter(|(_, value)| **value == Node::Null);
    for (index, _) in nulls {
        let pointer = site.pointer.key("enum").index(index);
        let message = "this enum lists null, but its schema is not nullable; null is taken as a value".to_owned();
        findings.warning("enum_null", &pointer, At::Value, message, "add `nullable: true`, or remove the null");
    }
}

/// OpenAPI 3.0 asks for it; a client can do without, so this only warns.
fn missing_items(site: &Site<'_>, findings: &mut Findings) {
    if site.node.text("type") == Some("array") && site.node.get("items").is_none() {
        let message = "this array schema has no `items`; its elements are read as any value".to_owned();
        findings.warning("missing_items", &site.pointer, At::Key, message, "say what the elements are: `items: {…}`");
    }
}

/// Alone, since what is composed may get its keys from another member.
fn unknown_required(site: &Site<'_>, findings: &mut Findings) {
    let is_member = site.pointer.parent().and_then(|list| list.last()).is_some_and(|list| list == "allOf");
    let composed = is_member || ["allOf", "oneOf", "anyOf"].iter().any(|key| site.node.get(key).is_some());
    let Some(properties) = site.node.get("properties").and_then(Node::as_object).filter(|_| !composed) else { return };
    for (index, name) in site.node.list("required").iter().enumerate() {
        let Some(name) = name.as_str().filter(|name| !properties.contains(name)) else { continue };
        let message = format!(
            "`{name}` is required, but is no property of this schema; it may be any value, and is not asked for"
        );
        let hint = match closest(name, properties.iter().map(|(key, _)| key)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "describe it under `properties`, or remove it here".to_owned(),
        };
        findings.warning("unknown_required", &site.pointer.key("required").index(index), At::Value, message, hint);
    }
}

/// A client runs patterns in linear time and without the tables of Unicode, which not every pattern allows.
fn unenforced_pattern(site: &Site<'_>, findings: &mut Findings) {
    let Some(pattern) = site.node.text("pattern").filter(|pattern| translate(pattern).is_none()) else { return };
    let message = format!("values are not checked against `{pattern}`");
    let hint = "write ECMA-262 without look-around, back-references and `\\p`, or say the rule in the description";
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
        findings.warning("unenforced_keyword", &site.pointer.key(key), At::Key, message, hint);
    }
}
