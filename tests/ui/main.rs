//! Programs against generated clients: those under `pass/` and in the READMEs compile, those under `fail/` do not, and say why.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::path::Path;

#[test]
fn users_can_and_cannot() {
    let cases = trybuild::TestCases::new();
    cases.pass("pass/*.rs");
    cases.compile_fail("fail/*.rs");
    let generated = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../generated");
    let mut clients: Vec<_> = generated.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    clients.sort();
    for client in clients {
        let readme = fs::read_to_string(client.join("README.md")).unwrap();
        let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(client.file_name().unwrap()).with_extension("rs");
        fs::write(&program, example(&readme)).unwrap();
        cases.pass(program);
    }
}

/// The example of a README as a program that may not warn.
fn example(readme: &str) -> String {
    let (_, rest) = readme.split_once("```rust,no_run\n").unwrap();
    let (example, _) = rest.split_once("```\n").unwrap();
    // It is made, but not sent.
    format!("#![deny(warnings)]\n{}\n#[allow(deprecated)]\nfn main() {{\n    drop(run());\n}}\n", example.trim_end())
}
