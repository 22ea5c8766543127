//! A diagnostic's id = the function that finds it = its fixture = its snapshot.

use std::collections::BTreeSet;

use super::support::{files_below, fixtures, read, root, tests_dir};

/// The calls that give a diagnostic its id.
const CALLS: [&str; 4] = ["findings.error(", "findings.warning(", "findings.suggestion(", "Diagnostic::at("];

/// Says that the generator itself is at fault: no document can be written for it.
const OWN_FAULT: &str = "generator";

/// The text of all sources of the generator.
fn sources() -> String {
    files_below(&root().join("codegen/src"), ".rs").iter().map(read).collect()
}

/// The ids that stand in the sources as string literals.
fn ids() -> BTreeSet<String> {
    let sources = sources();
    let calls = CALLS.iter().flat_map(|call| sources.split(call).skip(1));
    let literals = calls.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split_once('"'));
    literals.map(|(id, _)| id.to_owned()).collect()
}

#[test]
fn ids_are_literals() {
    let sources = sources();
    let calls: usize = CALLS.iter().map(|call| sources.matches(call).count()).sum();
    let literals: usize = CALLS
        .iter()
        .flat_map(|call| sources.split(call).skip(1))
        .filter(|rest| rest.trim_start().starts_with('"'))
        .count();
    // The one that is none passes on what a rule has found.
    assert_eq!(calls - literals, 1, "an id that is no literal escapes the tests of this file");
    assert!(literals > 20);
}

#[test]
fn each_id_is_the_name_of_the_function_that_finds_it() {
    let sources = sources();
    let is_function = |id: &String| ["(", "<"].iter().any(|next| sources.contains(&format!("fn {id}{next}")));
    let nameless: Vec<_> = ids().into_iter().filter(|id| !is_function(id)).collect();
    assert!(nameless.is_empty(), "no function is called {}", nameless.join(", "));
}

#[test]
fn each_id_has_one_fixture_and_each_fixture_an_id() {
    let with_fixture: BTreeSet<_> = fixtures("rules").into_iter().map(|(name, _)| name).collect();
    let mut ids = ids();
    assert!(ids.remove(OWN_FAULT));
    assert_eq!(with_fixture, ids);
}

#[test]
fn each_id_has_one_snapshot_and_each_snapshot_an_id() {
    let snapshots = files_below(&tests_dir().join("snapshots/rules"), ".snap");
    let with_snapshot: BTreeSet<_> =
        snapshots.iter().map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    let mut ids = ids();
    assert!(ids.remove(OWN_FAULT));
    assert_eq!(with_snapshot, ids);
}
