//! From the model to the crate's `README.md`, whose example is a doc test.

use super::credentials::{sent, variables};
use super::entry::title;
use crate::doc::{block, cell, code, phrase};
use crate::model::{ALL, Api, BodyKind, Operation, Origin, Presence, Type, TypeShape};
use crate::settings::Settings;
use crate::{Request, Source};

/// An example with more values helps nobody.
const MOST_VALUES: usize = 40;

/// The text of the readme, without header.
pub(crate) fn readme(api: &Api, request: &Request<'_>) -> String {
    let settings = request.settings;
    let about = settings.description().map(block).filter(|text| !text.is_empty());
    let what = if api.has_client() { "A client" } else { "Types" };
    let about = about.unwrap_or_else(|| format!("{what} for {}.", title(api)));
    let krate = settings.name().replace('-', "_");
    let examples = [
        api.has_client().then(|| example(api, &krate)),
        api.payloads.first().map(|_| receiving(api, &krate)),
        (!api.has_client() && api.payloads.is_empty()).then(|| reading(api, &krate)).flatten(),
    ];
    let credentials = api.has_client().then(|| credentials(api, &settings.env_prefix())).flatten();
    let sections =
        [credentials, operations(api), pages(api, &krate), mocks(api), payloads(api), programs(request.examples)]
            .into_iter()
            .chain([features(api, settings)])
            .flatten();
    let parts = examples.into_iter().flatten().map(|text| format!("```rust,no_run\n{text}```\n")).chain(sections);
    format!("# {}\n\n{about}\n{}", settings.name(), parts.map(|part| format!("\n{part}")).collect::<String>())
}

fn operations(api: &Api) -> Option<String> {
    let rows = api.operations.iter().map(|operation| {
        let call = cell(&format!("{} {}", operation.method, operation.path));
        let feature = api.feature_of(operation.module).map(|feature| format!(" `{feature}` |")).unwrap_or_default();
        format!("| `{}` | {call} |{feature}\n", operation.ident)
    });
    api.has_client().then(|| table(api, "method", "call", rows.collect()))
}

/// Rows with a head, which names the features where there are any.
fn table(api: &Api, first: &str, second: &str, rows: String) -> String {
    let (head, line) = if api.features().is_empty() { ("", "") } else { (" feature |", "---|") };
    format!("| {first} | {second} |{head}\n|---|---|{line}\n{rows}")
}

/// How to choose among the tags.
fn features(api: &Api, settings: &Settings) -> Option<String> {
    let tag = api.features().into_iter().next()?;
    let (with, chosen) = match api.has_client() {
        true => (",\nwith `rustls`", format!("\"rustls\", \"{tag}\"")),
        false => ("", format!("\"{tag}\"")),
    };
    Some(format!(
        "## Features\n\nEach tag of the API is a feature, which brings its operations and the types that they use. \
         The default is `{ALL}` of them{with}. Less compiles faster:\n\n```toml\n[dependencies]\n\
         {} = {{ version = \"{}\", default-features = false, features = [{chosen}] }}\n```\n",
        settings.name(),
        settings.version(),
    ))
}

/// The programs that come with the crate, each with what it shows.
fn programs(examples: &[Source]) -> Option<String> {
    let item = |source: &Source| {
        let name = source.stem();
        format!("- [{}](examples/{name}.rs): {}\n", code(name), phrase(&source.about()))
    };
    let items: String = examples.iter().map(item).collect();
    (!items.is_empty()).then(|| format!("Examples, whose first lines say how each is run:\n\n{items}"))
}

/// What stands in for the vendor in tests.
fn mocks(api: &Api) -> Option<String> {
    let text = "In tests a server of the feature `mock`, `mock::MockServer`, stands in for the API: it answers with the examples of the \
                document, with values or with faults, and tells what was sent otherwise than expected.\n";
    api.has_client().then(|| text.to_owned())
}

/// A test with a mock of the operation that examples show.
pub(super) fn mocking(api: &Api, package: &str, is_free: impl Fn(&str) -> bool) -> Option<String> {
    let Call { before, expression, mut imports, deprecated, method } =
        call(api).filter(|call| is_free(&call.method))?;
    imports.sort();
    imports.dedup();
    let imports: String = imports.iter().map(|name| format!("{name}, ")).collect();
    let allow = if deprecated { "#[allow(deprecated)]\n" } else { "" };
    Some(format!(
        "use {}::{{{imports}mock::MockServer}};\n\n{allow}async fn test() -> Result<(), Box<dyn std::error::Error>> {{\n    \
         let server = MockServer::start()?;\n    server.{method}().times(1);\n\n    let client = server.client()?;\n{before}    \
         {expression}.send().await?;\n    server.verify()?;\n    Ok(())\n}}\n",
        package.replace('-', "_")
    ))
}

