//! Takes scripts in the place of the tools, of Cargo and of the clients; checks what `interop` makes of what they say.

#![cfg(unix)]

use crate::support::{Ran, Repository, run};
use std::process::Command;

const REDOCLY: &str = r#"if test "$1" = --version; then echo 'a word of the tool' >&2; echo 2.77.0; exit; fi
for last; do :; done
test -f "$last" || exit 9
case "$*" in *--skip-rule=info-license*) ;; *) exit 8 ;; esac
echo '{"problems":[]}'
"#;

/// What it writes about itself is named last.
const SCHEMATHESIS: &str = r#"if test "$1" = --version; then echo 'schemathesis, version 4.32.5'; exit; fi
for last; do :; done
test -f "$2" || exit 9
cat > "$last" << END
{"complete": true, "operations": {"tested": 1}, "test_cases": {"generated": 7, "with_failures": 0}, "failures": []}
END
"#;

/// Serves until it is ended, as nothing else ends it.
const PRISM: &str = r#"if test "$1" = --version; then echo 5.14.2; exit; fi
echo 'starting'
echo "Prism is listening on http://127.0.0.1:1/$1"
echo $$ >> PIDS
exec sleep 600
"#;

const CLIENTS: &str = r#"test "$1" = pets || exit 9
echo 'passed listPets, least'
echo 'passed listPets, all'
"#;

/// Written by a child: a child of another test that starts meanwhile would hold our file open, and then it cannot be run.
fn script(folder: &Repository, name: &str, text: &str) -> String {
    let path = folder.path(name).to_str().unwrap().to_owned();
    let text = format!("#!/bin/sh\n{text}").replace("PIDS", folder.path("pids").to_str().unwrap());
    let write = r#"mkdir -p "${1%/*}" && printf %s "$2" > "$1" && chmod +x "$1""#;
    assert!(Command::new("sh").args(["-c", write, "sh", &path, &text]).status().unwrap().success());
    path
}

/// A repository with all tools, of which some are others; without a text a tool is not there.
fn interop(others: &[(&str, &str)], args: &[&str]) -> (Ran, Repository) {
    let folder = Repository::with(&["pets"]);
    for (name, text) in [("redocly", REDOCLY), ("schemathesis", SCHEMATHESIS), ("prism", PRISM), ("clients", CLIENTS)] {
        match others.iter().find(|(other, _)| *other == name).map_or(text, |(_, text)| text) {
            "" => {}
            text => drop(script(&folder, &format!("tools/{name}"), text)),
        }
    }
    let clients = folder.path("tools/clients");
    let cargo = format!("echo '{{\"reason\":\"compiler-artifact\",\"executable\":\"{}\"}}'\n", clients.display());
    let context = folder.context().with_cargo(script(&folder, "cargo", &cargo));
    let ran = run(&[&["interop", "--tools", "tools"], args].concat(), &context);
    (ran, folder)
}

const TABLE: &str = "\
| tool | API | what was tried | passed | failed |
|---|---|---|---:|---:|
| Redocly CLI | pets | document linted by its recommended rules | 1 | 0 |
| Schemathesis | pets | requests to the mock, all phases, 1 operation | 7 | 0 |
| Prism | pets | calls of the client through it to our mock | 2 | 0 |
| Prism | pets | calls of the client to its mock | 2 | 0 |

Excluded, and why:

- Redocly CLI, `info-license`: ";

#[test]
fn each_tool_has_its_rows_and_nothing_is_left_running() {
    let (ran, folder) = interop(&[], &["--require"]);
    assert!(ran.stdout.starts_with(TABLE), "{}", ran.stdout);
    assert_eq!((ran.exit, ran.stderr.as_str()), (0, ""));
    let ids = folder.read("pids");
    assert_eq!(ids.lines().count(), 2);
    for id in ids.lines() {
        assert!(!Command::new("sh").args(["-c", "kill -0 $1 2>/dev/null", "sh", id]).status().unwrap().success());
    }
}

