//! Rules on path templates and parameters.

use std::collections::{HashMap, HashSet};

use super::Subject;
use super::findings::Findings;
use super::shape::Kind;
use super::walk::Site;
use crate::calls::{Call, calls};
use crate::openapi::{METHODS, is_reserved_header, is_token, operations, request_path, resolve, template_parameters};
use crate::parse::{At, Node};
use crate::pointer::Pointer;

const LOCATIONS: [&str; 5] = ["query", "header", "path", "cookie", "querystring"];

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let paths = Pointer::default().key("paths");
    for (path, _) in subject.root.members("paths").filter(|(path, _)| !path.starts_with("x-")) {
        path_syntax(path, &paths.key(path), findings);
    }
    same_path(subject.root, &paths, findings);
    for call in calls(subject.root) {
        of_call(subject.root, &call, findings);
    }
    for site in subject.sites.of(Kind::Parameter) {
        parameter_location(site, findings);
        reserved_header(site, findings);
        parameter_name(site, findings);
        parameter_schema(site, findings);
        path_parameter_required(site, findings);
    }
}

fn path_syntax(key: &str, pointer: &Pointer, findings: &mut Findings) {
    let path = request_path(key).unwrap_or_default();
    let hint = match () {
        () if METHODS.contains(&key) => "indent it below the path that it belongs to",
        () if key.contains("://") => "write the host under `servers`, and the path here",
        () if template_parameters(&path).is_none() => {
            "write each parameter of the path as `{name}`, and those of the query under `parameters`"
        }
        () if path == key && !key.contains('?') => return,
        () => {
            let message = format!("`{key}` is no path template; calls go to `{path}`");
            return findings.warning("path_syntax", pointer, At::Key, message, mend_path(key));
        }
    };
    findings.error("path_syntax", pointer, At::Key, format!("`{key}` is no path template"), hint);
}

/// What is to be done to a path that a call can be made of all the same.
fn mend_path(key: &str) -> &'static str {
    match (key.trim().starts_with('/'), key.contains('?'), key.contains('#')) {
        (true, true, _) => "write the query as parameters",
        (false, true, _) => "start it with `/`, and write the query as parameters",
        (true, _, true) => "remove the fragment; tell operations apart by methods and parameters",
        (true, ..) => "remove the spaces around it",
        (false, ..) => "start it with `/`",
    }
}

/// Templates that differ in the names of their parameters only are the same path.
fn same_path(root: &Node, paths: &Pointer, findings: &mut Findings) {
    let mut first: HashMap<String, (&str, &Node)> = HashMap::new();
    for (path, item) in root.members("paths").filter(|(path, _)| !path.contains('#')) {
        let names = template_parameters(path).unwrap_or_default();
        let shape = names.iter().fold(path.to_owned(), |shape, name| shape.replacen(&format!("{{{name}}}"), "{}", 1));
        if let Some((earlier, other)) = first.get(&shape) {
            let message = format!("`{path}` is the same path as `{earlier}` under other names");
            let hint = match have_one_method(root, item, other) {
                true => "keep one of them, with one parameter that takes either",
                false => "bring the operations of both under one path",
            };
            findings.warning("same_path", &paths.key(path), At::Key, message, hint);
        } else {
            first.insert(shape, (path, item));
        }
    }
}

/// Whether two path items have operations of one method, so that no third can have all operations of both.
fn have_one_method(root: &Node, one: &Node, other: &Node) -> bool {
    let methods = |item| {
        let operations = resolve(root, item).map(|item| operations(item, &Pointer::default())).unwrap_or_default();
        operations.into_iter().map(|(method, ..)| method).collect::<HashSet<_>>()
    };
    !methods(one).is_disjoint(&methods(other))
}

/// A declared parameter: where it stands and which one it is.
struct Declared<'d> {
    pointer: Pointer,
    location: &'d str,
    name: &'d str,
}

fn of_call(root: &Node, call: &Call<'_>, findings: &mut Findings) {
    whole_query(root, call, findings);
    let Some(template) = template_parameters(&call.path) else { return };
    let (shared, shared_whole) = declared(root, call.item, &call.item_pointer);
    let (own, own_whole) = declared(root, call.operation, &call.pointer);
    duplicate_parameter(&own, findings);
    duplicate_parameter(&shared, findings);
    let all: Vec<_> = shared.iter().chain(&own).filter(|parameter| parameter.location == "path").collect();
    for parameter in all.iter().filter(|parameter| !template.contains(&parameter.name)) {
        unused_path_parameter(&call.path, parameter, findings);
    }
    // A parameter behind a broken reference may be the one that is missed.
    if shared_whole && own_whole {
        for name in template.iter().filter(|name| !all.iter().any(|parameter| parameter.name == **name)) {
            undeclared_path_parameter(&call.path, name, &call.item_pointer, findings);
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
            let Declared { location, name, .. } = parameter;
            let message = format!("the {location} parameter `{name}` is declared twice here; the last one counts");
            findings.warning("duplicate_parameter", &parameter.pointer, At::Value, message, "keep one of the two");
        }
    }
}

