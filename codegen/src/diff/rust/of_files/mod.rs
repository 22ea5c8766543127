//! From the files of a generated crate, fresh or as they were kept, to its public API.
//!
//! Files that are no Rust, or that no module names, are left out.

mod items;
mod macros;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use syn::{Attribute, Ident, ItemUse, UseTree, Visibility};

use super::spelling::{Scope, joined};
use super::surface::{Item, Kind, Surface};

/// Modules within one another, beyond which nothing is read; a generated crate has three.
const DEEPEST: usize = 8;

impl Surface {
    /// The public API of a crate, from its files by relative path.
    pub(in crate::diff) fn of_files(files: &BTreeMap<String, String>) -> Self {
        let mut reading = Reading { files, surface: Self::default() };
        reading.module(&Place { file: "src/lib.rs", folder: "src", module: "", features: &BTreeSet::new(), depth: 0 });
        reading.manifest();
        reading.surface
    }
}

/// A surface that is being read.
struct Reading<'a> {
    files: &'a BTreeMap<String, String>,
    surface: Surface,
}

/// A file, and as what users see it.
struct Place<'a> {
    file: &'a str,
    /// The folder of its modules.
    folder: &'a str,
    /// The public path of its items.
    module: &'a str,
    /// What brings them.
    features: &'a BTreeSet<String>,
    depth: usize,
}

impl Reading<'_> {
    fn module(&mut self, place: &Place<'_>) {
        let file = self.files.get(place.file).and_then(|text| syn::parse_file(text).ok());
        let Some(file) = file.filter(|_| place.depth < DEEPEST) else { return };
        let own: HashSet<_> = file.items.iter().filter_map(items::declared).collect();
        let modules: HashSet<_> = file.items.iter().filter_map(items::module).collect();
        let scope = Scope { module: place.module, own: &own };
        for item in &file.items {
            match item {
                syn::Item::Mod(item) if is_public(&item.vis) => {
                    let (name, features) = (item.ident.to_string(), features(&item.attrs, place.features));
                    let path = joined(place.module, &name);
                    self.surface.add(path.as_str(), Item { features: features.clone(), ..Item::new(Kind::Module, "") });
                    // Mocks follow from the client and the examples of the document.
                    if path != "mock" {
                        self.inner(place, &name, &path, &features);
                    }
                }
                syn::Item::Use(item) if is_public(&item.vis) => {
                    self.shown(place, item, &modules);
                }
                item => self.item(item, scope, place.features),
            }
        }
    }

    /// A module in a file of its own, under the path that its items have.
    fn inner(&mut self, place: &Place<'_>, name: &str, module: &str, features: &BTreeSet<String>) {
        let name = name.trim_start_matches("r#");
        let folder = format!("{}/{name}", place.folder);
        let (alone, with_others) = (format!("{folder}.rs"), format!("{folder}/mod.rs"));
        let file = if self.files.contains_key(&alone) { alone } else { with_others };
        self.module(&Place { file: &file, folder: &folder, module, features, depth: place.depth + 1 });
    }

    /// What a `pub use` shows: all items of a module of its own, items of another crate by name.
    fn shown(&mut self, place: &Place<'_>, item: &ItemUse, own: &HashSet<String>) {
        let features = features(&item.attrs, place.features);
        match &item.tree {
            UseTree::Path(step) if own.contains(&step.ident.to_string()) => {
                self.inner(place, &step.ident.to_string(), place.module, &features);
            }
            tree => self.foreign(place, tree, "", &features),
        }
    }

    fn foreign(&mut self, place: &Place<'_>, tree: &UseTree, path: &str, features: &BTreeSet<String>) {
        let mut add = |name: &Ident, target: &Ident| {
            let target = joined(path, &crate_name(target));
            let item = Item { features: features.clone(), ..Item::new(Kind::Reexport, target) };
            self.surface.add(joined(place.module, &name.to_string()), item);
        };
        match tree {
            UseTree::Name(last) => add(&last.ident, &last.ident),
            UseTree::Rename(last) => add(&last.rename, &last.ident),
            UseTree::Path(step) => self.foreign(place, &step.tree, &joined(path, &crate_name(&step.ident)), features),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.foreign(place, tree, path, features)),
            UseTree::Glob(_) => {}
        }
    }

    /// The features of the manifest. What brings the tags is told by what they bring.
    fn manifest(&mut self) {
        let manifest = self.files.get("Cargo.toml").and_then(|text| text.parse::<toml::Table>().ok());
        let Some(toml::Value::Table(features)) = manifest.and_then(|mut manifest| manifest.remove("features")) else {
            return;
        };
        for (name, brings) in features {
            let brings = brings.as_array().into_iter().flatten().filter_map(toml::Value::as_str);
            let brings: Vec<_> = brings.filter(|_| name != crate::model::ALL).collect();
            self.surface.add(format!("feature {name}"), Item::new(Kind::Feature, brings.join(", ")));
        }
    }
}

/// The runtime has a short name in generated code.
fn crate_name(name: &Ident) -> String {
    if name == "rt" { "specwright_runtime".to_owned() } else { name.to_string() }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The features of which any brings an item: those that its attributes name, else those of what is around it.
fn features(attributes: &[Attribute], around: &BTreeSet<String>) -> BTreeSet<String> {
    let conditions = attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    let text = conditions.map(|condition| quote::ToTokens::to_token_stream(condition).to_string()).collect::<String>();
    let named = text.split("feature = \"").skip(1).filter_map(|rest| rest.split('"').next());
    let named: BTreeSet<_> = named.map(str::to_owned).collect();
    if named.is_empty() { around.clone() } else { named }
}

/// Whether the document calls an item deprecated.
fn is_deprecated(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("deprecated"))
}
