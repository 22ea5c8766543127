//! Takes the name of an API; writes specs/<api>/ with a document and settings to start from.

use crate::flags::New;
use crate::{Context, Exit, Failure, specs};
use specwright_codegen::Source;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

const DOCUMENT: &str = include_str!("template/openapi.yaml");
const SETTINGS: &str = include_str!("template/client.toml");
const MARKER: &str = "TODO(specwright)";

pub(crate) fn run(flags: &New, context: &Context) -> Result<Exit, Failure> {
    let api = &flags.api;
    let title = flags.title.clone().unwrap_or_else(|| title(api));
    let name = format!("{}/{api}", specs::FOLDER);
    let folder = context.root()?.join(&name);
    create(&folder, &name)?;
    let description = format!("Unofficial client for {title}");
    let document = Source::new(format!("{name}/openapi.yaml"), DOCUMENT.replace("{title}", &quoted(&title)));
    write(&folder.join("openapi.yaml"), &specwright_codegen::format(&document)?)?;
    write(
        &folder.join("client.toml"),
        &SETTINGS.replace("{api}", api).replace("{description}", &quoted(&description)),
    )?;
    context.out.write(format!(
        "wrote {name}/openapi.yaml and {name}/client.toml\n\
         next: fill the places marked {MARKER}, then run `cargo xtask generate {api}`\n"
    ));
    Ok(Exit::Done)
}

/// `pet-store` as `Pet Store`.
fn title(api: &str) -> String {
    let words = api.split('-').filter(|word| !word.is_empty()).map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A string literal that YAML and TOML read alike.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

fn create(folder: &Path, name: &str) -> Result<(), Failure> {
    if let Some(specs) = folder.parent() {
        fs::create_dir_all(specs).map_err(|error| Failure::io("create", specs, &error, "check its permissions"))?;
    }
    fs::create_dir(folder).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Failure::refused(format!("{name} exists already\n  help: edit it, or choose another name"))
        }
        _ => Failure::io("create", folder, &error, "check its permissions"),
    })
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| Failure::io("write", path, &error, "remove its folder and run the command again"))
}