fn payloads(api: &Api) -> Option<String> {
    let rows = api.payloads.iter().map(|payload| {
        let request = match &payload.origin {
            Origin::Webhook(name) => cell(name),
            Origin::Callback { expression, .. } => cell(&format!("{} {expression}", payload.method)),
        };
        let feature = api.feature_of(payload.module).map(|feature| format!(" `{feature}` |")).unwrap_or_default();
        format!("| `{}` | {request} |{feature}\n", payload.name)
    });
    (!api.payloads.is_empty()).then(|| table(api, "type in `webhooks`", "webhook or callback", rows.collect()))
}

/// The reading of a payload; rather of one that is not on its way out.
fn receiving(api: &Api, krate: &str) -> String {
    let payload = api.payloads.iter().min_by_key(|payload| payload.docs.deprecated);
    let (name, deprecated) = payload.map_or(("", false), |payload| (&payload.name, payload.docs.deprecated));
    let allow = if deprecated { "#[allow(deprecated)]\n" } else { "" };
    format!(
        "use {krate}::webhooks;\n\n{allow}fn receive(body: &[u8]) -> Result<(), webhooks::BodyError> {{\n    \
         let payload: webhooks::{name} = webhooks::parse(body)?;\n    println!(\"{{payload:?}}\");\n    Ok(())\n}}\n"
    )
}

/// The reading of a value, where there are types alone.
fn reading(api: &Api, krate: &str) -> Option<String> {
    let (_, def) = api.held_types().min_by_key(|(_, def)| def.docs.deprecated)?;
    let (name, allow) = (&def.name, if def.docs.deprecated { "#[allow(deprecated)]\n" } else { "" });
    Some(format!(
        "use {krate}::{{BodyError, runtime, types}};\n\n{allow}fn read(body: &[u8]) -> Result<types::{name}, BodyError> {{\n    \
         runtime::decode::json_bytes(body)\n}}\n"
    ))
}

fn example(api: &Api, krate: &str) -> String {
    let from_env = sent(api).next().is_some();
    let base_url = if api.base_url().is_some() { "" } else { ".base_url(\"https://api.example.com\")" };
    let call = call(api);
    let lines = call.as_ref().map_or("    let _ = client;\n".to_owned(), |Call { before, expression, .. }| {
        format!(
            "{before}    let response = {expression}.send().await?;\n    \
             println!(\"{{}} {{:?}}\", response.status(), *response);\n"
        )
    });
    let Call { imports, deprecated, .. } = call.unwrap_or_default();
    let imports = imported(imports);
    let client = match (from_env, base_url) {
        (true, "") => "Client::from_env()?".to_owned(),
        (true, _) => format!("Client::builder().env(){base_url}.build()?"),
        (false, _) => format!("Client::builder(){base_url}.build()?"),
    };
    let allow = if deprecated { "#[allow(deprecated)]\n" } else { "" };
    format!(
        "use {krate}::{imports};\n\n{allow}async fn run() -> Result<(), Box<dyn std::error::Error>> {{\n    \
         let client = {client};\n{lines}    Ok(())\n}}\n"
    )
}

/// What an example brings into scope, beside the client.
fn imported(mut names: Vec<&'static str>) -> String {
    names.push("Client");
    names.sort();
    names.dedup();
    match names.as_slice() {
        [only] => (*only).to_owned(),
        several => format!("{{{}}}", several.join(", ")),
    }
}

/// How lists that come in pages are read.
fn pages(api: &Api, krate: &str) -> Option<String> {
    let mut paginated: Vec<_> = api.operations.iter().filter(|operation| operation.pages.is_some()).collect();
    paginated.sort_by_key(|operation| operation.docs.deprecated);
    let call = paginated.into_iter().find_map(|operation| call_of(api, operation))?;
    let Call { before, expression, imports, deprecated, .. } = call;
    let (imports, allow) = (imported(imports), if deprecated { "#[allow(deprecated)]\n" } else { "" });
    Some(format!(
        "Lists that come in pages have `send_items`, which asks for one page after the other:\n\n```rust,no_run\n\
         use {krate}::{imports};\n\n\
         {allow}async fn list(client: &Client) -> Result<(), Box<dyn std::error::Error>> {{\n\
         {before}    let mut items = {expression}.send_items();\n    \
         while let Some(item) = items.next().await {{\n        println!(\"{{:?}}\", item?);\n    }}\n    \
         Ok(())\n}}\n```\n"
    ))
}