fn unused_path_parameter(path: &str, parameter: &Declared<'_>, findings: &mut Findings) {
    let message = format!("the path parameter `{}` does not occur in `{path}`; it is left out", parameter.name);
    let hint = format!("write `{{{}}}` in the path, or remove the parameter", parameter.name);
    findings.warning("unused_path_parameter", &parameter.pointer, At::Value, message, hint);
}

fn undeclared_path_parameter(path: &str, name: &str, pointer: &Pointer, findings: &mut Findings) {
    let message = format!("`{{{name}}}` in `{path}` is not declared as a path parameter; it is taken as a string");
    let hint = format!("declare it: `{{name: {name}, in: path, required: true, schema: …}}`");
    findings.warning("undeclared_path_parameter", pointer, At::Key, message, hint);
}

/// Where nobody knows, a call can go without it, unless it has to be there.
fn parameter_location(site: &Site<'_>, findings: &mut Findings) {
    let location = site.node.text("in").unwrap_or("query");
    if LOCATIONS.contains(&location) {
        return;
    }
    let pointer = site.pointer.key("in");
    let message = format!("`{location}` is no place for a parameter");
    if ["body", "formData"].contains(&location) {
        let hint = "describe the body under `requestBody`, as OpenAPI 3 does";
        findings.error("parameter_location", &pointer, At::Value, message, hint);
    } else if site.node.flag("required") {
        let hint = format!("use one of: {}", LOCATIONS.join(", "));
        findings.error("parameter_location", &pointer, At::Value, message, hint);
    } else {
        let hint = format!("use one of: {}", LOCATIONS.join(", "));
        findings.warning("parameter_location", &pointer, At::Value, format!("{message}; it is left out"), hint);
    }
}

fn reserved_header(site: &Site<'_>, findings: &mut Findings) {
    let name = site.node.text("name").unwrap_or_default();
    if site.node.text("in") == Some("header") && is_reserved_header(name) {
        let message = format!("OpenAPI ignores a parameter for the header `{name}`; it is left out");
        let hint = "say it by `security` and the media types; a call's options can set any header";
        findings.warning("reserved_header", &site.pointer, At::Value, message, hint);
    }
}

/// What HTTP has no name for cannot be sent.
fn parameter_name(site: &Site<'_>, findings: &mut Findings) {
    let name = site.node.text("name").unwrap_or_default();
    let location = site.node.text("in").unwrap_or_default();
    if !["header", "cookie"].contains(&location) || site.node.get("name").is_none() || is_token(name) {
        return;
    }
    let (pointer, hint) = (site.pointer.key("name"), "use letters, digits and `-`, as HTTP does");
    let message = format!("no {location} can have the name `{name}`");
    if site.node.flag("required") {
        findings.error("parameter_name", &pointer, At::Value, message, hint);
    } else {
        findings.warning("parameter_name", &pointer, At::Value, format!("{message}; it is left out"), hint);
    }
}

/// A parameter that is the whole query leaves no room for another.
fn whole_query(root: &Node, call: &Call<'_>, findings: &mut Findings) {
    let all = call.parameters(root);
    let is_in = |node: &Node, place| node.text("in") == Some(place);
    let Some((pointer, whole)) = all.iter().find(|(_, node)| is_in(node, "querystring")) else { return };
    let in_query = |node: &&Node| is_in(node, "query") || is_in(node, "querystring");
    if let Some((_, other)) = all.iter().find(|(at, node)| at != pointer && in_query(node)) {
        let name = |node: &Node| node.text("name").unwrap_or_default().to_owned();
        let message =
            format!("`{}` is the whole query, and `{}` is in it, too; both are sent", name(whole), name(other));
        let hint = "describe the query by one parameter, or by one for each pair";
        findings.warning("whole_query", pointer, At::Value, message, hint);
    }
}

fn parameter_schema(site: &Site<'_>, findings: &mut Findings) {
    if site.node.get("schema").is_none() && site.node.get("content").is_none() {
        let message = "this parameter has no `schema`; any value is taken".to_owned();
        findings.warning("parameter_schema", &site.pointer, At::Value, message, "say what it is: `schema: {type: …}`");
    }
}

fn path_parameter_required(site: &Site<'_>, findings: &mut Findings) {
    if site.node.text("in") == Some("path") && !site.node.flag("required") {
        let message = "a path parameter is always required, but this one does not say so".to_owned();
        findings.warning("path_parameter_required", &site.pointer, At::Value, message, "add `required: true`");
    }
}
