//! From a fixture to what the generator makes of it.

use std::path::{Path, PathBuf};

use specwright_codegen::{Bundle, Generated, Layout, Report, Request, RuntimeDependency, Settings, Source, generate};

/// The folder of this crate.
pub fn tests_dir() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The root of the repository.
pub fn root() -> &'static Path {
    tests_dir().parent().unwrap()
}

/// Generates a crate for this repository's workspace.
pub fn generate_text(name: &str, text: &str) -> Result<Generated, Report> {
    generate_bundle(&Source::new(name, text).into())
}

/// Generates a crate of any kind.
pub fn generate_bundle_as(
    layout: Layout,
    runtime: RuntimeDependency,
    package: &str,
    spec: &Bundle,
) -> Result<Generated, Report> {
    let settings = Settings::for_crate(package).unwrap();
    generate(&Request { spec, settings: &settings, layout, runtime, examples: &[], keep_going: false, command: "test" })
}

/// Generates a crate for this repository's workspace with settings of its own.
pub fn generate_with(settings: &Settings, spec: &Bundle) -> Result<Generated, Report> {
    let (layout, runtime) = (Layout::Member, RuntimeDependency::Workspace);
    generate(&Request { spec, settings, layout, runtime, examples: &[], keep_going: false, command: "test" })
}

/// Generates a crate for this repository's workspace from several files.
pub fn generate_bundle(spec: &Bundle) -> Result<Generated, Report> {
    generate_bundle_as(Layout::Member, RuntimeDependency::Workspace, "test-client", spec)
}

/// A fixture that is a folder: `openapi.yaml`, other files and overlays.
pub fn bundle(folder: &Path) -> Bundle {
    let mut bundle = Bundle::from(Source::new("openapi.yaml", read(folder.join("openapi.yaml"))));
    for path in files_below(folder, ".yaml") {
        let (name, text) = (path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned(), read(&path));
        match name.as_str() {
            "openapi.yaml" => {}
            name if name.starts_with("overlay") => bundle.overlays.push(Source::new(name, text)),
            _ => drop(bundle.files.insert(name, Ok(text))),
        }
    }
    bundle
}

/// The fixtures in a folder, files or folders with a document, as name without extension and path, sorted.
pub fn fixtures(folder: &str) -> Vec<(String, PathBuf)> {
    let entries = tests_dir().join("fixtures").join(folder).read_dir().unwrap();
    let mut fixtures: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() || path.join("openapi.yaml").is_file())
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), path))
        .collect();
    fixtures.sort();
    fixtures
}

/// The text of a file.
pub fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All files below a folder whose names end so, sorted. Folders that builds make are left out.
pub fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("target") {
                open.push(path);
            } else if path.to_str().unwrap().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Snapshots have the name of what they show, in a folder of their own.
pub fn snapshot(folder: &str, name: &str, description: &str, text: &str) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(tests_dir().join("snapshots").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_description(description);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The comment that a fixture opens with.
pub fn comment(text: &str) -> &str {
    text.lines().next().unwrap().strip_prefix("# ").expect("a fixture opens with a comment that says what it shows")
}
