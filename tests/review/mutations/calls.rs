//! Mutations of operations, their parameters, bodies and responses.

use serde_json::{Value, json};
use specwright_codegen::Impact::{Breaking, Compatible, Documentation, Warning};

use super::kinds::{Levels, Mutation, Part, both, has_any, list, mistyped, object, pick, text};
use super::world::World;
use crate::generator::mutations::Random;
use crate::review::places::Kind::{Header, MediaType, Operation, Parameter, PathItem, RequestBody, Response};

pub const ALL: &[Mutation] = &[
    Mutation { name: "operation removed", part: PathItem, change: operation_removed },
    Mutation { name: "operation added", part: PathItem, change: operation_added },
    Mutation { name: "operation deprecated or not", part: Operation, change: deprecated },
    Mutation { name: "operationId changed", part: Operation, change: id_changed },
    Mutation { name: "tag changed", part: Operation, change: tag_changed },
    Mutation { name: "security given up", part: Operation, change: security_given_up },
    Mutation { name: "retry forbidden", part: Operation, change: retry_forbidden },
    Mutation { name: "summary mistyped", part: Operation, change: |part, _, _| mistyped(part, "summary") },
    Mutation {
        name: "description of an operation mistyped",
        part: Operation,
        change: |part, _, _| mistyped(part, "description"),
    },
    Mutation { name: "optional parameter added", part: Operation, change: |part, _, _| parameter_added(part, false) },
    Mutation { name: "required parameter added", part: Operation, change: |part, _, _| parameter_added(part, true) },
    Mutation { name: "parameter removed", part: Operation, change: parameter_removed },
    Mutation { name: "parameter required", part: Parameter, change: parameter_required },
    Mutation { name: "parameter renamed", part: Parameter, change: parameter_renamed },
    Mutation { name: "parameter moved", part: Parameter, change: parameter_moved },
    Mutation { name: "list of a parameter joined", part: Parameter, change: joined },
    Mutation { name: "parameter deprecated or not", part: Parameter, change: deprecated },
    Mutation {
        name: "description of a parameter mistyped",
        part: Parameter,
        change: |part, _, _| mistyped(part, "description"),
    },
    Mutation { name: "body optional", part: RequestBody, change: body_optional },
    Mutation { name: "media type of a body changed", part: RequestBody, change: media_type_changed },
    Mutation { name: "media type of a response changed", part: Response, change: media_type_changed },
    Mutation { name: "media type of a response added", part: Response, change: media_type_added },
    Mutation { name: "success added", part: Operation, change: |part, _, _| response_added(part, "207", Warning) },
    Mutation { name: "error added", part: Operation, change: |part, _, _| response_added(part, "418", Compatible) },
    Mutation {
        name: "default response added",
        part: Operation,
        change: |part, _, _| response_added(part, "default", Compatible),
    },
    Mutation { name: "success removed", part: Operation, change: |part, _, _| response_removed(part, "2", Breaking) },
    Mutation { name: "error removed", part: Operation, change: |part, _, _| response_removed(part, "4", Compatible) },
    Mutation {
        name: "default response removed",
        part: Operation,
        change: |part, _, _| response_removed(part, "d", Warning),
    },
    Mutation {
        name: "description of a response mistyped",
        part: Response,
        change: |part, _, _| mistyped(part, "description"),
    },
    Mutation { name: "header of a response added", part: Response, change: header_added },
    Mutation { name: "header of a response removed", part: Response, change: header_removed },
    Mutation { name: "header of a response promised", part: Header, change: header_promised },
    Mutation { name: "example changed", part: MediaType, change: example_changed },
];

const METHODS: [&str; 4] = ["get", "put", "post", "patch"];

fn operation_removed(item: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    let method = METHODS.into_iter().find(|method| item.contains_key(*method))?;
    item.remove(method);
    Some(both(Breaking))
}

fn operation_added(item: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    let mut operation = METHODS.into_iter().find_map(|method| item.get(method))?.clone();
    operation["operationId"] = json!("zzAdded");
    operation["responses"] = json!({"204": {"description": "Done"}});
    for key in ["x-specwright", "requestBody"] {
        operation.as_object_mut()?.remove(key);
    }
    item.insert("delete".to_owned(), operation);
    Some(both(Compatible))
}

fn deprecated(part: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    let flag = part.get("deprecated") != Some(&json!(true));
    (!part.contains_key("$ref")).then(|| part.insert("deprecated".to_owned(), json!(flag)));
    Some(both(Compatible)).filter(|_| !part.contains_key("$ref"))
}

fn id_changed(operation: &mut Part, world: &World, _: &mut Random) -> Option<Levels> {
    let id = format!("{}Anew", text(operation, "operationId").filter(|id| !world.is_named(id))?);
    operation.insert("operationId".to_owned(), json!(id));
    Some(both(Compatible))
}

