//! What the examples of the clients print against mocks, and that README shows it.

use std::fs;
use std::path::Path;

use super::repository::{copy, root, run};

/// Where the output begins in README, and the examples whose output it shows; three dots stand for the others.
const BLOCK: &str = "```text\n$ cargo xtask demo\n";
const SHOWN: [&str; 3] = ["set_property", "edit_account", "retry_under_429"];

/// `INSTA_UPDATE=always cargo test -p specwright-tests readme_shows` writes it anew.
#[test]
fn readme_shows_what_the_examples_print() {
    let said = run(&root(), &["demo"]);
    assert_eq!((said.code, said.stderr.as_str()), (0, ""), "{}\n{}", said.stdout, said.stderr);
    let last = said.stdout.lines().next_back().unwrap();
    assert!(last.starts_with("7 examples: 7 of 7 operations, "), "{last}");
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(BLOCK).unwrap();
    let (block, after) = rest.split_once("```\n").unwrap();
    let expected = shortened(&said.stdout);
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(&path, format!("{before}{BLOCK}{expected}```\n{after}")).unwrap();
        return;
    }
    assert_eq!(block, expected, "run this test with INSTA_UPDATE=always");
}

/// The output with three dots in the place of each stretch that is not shown.
fn shortened(output: &str) -> String {
    let (sections, last) = output.trim_end().rsplit_once("\n\n").unwrap();
    let is_shown = |section: &str| SHOWN.iter().any(|name| section.contains(&format!("] {name}\n")));
    let mut shown = String::new();
    for section in sections.split("\n\n[").map(|section| section.trim_start_matches('[')) {
        match is_shown(section) {
            true => shown += &format!("[{section}\n\n"),
            false if shown.ends_with("…\n\n") => {}
            false => shown += "…\n\n",
        }
    }
    format!("{shown}{last}\n")
}

/// Nothing of the output is in the examples: it comes from the document, over the wire, through the types.
#[cfg(unix)]
#[test]
fn another_example_in_a_specification_is_another_output() {
    let copy = copy();
    let path = copy.path().join("specs/arcadia-switch/openapi.yaml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(demo(copy.path()).contains("\nExample API Solar projection\n"));
    fs::write(&path, text.replace("Example API Solar projection", "A house by the sea")).unwrap();
    let said = demo(copy.path());
    assert!(said.contains("\nA house by the sea\n") && !said.contains("Solar projection"), "{said}");
}

/// The output of one example for the documents of a copy; what is built is that of this repository. In the place of Cargo a shell
/// reads the file that is called like its first argument.
#[cfg(unix)]
fn demo(copy: &Path) -> String {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    fs::write(copy.join("build"), format!("cd '{}' && exec '{cargo}' build \"$@\"\n", root().display())).unwrap();
    let context = xtask::Context::captured(copy).with_cargo("sh");
    let code = xtask::run(["demo", "arcadia-switch", "--example", "set_property"], &context);
    assert_eq!((code, context.stderr().as_str()), (0, ""));
    context.stdout()
}
