//! Documents that say one text wherever a document can say anything.

use super::support::{read, tests_dir};

/// Texts that try to be code, markup or a path, one JSON string a line.
pub fn hostile_texts() -> Vec<String> {
    let lines = read(tests_dir().join("fixtures/hostile_texts.jsonl"));
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A document whose every free text is `text`; what names Rust items is harmless.
pub fn document_of(text: &str) -> String {
    let text = serde_json::Value::String(text.to_owned()).to_string();
    let said = format!("title: {text}, description: {text}");
    format!(
        "openapi: 3.0.3
info: {{{said}, version: {text}}}
servers: [{{url: \"https://a.example\", description: {text}}}]
tags: [{{name: cats, description: {text}}}]
paths:
  /cats/{{id}}:
    post:
      tags: [cats]
      operationId: addCat
      summary: {text}
      description: {text}
      parameters:
        - {{name: id, in: path, required: true, description: {text}, schema: {{type: string, default: {text}}}}}
        - {{name: sort, in: query, description: {text}, schema: {{type: string}}}}
      requestBody: {{description: {text}, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Cat'}}}}}}}}
      responses:
        '200': {{description: {text}}}
        '201': {{description: {text}, content: {{text/plain: {{}}}}}}
        '400': {{description: {text}}}
      callbacks:
        added:
          '{{$request.body#/url}}':
            post:
              summary: {text}
              description: {text}
              parameters: [{{name: X-Kind, in: header, description: {text}, schema: {{type: string}}}}]
              requestBody: {{description: {text}, content: {{application/json: {{}}}}}}
              responses: {{'200': {{description: {text}}}}}
components:
  securitySchemes:
    key: {{type: apiKey, in: header, name: X-Key, description: {text}}}
  schemas:
    Cat:
      type: object
      {said_lines}
      required: [name]
      properties:
        name: {{type: string, {said}, default: {text}, example: {text}, pattern: {text}, maxLength: 9}}
        mood: {{type: string, enum: [calm, {text}], {said}}}
        either: {{oneOf: [{{type: string}}, {{type: integer}}], {said}}}
",
        said_lines = said.replace(", description", "\n      description"),
    )
}

/// A document whose every name is `text`, as far as OpenAPI lets it be.
pub fn document_named(text: &str) -> String {
    let quoted = |text: &str| serde_json::Value::String(text.to_owned()).to_string();
    let path = quoted(&format!("/{}", text.replace(['{', '}'], "")));
    let text = quoted(text);
    format!(
        "openapi: 3.0.3
info: {{title: T, version: '1'}}
servers: [{{url: {server}}}]
security: [{{{text}: []}}]
paths:
  {path}:
    post:
      tags: [{text}]
      operationId: {text}
      parameters:
        - {{name: {text}, in: query, required: true, schema: {{type: string}}}}
        - {{name: {text}, in: header, schema: {{type: string}}}}
      requestBody: {{required: true, content: {{{text}: {{}}}}}}
      responses:
        '200': {{description: Done., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Cat'}}}}}}}}
        '201': {{description: Done., content: {{{text}: {{}}}}}}
      callbacks:
        {text}:
          {text}:
            post:
              parameters: [{{name: {text}, in: header, schema: {{type: string}}}}]
              requestBody: {{content: {{application/json: {{}}}}}}
              responses: {{'200': {{description: Done.}}}}
components:
  securitySchemes:
    {text}: {{type: apiKey, in: header, name: {text}}}
  schemas:
    Cat:
      type: object
      required: [{text}]
      properties:
        {text}: {{type: string, enum: [{text}]}}
    Dog: {{oneOf: [{{title: {text}, type: object}}, {{title: {text}, type: string}}]}}
    {text}: {{type: object, properties: {{a: {{type: string}}}}}}
",
        server = quoted(&format!("https://a.example/{}", serde_json::from_str::<String>(&text).unwrap())),
    )
}