fn tag_changed(operation: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    operation.insert("tags".to_owned(), json!(["zz"]));
    Some(both(Compatible))
}

fn security_given_up(operation: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    operation.insert("security".to_owned(), json!([]));
    Some(both(Compatible))
}

fn retry_forbidden(operation: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    let said = object(operation, "x-specwright")?;
    if has_any(said, &["retry", "poll", "pagination"]) {
        return None;
    }
    said.insert("retry".to_owned(), json!("never"));
    Some(both(Warning))
}

fn parameter_added(operation: &mut Part, is_required: bool) -> Option<Levels> {
    let parameters = operation.entry("parameters").or_insert_with(|| json!([])).as_array_mut()?;
    parameters.push(json!({"name": "zzAdded", "in": "query", "required": is_required, "schema": {"type": "string"}}));
    Some(both(if is_required { Breaking } else { Compatible }))
}

fn parameter_removed(operation: &mut Part, world: &World, random: &mut Random) -> Option<Levels> {
    let parameters = list(operation, "parameters")?;
    let at = random.below(parameters.len());
    if !is_free(parameters.get(at)?.as_object()?, world) {
        return None;
    }
    parameters.remove(at);
    Some(both(Warning))
}

/// Whether a parameter is one of the query that nothing relies on.
fn is_free(parameter: &Part, world: &World) -> bool {
    text(parameter, "in") == Some("query") && text(parameter, "name").is_some_and(|name| !world.is_named(name))
}

fn parameter_required(parameter: &mut Part, world: &World, _: &mut Random) -> Option<Levels> {
    if !is_free(parameter, world) || parameter.get("required") == Some(&json!(true)) {
        return None;
    }
    parameter.insert("required".to_owned(), json!(true));
    Some(both(Breaking))
}

fn parameter_renamed(parameter: &mut Part, world: &World, _: &mut Random) -> Option<Levels> {
    if !is_free(parameter, world) {
        return None;
    }
    let name = format!("{}Anew", text(parameter, "name")?);
    parameter.insert("name".to_owned(), json!(name));
    Some(both(Breaking))
}

fn parameter_moved(parameter: &mut Part, world: &World, _: &mut Random) -> Option<Levels> {
    if !is_free(parameter, world) || has_any(parameter, &["style", "explode"]) {
        return None;
    }
    parameter.insert("in".to_owned(), json!("header"));
    Some(both(Breaking))
}

fn joined(parameter: &mut Part, world: &World, _: &mut Random) -> Option<Levels> {
    if !is_free(parameter, world) || parameter["schema"]["type"] != "array" {
        return None;
    }
    parameter.insert("explode".to_owned(), json!(false));
    Some(both(Breaking))
}

fn body_optional(body: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    (body.remove("required")? == json!(true)).then_some(both(Compatible))
}

fn media_type_changed(part: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    let content = object(part, "content")?;
    let media = content.remove("application/json")?;
    content.insert("application/vnd.other+json".to_owned(), media);
    Some(both(Breaking))
}

fn media_type_added(part: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    object(part, "content")?.insert("text/csv".to_owned(), json!({"schema": {"type": "string"}}));
    Some(both(Warning))
}

fn response_added(operation: &mut Part, status: &str, level: specwright_codegen::Impact) -> Option<Levels> {
    let responses = object(operation, "responses")?;
    if responses.contains_key(status) {
        return None;
    }
    responses.insert(status.to_owned(), json!({"description": "What is new"}));
    Some(both(level))
}

fn response_removed(operation: &mut Part, start: &str, level: specwright_codegen::Impact) -> Option<Levels> {
    let is_relied_on =
        operation.get("x-specwright").is_some_and(|said| has_any(said.as_object().unwrap(), &["pagination", "poll"]));
    if is_relied_on {
        return None;
    }
    let responses = object(operation, "responses")?;
    let status = responses.keys().find(|status| status.starts_with(start))?.clone();
    responses.remove(&status);
    (!responses.is_empty()).then_some(both(level))
}

fn header_added(response: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    if response.contains_key("$ref") {
        return None;
    }
    response.entry("headers").or_insert_with(|| json!({}))["X-Zz"] = json!({"schema": {"type": "string"}});
    Some(both(Compatible))
}

fn header_removed(response: &mut Part, _: &World, random: &mut Random) -> Option<Levels> {
    let name = pick(response, "headers", random, |_, _| true)?;
    object(response, "headers")?.remove(&name);
    Some(both(Warning))
}

fn header_promised(header: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    header.insert("required".to_owned(), json!(true));
    Some(both(Compatible))
}

fn example_changed(media: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    let example = media.get_mut("example")?;
    let (_, first) = example.as_object_mut()?.iter_mut().find(|(_, value)| value.is_string())?;
    *first = Value::from("ZZ");
    Some(both(Documentation))
}
