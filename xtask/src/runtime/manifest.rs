//! Takes the runtime's manifest and the root's that it inherits from; returns one that needs no workspace.

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value};

/// The tables that only serve our own repository; their files are not laid out.
const OURS_ONLY: [&str; 5] = ["lints", "dev-dependencies", "test", "bench", "example"];

/// The error says what is wrong with the manifests.
pub(super) fn standalone(manifest: &str, root: &str) -> Result<String, String> {
    let mut document: DocumentMut = parse(manifest)?;
    let root: DocumentMut = parse(root)?;
    let shared = |key: &str| root.get("workspace").and_then(|workspace| workspace.get(key));
    OURS_ONLY.iter().for_each(|key| drop(document.remove(key)));
    if let Some(package) = document.get_mut("package").and_then(Item::as_table_mut) {
        inherit_package(package, shared("package"))?;
    }
    for dependencies in all_dependencies(document.as_table_mut()) {
        inherit_dependencies(dependencies, shared("dependencies"))?;
    }
    if inherits(document.as_table()) {
        return Err("a field still inherits from a workspace".to_owned());
    }
    Ok(document.to_string())
}

/// Those of all targets, and those of some.
fn all_dependencies(manifest: &mut Table) -> Vec<&mut Table> {
    let mut all = Vec::new();
    for (key, item) in manifest.iter_mut() {
        match key.get() {
            "dependencies" => all.extend(item.as_table_mut()),
            "target" => {
                let targets = item.as_table_mut().into_iter().flat_map(Table::iter_mut);
                all.extend(targets.filter_map(|(_, target)| target.get_mut("dependencies")?.as_table_mut()));
            }
            _ => {}
        }
    }
    all
}

fn inherits(table: &dyn TableLike) -> bool {
    let mut items = table.iter();
    items.any(|(key, item)| key == "workspace" || item.as_table_like().is_some_and(inherits))
}

fn parse(text: &str) -> Result<DocumentMut, String> {
    text.parse().map_err(|error: toml_edit::TomlError| error.to_string())
}

fn inherit_package(package: &mut Table, shared: Option<&Item>) -> Result<(), String> {
    for key in inheriting(package) {
        let value = shared.and_then(|shared| shared.get(&key)).and_then(Item::as_value);
        let value = value.ok_or_else(|| format!("the root does not state package.{key}"))?;
        package.insert(&key, Item::Value(bare(value)));
    }
    Ok(())
}

fn inherit_dependencies(dependencies: &mut Table, shared: Option<&Item>) -> Result<(), String> {
    for key in inheriting(dependencies) {
        let value = shared.and_then(|shared| shared.get(&key)).and_then(Item::as_value);
        let value = value.ok_or_else(|| format!("the root does not state dependencies.{key}"))?;
        let own = dependencies.get(&key).and_then(Item::as_table_like);
        let merged = merge(value, own)?;
        dependencies.insert(&key, Item::Value(merged));
    }
    Ok(())
}

/// The keys whose values are `{ workspace = true, … }`.
fn inheriting(table: &Table) -> Vec<String> {
    let is_inherited = |item: &Item| item.get("workspace").and_then(Item::as_bool) == Some(true);
    table.iter().filter(|(_, item)| is_inherited(item)).map(|(key, _)| key.to_owned()).collect()
}

/// As Cargo merges them: features add up, other keys of the member win.
fn merge(shared: &Value, own: Option<&dyn TableLike>) -> Result<Value, String> {
    let mut merged = match shared {
        Value::InlineTable(table) => table.clone(),
        version => InlineTable::from_iter([("version", bare(version))]),
    };
    if merged.contains_key("path") {
        return Err("a dependency is a path in our repository".to_owned());
    }
    for (key, item) in own.into_iter().flat_map(TableLike::iter).filter(|(key, _)| *key != "workspace") {
        let value = item.as_value().ok_or_else(|| format!("{key} is not a value"))?;
        match (key, value, merged.get_mut("features")) {
            ("features", Value::Array(more), Some(Value::Array(features))) => extend(features, more),
            _ => drop(merged.insert(key, bare(value))),
        }
    }
    merged.fmt();
    match (merged.len(), merged.get("version")) {
        (1, Some(version)) => Ok(bare(version)),
        _ => Ok(bare(&Value::InlineTable(merged))),
    }
}

fn extend(features: &mut Array, more: &Array) {
    for feature in more.iter().filter_map(Value::as_str) {
        if !features.iter().any(|known| known.as_str() == Some(feature)) {
            features.push(feature);
        }
    }
}

/// The value without the space and the comments around it.
fn bare(value: &Value) -> Value {
    value.clone().decorated(" ", "")
}

#[cfg(test)]
mod tests {
    use super::standalone;

    const ROOT: &str = r#"
[workspace.package]
version = "1.2.3" # comment
license = "MIT"
[workspace.dependencies]
plain = "1"
rich = { version = "2", default-features = false, features = ["std"] }
ours = { path = "ours" }
"#;

    #[test]
    fn inherits_everything_and_drops_what_is_ours() {
        let manifest = r#"[package]
name = "x"
version.workspace = true
license.workspace = true
[features]
## kept
default = []
[dependencies]
plain.workspace = true
rich = { workspace = true, features = ["std", "more"], optional = true }
own = "3"
[target.'cfg(unix)'.dependencies]
rich = { workspace = true, features = ["more"] }
[dev-dependencies]
plain.workspace = true
[lints]
workspace = true
"#;
        let expected = r#"[package]
name = "x"
version = "1.2.3"
license = "MIT"
[features]
## kept
default = []
[dependencies]
plain = "1"
rich = { version = "2", default-features = false, features = ["std", "more"], optional = true }
own = "3"
[target.'cfg(unix)'.dependencies]
rich = { version = "2", default-features = false, features = ["std", "more"] }
"#;
        assert_eq!(standalone(manifest, ROOT), Ok(expected.to_owned()));
    }

    #[test]
    fn refuses_what_cannot_stand_alone() {
        for dependency in ["ours.workspace = true", "unknown.workspace = true"] {
            assert!(standalone(&format!("[dependencies]\n{dependency}\n"), ROOT).is_err());
        }
        let target = "[target.'cfg(unix)'.dependencies]\nours.workspace = true\n";
        assert!(standalone(target, ROOT).is_err());
        let others = "[target.'cfg(unix)'.build-dependencies]\nplain.workspace = true\n";
        assert!(standalone(others, ROOT).is_err());
    }
}
