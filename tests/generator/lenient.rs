//! What real documents do wrong: a client comes of it all the same, and a warning says what was made of it.

use specwright_codegen::Level;

use super::support::generate_text;

const OK: &str = "responses: {'204': {description: Done.}}";

/// A document with this operation below a path.
fn call(path: &str, members: &str) -> String {
    document("3.0.3", &format!("paths:\n  {path:?}: {{get: {{operationId: call, {members}}}}}\n"))
}

fn document(version: &str, rest: &str) -> String {
    format!("openapi: {version}\ninfo: {{title: T, version: '1'}}\n{rest}")
}

/// A document with an operation that takes this parameter, and has the path `/a/{id}`.
fn parameter(parameter: &str) -> String {
    call("/a/{id}", &format!("parameters: [{{name: id, in: path, required: true, schema: {{}}}}, {parameter}], {OK}"))
}

/// A document with an operation that answers with this schema.
fn schema_in(version: &str, schema: &str) -> String {
    document(
        version,
        &format!(
            "paths: {{/a: {{get: {{responses: {{'200': {{description: A., content: {{application/json: {{schema: \
             {{$ref: '#/components/schemas/A'}}}}}}}}}}}}}}}}\ncomponents: {{schemas: {{A: {schema}}}}}\n"
        ),
    )
}

fn schema(schema: &str) -> String {
    schema_in("3.0.3", schema)
}

fn response(response: &str) -> String {
    call("/a", &format!("responses: {{'200': {response}}}"))
}

fn scheme(scheme: &str) -> String {
    document("3.0.3", &format!("paths: {{}}\ncomponents: {{securitySchemes: {{key: {scheme}}}}}\n"))
}

