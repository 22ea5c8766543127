//! Each feature on a tiny document: what the generator makes of it, as far as users see it.

use std::collections::BTreeMap;

use serde_json::Value;
use specwright_codegen::{Source, outline};

use super::support::{bundle, comment, fixtures, generate_bundle, generate_text, read, snapshot, tests_dir};

/// Items whose text matters, as no outline tells it: the fixture, the file, and how the items are known.
const TEXTS: [(&str, &str, &str); 56] = [
    ("accepts", "src/types/untagged.rs", "pub struct Cat"),
    ("all_of", "src/types/untagged.rs", "pub struct Cat"),
    ("body_choice", "src/operations/untagged.rs", "impl "),
    ("body_choice", "src/operations/untagged.rs", "pub enum"),
    ("callbacks", "src/webhooks.rs", "pub type"),
    ("callbacks", "README.md", "|"),
    ("errors", "src/operations/untagged.rs", "static LIST_CATS"),
    ("credentials", "README.md", "`"),
    ("credentials", "src/client.rs", "pub struct ClientBuilder"),
    ("credentials", "src/client.rs", "static API"),
    ("credentials", "src/lib.rs", "OAuth2Client"),
    ("discriminator", "src/types/untagged.rs", "pub enum Pet"),
    ("evidence", "src/operations/untagged.rs", "impl crate::Client"),
    ("evidence", "src/types/untagged.rs", "pub struct Cat"),
    ("media_types", "src/operations/untagged.rs", "static "),
    ("mocks", "src/mock/examples.rs", "pub mod"),
    ("mocks", "src/mock/mod.rs", "static ROUTES"),
    ("mocks", "src/mock/mod.rs", "impl MockServer"),
    ("multipart", "src/operations/untagged.rs", "impl "),
    ("multipart", "src/types/untagged.rs", "rt::multipart!"),
    ("multipart", "src/types/untagged.rs", "pub struct"),
    ("multipart_31", "src/types/untagged.rs", "rt::multipart!"),
    ("multipart_31", "src/types/untagged.rs", "pub struct"),
    ("names", "src/types/untagged.rs", "pub struct It"),
    ("open_enum", "src/types/untagged.rs", "pub enum"),
    ("pages", "README.md", "send_items"),
    ("pages", "src/operations/untagged.rs", "Pagination"),
    ("parameter_arrays", "src/operations/untagged.rs", "impl "),
    ("parameters", "src/operations/untagged.rs", "impl "),
    ("parameters_of_one_name", "src/operations/untagged.rs", "impl "),
    ("presence", "src/types/untagged.rs", "pub struct Cat"),
    ("rates", "src/client.rs", "static API"),
    ("rates", "src/client.rs", "pub struct Client "),
    ("rates", "src/operations/untagged.rs", "impl crate::Client"),
    ("rates", "src/operations/untagged.rs", "static"),
    ("repaired_operations", "src/operations/pets.rs", "static"),
    ("repaired_operations", "src/operations/untagged.rs", "static"),
    ("repaired_schemas", "src/rules/untagged.rs", "static"),
    ("repaired_schemas", "src/types/untagged.rs", "pub struct Cat"),
    ("retries", "src/operations/untagged.rs", "impl "),
    ("retries", "src/operations/untagged.rs", "static"),
    ("rules", "src/operations/untagged.rs", "static PUT_CAT"),
    ("rules", "src/rules/untagged.rs", "static"),
    ("rules_31", "src/rules/untagged.rs", "static"),
    ("security", "README.md", "`"),
    ("security", "src/client.rs", "impl Client"),
    ("security", "src/client.rs", "static API"),
    ("security", "src/operations/untagged.rs", "static EITHER"),
    ("servers", "src/servers.rs", "pub const"),
    ("servers", "src/servers.rs", "pub fn"),
    ("several_successes", "src/operations/untagged.rs", "static ADD_CAT"),
    ("types_only", "README.md", "```"),
    ("v31_keywords", "src/rules/untagged.rs", "static"),
    ("v31_webhooks", "src/webhooks.rs", "pub type"),
    ("v31_webhooks", "README.md", "webhooks"),
    ("v32", "src/operations/untagged.rs", "static"),
];

