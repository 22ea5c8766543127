//! Takes "Adding an API" from CONTRIBUTING.md; follows it word for word in a copy of the repository.
//!
//! The copy and what is built from it stay below the target folder, so that a second run builds little.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SECTION: &str = "## Adding an API";

/// What a reader is asked to do.
#[derive(Debug, PartialEq)]
enum Step {
    Run(String),
    Write { file: String, text: String },
    Insert { file: String, below: String, text: String },
}

#[cfg(unix)]
#[test]
fn its_steps_lead_to_a_tested_client() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("worked-example");
    let repository = folder.join("repository");
    copy(&root(), &repository);
    let steps = steps(&fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap());
    assert!(steps.len() > 8, "{steps:#?}");
    let mut said = String::new();
    for step in &steps {
        match step {
            Step::Run(commands) => said += &run(commands, &repository, &folder.join("target")),
            Step::Write { file, text } => fs::write(repository.join(file), text).unwrap(),
            Step::Insert { file, below, text } => insert(&repository.join(file), below, text),
        }
    }
    run("rustfmt --check --edition 2024 tests/wire/northwick_tides.rs", &repository, &folder.join("target"));
    let passed = |part: &str| {
        let is_passed = |line: &&str| line.starts_with("test ") && line.contains(part) && line.ends_with("... ok");
        said.lines().filter(is_passed).count()
    };
    let is_test = |step: &&Step| matches!(step, Step::Write { file, .. } if file.starts_with("tests/wire/"));
    let Some(Step::Write { text, .. }) = steps.iter().find(is_test) else { panic!("no test is written") };
    assert_eq!(passed("wire::northwick_tides::"), text.matches("#[tokio::test]").count(), "{said}");
    assert!(passed("generator::specs::") > 0 && passed("README.md - ") == 1, "{said}");
}

/// The steps of the section, in order: each block, with what the paragraph before it says of it.
fn steps(manual: &str) -> Vec<Step> {
    let (_, section) = manual.split_once(&format!("\n{SECTION}\n")).unwrap();
    let section = section.split_once("\n## ").map_or(section, |(section, _)| section);
    let (mut steps, mut before, mut lines) = (Vec::new(), String::new(), section.lines());
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let block: String =
                lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
            steps.push(if language == "sh" { Step::Run(block) } else { file_step(before.trim_end(), block) });
            before.clear();
        } else if !line.is_empty() {
            before = format!("{before}{line}\n");
        } else if !lines.clone().next().is_some_and(|next| next.starts_with("```")) {
            before.clear();
        }
    }
    steps
}

/// ``… `file`:`` is a whole file; ``In `file`, below `text`:`` are lines below the first that begins with the text.
fn file_step(before: &str, text: String) -> Step {
    assert!(before.ends_with("`:"), "no file is named before\n{text}");
    let quoted: Vec<_> = before.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    match &quoted[..] {
        [.., file, below] if before.contains(&format!("In `{file}`, below `{below}`:")) => {
            Step::Insert { file: file.clone(), below: below.clone(), text }
        }
        [.., file] => Step::Write { file: file.clone(), text },
        [] => panic!("no file is named before\n{text}"),
    }
}

fn insert(file: &Path, below: &str, text: &str) {
    let whole = fs::read_to_string(file).unwrap();
    let mut lines = whole.split_inclusive('\n');
    let upper: String = lines.by_ref().take_while(|line| !line.starts_with(below)).collect();
    assert!(upper.len() < whole.len(), "no line of {} begins with `{below}`", file.display());
    let anchor = whole[upper.len()..].split_inclusive('\n').next().unwrap();
    fs::write(file, format!("{upper}{anchor}{text}{}", lines.collect::<String>())).unwrap();
}

/// In the place of `cargo xtask`, the program that was built with this test: it is the same, and need not be built again.
const CARGO: &str =
    "cargo() { if [ \"$1\" = xtask ]; then shift; \"$XTASK\" \"$@\"; else command cargo \"$@\"; fi; }\n";

/// Runs commands as a shell does, without the network; returns what they said.
fn run(commands: &str, repository: &Path, target: &Path) -> String {
    let output = Command::new("sh")
        .args(["-euc", &format!("{CARGO}{commands}")])
        .current_dir(repository)
        .env("XTASK", env!("CARGO_BIN_EXE_xtask"))
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TERM_COLOR", "never")
        .env_remove("CARGO_MANIFEST_DIR")
        .output()
        .unwrap();
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{commands}{stdout}\n{stderr}\n(offline: `cargo fetch` gets what is missing)");
    stdout.into_owned()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Makes a folder hold what another one does, as far as `.gitignore` lets it. What is the same already keeps its time.
fn copy(from: &Path, to: &Path) {
    let ignored = fs::read_to_string(root().join(".gitignore")).unwrap() + ".git\n";
    let is_ignored = |name: &str| {
        ignored.lines().any(|line| match line.strip_prefix('*') {
            Some(ending) => name.ends_with(ending),
            None => name == line.trim_end_matches('/'),
        })
    };
    copy_folder(from, to, &is_ignored);
}

fn copy_folder(from: &Path, to: &Path, is_ignored: &dyn Fn(&str) -> bool) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(to).unwrap().map(Result::unwrap) {
        if !from.join(entry.file_name()).exists() {
            let path = entry.path();
            if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
        }
    }
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if is_ignored(entry.file_name().to_str().unwrap()) {
            continue;
        }
        if path.is_dir() {
            copy_folder(&path, &target, is_ignored);
        } else {
            let bytes = fs::read(&path).unwrap();
            if fs::read(&target).ok().as_ref() != Some(&bytes) {
                fs::write(&target, bytes).unwrap();
            }
        }
    }
}

#[test]
fn blocks_are_read_with_what_stands_before_them() {
    let manual = "\n## Adding an API\n\nRun `this`:\n\n```sh\na\nb\n```\n\n1. Write `x` and\n   `y.rs`:\n\n```rust\nz\n```\n\
        \nWords of `w`. In `v.toml`, below `[u] = `:\n\n```toml\nt\n```\n\n## Other\n\n```sh\ns\n```\n";
    let text = str::to_owned;
    let expected = [
        Step::Run(text("a\nb\n")),
        Step::Write { file: text("y.rs"), text: text("z\n") },
        Step::Insert { file: text("v.toml"), below: text("[u] = "), text: text("t\n") },
    ];
    assert_eq!(steps(manual), expected);
}
