//! Takes any document and folder; checks what `generate --spec … --out …` writes and refuses.

use crate::support::{Repository, SPEC, run, snapshot};
use std::fs;

fn ready() -> Repository {
    let repository = Repository::empty();
    repository.write("in/pets.yaml", SPEC);
    repository
}

const WRITE: [&str; 5] = ["generate", "--spec", "in/pets.yaml", "--out", "out/client"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    WRITE.iter().copied().chain(more.iter().copied()).collect()
}

#[test]
fn writes_a_client_with_the_runtime_beside_it() {
    let repository = ready();
    repository.run(&with(&["--name", "my-pets"])).expect(0).says("my-pets: 1 operation");
    let manifest = repository.read("out/client/runtime/Cargo.toml");
    assert!(!manifest.contains("workspace") && !manifest.contains("dev-dependencies"), "{manifest}");
    assert!(repository.read("out/client/Cargo.toml").contains("path = \"runtime\""));
    let list = repository.read("out/client/specwright.files");
    let on_disk: Vec<String> = snapshot(&repository.path("out/client")).into_keys().collect();
    let listed: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(listed, on_disk);
    assert!(listed.contains(&"runtime/src/lib.rs"));
    repository.run(&with(&["--name", "my-pets"])).expect(0).says(" 0 files changed");
    repository.run(&with(&["--name", "my-pets", "--check"])).expect(0).says("my-pets: up to date");
}

#[test]
fn no_output_holds_an_absolute_path() {
    let repository = ready();
    repository.write("elsewhere/runtime/Cargo.toml", "");
    let text = |path: &str| repository.path(path).to_str().unwrap().to_owned();
    let (spec, runtime) = (text("in/pets.yaml"), text("elsewhere/runtime"));
    for (out, more) in [(text("one"), vec![]), (text("two"), vec!["--runtime", &runtime])] {
        let mut args = vec!["generate", "--spec", &spec, "--out", &out];
        args.extend(more);
        repository.run(&args).expect(0);
        let real = repository.path("").canonicalize().unwrap();
        for (path, (bytes, _)) in snapshot(out.as_ref()) {
            let content = String::from_utf8(bytes).unwrap();
            assert!(!content.contains(text("").trim_end_matches('/')), "{path}:\n{content}");
            assert!(!content.contains(real.to_str().unwrap().trim_end_matches('/')), "{path}:\n{content}");
        }
    }
    let first = repository.read("one/src/lib.rs").lines().next().unwrap().to_owned();
    // Neither does it name the folder, which may be moved.
    assert!(first.contains("generate` from pets.yaml.") && !first.contains("one"), "{first}");
}

#[test]
fn the_result_does_not_depend_on_the_folder_we_stand_in() {
    let repository = ready();
    repository.run(&WRITE).expect(0);
    let context = repository.context().with_folder(repository.path("in"));
    let args = ["generate", "--spec", "pets.yaml", "--out", "../out/client", "--check"];
    run(&args, &context).expect(0);
}

#[test]
fn the_runtime_is_a_version_or_a_folder() {
    let repository = ready();
    repository.run(&WRITE).expect(0);
    repository.write("elsewhere/runtime/Cargo.toml", "");
    repository.run(&with(&["--runtime", "1.2"])).expect(0);
    assert!(!repository.exists("out/client/runtime"));
    assert!(repository.read("out/client/Cargo.toml").contains("\"1.2\""));
    repository.run(&with(&["--runtime", "elsewhere/runtime"])).expect(0);
    assert!(repository.read("out/client/Cargo.toml").contains("\"../../elsewhere/runtime\""));
    repository.run(&with(&["--runtime", "./nowhere"])).expect(1).complains("neither a version nor a folder");
}

#[test]
fn reads_standard_input() {
    let repository = Repository::empty();
    let context = repository.context().with_stdin(SPEC);
    run(&["generate", "--spec", "-", "--out", "client", "--name", "pets"], &context).expect(0).says("pets: ");
    let first = repository.read("client/src/lib.rs").lines().next().unwrap().to_owned();
    assert!(first.contains("generate` from stdin."), "{first}");
    let context = repository.context().with_stdin(vec![b' '; xtask::MAX_INPUT_BYTES as usize + 1]);
    let ran = run(&["generate", "--spec", "-", "--out", "other"], &context).expect(1);
    ran.complains("standard input is larger than 64 MiB");
    assert!(!repository.exists("other"));
}

#[test]
fn settings_come_from_config_and_name_wins() {
    let repository = ready();
    let settings = "[package]\nname = \"from-file\"\nversion = \"0.1.0\"\ndescription = \"A client\"\n";
    repository.write("in/client.toml", settings);
    repository.run(&with(&["--config", "in/client.toml", "--check"])).expect(2).says("missing: out/client/Cargo.toml");
    repository.run(&with(&["--config", "in/client.toml"])).expect(0).says("from-file: ");
    repository.run(&with(&["--config", "in/client.toml", "--name", "from-flag"])).expect(0).says("from-flag: ");
    repository.run(&with(&["--config", "in/none.toml"])).expect(1).complains("in/none.toml");
}

#[test]
fn check_writes_nothing_and_names_the_command() {
    let repository = ready();
    let stale = repository.run(&with(&["--name", "x", "--check"])).expect(2);
    stale.complains("run `cargo xtask generate --spec in/pets.yaml --out out/client --name x`");
    assert!(!repository.exists("out"));
}

#[test]
fn folders_of_others_are_refused() {
    let repository = ready();
    repository.write("out/client/mine.txt", "mine");
    repository.run(&WRITE).expect(1).complains("out/client is not empty and has no specwright.files");
    repository.write("file", "");
    repository.run(&["generate", "--spec", "in/pets.yaml", "--out", "file"]).expect(1);
    let ran = repository.run(&["generate", "--spec", "in/pets.yaml", "--out", "generated/pets"]).expect(1);
    ran.complains("generated/pets is in generated/");
    assert_eq!(snapshot(&repository.path("")).len(), 3);
}

#[test]
fn files_of_the_user_stay() {
    let repository = ready();
    repository.run(&WRITE).expect(0);
    repository.write("out/client/src/mine.rs", "mine");
    repository.run(&with(&["--check"])).expect(0);
    let list = repository.read("out/client/specwright.files");
    repository.write("out/client/specwright.files", &list.replace("src/lib.rs\n", ""));
    repository.write("out/client/src/lib.rs", "mine");
    let before = snapshot(&repository.path("out"));
    repository.run(&WRITE).expect(1).complains("out/client/src/lib.rs is not ours");
    assert_eq!(snapshot(&repository.path("out")), before);
    fs::remove_file(repository.path("out/client/src/lib.rs")).unwrap();
    repository.run(&WRITE).expect(0);
    assert_eq!(repository.read("out/client/src/mine.rs"), "mine");
}
