//! `client.toml` gives other names and types to single places of a document; what it says in vain is a mistake.

use specwright_codegen::{Generated, Report, Settings, Source, Style, outline};

use super::support::{generate_with, read, snapshot, tests_dir};

fn run(client: &str) -> Result<Generated, Report> {
    let document = read(tests_dir().join("fixtures/overrides/openapi.yaml"));
    let settings = Settings::parse(&Source::new("client.toml", client))?;
    generate_with(&settings, &Source::new("openapi.yaml", document).into())
}

fn client(lines: &str) -> String {
    format!("[package]\nname = \"test-client\"\n{lines}\n")
}

#[test]
fn names_and_types_are_those_of_the_settings() {
    let files = run(&read(tests_dir().join("fixtures/overrides/client.toml"))).unwrap().files;
    let shown = outline(&files);
    snapshot("overrides", "outline", "Names and types that the settings give", &shown);
    let manifest = toml::from_str::<toml::Table>(&files["Cargo.toml"]).unwrap();
    assert_eq!(manifest["dependencies"]["rust_decimal"]["version"].as_str(), Some("1"));
}

#[test]
fn what_is_said_in_vain_is_a_mistake_with_its_place() {
    let client = client(
        "[rename]
\"#/components/schemas/Dog\" = \"Hound\"
\"#/components/schemas/Cat\" = \"Tom\"
\"#/components/schemas/CatV2\" = \"tom\"
\"#/info\" = \"About\"
[replace]
\"#/components/schemas/Money/type\" = \"std::string::String\"",
    );
    let report = run(&client).unwrap_err();
    snapshot("overrides", "in_vain", "Overrides without an effect", &report.render(Style::Plain));
}

#[test]
fn settings_that_no_document_could_mend_are_refused() {
    let refusals = [
        "[rename]\n\"Cat\" = \"Tom\"",
        "[replace]\n\"#/components/schemas/Cat\" = \"Vec<\"",
        "[replace]\n\"#/components/schemas/Cat\" = \"rust_decimal::Decimal\"",
        "[dependencies]\nserde = \"1\"",
        "[dependencies]\nCat = \"1\"",
        "[replace]\n\"#/components/schemas/Cat\" = \"std\"",
        "[dependencies]\nspecwright_runtime = \"1\"",
        "[dependencies]\ntest_client = \"1\"",
        "[dependencies]\na-b = \"1\"\na_b = \"1\"",
        "[rename]\n\"#/a\" = \"_\"",
        "[rename]\n\"#/a\" = 1",
        "[names]",
    ];
    let shown = refusals.map(|lines| run(&client(lines)).unwrap_err().render(Style::Plain));
    snapshot("overrides", "refused", "Overrides that cannot be", &shown.join("\n"));
}

/// The outline of a client with one query of two parameters, under these settings.
fn outline_under(lines: &str) -> Result<String, Report> {
    let document = "openapi: 3.0.3
info: {title: T, version: '1'}
servers: [{url: /v1}, {url: https://b.example}]
paths:
  /a:
    get:
      parameters: [{name: b, in: query, schema: {type: string}}, {name: a, in: query, schema: {type: string}}]
      responses: {'200': {description: A., content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}}
components:
  schemas:
    Home: {properties: {a: {type: string}}}
    Tree:
      properties:
        left: {$ref: '#/components/schemas/Tree'}
        right: {$ref: '#/components/schemas/Tree'}
        label: {type: string, maxLength: 3}
        address: {properties: {street: {type: string}}}
";
    let settings = Settings::parse(&Source::new("client.toml", client(lines)))?;
    Ok(outline(&generate_with(&settings, &Source::new("openapi.yaml", document).into())?.files))
}

#[test]
fn names_of_the_settings_go_first() {
    let outline = outline_under("[rename]\n\"#/paths/~1a/get/parameters/1\" = \"b\"").unwrap();
    assert!(outline.contains("GetA::b2(mut self") && outline.contains("GetA::b(mut self"), "{outline}");
}

#[test]
fn a_field_can_have_a_name_whose_type_is_taken() {
    let outline = outline_under("[rename]\n\"#/components/schemas/Tree/properties/address\" = \"home\"").unwrap();
    assert!(outline.contains("home: Option<super::TreeAddress>"), "{outline}");
}

#[test]
fn a_type_that_holds_itself_can_be_replaced() {
    let outline = outline_under("[replace]\n\"#/components/schemas/Tree\" = \"std::string::String\"").unwrap();
    assert!(outline.contains("rt::request!(GetA => std::string::String, ErrorBody)"), "{outline}");
}

#[test]
fn a_name_for_what_is_replaced_is_in_vain() {
    let place = "\"#/components/schemas/Tree\"";
    let report = outline_under(&format!("[rename]\n{place} = \"Oak\"\n[replace]\n{place} = \"std::string::String\""));
    assert_eq!(report.unwrap_err().error_count(), 1);
}

#[test]
fn a_server_that_is_no_default_has_a_name() {
    let outline = outline_under("[rename]\n\"#/servers/1\" = \"Große Anlage\"").unwrap();
    assert!(outline.contains("mod servers"), "{outline}");
}

#[test]
fn payloads_have_the_names_that_the_settings_give() {
    let spec = "openapi: 3.1.0
info: {title: T, version: '1'}
webhooks:
  born: {$ref: '#/components/pathItems/Born'}
  died: {$ref: '#/components/pathItems/Born'}
components:
  pathItems:
    Born: {post: {requestBody: {content: {application/json: {schema: {properties: {name: {type: string}}}}}}}}
";
    let settings = client("[rename]\n\"#/webhooks/died/post\" = \"born\"");
    let settings = Settings::parse(&Source::new("client.toml", settings)).unwrap();
    let files = generate_with(&settings, &Source::new("openapi.yaml", spec).into()).unwrap().files;
    let outline = outline(&files);
    assert!(outline.contains("type Born = crate::types::Born2\n"), "{outline}");
    assert!(outline.contains("type Born2 = crate::types::Born2\n"), "{outline}");
}