#[test]
fn each_feature_comes_out_as_reviewed() {
    for (name, path) in fixtures("features") {
        let text = read(&path);
        assert!(text.lines().count() < 40, "{name} is too long for one feature");
        let files = generate_text("openapi.yaml", &text).unwrap_or_else(|report| panic!("{name}\n{report}")).files;
        let mut shown = short_outline(&name, &files);
        for (_, path, known_by) in TEXTS.iter().filter(|(fixture, ..)| *fixture == name) {
            let items: Vec<_> = items(&files[*path]).into_iter().filter(|item| item.contains(known_by)).collect();
            assert!(!items.is_empty(), "{name} has no {known_by} in {path}");
            shown.push_str(&format!("\n{}\n", items.join("\n\n")));
        }
        snapshot("features", &name, comment(&text), &shown);
    }
}

#[test]
fn each_text_belongs_to_a_fixture() {
    let names: Vec<_> = fixtures("features").into_iter().map(|(name, _)| name).collect();
    assert!(TEXTS.iter().all(|(name, ..)| names.iter().any(|known| known == name)));
}

#[test]
fn every_key_is_sent_under_its_own_name() {
    let (_, path) = fixtures("features").into_iter().find(|(name, _)| name == "names").unwrap();
    let text = read(path);
    let files = generate_text("openapi.yaml", &text).unwrap().files;
    let document: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    let wanted = document["components"]["schemas"]["It"]["properties"].as_mapping().unwrap().keys();
    let wanted: Vec<_> = wanted.map(|key| key.as_str().unwrap().to_owned()).collect();
    let (_, keys) = tables(&files["src/types/untagged.rs"]).remove(0);
    assert_eq!(keys.into_iter().map(|(key, _)| key).collect::<Vec<_>>(), wanted);
}

/// The place of an object, and its keys with the places that are told of them.
type Table = (String, Vec<(String, Option<String>)>);

/// Reads a table such as `It at "#/It" { r#type: optional "type" }`.
fn table(input: syn::parse::ParseStream<'_>) -> syn::Result<Table> {
    let _name: syn::Ident = input.parse()?;
    let schema = place(input)?.unwrap_or_default();
    let entries;
    syn::braced!(entries in input);
    let mut keys = Vec::new();
    while !entries.is_empty() {
        if entries.parse::<Option<syn::Token![..]>>()?.is_some() {
            let _rest: syn::Ident = entries.parse()?;
            break;
        }
        let (_field, _, _presence): (syn::Ident, syn::Token![:], syn::Ident) =
            (entries.parse()?, entries.parse()?, entries.parse()?);
        keys.push((entries.parse::<syn::LitStr>()?.value(), place(&entries)?));
        let _: Option<syn::Token![,]> = entries.parse()?;
    }
    Ok((schema, keys))
}

/// What stands behind `at`.
fn place(input: syn::parse::ParseStream<'_>) -> syn::Result<Option<String>> {
    if !input.peek(syn::Ident) {
        return Ok(None);
    }
    let at: syn::Ident = input.parse()?;
    assert_eq!(at, "at");
    Ok(Some(input.parse::<syn::LitStr>()?.value()))
}

/// Reads the place of an enum or a union: `It at "#/It"`, `It["kind"] at "#/It" { A: ["a"] }`.
fn place_of_type(input: syn::parse::ParseStream<'_>) -> syn::Result<Option<String>> {
    let _name: syn::Ident = input.parse()?;
    if input.peek(syn::token::Bracket) {
        let tag;
        syn::bracketed!(tag in input);
        tag.parse::<syn::LitStr>()?;
    }
    let place = place(input)?;
    input.step(|cursor| {
        let mut rest = *cursor;
        while let Some((_, next)) = rest.token_tree() {
            rest = next;
        }
        Ok((place, rest))
    })
}

