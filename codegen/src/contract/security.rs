//! Whether a request has the credentials that its operation asks for. Nothing is said of their values.

use super::answer::Call;
use super::fault::{Fault, Kind, shown_name};
use super::operation::Operation;
use super::parameters::cookies;
use super::styles::Pair;
use crate::openapi::{is_token, resolve};
use crate::parse::{Node, Object};
use crate::pointer::Pointer;

/// One alternative is enough; what no request can carry, or nobody declares, counts as given.
pub(super) fn fault(root: &Node, operation: &Operation, call: &Call<'_>, pairs: &[Pair<'_>]) -> Option<Fault> {
    let (owner, at) = required(root, operation)?;
    let mut missing = Vec::new();
    for requirement in owner.list("security") {
        let names = requirement.as_object().into_iter().flat_map(Object::iter).map(|(name, _)| name);
        let lacking: Vec<_> = names.filter_map(|name| lacking(root, name, call, pairs)).collect();
        if lacking.is_empty() {
            return None;
        }
        missing.push(lacking.join(" and "));
    }
    missing.dedup();
    missing.truncate(8);
    let message = format!("are missing: {}", missing.join(", or "));
    (!missing.is_empty()).then(|| Fault::new(Kind::NoCredentials, "missing_credentials", "credentials", message, &at))
}

/// The requirements of an operation, else of the document: where they stand.
fn required<'d>(root: &'d Node, operation: &Operation) -> Option<(&'d Node, Pointer)> {
    let node = root.at(&operation.pointer)?;
    Some(match node.get("security") {
        Some(_) => (node, operation.pointer.key("security")),
        None => (root, Pointer::default().key("security")),
    })
}

/// What the header `WWW-Authenticate` asks for: a scheme of HTTP, if the operation has one.
pub(super) fn challenge(root: &Node, operation: &Operation) -> Option<String> {
    let (owner, _) = required(root, operation)?;
    let names = owner.list("security").iter().filter_map(Node::as_object).flat_map(Object::iter).map(|(name, _)| name);
    let mut schemes =
        names.filter_map(|name| resolve(root, root.get("components")?.get("securitySchemes")?.get(name)?));
    schemes.find_map(|scheme| match scheme.text("type")? {
        "http" => match scheme.text("scheme")?.to_ascii_lowercase().as_str() {
            "basic" => Some("Basic realm=\"mock\"".to_owned()),
            "bearer" => Some("Bearer".to_owned()),
            other => is_token(other).then(|| other.to_owned()),
        },
        "oauth2" | "openIdConnect" => Some("Bearer".to_owned()),
        _ => None,
    })
}

/// What a request lacks for a scheme, in words.
fn lacking(root: &Node, name: &str, call: &Call<'_>, pairs: &[Pair<'_>]) -> Option<String> {
    let scheme = root.get("components")?.get("securitySchemes")?.get(name)?;
    let scheme = resolve(root, scheme)?;
    let key = scheme.text("name").unwrap_or_default();
    match (scheme.text("type")?, scheme.text("in")) {
        ("apiKey", Some("query")) => {
            let is_given = pairs.iter().any(|pair| pair.key == key && !pair.raw.is_empty());
            (!is_given).then(|| format!("query parameter {}", shown_name(key)))
        }
        ("apiKey", Some("cookie")) => {
            let is_given = cookies(call).iter().any(|(own, raw)| own == key && !raw.is_empty());
            (!is_given).then(|| format!("cookie {}", shown_name(key)))
        }
        ("apiKey", _) => {
            let is_given = call.header_values(key).any(|value| !value.trim_ascii().is_empty());
            (!is_given).then(|| format!("header {}", shown_name(key)))
        }
        ("http", _) => of_scheme(call, scheme.text("scheme").unwrap_or("bearer")),
        ("oauth2" | "openIdConnect", _) => of_scheme(call, "bearer"),
        _ => None,
    }
}

fn of_scheme(call: &Call<'_>, scheme: &str) -> Option<String> {
    let is_given = call.header_values("authorization").any(|value| {
        let mut words = value.trim_ascii().splitn(2, |byte| *byte == b' ');
        let is_named = words.next().is_some_and(|word| word.eq_ignore_ascii_case(scheme.as_bytes()));
        is_named && words.next().is_some_and(|rest| !rest.trim_ascii().is_empty())
    });
    (!is_given).then(|| format!("header `Authorization` with the scheme {}", shown_name(scheme)))
}
