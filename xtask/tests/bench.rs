//! Takes scripts in the place of Cargo, Valgrind and the benchmark; checks what `bench` makes of their figures.

#![cfg(unix)]

use crate::support::{Ran, Repository, run};
use std::process::Command;
use xtask::Context;

/// The benchmark: one subject and three variants, and a server that nobody calls. What comes last is the number of calls.
const PROGRAM: &str = r#"case "$1" in
list) echo '{"subjects":["getPet","putPet"],"variants":["by hand","off","on"],"checked":"off","lists":["by hand","on"]}' ;;
pages)
    test "$2" = 'http://127.0.0.1:1' || exit
    case "$3 $4" in
    'on 100000') bytes=LONG ;;
    *) bytes=2000 ;;
    esac
    echo '{"items":'"$4"',"bytes_in_use":'"$bytes"',"allocations":20.91,"microseconds":6.78}' ;;
serve) echo 'http://127.0.0.1:1'; cat ;;
call) test "$2" = 'http://127.0.0.1:1' ;;
measure) echo '{"allocations":12.5,"bytes":1234.4,"microseconds":56.78}' ;;
esac
"#;

/// Valgrind: a million instructions to start, and 1000 for a call by hand.
const VALGRIND: &str = r#"test "$1" = --version && exit
"$3" "$4" "$5" "$6" "$7" "$8" || exit
case "$6 $7" in
*'by hand') price=1000 ;;
'getPet off') price=OFF ;;
*off) price=1000 ;;
*) price=1500 ;;
esac
echo "==1== Collected : $((1000000 + price * $8))" >&2
"#;

const TABLES: &str = "\
| getPet | instructions | ratio | allocations | bytes | µs |
|---|---:|---:|---:|---:|---:|
| by hand | 1,000 | 1.000 | 12.5 | 1,234 | 56.8 |
| off | 1,030 | 1.030 | 12.5 | 1,234 | 56.8 |
| on | 1,500 | 1.500 | 12.5 | 1,234 | 56.8 |

| putPet | instructions | ratio | allocations | bytes | µs |
|---|---:|---:|---:|---:|---:|
| by hand | 1,000 | 1.000 | 12.5 | 1,234 | 56.8 |
| off | 1,000 | 1.000 | 12.5 | 1,234 | 56.8 |
| on | 1,500 | 1.500 | 12.5 | 1,234 | 56.8 |
";

/// Written by a child: a child of another test that starts meanwhile would hold our file open, and then it cannot be run.
fn script(folder: &Repository, name: &str, text: &str) -> String {
    let path = folder.path(name).to_str().unwrap().to_owned();
    let text = format!("#!/bin/sh\n{text}");
    let write = r#"printf %s "$2" > "$1" && chmod +x "$1""#;
    assert!(Command::new("sh").args(["-c", write, "sh", &path, &text]).status().unwrap().success());
    path
}

/// A repository in which a call with everything off takes so many instructions.
fn context(folder: &Repository, off: u32) -> Context {
    let program = script(folder, "benchmark", PROGRAM);
    let cargo = format!("echo '{{\"reason\":\"compiler-artifact\",\"executable\":\"{program}\"}}'\necho '{{}}'\n");
    let valgrind = script(folder, "valgrind", &VALGRIND.replace("OFF", &off.to_string()));
    folder.context().with_cargo(script(folder, "cargo", &cargo)).with_valgrind(valgrind)
}

/// What comes of reading lists, the longest of which takes so many bytes.
fn pages(long: u32, args: &[&str]) -> Ran {
    let folder = Repository::empty();
    let context = context(&folder, 1000).with_valgrind("/nowhere/valgrind");
    script(&folder, "benchmark", &PROGRAM.replace("LONG", &long.to_string()));
    run(&[&["bench", "pages"], args].concat(), &context)
}

fn bench(off: u32, args: &[&str]) -> Ran {
    let args: Vec<&str> = ["bench", "runtime"].iter().chain(args).copied().collect();
    let folder = Repository::empty();
    run(&args, &context(&folder, off))
}

#[test]
fn start_up_is_no_part_of_a_call() {
    for calls in ["1", "1000"] {
        let ran = bench(1030, &["--calls", calls]).expect(0);
        assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), (TABLES, ""));
    }
}

#[test]
fn a_call_with_everything_off_may_not_take_much_more() {
    bench(1030, &["--check"]).expect(0);
    bench(1031, &[]).expect(0);
    let ran = bench(1031, &["--check"]).expect(1).says("| off | 1,031 | 1.031 |");
    assert_eq!(ran.stderr, "error: getPet, off: 1.031 of the instructions by hand, 1.03 is the most\n");
}

#[test]
fn lists_are_read_without_valgrind() {
    let ran = pages(2000, &[]).expect(0);
    let table = "\
| items | read | bytes in use at most | allocations an item | µs an item |
|---:|---|---:|---:|---:|
| 1,000 | by hand | 2,000 | 20.9 | 6.8 |
| 1,000 | on | 2,000 | 20.9 | 6.8 |
| 10,000 | by hand | 2,000 | 20.9 | 6.8 |
| 10,000 | on | 2,000 | 20.9 | 6.8 |
| 100,000 | by hand | 2,000 | 20.9 | 6.8 |
| 100,000 | on | 2,000 | 20.9 | 6.8 |
";
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), (table, ""));
}

