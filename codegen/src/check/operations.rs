//! Rules on operations: ids, statuses, security requirements.

use std::collections::{HashMap, HashSet};

use super::Subject;
use super::findings::Findings;
use super::near::closest;
use super::shape::Kind;
use super::walk::Site;
use crate::calls::Call;
use crate::openapi::{OTHER_METHODS, Status, is_token, resolve};
use crate::parse::{At, Node};
use crate::pointer::Pointer;

impl<'d> Call<'d> {
    /// The parameters of path item and operation, where they are defined.
    pub(super) fn parameters(&self, root: &'d Node) -> Vec<(Pointer, &'d Node)> {
        let owners = [(self.item, &self.item_pointer), (self.operation, &self.pointer)];
        let listed = owners.into_iter().flat_map(|(owner, at)| {
            let at = at.key("parameters");
            owner.list("parameters").iter().enumerate().map(move |(index, node)| (at.index(index), node))
        });
        listed.filter_map(|(at, node)| definition(root, at, node)).collect()
    }

    /// The request body, where it is defined.
    pub(super) fn body(&self, root: &'d Node) -> Option<(Pointer, &'d Node)> {
        definition(root, self.pointer.key("requestBody"), self.operation.get("requestBody")?)
    }
}

fn definition<'d>(root: &'d Node, at: Pointer, node: &'d Node) -> Option<(Pointer, &'d Node)> {
    let at = node.text("$ref").and_then(Pointer::from_reference).unwrap_or(at);
    Some((at, resolve(root, node)?))
}

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    duplicate_operation_id(subject, findings);
    unknown_security_scheme(subject, findings);
    for site in subject.sites.of(Kind::PathItem) {
        method_name(site, findings);
    }
    for site in subject.sites.of(Kind::SecurityScheme) {
        scheme_member(site, findings);
    }
    for site in subject.sites.of(Kind::Responses) {
        status_key(site, findings);
        empty_responses(site, findings);
    }
}

fn duplicate_operation_id(subject: &Subject<'_>, findings: &mut Findings) {
    let mut first: HashMap<&str, &Pointer> = HashMap::new();
    // A path item of the components is no operation until a path refers to it, and then it is copied there.
    let components = Pointer::default().key("components").key("pathItems");
    let called = subject.sites.of(Kind::Operation).filter(|site| site.pointer.tail_of(&components).is_none());
    for site in called {
        let Some(id) = site.node.text("operationId") else { continue };
        if let Some(earlier) = first.get(id) {
            let message = format!("the operationId `{id}` is already used at {earlier}; here its method gets a number");
            let hint = "give each operation an id of its own";
            findings.warning("duplicate_operation_id", &site.pointer.key("operationId"), At::Value, message, hint);
        } else {
            first.insert(id, &site.pointer);
        }
    }
}

fn unknown_security_scheme(subject: &Subject<'_>, findings: &mut Findings) {
    let components = subject.root.get("components").into_iter();
    let declared: HashSet<&str> =
        components.flat_map(|node| node.members("securitySchemes")).map(|(name, _)| name).collect();
    for site in subject.sites.of(Kind::SecurityRequirement) {
        for (name, _) in site.node.as_object().into_iter().flat_map(|object| object.iter()) {
            if !declared.contains(name) {
                let message =
                    format!("the security scheme `{name}` is not declared; no credential for it can be given");
                let hint = match closest(name, declared.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("declare it under `#/components/securitySchemes/{name}`, or mend the name"),
                };
                findings.warning("unknown_security_scheme", &site.pointer.key(name), At::Key, message, hint);
            }
        }
    }
}

/// HTTP takes any token as a method.
fn method_name(site: &Site<'_>, findings: &mut Findings) {
    let pointer = site.pointer.key(OTHER_METHODS);
    for (name, _) in site.node.members(OTHER_METHODS).filter(|(name, _)| !is_token(name)) {
        let message = format!("`{name}` is no HTTP method");
        findings.error(
            "method_name",
            &pointer.key(name),
            At::Key,
            message,
            "write the method as it is sent, as in LINK",
        );
    }
}

fn scheme_member(site: &Site<'_>, findings: &mut Findings) {
    let needed: &[&str] = match site.node.text("type") {
        Some("apiKey") => &["name", "in"],
        Some("http") => &["scheme"],
        _ => &[],
    };
    for name in needed.iter().filter(|name| site.node.get(name).is_none()) {
        let message = format!("a security scheme of this type needs `{name}`; no credential for it can be given");
        findings.warning("scheme_member", &site.pointer, At::Key, message, format!("add `{name}`"));
    }
}

fn status_key(site: &Site<'_>, findings: &mut Findings) {
    let keys = site.node.as_object().into_iter().flat_map(|object| object.iter()).map(|(key, _)| key);
    for key in keys.filter(|key| !key.starts_with("x-") && Status::parse(key).is_none()) {
        let message = format!("`{key}` is no HTTP status; it is left out");
        let hint = "use a code such as \"200\", a range such as 4XX, or default";
        findings.warning("status_key", &site.pointer.key(key), At::Key, message, hint);
    }
}

fn empty_responses(site: &Site<'_>, findings: &mut Findings) {
    if site.node.as_object().is_some_and(|object| object.iter().next().is_none()) {
        let message = "this operation documents no response; whatever comes is an error".to_owned();
        findings.warning("empty_responses", &site.pointer, At::Key, message, "document at least the success");
    }
}
