//! Documents that say one text in the keys and values that only the wire sees, in tags, and in the names of files.

use serde_json::{Value, json};
use specwright_codegen::{Bundle, Source};

/// A document with the text wherever it is neither prose nor the name of a type or field.
pub fn document_keyed(text: &str) -> String {
    let said = |more: Value| {
        let mut all = json!({ "description": text, "x-note": { (text): [text, { (text): text }] } });
        all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        all
    };
    let answer = json!({
        // No name of a header has a blank.
        "200": said(json!({ "headers": {
            (format!("X {text}")): said(json!({ "schema": { "type": "string" } })),
            "X-Note": said(json!({ "schema": { "type": "string" } })),
        } })),
        "default": said(json!({ "links": { (text): { "operationId": text, "parameters": { (text): text } } } })),
    });
    let kinds = [("Cat", text), ("Dog", "woof")].map(|(name, kind)| {
        let kind = json!({ (text): { "type": "string", "enum": [kind] }, "name": { "type": "string" } });
        (name.to_owned(), json!({ "type": "object", "required": ["name"], "properties": kind }))
    });
    let [cat, dog] = kinds.clone().map(|(name, _)| json!({ "$ref": format!("#/components/schemas/{name}") }));
    let mapping = json!({ (text): "Cat", "woof": "#/components/schemas/Dog", "gone": text });
    let pet = json!({ "oneOf": [cat, dog], "discriminator": { "propertyName": text, "mapping": mapping } });
    let listed = json!({ "enum": [1, true, [text], { (text): text }] });
    let keyed = json!({
        "type": "object",
        "patternProperties": { (text): { "type": "string", "pattern": text } },
        "propertyNames": { "pattern": text, "enum": ["a", text] },
    });
    let order = json!({
        "type": "object",
        "properties": { "pet": pet, "listed": listed, "keyed": keyed, "fixed": { "const": { (text): text } }, "a": {}, "b": {} },
        "dependentRequired": { "a": [text] },
        "if": { "properties": { "a": { "enum": [text] } }, "required": ["a"] },
        "then": { "required": ["b", text] },
        "default": { (text): text },
        "examples": [text, { (text): text }],
        "externalDocs": { "url": text, "description": text },
        "xml": { "name": text },
    });
    let schemas: serde_json::Map<_, _> = kinds.into_iter().chain([("Order".to_owned(), order)]).collect();
    let body = json!({ "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Order" } } }, "required": true });
    let post = json!({
        "operationId": "addOrder",
        "requestBody": body,
        "security": [{ (text): [text] }, { "flow": [text] }],
        "servers": [{ "url": "https://b.example/{own}", "description": text, "variables": {
            "own": { "default": "a", "enum": [text], "description": text }, (text): { "default": text } } }],
        "parameters": [
            { "name": format!("q{text}"), "in": "query", "style": "deepObject", "schema": { "$ref": "#/components/schemas/Cat" } },
            { "name": "c", "in": "cookie", "content": { (text): { "schema": { "type": "object" } } } },
        ],
        "responses": answer,
        "callbacks": { (text): { (text): { "post": { "requestBody": body, "responses": answer } } } },
    });
    // A place in a body, as a pointer.
    let place = format!("$response.body#/{}", text.replace('~', "~0").replace('/', "~1"));
    let map = |values: Value| {
        let schema = json!({ "type": "object", "additionalProperties": values });
        json!({ "200": { "content": { "application/json": { "schema": schema } } } })
    };
    let list = json!({
        "operationId": "listOrders",
        "parameters": [{ "name": format!("q{text}"), "in": "query", "schema": { "type": "string" } }],
        "responses": map(json!({ "type": "array", "items": { "type": "string" } })),
        "x-specwright": { "pagination": { "style": "cursor", "parameter": format!("q{text}"), "items": place, "next": "$item" } },
    });
    let wait = json!({
        "operationId": "getOrders",
        "responses": map(json!({ "type": "string" })),
        "x-specwright": { "retry": "safe", "poll": { "state": place, "until": [text], "failed": [format!("not {text}")] } },
    });
    // An address that holds one of these is no constant.
    let address = text.replace(['{', '}', '?', '#'], "");
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": text, "version": text, "summary": text, "license": { "name": text, "url": text, "identifier": text },
            "contact": { "name": text, "url": text, "email": text }, "termsOfService": text },
        "externalDocs": { "url": text },
        "jsonSchemaDialect": text,
        "servers": [{ "url": "https://a.example/{place}", "description": text, "variables": {
            "place": { "default": address, "enum": [text], "description": text }, (text): { "default": text } } }],
        "paths": { "/orders": { "summary": text, "post": post, "get": list, "put": wait } },
        "webhooks": { (text): { "post": { "requestBody": body, "responses": answer } } },
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                (text): said(json!({ "type": "apiKey", "in": "header", "name": text })),
                "flow": said(json!({ "type": "oauth2", "flows": { "clientCredentials": {
                    "tokenUrl": format!("/{text}"), "scopes": { (text): text } } } })),
            },
        },
        "x-note": { (text): text },
    });
    document.to_string()
}

/// A document with one operation for each tag.
pub fn document_tagged(tags: &[&str]) -> String {
    let operation = |(at, tag): (usize, &&str)| {
        let name = format!("add{at}");
        let schema = json!({ "type": "object", "properties": { "name": { "type": "string", "maxLength": 3 } } });
        let body = json!({ "content": { "application/json": { "schema": schema } } });
        let post = json!({ "operationId": name, "tags": [tag], "requestBody": body, "responses": { "204": { "description": "Done." } } });
        (format!("/{at}"), json!({ "post": post }))
    };
    let paths: serde_json::Map<_, _> = tags.iter().enumerate().map(operation).collect();
    json!({ "openapi": "3.0.3", "info": { "title": "T", "version": "1" }, "paths": paths }).to_string()
}

/// Two files, of which the second has the text for a name, and an overlay that has it too and says it.
pub fn bundle_named(text: &str) -> Bundle {
    let encoded: String = text.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let reference = |fragment: &str| json!({ "$ref": format!("{encoded}{fragment}") });
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "T", "version": "1" },
        "paths": {},
        "components": { "schemas": { "Whole": reference(""), "Part": reference("#/properties/part") } },
    });
    let file = json!({ "type": "object", "properties": { "part": { "type": "object", "properties": { "a": { "type": "string" } } } } });
    let update = json!({ "title": text, "description": text, "x-note": { (text): text } });
    let overlay = json!({ "overlay": "1.1.0", "info": { "title": text, "version": text },
        "actions": [{ "target": "$.info", "description": text, "update": update }] });
    let mut bundle = Bundle::from(Source::new("openapi.yaml", document.to_string()));
    bundle.files.insert(text.to_owned(), Ok(file.to_string()));
    bundle.overlays.push(Source::new(text, overlay.to_string()));
    bundle
}
