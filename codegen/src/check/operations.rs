//! Rules on operations: ids, path templates and their parameters, security requirements.

use std::collections::{HashMap, HashSet};

use super::Subject;
use super::findings::Findings;
use super::near::closest;
use super::shape::{Kind, METHODS};
use crate::model::{resolve, template_parameters};
use crate::parse::{At, Node};
use crate::pointer::Pointer;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    duplicate_operation_id(subject, findings);
    unknown_security_scheme(subject, findings);
    let paths = Pointer::default().key("paths");
    for (path, item) in subject.root.members("paths").filter(|(path, _)| !path.starts_with("x-")) {
        let pointer = paths.key(path);
        if !path.starts_with('/') || template_parameters(path).is_none() {
            path_syntax(path, &pointer, findings);
            continue;
        }
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                parameters(subject.root, path, item, operation, &pointer.key(method), findings);
            }
        }
    }
}

fn duplicate_operation_id(subject: &Subject<'_>, findings: &mut Findings) {
    let mut first: HashMap<&str, &Pointer> = HashMap::new();
    for site in subject.sites.of(Kind::Operation) {
        let Some(id) = site.node.text("operationId") else { continue };
        if let Some(earlier) = first.get(id) {
            let message = format!("the operationId `{id}` is already used at {earlier}");
            let hint = "give each operation an id of its own";
            findings.error("duplicate_operation_id", &site.pointer.key("operationId"), At::Value, message, hint);
        } else {
            first.insert(id, &site.pointer);
        }
    }
}

fn unknown_security_scheme(subject: &Subject<'_>, findings: &mut Findings) {
    let declared: HashSet<&str> = subject
        .root
        .get("components")
        .into_iter()
        .flat_map(|node| node.members("securitySchemes"))
        .map(|(name, _)| name)
        .collect();
    for site in subject.sites.of(Kind::SecurityRequirement) {
        for (name, _) in site.node.as_object().into_iter().flat_map(|object| object.iter()) {
            if !declared.contains(name) {
                let message = format!("the security scheme `{name}` is not declared");
                let hint = match closest(name, declared.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("declare it under `#/components/securitySchemes/{name}`, or mend the name"),
                };
                findings.error("unknown_security_scheme", &site.pointer.key(name), At::Key, message, hint);
            }
        }
    }
}

fn path_syntax(path: &str, pointer: &Pointer, findings: &mut Findings) {
    let message = format!("`{path}` is no path template");
    let hint = "start it with `/`, and write each parameter as `{name}`, braces in pairs";
    findings.error("path_syntax", pointer, At::Key, message, hint);
}

/// A declared parameter: where it stands and which one it is.
struct Declared<'d> {
    pointer: Pointer,
    location: &'d str,
    name: &'d str,
}

fn parameters(root: &Node, path: &str, item: &Node, operation: &Node, pointer: &Pointer, findings: &mut Findings) {
    let at_path = pointer.parent().unwrap_or_default();
    let (shared, shared_whole) = declared(root, item, &at_path);
    let (own, own_whole) = declared(root, operation, pointer);
    duplicate_parameter(&own, findings);
    duplicate_parameter(&shared, findings);
    let all: Vec<_> = shared.iter().chain(&own).filter(|parameter| parameter.location == "path").collect();
    let template: Vec<_> = template_parameters(path).unwrap_or_default();
    for parameter in all.iter().filter(|parameter| !template.contains(&parameter.name)) {
        unused_path_parameter(path, parameter, findings);
    }
    // A parameter behind a broken reference may be the one that is missed.
    if shared_whole && own_whole {
        for name in template.iter().filter(|name| !all.iter().any(|parameter| parameter.name == **name)) {
            undeclared_path_parameter(path, name, &at_path, findings);
        }
    }
}

/// The parameters declared at a node, and whether every one of them could be read.
fn declared<'d>(root: &'d Node, node: &'d Node, pointer: &Pointer) -> (Vec<Declared<'d>>, bool) {
    let list = node.list("parameters");
    let read: Vec<_> = list
        .iter()
        .enumerate()
        .filter_map(|(index, parameter)| {
            let parameter = resolve(root, parameter)?;
            let (location, name) = (parameter.text("in")?, parameter.text("name")?);
            Some(Declared { pointer: pointer.key("parameters").index(index), location, name })
        })
        .collect();
    let whole = read.len() == list.len();
    (read, whole)
}

fn duplicate_parameter(parameters: &[Declared<'_>], findings: &mut Findings) {
    let mut seen = HashSet::new();
    for parameter in parameters {
        if !seen.insert((parameter.location, parameter.name)) {
            let message = format!("the {} parameter `{}` is declared twice here", parameter.location, parameter.name);
            findings.error("duplicate_parameter", &parameter.pointer, At::Value, message, "keep one of the two");
        }
    }
}

fn unused_path_parameter(path: &str, parameter: &Declared<'_>, findings: &mut Findings) {
    let message = format!("the path parameter `{}` does not occur in `{path}`; it is left out", parameter.name);
    let hint = format!("write `{{{}}}` in the path, or remove the parameter", parameter.name);
    findings.warning("unused_path_parameter", &parameter.pointer, At::Value, message, hint);
}

fn undeclared_path_parameter(path: &str, name: &str, pointer: &Pointer, findings: &mut Findings) {
    let message = format!("`{{{name}}}` in `{path}` is not declared as a path parameter");
    let hint = format!("declare it: `{{name: {name}, in: path, required: true, schema: …}}`");
    findings.error("undeclared_path_parameter", pointer, At::Key, message, hint);
}
