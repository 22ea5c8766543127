//! Takes plans that stop after each of their steps; checks that it is seen, and that the next run mends it.

use crate::support::{Repository, snapshot};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use xtask::tree::{Ownership, Plan, Step, plan};

fn files(paths: &[&str]) -> BTreeMap<String, String> {
    let list = paths.iter().map(|path| format!("{path}\n")).collect::<String>() + "specwright.files\n";
    let own = paths.iter().map(|path| ((*path).to_owned(), format!("@generated {path}")));
    own.chain([("specwright.files".to_owned(), list)]).collect()
}

fn planned(desired: &BTreeMap<String, String>, folder: &Path, ownership: Ownership) -> Plan {
    plan(desired, folder, "x", ownership).unwrap()
}

/// What is on disk, without the identities.
fn on_disk(folder: &Path) -> BTreeMap<String, String> {
    let files = snapshot(folder).into_iter();
    files.map(|(path, (bytes, _))| (path, String::from_utf8(bytes).unwrap())).collect()
}

/// The file that a kill in the middle of a step leaves behind.
fn leave_half_a_file(folder: &Path, step: &Step) {
    if let Step::Write(entry, text) = step {
        let parent = folder.join(entry.as_str()).parent().unwrap().to_path_buf();
        fs::create_dir_all(&parent).unwrap();
        fs::write(parent.join(".specwright-4711.tmp"), &text[..text.len() / 2]).unwrap();
    }
}

/// From any state to any other, killed after every step: seen, then mended, also if the wish changed meanwhile.
fn check_kills(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>, ownership: Ownership) {
    for then in [new, old] {
        for count in 0.. {
            let top = tempfile::TempDir::new().unwrap();
            let folder = top.path().join("x");
            planned(old, &folder, ownership).apply().unwrap();
            let killed = planned(new, &folder, ownership);
            if count >= killed.steps().len() {
                break;
            }
            killed.apply_first(count).unwrap();
            leave_half_a_file(&folder, &killed.steps()[count]);
            assert!(!planned(new, &folder, ownership).is_fresh(), "{count} of {:?}", killed.steps());
            planned(then, &folder, ownership).apply().unwrap();
            assert_eq!(&on_disk(&folder), then, "{count} of {:?}", killed.steps());
            assert!(planned(then, &folder, ownership).is_fresh());
            assert_eq!(folder.exists(), !then.is_empty());
        }
    }
}

#[test]
fn every_kill_is_seen_and_mended() {
    let nothing = BTreeMap::new();
    let small = files(&["Cargo.toml", "src/lib.rs"]);
    let other = files(&["Cargo.toml", "src/main.rs", "src/new/deep/mod.rs"]);
    let swapped = files(&["Cargo.toml", "src/new"]);
    let changed = small.iter().map(|(path, text)| (path.clone(), text.clone() + "\n")).collect();
    for (old, new) in [(&nothing, &small), (&small, &changed), (&small, &other), (&other, &small)] {
        check_kills(old, new, Ownership::Folder);
    }
    check_kills(&small, &nothing, Ownership::Folder);
    for (old, new) in [(&small, &other), (&other, &small), (&small, &swapped)] {
        check_kills(old, new, Ownership::Listed);
    }
}

#[test]
fn every_kill_of_the_command_is_seen_and_mended() {
    let states: [fn(&Repository); 3] = [
        |repository| fs::remove_dir_all(repository.path("generated")).unwrap(),
        |repository| {
            repository.write("generated/pets/src/old/x.rs", "");
            repository.append("generated/pets/specwright.files", "src/old/x.rs\n");
            fs::remove_file(repository.path("generated/pets/src/lib.rs")).unwrap();
        },
        |repository| {
            let list = repository.read("generated/pets/specwright.files");
            repository.write("generated/pets/specwright.files", &list.replace("src/lib.rs\n", "src/old.rs\n"));
            fs::rename(repository.path("generated/pets/src/lib.rs"), repository.path("generated/pets/src/old.rs"))
                .unwrap();
        },
    ];
    for spoil in states {
        for count in 0.. {
            let repository = Repository::generated(&["pets"]);
            let fresh = on_disk(&repository.path("generated"));
            spoil(&repository);
            let plans = xtask::plan_repository(&[], &repository.context()).unwrap();
            if count >= plans[0].plan.steps().len() {
                break;
            }
            plans[0].plan.apply_first(count).unwrap();
            repository.run(&["generate", "--check"]).expect(2);
            repository.run(&["generate"]).expect(0);
            assert_eq!(on_disk(&repository.path("generated")), fresh);
            repository.run(&["generate", "--check"]).expect(0).says("pets-client: up to date");
        }
    }
}

#[test]
fn a_half_written_file_is_seen_and_removed() {
    let repository = Repository::generated(&["pets"]);
    repository.write("generated/pets/src/.specwright-1.tmp", "half");
    repository.run(&["generate", "--check"]).expect(2).says("orphan: generated/pets/src/.specwright-1.tmp");
    repository.run(&["generate"]).expect(0);
    assert!(!repository.exists("generated/pets/src/.specwright-1.tmp"));
}
