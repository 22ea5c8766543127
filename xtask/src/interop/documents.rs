//! Takes an API; writes its document as tools read it, with what they are told otherwise, and returns the reasons.

use super::process::Workshop;
use crate::specs::{self, Spec};
use crate::{Failure, input};
use serde_json::Value;
use specwright_codegen::{Bundle, Contract, Source, bundled, json};
use std::fs;
use std::path::{Path, PathBuf};

/// What all tools are told otherwise.
const FOR_ALL: &str = "interop.overlay.yaml";

/// And beside it, what one is told that makes requests of its own.
const FOR_REQUESTS: &str = "schemathesis.overlay.yaml";

/// The document of an API, for whoever judges it.
#[derive(Debug)]
pub(crate) struct Documents {
    pub(crate) api: String,
    pub(super) for_all: PathBuf,
    pub(super) for_requests: PathBuf,
    pub(super) value: Value,
    /// Why tools are told something else.
    pub(crate) reasons: Vec<String>,
    spec: Spec,
}

impl Documents {
    pub(crate) fn write(root: &Path, api: &str, shop: &Workshop) -> Result<Self, Failure> {
        let spec = specs::read(root, api)?;
        let overlay = |name: &str| {
            let name = format!("{}/{api}/{name}", specs::FOLDER);
            let text = input::read_file_if_any(&root.join(&name))?;
            Ok::<_, Failure>(text.map(|text| Source { name, text }))
        };
        let all: Vec<_> = overlay(FOR_ALL)?.into_iter().collect();
        let own: Vec<_> = all.iter().cloned().chain(overlay(FOR_REQUESTS)?).collect();
        let mut reasons = Vec::new();
        for source in &own {
            reasons.extend(descriptions(&json(source)?));
        }
        let (value, for_all) = written(&spec, all, &shop.path().join(format!("{api}.json")))?;
        let (_, for_requests) = written(&spec, own, &shop.path().join(format!("{api}.requests.json")))?;
        Ok(Self { api: api.to_owned(), for_all, for_requests, value, reasons, spec })
    }

    /// A contract of the document itself, which nobody is told otherwise.
    pub(super) fn contract(&self) -> Result<Contract, String> {
        let contract = Contract::new(&self.spec.bundle, &self.spec.settings);
        contract.map(|(contract, _)| contract).map_err(|report| report.to_string())
    }
}

/// What the actions of an overlay say of themselves.
fn descriptions(overlay: &Value) -> Vec<String> {
    let actions = overlay.get("actions").and_then(Value::as_array);
    let text = |action: &Value| action.get("description").and_then(Value::as_str).map(str::to_owned);
    actions.into_iter().flatten().filter_map(text).collect()
}

fn written(spec: &Spec, overlays: Vec<Source>, path: &Path) -> Result<(Value, PathBuf), Failure> {
    let Bundle { document, files, overlays: own } = spec.bundle.clone();
    let overlays = own.into_iter().chain(overlays).collect();
    let value = bundled(&Bundle { document, files, overlays })?;
    let unwritable = |error| Failure::io("write", path, &error, "check the space for temporary files");
    fs::write(path, format!("{value:#}")).map_err(unwritable)?;
    Ok((value, path.to_owned()))
}
