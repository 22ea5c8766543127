//! Takes command lines; checks exit codes and where the words go.

use crate::support::Repository;

#[test]
fn help_and_version_are_results() {
    let repository = Repository::empty();
    for args in [
        &["--help"][..],
        &["generate", "--help"],
        &["fmt", "--help"],
        &["check", "--help"],
        &["explain", "--help"],
        &["new", "--help"],
        &["demo", "--help"],
        &["conformance", "--help"],
        &["bench", "--help"],
        &["bench", "runtime", "--help"],
        &["bench", "check", "--help"],
        &["bench", "mock", "--help"],
        &["mock", "--help"],
        &["ci", "--help"],
    ] {
        let ran = repository.run(args).expect(0).says("Exit codes:").says("64  wrong usage");
        assert_eq!(ran.stderr, "");
    }
    repository.run(&["--version"]).expect(0).says(specwright_codegen::VERSION);
}

#[test]
fn wrong_usage_is_64() {
    let repository = Repository::with(&["pets"]);
    let lines: [&[&str]; 25] = [
        &[],
        &["nonsense"],
        &["generate", "--nonsense"],
        &["generate", "--spec", "x.yaml"],
        &["generate", "--out", "x"],
        &["generate", "--name", "x"],
        &["generate", "--only", "x"],
        &["generate", "pets", "--spec", "x.yaml", "--out", "x"],
        &["fmt", "pets", "--spec", "x.yaml"],
        &["check", "--format", "text"],
        &["check", "--config", "x.toml"],
        &["check", "--overlay", "x.yaml"],
        &["check", "pets", "--spec", "x.yaml"],
        &["explain", "nothing"],
        &["explain", "syntax", "settings"],
        &["new"],
        &["new", "Not_Kebab"],
        &["conformance"],
        &["conformance", "specs", "--jobs", "0"],
        &["conformance", "specs", "--filter", "a[b"],
        &["demo", "--nonsense"],
        &["bench"],
        &["bench", "nonsense"],
        &["bench", "runtime", "nonsense"],
        &["bench", "runtime", "--calls", "0"],
    ];
    for args in lines {
        let ran = repository.run(args).expect(64);
        assert_eq!(ran.stdout, "");
        assert_ne!(ran.stderr, "");
    }
}

#[test]
fn unknown_api_lists_the_known_ones() {
    let repository = Repository::with(&["pets", "birds"]);
    repository.run(&["generate", "dogs"]).expect(64).complains("unknown API: dogs").complains("birds, pets");
    assert!(!repository.exists("generated"));
}

#[test]
fn output_is_plain_unless_it_goes_to_a_terminal() {
    let repository = Repository::with(&["pets"]);
    repository.write("specs/pets/openapi.yaml", "no document");
    for args in [&["--help"][..], &["generate"], &["nonsense"]] {
        let ran = repository.run(args);
        assert!(!(ran.stdout + &ran.stderr).contains('\u{1b}'));
    }
}

#[test]
fn no_repository_is_said() {
    let folder = tempfile::TempDir::new().unwrap();
    let context = xtask::Context::captured(folder.path());
    crate::support::run(&["generate"], &context).expect(1).complains("specs").complains("cargo xtask new");
}
