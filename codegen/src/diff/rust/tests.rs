//! Surfaces of documents, made in both ways.

use std::collections::BTreeMap;

use super::Surface;
use super::surface::Item;
use crate::check::Checked;
use crate::findings::Findings;
use crate::model::Api;
use crate::settings::{Layout, RuntimeDependency, Settings};
use crate::source::{Bundle, Source};
use crate::{Request, generate};

/// The surfaces from the model, and from the files; none of a document that is refused.
fn both(text: &str) -> Option<(Surface, Surface)> {
    let spec = Bundle::from(Source::new("openapi.yaml", text));
    let settings = Settings::for_crate("test-client").unwrap();
    let request = Request {
        spec: &spec,
        settings: &settings,
        layout: Layout::Standalone,
        runtime: RuntimeDependency::Version("1".to_owned()),
        examples: &[],
        keep_going: true,
        command: "test",
    };
    let files = generate(&request).ok()?.files;
    let document = crate::document(&spec).ok()?;
    let seen = document.root().clone();
    let (checked, ..) = Checked::in_part(document, settings.selection(), &settings.levels()).ok()?;
    let (overrides, mut findings) = (settings.overrides(), Findings::default());
    let api = Api::new(&checked, &seen, &overrides, settings.selection(), &mut findings);
    Some((Surface::of_api(&api), Surface::of_files(&files)))
}

/// A line for each item, with all that is compared.
fn lines(surface: &Surface) -> BTreeMap<&str, String> {
    let line = |(key, item): (&'_ str, &Item)| {
        let Item { features, traits, is_deprecated, .. } = item;
        format!("{} {features:?} {traits:?} deprecated: {is_deprecated}", item.shown(super::surface::path(key)))
    };
    surface.items().map(|item| (item.0, line(item))).collect()
}

/// What one has otherwise than the other.
fn only(one: &Surface, other: &Surface) -> Vec<String> {
    let others = lines(other);
    let own = lines(one).into_iter().filter(|(key, line)| others.get(key) != Some(line));
    own.map(|(key, line)| format!("{key}: {line}")).collect()
}

#[test]
fn the_surface_of_the_model_is_that_of_the_files() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures");
    let mut open = ["features", "overrides"].map(|name| std::path::Path::new(folder).join(name)).to_vec();
    let mut count = 0;
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(path.read_dir().unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let Some((of_api, of_files)) = both(&std::fs::read_to_string(&path).unwrap()) else { continue };
        count += 1;
        let (model, files) = (only(&of_api, &of_files), only(&of_files, &of_api));
        assert!(model.is_empty() && files.is_empty(), "{}\nmodel: {model:#?}\nfiles: {files:#?}", path.display());
        let wires = of_files.items().filter(|(_, item)| item.wire.is_some());
        wires.for_each(|(key, item)| assert_eq!(of_api.get(key).unwrap().wire, item.wire, "{key}"));
    }
    assert!(count > 50, "{count} documents");
}
