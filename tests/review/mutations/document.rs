//! Mutations of what a document says of all its operations.

use serde_json::{Value, json};
use specwright_codegen::Impact::{Breaking, Compatible, Documentation};

use super::kinds::{Levels, Mutation, Part, both, list, mistyped, object, text};
use super::world::World;
use crate::generator::mutations::Random;
use crate::review::places::Kind::{Components, Document};

pub const ALL: &[Mutation] = &[
    Mutation { name: "version of the document", part: Document, change: version_changed },
    Mutation { name: "title mistyped", part: Document, change: |part, _, _| mistyped(object(part, "info")?, "title") },
    Mutation { name: "description of a tag mistyped", part: Document, change: tag_mistyped },
    Mutation { name: "server changed", part: Document, change: server_changed },
    Mutation { name: "server added", part: Document, change: server_added },
    Mutation { name: "server removed", part: Document, change: server_removed },
    Mutation { name: "security optional", part: Document, change: security_optional },
    Mutation { name: "security of another scheme", part: Components, change: scheme_changed },
    Mutation { name: "schema that nobody uses", part: Components, change: schema_added },
];

fn version_changed(document: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    object(document, "info")?.insert("version".to_owned(), json!("99"));
    Some(both(Documentation))
}

fn tag_mistyped(document: &mut Part, _: &World, random: &mut Random) -> Option<Levels> {
    let tags = list(document, "tags")?;
    let at = random.below(tags.len());
    mistyped(tags[at].as_object_mut()?, "description")
}

fn server_changed(document: &mut Part, _: &World, random: &mut Random) -> Option<Levels> {
    let servers = list(document, "servers")?;
    let at = random.below(servers.len());
    servers[at]["url"] = json!("https://elsewhere.example");
    Some(both(Breaking))
}

fn server_added(document: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    list(document, "servers")?.push(json!({"url": "https://one-more.example", "description": "One more"}));
    Some(both(Compatible))
}

fn server_removed(document: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    let servers = list(document, "servers").filter(|servers| servers.len() > 1)?;
    servers.pop();
    Some(both(Breaking))
}

fn security_optional(document: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    list(document, "security")?.push(json!({}));
    Some(both(Compatible))
}

fn scheme_changed(components: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    let scheme = object(components, "securitySchemes")?.values_mut().next().and_then(Value::as_object_mut)?;
    match text(scheme, "type")? {
        "apiKey" => scheme.insert("name".to_owned(), json!("X-Other")),
        _ => scheme.insert("scheme".to_owned(), json!("bearer")),
    };
    Some(both(Breaking))
}

fn schema_added(components: &mut Part, _: &World, _: &mut Random) -> Option<Levels> {
    object(components, "schemas")?.insert("ZzAdded".to_owned(), json!({"type": "object", "properties": {}}));
    Some(both(Compatible))
}