#[test]
fn a_tool_that_is_missing_is_skipped_unless_it_is_required() {
    let (ran, _) = interop(&[("prism", "")], &[]);
    let told = "Prism 5.14.2 is not there; `npm install --global @stoplight/prism-cli@5.14.2` installs it";
    let ran = ran.expect(0).says(&format!("skipped: {told}\n")).says("| Schemathesis | pets |");
    assert!(!ran.stdout.contains("| Prism |"));
    let (ran, _) = interop(&[("prism", ""), ("redocly", "")], &["--require"]);
    let ran = ran.expect(1).complains(told).complains("Redocly CLI 2.77.0 is not there");
    assert_eq!(ran.stdout, "");
}

#[test]
fn another_version_is_none() {
    let (ran, _) = interop(&[("schemathesis", "echo 'schemathesis, version 4.32.51'")], &["pets"]);
    ran.expect(0).says("skipped: Schemathesis is there in version 4.32.51, and 4.32.5 is wanted; `pipx install");
    let (ran, _) = interop(&[("redocly", "echo 2.77.0; echo 'no such module' >&2; exit 3")], &["--require"]);
    ran.expect(1).complains("Redocly CLI does not run: it ended with 3: 2.77.0 no such module; `npm install");
}

#[test]
fn what_a_tool_finds_fails() {
    let lint = r##"test "$1" = --version && echo 2.77.0 && exit
echo '{"problems":[{"ruleId":"some-rule","message":"Some words.","location":[{"pointer":"#/info"}]}]}'; exit 1"##;
    let (ran, _) = interop(&[("redocly", lint)], &[]);
    ran.expect(1).says("rules | 0 | 1 |").says("rules: some-rule: Some words. at #/info\n");

    let found = SCHEMATHESIS.replace("_failures\": 0", "_failures\": 2").replace(": []", ": [{\"code\":\"ST1\"}]");
    let found = format!("{found}printf '== FAILURES ==\\n_ GET /pets _\\n  curl it\\n== SUMMARY ==\\n'; exit 1");
    let (ran, _) = interop(&[("schemathesis", &found)], &[]);
    ran.expect(1).says("1 operation | 5 | 1 |").says("{\"code\":\"ST1\"}\n").says("GET /pets").says("curl it");

    let (ran, _) = interop(&[("clients", "echo 'passed a'; echo 'failed b: why'; exit 1")], &[]);
    ran.expect(1).says("to our mock | 1 | 1 |").says("to our mock: b: why\n").says("to its mock: b: why\n");
}

#[test]
fn a_tool_that_breaks_down_fails() {
    let broken = |version: &str| format!("test \"$1\" = --version && echo {version} && exit\necho oh >&2; exit 7");
    let (lint, drive, serve) = (broken("2.77.0"), broken("4.32.5"), broken("5.14.2"));
    let all = [("redocly", lint.as_str()), ("schemathesis", &drive), ("prism", &serve)];
    let (ran, _) = interop(&all, &[]);
    let ran = ran.expect(1).says("rules: it ended with 7: oh\n").says("phases: it ended with 7: oh\n");
    ran.says("to our mock: it does not start").says("to its mock: it does not start");

    // Nothing that is tried is no success.
    let idle = SCHEMATHESIS.replace("\"generated\": 7", "\"generated\": 0");
    interop(&[("schemathesis", &idle)], &[]).0.expect(1).says("it has made no request");
    interop(&[("clients", "exit 0")], &[]).0.expect(1).says("to our mock: it ended with 0\n");
}

#[test]
fn places_are_excluded_by_overlays_which_say_why() {
    let folder = Repository::with(&["pets"]);
    let overlay = "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n  - target: $.info\n    \
                   description: Some reason.\n    update: {title: Told otherwise}\n";
    folder.write("specs/pets/interop.overlay.yaml", overlay);
    let lint = r#"test "$1" = --version && echo 2.77.0 && exit
for last; do :; done; grep -q 'Told otherwise' "$last" && echo '{"problems":[]}'"#;
    script(&folder, "tools/redocly", lint);
    folder.run(&["interop", "--tools", "tools"]).expect(0).says("rules | 1 | 0 |").says("- pets: Some reason.\n");
    folder.write("specs/pets/interop.overlay.yaml", "overlay: 7\n");
    folder.run(&["interop", "--tools", "tools"]).expect(1).complains("interop.overlay.yaml");
    folder.run(&["interop", "dogs", "--tools", "tools"]).expect(64).complains("unknown API: dogs");
}