/// What is wrong, the rules that say so, and the document.
fn documents() -> Vec<(&'static str, &'static [&'static str], String)> {
    let root = |text: &str| document("3.0.3", text);
    vec![
        ("a type beside the name", &["swagger_member"], parameter("{name: b, in: query, type: string, enum: [c]}")),
        ("a schema beside the description", &["swagger_member"], response("{description: A., schema: {type: string}}")),
        ("no info", &["missing_member"], "openapi: 3.0.3\npaths: {}\n".to_owned()),
        (
            "no title, no version",
            &["missing_member", "missing_member"],
            "openapi: 3.0.3\ninfo: {}\npaths: {}\n".to_owned(),
        ),
        ("numbers as texts", &[], "openapi: 3.0\ninfo: {title: 7, version: 1.0}\npaths: {}\n".to_owned()),
        ("no paths", &["missing_member"], root("components: {}\n")),
        ("nulls for nothing", &["wrong_type"; 3], root("paths: {}\nservers:\ntags:\nsecurity:\n")),
        ("lists for objects", &["wrong_type"; 2], root("paths: []\ncomponents: []\n")),
        ("objects for lists", &["wrong_type"; 2], root("paths: {}\ntags: {}\nservers: {url: 'https://a.example'}\n")),
        ("a text for docs", &["wrong_type"], root("paths: {}\nexternalDocs: 'https://a.example'\n")),
        ("a tag without a name", &["missing_member"], root("paths: {}\ntags: [{description: A.}]\n")),
        ("servers without use", &["missing_member"], root("paths: {}\nservers: [{url: /v1}, {url: 'a b'}, {}]\n")),
        (
            "a server variable without a default",
            &["missing_member"],
            root("paths: {}\nservers: [{url: 'https://{a}.example', variables: {a: {enum: [b]}}}]\n"),
        ),
        ("an operation that is null", &["wrong_type"; 2], root("paths: {/a: {get: null}, /b: null}\n")),
        ("no responses", &["missing_member"], call("/a", "summary: A.")),
        ("a response without description", &["missing_member"], response("{}")),
        ("a response that is a text", &["wrong_type"], response("All is well.")),
        ("a response that is null", &["wrong_type", "missing_member"], response("null")),
        (
            "odd statuses",
            &["status_key"],
            call(
                "/a",
                "responses: {2Xx: {description: A.}, '200 ': {description: A.}, ok: {description: A.}, Default: {description: A.}}",
            ),
        ),
        ("odd ids", &["wrong_type"], call("/a", &format!("operationId: [1], {OK}")).replace("operationId: call, ", "")),
        ("a number as id", &[], call("/a", OK).replace("operationId: call", "operationId: 7")),
        (
            "text with blanks as id",
            &[],
            call("/a", OK).replace("operationId: call", "operationId: 'Liste / Größe (alle)'"),
        ),
        (
            "an id twice",
            &["duplicate_operation_id"],
            root(&format!("paths: {{/a: {{get: {{operationId: a, {OK}}}}}, /b: {{get: {{operationId: a, {OK}}}}}}}\n")),
        ),
        ("tags that are no texts", &["wrong_type"; 2], call("/a", &format!("tags: [null, {{name: a}}], {OK}"))),
        ("one tag without a list", &["wrong_type"], call("/a", &format!("tags: a, {OK}"))),
        ("a flag in quotes", &["wrong_type"], call("/a", &format!("deprecated: 'true', {OK}"))),
        ("no parameters", &["wrong_type"], call("/a", &format!("parameters: null, {OK}"))),
        ("a path without a slash", &["path_syntax"], call("a/b", OK)),
        ("a path with a query", &["path_syntax"], call("/a?beta=true", OK)),
        ("a path with a fragment", &["path_syntax"], call("/a#two", OK)),
        ("a parameter that nobody declares", &["undeclared_path_parameter"], call("/a/{id}", OK)),
        (
            "a parameter that the path lacks",
            &["unused_path_parameter"],
            parameter("{name: b, in: path, required: true, schema: {}}"),
        ),
        (
            "a path parameter that is not required",
            &["path_parameter_required"],
            call("/a/{id}", &format!("parameters: [{{name: id, in: path, schema: {{}}}}], {OK}")),
        ),
        (
            "a parameter twice",
            &["duplicate_parameter"],
            parameter("{name: b, in: query, schema: {}}, {name: b, in: query, schema: {type: string}}"),
        ),
        ("a parameter of no place", &["missing_member"], parameter("{name: b, schema: {}}")),
        ("a parameter of an odd place", &["parameter_location"], parameter("{name: b, in: url, schema: {}}")),
        ("a place in capitals", &["invalid_value"], parameter("{name: b, in: Query, schema: {}}")),
        ("a parameter of any value", &["parameter_schema"], parameter("{name: b, in: query}")),
        (
            "a header that OpenAPI ignores",
            &["reserved_header"],
            parameter("{name: Authorization, in: header, schema: {}}"),
        ),
        (
            "a style of another place",
            &["invalid_value"],
            parameter("{name: b, in: query, style: simple, schema: {type: array, items: {type: string}}}"),
        ),
        ("an odd style", &["invalid_value"; 1], parameter("{name: b, in: query, style: csv, schema: {}}")),
        ("a schema that is null", &["wrong_type", "parameter_schema"], parameter("{name: b, in: query, schema: null}")),
        ("a schema that is a word", &["wrong_type"], parameter("{name: b, in: query, schema: integer}")),
        (
            "a schema behind nothing",
            &["unknown_ref"],
            parameter("{name: b, in: query, schema: {$ref: '#/components/schemas/B'}}"),
        ),
        ("a body without content", &["missing_member"], call("/a", &format!("requestBody: {{}}, {OK}"))),
        (
            "examples in a list",
            &["wrong_type"],
            response("{description: A., content: {application/json: {schema: {}, examples: [1]}}}"),
        ),
        (
            "headers, links and examples of nonsense",
            &["wrong_type"; 3],
            response("{description: A., headers: {A: 1}, links: [1], content: {a/b: {examples: {a: 1}}}}"),
        ),
        ("media types of nonsense", &[], response("{description: A., content: {json: {}, '': {schema: {}}, ';': {}}}")),
        (
            "a security scheme that nobody declares",
            &["unknown_security_scheme"],
            call("/a", &format!("security: [{{key: []}}], {OK}")),
        ),
        (
            "a security scheme by name alone",
            &["wrong_type", "unknown_security_scheme"],
            call("/a", &format!("security: [key], {OK}")),
        ),
        ("a security scheme without its parts", &["scheme_member"; 2], scheme("{type: apiKey}")),
        ("a security scheme without type", &["missing_member"], scheme("{name: a, in: header}")),
        ("a security scheme of Swagger", &["invalid_value"], scheme("{type: basic}")),
        ("an unknown security scheme", &["unsupported_security_scheme"], scheme("{type: magic}")),
        ("flows of nonsense", &["wrong_type"], scheme("{type: oauth2, flows: [1]}")),
        (
            "scopes in a list",
            &["wrong_type", "missing_member"],
            scheme("{type: oauth2, flows: {implicit: {scopes: [a]}}}"),
        ),
        ("a key twice with one value", &["duplicate_key"], schema("{type: string, type: string}")),
        ("a description twice", &["duplicate_key"], schema("{type: string, description: a, description: b}")),
        ("a type in capitals", &["invalid_value"], schema("{type: String}")),
        (
            "types of other languages",
            &["invalid_value"; 4],
            schema("{type: object, properties: {a: {type: int}, b: {type: file}, c: {type: any}, d: {type: date}}}"),
        ),
        ("a type that nobody knows", &["invalid_value"], schema("{type: Pet}")),
        ("a type that is null", &["wrong_type"], schema("{type: null, minLength: 1}")),
        (
            "words of 3.1",
            &["newer_member"; 6],
            schema(
                "{type: object, properties: {a: {type: [string, integer]}, b: {const: x}, c: {type: 'null'}, d: {type: integer, exclusiveMinimum: 0}, e: true}, patternProperties: {}}",
            ),
        ),
        ("null among the types, without quotes", &["wrong_type"], schema_in("3.1.0", "{type: [string, null]}")),
        ("nullable in 3.1", &[], schema_in("3.1.0", "{type: string, nullable: true}")),
        ("exclusive in quotes", &["wrong_type"], schema("{type: integer, minimum: 1, exclusiveMinimum: 'true'}")),
        (
            "required on a property",
            &["wrong_type"],
            schema("{type: object, properties: {a: {type: string, required: true}}}"),
        ),
        (
            "required without a list",
            &["wrong_type"],
            schema("{type: object, required: a, properties: {a: {type: string}}}"),
        ),
        (
            "required of anything",
            &["wrong_type", "unknown_required"],
            schema("{type: object, required: [a, {}, 1], properties: {a: {type: string}}}"),
        ),
        (
            "required twice",
            &["repeated_value"],
            schema("{type: object, required: [a, a], properties: {a: {type: string}}}"),
        ),
        ("texts that are numbers", &["enum_value_type"], schema("{type: string, enum: [1, 2, true]}")),
        ("numbers that are texts", &["enum_value_type"], schema("{type: integer, enum: ['1', '2']}")),
        ("values that are no integers", &["enum_value_type"], schema("{type: integer, enum: [asc, desc]}")),
        ("values of the elements", &["enum_value_type"], schema("{type: array, items: {type: string}, enum: [a, b]}")),
        ("values twice", &["repeated_value"], schema("{type: string, enum: [a, a]}")),
        ("nothing to choose from", &["empty_choice"; 3], schema("{type: string, enum: [], oneOf: [], allOf: []}")),
        ("one value without a list", &["wrong_type"], schema("{type: string, enum: a}")),
        ("values in an object", &["wrong_type"], schema("{type: string, enum: {a: b}}")),
        ("a default of another type", &["default_type"], schema("{type: integer, default: 'five'}")),
        ("bounds in quotes", &["wrong_type"; 2], schema("{type: integer, minimum: '1', maximum: many}")),
        (
            "bounds that are none",
            &["invalid_bound"; 3],
            schema("{type: string, minLength: -1, maxLength: 1.5, multipleOf: 0}"),
        ),
        ("bounds in the wrong order", &["empty_range"], schema("{type: string, minLength: 2, maxLength: 1}")),
        ("a pattern that is none", &["unenforced_pattern"], schema("{type: string, pattern: '['}")),
        ("a format that is none", &["wrong_type"], schema("{type: string, format: {a: 1}}")),
        ("an array of anything", &["missing_items"], schema("{type: array}")),
        ("elements by place", &["wrong_type"], schema("{type: array, items: [{type: string}, {type: integer}]}")),
        (
            "an array with properties",
            &["misplaced_keyword", "missing_items"],
            schema("{type: array, properties: {a: {type: string}}}"),
        ),
        ("properties in a list", &["wrong_type"], schema("{type: object, properties: []}")),
        ("a property that is null", &["wrong_type"], schema("{type: object, properties: {a: null}}")),
        ("a property that is a word", &["wrong_type"], schema("{type: object, properties: {a: string}}")),
        ("additional properties in quotes", &["wrong_type"], schema("{type: object, additionalProperties: 'false'}")),
        (
            "one part without a list",
            &["wrong_type"],
            schema("{allOf: {type: object, properties: {a: {type: string}}}}"),
        ),
        ("a part that is null", &["wrong_type"], schema("{allOf: [{type: string}, null]}")),
        (
            "a discriminator that is a text",
            &["wrong_type"],
            schema("{type: object, discriminator: kind, properties: {kind: {type: string}}}"),
        ),
        ("xml and docs of nonsense", &["wrong_type"; 2], schema("{type: string, xml: a, externalDocs: [1]}")),
        (
            "a reference to nothing",
            &["unknown_ref"],
            schema("{type: object, properties: {a: {$ref: '#/components/schemas/B'}}}"),
        ),
        ("an empty reference", &["wrong_type"], schema("{type: object, properties: {a: {$ref: ''}}}")),
    ]
}

#[test]
fn each_document_gives_a_client_and_a_warning() {
    let mut wrong = Vec::new();
    for (name, rules, text) in documents() {
        match generate_text("a.yaml", &text) {
            Ok(generated) => {
                let mut found: Vec<_> = generated.warnings.diagnostics().iter().map(|found| found.rule).collect();
                let mut wanted = rules.to_vec();
                found.sort_unstable();
                wanted.sort_unstable();
                if found != wanted {
                    wrong.push(format!("{name}: {}", generated.warnings));
                }
            }
            Err(report) => wrong.push(format!("{name}: {report}\n{text}")),
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), documents().len(), wrong.join("\n"));
}

#[test]
fn what_no_client_could_call_is_refused() {
    let body = |body: &str| document("3.0.3", &format!("paths: {{/a: {{post: {{requestBody: {body}, {OK}}}}}}}\n"));
    let documents = [
        ("unsupported_version", "swagger: '2.0'\n".to_owned()),
        ("unsupported_version", "info: {title: T, version: '1'}\n".to_owned()),
        ("wrong_type", document("3.0.3", "paths: 5\n")),
        ("wrong_type", document("3.0.3", "paths: {/a: {get: [b]}}\n")),
        ("wrong_type", call("/a", &format!("parameters: {{b: {{in: query}}}}, {OK}"))),
        ("wrong_type", body("{content: {application/json: [b]}}")),
        ("unknown_ref", body("{$ref: '#/components/requestBodies/B'}")),
        ("unknown_ref", parameter("{$ref: '#/components/parameters/B'}")),
        ("missing_member", parameter("{name: b, required: true}")),
        ("parameter_location", parameter("{name: b, in: formData}")),
        ("parameter_location", parameter("{name: b, in: url, required: true}")),
        ("path_syntax", call("/a/{b", OK)),
        ("path_syntax", call("/a?b={b}", OK)),
        ("path_syntax", call("https://a.example/b", OK)),
        ("duplicate_key", schema("{type: string, type: integer}")),
        ("method_name", document("3.2.0", &format!("paths: {{/a: {{additionalOperations: {{'A B': {{{OK}}}}}}}}}\n"))),
    ];
    for (rule, text) in documents {
        let report = generate_text("a.yaml", &text).map(|_| ()).expect_err(&text);
        let is_it = |found: &specwright_codegen::Diagnostic| (found.rule, found.level) == (rule, Level::Error);
        assert!(report.diagnostics().iter().any(is_it), "{rule}: {report}\n{text}");
    }
}
