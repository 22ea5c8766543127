//! Members with a word from a list: takes what was written, finds the word that is meant, or warns that none is.

use super::super::findings::Findings;
use super::super::shape::Kind;
use crate::parse::{At, Node, Object};
use crate::pointer::Pointer;

/// Whether a text is one of the words, or has been made the one that it means. Others may be taken out.
pub(super) fn is_known(
    kind: Kind,
    key: &str,
    node: &mut Node,
    known: &[&str],
    pointer: &Pointer,
    findings: &mut Findings,
) -> bool {
    let Some(text) = node.as_str().map(str::to_owned) else { return false };
    if known.contains(&&*text) {
        return true;
    }
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    if let Some(meant) = known.iter().find(|word| bare(word) == bare(&text)) {
        invalid_value(&text, known, &format!("it is taken as `{meant}`"), pointer, findings);
        *node = Node::String((*meant).to_owned());
        return true;
    }
    // The walk knows whether a parameter can be left out, and the model which schemes it serves.
    if key == "in" && kind == Kind::Parameter || key == "type" && kind == Kind::SecurityScheme {
        return true;
    }
    invalid_value(&text, known, "it is left out", pointer, findings);
    false
}

fn invalid_value(text: &str, known: &[&str], said: &str, pointer: &Pointer, findings: &mut Findings) {
    let message = format!("`{text}` is none of the values that OpenAPI allows here; {said}");
    findings.warning("invalid_value", pointer, At::Value, message, format!("use one of: {}", known.join(", ")));
}

/// Types of security schemes that are those of HTTP, or that Swagger 2.0 had.
pub(super) fn scheme(scheme: &mut Object, pointer: &Pointer, findings: &mut Findings) {
    let Some(text) = scheme.get("type").and_then(Node::as_str).map(str::to_owned) else { return };
    let (ty, http) = match text.to_ascii_lowercase().as_str() {
        "basic" => ("http", Some("basic")),
        "bearer" | "jwt" => ("http", Some("bearer")),
        "oauth" => ("oauth2", None),
        "openid" => ("openIdConnect", None),
        _ => return,
    };
    let said = http.map_or(String::new(), |http| format!(" with `scheme: {http}`"));
    invalid_value(&text, &[ty], &format!("it is taken as `{ty}`{said}"), &pointer.key("type"), findings);
    scheme.insert("type", Node::String(ty.to_owned()));
    if let Some(http) = http {
        scheme.insert("scheme", Node::String(http.to_owned()));
    }
}

/// A style that parameters in this place cannot have.
pub(super) fn style(parameter: &mut Object, pointer: &Pointer, findings: &mut Findings) {
    let text = |key| parameter.get(key).and_then(Node::as_str);
    let (Some(location), Some(style)) = (text("in"), text("style")) else { return };
    let known: &[&str] = match location {
        "path" => &["simple", "label", "matrix"],
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "header" => &["simple"],
        "cookie" => &["form", "cookie"],
        _ => return,
    };
    let Some(default) = known.first().filter(|_| !known.contains(&style)) else { return };
    // A list with commas is what both call it.
    let joined = style == "simple" && location == "query" && !parameter.contains("explode");
    let said = format!("it is taken as `{default}`{}", if joined { " with `explode: false`" } else { "" });
    invalid_value(style, known, &said, &pointer.key("style"), findings);
    parameter.insert("style", Node::String((*default).to_owned()));
    if joined {
        parameter.insert("explode", Node::Bool(false));
    }
}
