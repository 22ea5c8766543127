//! From the model to the crate's `README.md`, whose example is a doc test.

use super::entry::title;
use crate::doc::{block, cell};
use crate::model::{Api, Operation, SchemeKind, Type};
use crate::settings::Settings;

/// The text of the readme, without header.
pub(crate) fn readme(api: &Api, settings: &Settings) -> String {
    let about = settings.description().map(block).filter(|text| !text.is_empty());
    let about = about.unwrap_or_else(|| format!("A client for {}.", title(api)));
    let operations = api.operations.iter().map(|operation| {
        let call = cell(&format!("{} {}", operation.method, operation.path));
        format!("| `{}` | {call} |\n", operation.ident)
    });
    format!(
        "# {}\n\n{about}\n\n```rust,no_run\n{}```\n\n| method | call |\n|---|---|\n{}",
        settings.name(),
        example(api, settings),
        operations.collect::<String>(),
    )
}

fn example(api: &Api, settings: &Settings) -> String {
    let krate = settings.name().replace('-', "_");
    let credential = match api.security_schemes.first() {
        None => String::new(),
        Some(scheme) => {
            let variable = format!("{}_{}", krate.trim_end_matches("_client"), scheme.method).to_uppercase();
            let method = crate::names::ident(&scheme.method);
            match scheme.kind {
                SchemeKind::Basic => format!(".{method}(\"user\", std::env::var({variable:?})?)"),
                _ => format!(".{method}(std::env::var({variable:?})?)"),
            }
        }
    };
    let base_url = if api.base_url.is_some() { "" } else { ".base_url(\"https://api.example.com\")" };
    let call = api.operations.iter().find_map(call).unwrap_or_else(|| "    let _ = client;\n".to_owned());
    let imports = if call.contains("<Uuid>") { "{Client, Uuid}" } else { "Client" };
    format!(
        "use {krate}::{imports};\n\nasync fn run() -> Result<(), Box<dyn std::error::Error>> {{\n    \
         let client = Client::builder(){credential}{base_url}.build()?;\n{call}    Ok(())\n}}\n"
    )
}

/// The call of an operation whose arguments are plain enough to write down.
fn call(operation: &Operation) -> Option<String> {
    let is_dull = operation.docs.deprecated || operation.body.as_ref().is_some_and(|body| body.required);
    if is_dull {
        return None;
    }
    let required = operation.parameters.iter().filter(|parameter| parameter.required);
    let arguments = required.map(|parameter| sample(&parameter.ty)).collect::<Option<Vec<_>>>()?;
    let method = crate::names::ident(&operation.ident);
    Some(format!(
        "    let response = client.{method}({}).send().await?;\n    println!(\"{{}} {{:?}}\", response.status(), *response);\n",
        arguments.join(", ")
    ))
}

fn sample(ty: &Type) -> Option<String> {
    Some(match ty {
        Type::String => "\"…\"".to_owned(),
        Type::Bool => "true".to_owned(),
        Type::Integer(_) => "1".to_owned(),
        Type::Float => "1.0".to_owned(),
        Type::Uuid => "\"3fa85f64-5717-4562-b3fc-2c963f66afa6\".parse::<Uuid>()?".to_owned(),
        _ => return None,
    })
}