/// The places of all enums and unions of a file.
fn places_of_types(text: &str) -> Vec<String> {
    let is_one =
        |path: &syn::Path| path.segments.last().is_some_and(|last| last.ident == "open_enum" || last.ident == "union");
    let items = syn::parse_file(text).unwrap().items.into_iter().filter_map(|item| match item {
        syn::Item::Macro(item) if is_one(&item.mac.path) => {
            Some(item.mac.parse_body_with(place_of_type).unwrap().expect("a place"))
        }
        _ => None,
    });
    items.collect()
}

/// All tables of a file.
fn tables(text: &str) -> Vec<Table> {
    let is_table = |path: &syn::Path| path.segments.last().is_some_and(|last| last.ident == "object");
    let items = syn::parse_file(text).unwrap().items.into_iter().filter_map(|item| match item {
        syn::Item::Macro(item) if is_table(&item.mac.path) => Some(item.mac.parse_body_with(table).unwrap()),
        _ => None,
    });
    items.collect()
}

/// The node that a place names: `#/a/b`, or one in another file, `a.yaml#/b`.
fn node_at<'v>(files: &'v BTreeMap<String, Value>, place: &str) -> Option<&'v Value> {
    let (file, pointer) = place.split_once('#').unwrap();
    files[if file.is_empty() { "openapi.yaml" } else { file }].pointer(pointer)
}

#[test]
fn every_place_in_a_table_is_one_of_the_document() {
    let features =
        fixtures("features").into_iter().map(|(name, path)| (name, Source::new("openapi.yaml", read(path)).into()));
    let files = ("files".to_owned(), bundle(&tests_dir().join("fixtures/bundles/files")));
    let (mut places, mut of_types) = (0, 0);
    for (name, spec) in features.chain([files]) {
        let texts =
            spec.files.iter().filter_map(|(path, text)| Some(Source::new(path.as_str(), text.as_ref().ok()?.as_str())));
        let texts = texts.chain([spec.document.clone()]);
        let files: BTreeMap<_, _> =
            texts.map(|source| (source.name.clone(), specwright_codegen::json(&source).unwrap())).collect();
        let generated = generate_bundle(&spec).unwrap().files;
        let texts_of_code = || generated.iter().filter(|(path, _)| path.ends_with(".rs")).map(|(_, text)| text);
        for place in texts_of_code().flat_map(|text| places_of_types(text)) {
            assert!(node_at(&files, &place).is_some(), "{name}: {place}");
            of_types += 1;
        }
        for (schema, keys) in texts_of_code().flat_map(|text| tables(text)) {
            assert!(node_at(&files, &schema).is_some(), "{name}: {schema}");
            for (key, own) in keys {
                let place =
                    own.unwrap_or_else(|| format!("{schema}/properties/{}", key.replace('~', "~0").replace('/', "~1")));
                assert!(node_at(&files, &place).is_some(), "{name}: {place} of {key} in {schema}");
                places += 1;
            }
        }
    }
    assert!(places > 200, "{places}");
    assert!(of_types > 30, "{of_types}");
}

/// The outline without what every crate has.
fn short_outline(name: &str, files: &BTreeMap<String, String>) -> String {
    let same = |path: &str| path == "src/lib.rs" || (path == "src/client.rs" && name != "security");
    // All crates have mocks alike.
    let is_mock = |text: &str| name != "mocks" && (text.starts_with("src/mock/") || text.contains("rt::mocked!"));
    let shown = files.iter().filter(|(path, _)| !same(path) && !is_mock(path));
    let outline = outline(&shown.map(|(path, text)| (path.clone(), text.clone())).collect());
    outline.lines().filter(|line| !is_mock(line)).map(|line| format!("{line}\n")).collect()
}

/// The items of a file, which blank lines part where nothing is indented.
fn items(text: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for part in text.split("\n\n") {
        match items.last_mut() {
            Some(item) if part.starts_with(' ') => item.push_str(&format!("\n\n{part}")),
            _ => items.push(part.trim_end().to_owned()),
        }
    }
    items
}