/// Where the client of the example takes its credential from, and how it is given otherwise.
fn credentials(api: &Api, prefix: &str) -> Option<String> {
    let names = |scheme| {
        let names = variables(scheme, prefix).into_iter().take(2).map(|name| format!("`{name}`"));
        names.collect::<Vec<_>>().join(" with ")
    };
    let all: Vec<_> = sent(api).map(names).collect();
    let method = sent(api).next().map(|scheme| code(&scheme.method))?;
    Some(format!(
        "`from_env` reads the credential from the environment: {}. Methods of the builder, such as {method}, take it from a \
         program.\n",
        all.join(", or ")
    ))
}

/// The call of one operation, as the example shows it.
#[derive(Default)]
struct Call {
    /// The lines before it.
    before: String,
    expression: String,
    imports: Vec<&'static str>,
    deprecated: bool,
    /// The method of the client.
    method: String,
}

/// The first operation whose arguments can be written down; rather a plain read than one with a body or on its way out.
fn call(api: &Api) -> Option<Call> {
    let mut operations: Vec<_> = api.operations.iter().collect();
    operations.sort_by_key(|operation| {
        let has_body = operation.body.as_ref().is_some_and(|body| body.required);
        (operation.docs.deprecated, has_body)
    });
    operations.into_iter().find_map(|operation| call_of(api, operation))
}

fn call_of(api: &Api, operation: &Operation) -> Option<Call> {
    let mut writer = Writer { api, imports: Vec::new(), left: MOST_VALUES };
    let required = operation.parameters.iter().filter(|parameter| parameter.required);
    let mut arguments = required.map(|parameter| writer.value(&parameter.ty, 0)).collect::<Option<Vec<_>>>()?;
    let mut before = String::new();
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        let content = body.contents.first().filter(|content| content.kind == BodyKind::Json)?;
        let value = writer.value(&content.ty, 0)?;
        let owned = if value.ends_with('"') { ".to_owned()" } else { "" };
        before = format!("    let {} = {value}{owned};\n", body.ident);
        arguments.push(format!("&{}", body.ident));
    }
    let method = crate::names::ident(&operation.ident);
    let arguments = arguments.join(", ");
    let expression = format!("client.{method}({arguments})");
    let (imports, deprecated) = (writer.imports, operation.docs.deprecated);
    Some(Call { before, expression, imports, deprecated, method: method.to_string() })
}

/// Writes values of types as Rust expressions.
struct Writer<'a> {
    api: &'a Api,
    imports: Vec<&'static str>,
    /// How many more values fit an example.
    left: usize,
}

impl Writer<'_> {
    fn value(&mut self, ty: &Type, depth: usize) -> Option<String> {
        self.left = self.left.checked_sub(1)?;
        Some(match ty {
            Type::String => "\"…\"".to_owned(),
            Type::Bool => "true".to_owned(),
            Type::Integer(_) => "1".to_owned(),
            Type::Float => "1.0".to_owned(),
            Type::Uuid => {
                self.imports.push("Uuid");
                "\"3fa85f64-5717-4562-b3fc-2c963f66afa6\".parse::<Uuid>()?".to_owned()
            }
            Type::List(_) => "Vec::new()".to_owned(),
            Type::Named(id) if depth < 4 => self.named(*id, depth)?,
            _ => return None,
        })
    }

    fn named(&mut self, id: usize, depth: usize) -> Option<String> {
        let def = self.api.ty(id)?;
        let name = def.name.as_str();
        let text = match &def.shape {
            TypeShape::Alias(ty) => return self.value(ty, depth + 1),
            TypeShape::Enum { values, .. } => format!("types::{name}::{}", values.first()?.variant),
            TypeShape::Struct { fields, required, .. } => {
                let needed: Vec<_> = fields.iter().filter(|field| field.presence == Presence::Required).collect();
                let values = needed.iter().map(|field| self.value(&field.ty, depth + 1)).collect::<Option<Vec<_>>>()?;
                let Some(companion) = required else {
                    self.imports.push("types");
                    return Some(format!("types::{name}::new({})", values.join(", ")));
                };
                let members = needed.iter().zip(values).map(|(field, value)| {
                    let value = value.replace('\n', "\n    ");
                    let into = if value.starts_with('"') && value.ends_with('"') { ".into()" } else { "" };
                    format!("        {}: {value}{into},\n", crate::names::ident(&field.ident))
                });
                format!("types::{name}::new(types::{companion} {{\n{}    }})", members.collect::<String>())
            }
            _ => return None,
        };
        self.imports.push("types");
        Some(text)
    }
}
