//! Takes the repository root; returns the APIs under specs/ and what their folders hold.

use crate::{Failure, bundle, flags, input, shown};
use specwright_codegen::{Bundle, Report, Settings, Source, crate_name};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The folder of the documents, below the root.
pub(crate) const FOLDER: &str = "specs";

/// A document and the settings of its client.
#[derive(Debug)]
pub(crate) struct Spec {
    pub(crate) bundle: Bundle,
    pub(crate) settings: Settings,
    /// Programs that show how the client is used, by name.
    pub(crate) examples: Vec<Source>,
}

/// The names of all APIs, sorted. Files and hidden folders are none.
pub(crate) fn known(root: &Path) -> Result<BTreeSet<String>, Failure> {
    let folder = root.join(FOLDER);
    let failed = |error| Failure::io("read", &folder, &error, "`cargo xtask new <api>` starts an API there");
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !name.starts_with('.') {
            flags::api_name(&name).map_err(|why| {
                Failure::refused(format!("{FOLDER}/{}: {why}\n  help: rename the folder", shown::text(&name)))
            })?;
            names.insert(name);
        }
    }
    Ok(names)
}

/// The wanted names, each once; all if none is wanted; wrong usage if one is unknown.
pub(crate) fn select(known: &BTreeSet<String>, wanted: &[String]) -> Result<BTreeSet<String>, Failure> {
    if wanted.is_empty() {
        return Ok(known.clone());
    }
    let wanted: BTreeSet<String> = wanted.iter().cloned().collect();
    let unknown: Vec<String> = wanted.difference(known).map(|name| shown::text(name)).collect();
    if unknown.is_empty() {
        return Ok(wanted);
    }
    let list: Vec<&str> = known.iter().map(String::as_str).collect();
    let list = if list.is_empty() { "none yet".to_owned() } else { list.join(", ") };
    Err(Failure::usage(format!("unknown API: {}\n  help: the known ones are: {list}", unknown.join(", "))))
}

/// Reads one API's folder.
pub(crate) fn read(root: &Path, api: &str) -> Result<Spec, Failure> {
    let source = document(root, api)?;
    let folder = format!("{FOLDER}/{api}");
    let name = format!("{folder}/client.toml");
    let settings = match input::read_file_if_any(&root.join(&name))? {
        Some(text) => Some(Settings::parse(&Source { name, text })?),
        None => None,
    };
    let overlays = settings.as_ref().map_or(Ok(Vec::new()), |settings| {
        overlays(settings, &root.join(&folder), |path| format!("{folder}/{path}"))
    })?;
    let examples = examples(root, api)?;
    let bundle = bundle::read(source, Some(&root.join(folder)), overlays);
    let settings = settings.map_or_else(|| settings_from(&bundle), Ok)?;
    Ok(Spec { bundle, settings, examples })
}

/// The programs under `examples/` in an API's folder, by name.
pub(crate) fn examples(root: &Path, api: &str) -> Result<Vec<Source>, Failure> {
    let name = format!("{FOLDER}/{api}/examples");
    let folder = root.join(&name);
    let failed = |error| Failure::io("read", &folder, &error, "check its permissions");
    let mut files = BTreeSet::new();
    for entry in folder.is_dir().then(|| fs::read_dir(&folder)).transpose().map_err(failed)?.into_iter().flatten() {
        let file = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
        files.extend(Some(file).filter(|file| file.ends_with(".rs") && !file.starts_with('.')));
    }
    let read = |file| {
        let name = format!("{name}/{file}");
        Ok(input::read_file_if_any(&root.join(&name))?.map(|text| Source { name, text }))
    };
    files.into_iter().filter_map(|file| read(file).transpose()).collect()
}

/// The overlays that settings name, from the folder of the settings; `name` is what messages call one.
pub(crate) fn overlays(
    settings: &Settings,
    folder: &Path,
    name: impl Fn(&str) -> String,
) -> Result<Vec<Source>, Failure> {
    let read = settings.overlays().iter().map(|path| {
        let text = bundle::read_below(folder, path, input::MAX_INPUT_BYTES);
        let failed = |why| {
            let message = format!("cannot read the overlay {}: {why}", shown::text(&name(path)));
            Failure::refused(format!("{message}\n  help: `overlays` names files in the folder of client.toml or below"))
        };
        Ok(Source { name: name(path), text: text.map_err(failed)? })
    });
    read.collect()
}

/// The settings where no client.toml is given.
pub(crate) fn settings_from(bundle: &Bundle) -> Result<Settings, Report> {
    Settings::for_crate(&crate_name(bundle)?)
}

/// The document of an API.
pub(crate) fn document(root: &Path, api: &str) -> Result<Source, Failure> {
    let mut found = Vec::new();
    for file in ["openapi.yaml", "openapi.json"] {
        let name = format!("{FOLDER}/{api}/{file}");
        if let Some(text) = input::read_file_if_any(&root.join(&name))? {
            found.push(Source { name, text });
        }
    }
    match (found.pop(), found.pop()) {
        (Some(source), None) => Ok(source),
        (None, _) => Err(Failure::refused(format!(
            "{FOLDER}/{api} has neither openapi.yaml nor openapi.json\n  help: put the API's document there"
        ))),
        _ => Err(Failure::refused(format!(
            "{FOLDER}/{api} has both openapi.yaml and openapi.json\n  help: remove the one that is not to be used"
        ))),
    }
}
