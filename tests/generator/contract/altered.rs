//! Answers with one value that the document does not allow.

use specwright_codegen::Alteration;

use super::{ask, contract_of, snapshot};

const DOCUMENT: &str = r##"
openapi: 3.0.3
info: { title: Altered, version: "1" }
paths:
  /pet:
    get:
      responses:
        "200":
          description: A pet.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Pet" }
              example:
                kind: cat
                note: null
                owners: [{ name: a, state: active }]
                level: 1
  /pets:
    get:
      responses:
        "200":
          description: Pets.
          content:
            application/json:
              schema: { type: array, items: { oneOf: [{ type: integer }, { type: string, enum: [UNKNOWN_VALUE, b] }] } }
              example: [1, b]
  /text: { get: { responses: { "200": { description: A text., content: { text/plain: { example: a } } } } } }
  /open: { get: { responses: { "200": { description: Anything., content: { application/json: { example: { a: 1 } } } } } } }
  /none: { get: { responses: { "204": { description: Nothing. } } } }
  /lax:
    get:
      responses:
        "200":
          description: All may be null.
          content: { application/json: { schema: { type: object, additionalProperties: { type: string, nullable: true } }, example: { a: b } } }
components:
  schemas:
    Pet:
      type: object
      discriminator: { propertyName: kind }
      required: [kind]
      properties:
        kind: { type: string, enum: [cat, dog] }
        note: { type: string, nullable: true }
        owners: { type: array, items: { allOf: [{ $ref: "#/components/schemas/Owner" }] } }
        level: { type: integer, enum: [1, 2] }
    Owner: { type: object, properties: { name: { type: string }, state: { type: string, enum: [active, gone] } } }
"##;

#[test]
fn one_value_is_another() {
    let contract = contract_of("openapi.yaml", DOCUMENT);
    let mut text = String::new();
    for path in ["/pet", "/pets", "/text", "/open", "/none", "/lax"] {
        let answer = ask(&contract, &format!("GET {path}"));
        text.push_str(&format!("{path}\n  {}\n", String::from_utf8_lossy(&answer.body)));
        for how in [Alteration::UnknownEnumValue, Alteration::UndocumentedNull] {
            let altered = contract.altered(&answer, how).map(|answer| String::from_utf8(answer.body).unwrap());
            text.push_str(&format!("  {how:?}: {}\n", altered.unwrap_or_else(|| "nowhere".to_owned())));
        }
    }
    snapshot("contract", "altered", "Answers, and what they become", &text);
}
