//! From the model and its settings to the crate's `Cargo.toml`.

use sha2::{Digest, Sha256};
use toml::{Table, Value};

use crate::model::{ALL, Api};
use crate::settings::{Layout, RuntimeDependency, Settings};
use crate::source::{Bundle, Source};
use crate::{Request, VERSION};

/// The oldest Rust that generated code and its dependencies compile with.
const RUST_VERSION: &str = env!("CARGO_PKG_RUST_VERSION");

/// The text of the manifest, without header.
pub(crate) fn manifest(api: &Api, request: &Request<'_>) -> String {
    let Request { spec, settings, layout, runtime, .. } = request;
    let mut sections = vec![package(settings, *layout), metadata(spec, settings)];
    sections.extend(features(api));
    let others = settings.dependencies().map(|(name, value)| format!("{name} = {value}\n")).collect::<String>();
    sections.push(format!("[dependencies]\nspecwright-runtime = {}\n{others}", dependency(runtime)));
    if !request.examples.is_empty() {
        sections.push(format!("[dev-dependencies]\ntokio = {}\n", for_examples(*layout)));
    }
    sections.extend(request.examples.iter().filter(|_| !api.features().is_empty()).map(example));
    sections.push(match layout {
        Layout::Member => "[lints]\nworkspace = true\n".to_owned(),
        Layout::Standalone => "[workspace]\n".to_owned(),
    });
    sections.join("\n")
}

/// What runs the examples.
fn for_examples(layout: Layout) -> &'static str {
    match layout {
        Layout::Member => "{ workspace = true }",
        Layout::Standalone => "{ version = \"1\", features = [\"macros\", \"rt-multi-thread\", \"time\"] }",
    }
}

/// An example that is built only where all that it may use is there.
fn example(source: &Source) -> String {
    format!("[[example]]\nname = {}\nrequired-features = [\"{ALL}\"]\n", quoted(source.stem()))
}

/// TLS and blocking calls where anything is called, and where there are several tags, one for each.
fn features(api: &Api) -> Option<String> {
    let tags = api.features();
    let each: String = tags.iter().map(|tag| format!("{tag} = []\n")).collect();
    let all: String = tags.iter().map(|tag| format!("    \"{tag}\",\n")).collect();
    let own = "# TLS by rustls.\nrustls = [\"specwright-runtime/rustls\"]\n\
               # Calls without `async`.\nblocking = [\"specwright-runtime/blocking\"]\n\
               # Mocks for tests.\nmock = [\"specwright-runtime/mock\"]\n";
    let (tls, own) = if api.has_client() { (Some("\"rustls\""), own) } else { (None, "") };
    let default = (!tags.is_empty()).then(|| format!("\"{ALL}\"")).into_iter().chain(tls.map(str::to_owned));
    let default = Vec::from_iter(default).join(", ");
    let tags = (!tags.is_empty()).then(|| {
        format!(
            "# All tags, and the types that no operation uses.\n{ALL} = [\n{all}]\n\
             # The operations of one tag each, and the types that they use.\n{each}"
        )
    });
    (!default.is_empty()).then(|| format!("[features]\ndefault = [{default}]\n{own}{}", tags.unwrap_or_default()))
}

fn package(settings: &Settings, layout: Layout) -> String {
    let mut text = format!("[package]\nname = {}\nversion = {}\n", quoted(settings.name()), quoted(settings.version()));
    if let Some(description) = settings.description() {
        text.push_str(&format!("description = {}\n", quoted(description)));
    }
    if !settings.keywords().is_empty() {
        let keywords: Vec<_> = settings.keywords().iter().map(|keyword| quoted(keyword)).collect();
        text.push_str(&format!("keywords = [{}]\n", keywords.join(", ")));
    }
    text.push_str("readme = \"README.md\"\n");
    match layout {
        Layout::Member => {
            for field in ["edition", "rust-version", "license"] {
                text.push_str(&format!("{field}.workspace = true\n"));
            }
        }
        Layout::Standalone => {
            text.push_str(&format!("edition = \"2024\"\nrust-version = \"{RUST_VERSION}\"\npublish = false\n"))
        }
    }
    text
}

/// What the crate was made from; the hash stands here alone, so that a comment in the spec touches one file.
fn metadata(spec: &Bundle, settings: &Settings) -> String {
    let only = settings.only().map(quoted).collect::<Vec<_>>().join(", ");
    let only = if only.is_empty() { only } else { format!("only = [{only}]\n") };
    let hash = hash_of_all(spec);
    format!(
        "[package.metadata.specwright]\ngenerator = {}\nspec = {}\nspec-sha256 = \"{hash}\"\n{only}\n[package.metadata.docs.rs]\nall-features = true\n",
        quoted(VERSION),
        quoted(&spec.document.name),
    )
}

/// The hash of a document; where it is more than one file, that of a list of all of them, as `sha256sum` writes it.
fn hash_of_all(spec: &Bundle) -> String {
    let files = spec.files.iter().filter_map(|(path, text)| Some((path, text.as_ref().ok()?)));
    let others = files.chain(spec.overlays.iter().map(|overlay| (&overlay.name, &overlay.text)));
    let others: String = others.map(|(name, text)| format!("{}  {name}\n", hash(text))).collect();
    let document = hash(&spec.document.text);
    if others.is_empty() { document } else { hash(&format!("{document}  {}\n{others}", spec.document.name)) }
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn dependency(runtime: &RuntimeDependency) -> String {
    let mut table = Table::new();
    match runtime {
        RuntimeDependency::Workspace => return "{ workspace = true }".to_owned(),
        RuntimeDependency::Path(path) => table.insert("path".to_owned(), Value::String(path.clone())),
        RuntimeDependency::Version(version) => table.insert("version".to_owned(), Value::String(version.clone())),
    };
    table.insert("default-features".to_owned(), Value::Boolean(false));
    Value::Table(table).to_string()
}

fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}