#[test]
fn a_long_list_may_not_take_much_more_than_a_short_one() {
    pages(2200, &["--check"]).expect(0);
    pages(2202, &[]).expect(0);
    let ran = pages(2202, &["--check"]).expect(1);
    assert_eq!(ran.stderr, "error: on: the longest list takes 1.101 of the memory of the shortest, 1.1 is the most\n");
}

#[test]
fn what_is_missing_is_said_before_anything_is_built() {
    let folder = Repository::empty();
    let context = context(&folder, 1000).with_valgrind("/nowhere/valgrind").with_cargo("/nowhere/cargo");
    run(&["bench", "runtime"], &context)
        .expect(1)
        .complains("cannot run /nowhere/valgrind")
        .complains("install Valgrind");
    let context = self::context(&folder, 1000).with_cargo("/nowhere/cargo");
    run(&["bench", "runtime"], &context).expect(1).complains("cannot run /nowhere/cargo");
    let context = self::context(&folder, 1000).with_cargo("true");
    run(&["bench", "runtime"], &context).expect(1).complains("Cargo does not say where the program is");
}

#[test]
fn a_benchmark_that_fails_is_a_failure() {
    let folder = Repository::empty();
    let context = context(&folder, 1000);
    script(&folder, "benchmark", &PROGRAM.replace("call) ", "call) echo 'no server' >&2; false "));
    run(&["bench", "runtime"], &context).expect(1).complains("failed\nno server");
    script(&folder, "benchmark", &PROGRAM.replace("serve) ", "serve) exit 1 "));
    let context = folder.context().with_cargo(folder.path("cargo")).with_valgrind(folder.path("valgrind"));
    run(&["bench", "runtime"], &context).expect(1).complains("server does not start");
}

/// `check`, which refuses a document of this name.
const CHECK: &str = r#"test "$1 $2 $3" = 'check --format json' || exit 9
case "$4 $5" in
'--spec '*refused.yaml) exit 1 ;;
'--spec '*broken.yaml) exit 101 ;;
esac
"#;

/// What `bench check` makes of such a program.
fn documents(args: &[&str]) -> Ran {
    let folder = Repository::with(&["cats"]);
    folder.write("refused.yaml", &" ".repeat(3_140_000));
    folder.write("broken.yaml", "");
    let program = script(&folder, "program", CHECK);
    let said = format!("test \"$*\" = '{BUILD}' && echo '{{\"executable\":\"{program}\"}}'\n");
    let context = folder.context().with_cargo(script(&folder, "cargo", &said));
    run(&[&["bench", "check"], args].concat(), &context)
}

const BUILD: &str = "build --quiet --locked --release --manifest-path=xtask/Cargo.toml \
    --message-format=json-render-diagnostics";

#[test]
fn documents_are_checked_by_a_program_of_their_own() {
    let ran = documents(&["--spec", "refused.yaml"]).expect(0);
    let rows: Vec<Vec<&str>> = ran.stdout.lines().map(|row| row.split('|').map(str::trim).collect()).collect();
    let names: Vec<_> = rows.iter().map(|row| (row[1], row[2])).collect();
    let path = names[4].0;
    assert!(path.ends_with("/refused.yaml"), "{path}");
    assert_eq!(names, [("document", "MB"), ("---", "---:"), ("made up", "3.2"), ("cats", "0.0"), (path, "3.1")]);
    assert_eq!(ran.stderr, "");
}

#[test]
fn a_program_that_breaks_down_is_no_measure() {
    documents(&["--spec", "broken.yaml"]).expect(1).complains("broken.yaml` ended badly").complains("101");
    documents(&["--spec", "nothing.yaml"]).expect(1).complains("cannot read");
}

/// What `bench diff` makes of a program that finds a breaking change in all but one pair.
fn pairs(args: &[&str]) -> Ran {
    let folder = Repository::empty();
    folder.write("old.yaml", &" ".repeat(3_140_000));
    folder.write("new.yaml", "");
    let said =
        "test \"$1 $2 $3\" = 'diff --format json' || exit 9\ncase \"$5\" in *old.yaml) exit 1 ;; *) exit 3 ;; esac\n";
    let program = script(&folder, "program", said);
    let said = format!("test \"$*\" = '{BUILD}' && echo '{{\"executable\":\"{program}\"}}'\n");
    let context = folder.context().with_cargo(script(&folder, "cargo", &said));
    run(&[&["bench", "diff"], args].concat(), &context)
}

#[test]
fn documents_are_compared_by_a_program_of_their_own() {
    pairs(&["--check"]).expect(0).says("| made up, twice | 6.4 | ");
    pairs(&["old.yaml", "new.yaml"]).expect(0).says("/new.yaml | 3.1 | ");
    pairs(&["new.yaml", "old.yaml"]).expect(1).complains("ended badly");
    pairs(&["old.yaml"]).expect(64);
}
