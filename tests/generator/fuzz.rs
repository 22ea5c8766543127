//! Documents changed at random, always the same ones: each gives a whole crate or a report, and never a panic.
//!
//! `SPECWRIGHT_FUZZ=100000 cargo test -p specwright-tests fuzz` runs so many, in some minutes.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use specwright_codegen::{Generated, Report, Source, json, schema_keywords};

use super::crate_parts::assert_whole;
use super::hostile::{assert_checked, assert_refused, in_time};
use super::inert_documents::hostile_texts;
use super::mutations::{Material, Random, mutated};
use super::support::{files_below, generate_text, read, tests_dir};

/// How many cases there are, unless the environment says otherwise.
const CASES: u64 = 1_500;

/// A larger document, as JSON, takes longer and has only more of the same.
const LARGE: usize = 20_000;

/// Of so many cases one is generated twice, and checked.
const TWICE: u64 = 16;

/// Processes at a time.
const PARTS: u64 = 2;

const COUNT: &str = "SPECWRIGHT_FUZZ";
const PART: &str = "SPECWRIGHT_FUZZ_PART";

/// Words of OpenAPI beside those of schemas, and keys that generated code or files could take for their own.
const WORDS: [&str; 45] = [
    "$ref",
    "200",
    "4XX",
    "Self",
    "all",
    "application/json",
    "callbacks",
    "components",
    "content",
    "crate",
    "default",
    "explode",
    "get",
    "headers",
    "in",
    "links",
    "mapping",
    "name",
    "operationId",
    "parameters",
    "patch",
    "paths",
    "post",
    "propertyName",
    "query",
    "requestBody",
    "required",
    "responses",
    "rustls",
    "blocking",
    "schema",
    "schemas",
    "security",
    "securitySchemes",
    "self",
    "servers",
    "style",
    "summary",
    "tags",
    "trace",
    "url",
    "variables",
    "webhooks",
    "x-specwright",
    "x-specwright-files",
];

struct Corpus {
    /// Name, text and value of each document.
    documents: Vec<(String, String, Value)>,
    material: Material,
}

impl Corpus {
    fn new() -> Self {
        let documents = files_below(tests_dir(), ".yaml").into_iter().filter_map(|path| {
            let text = read(&path);
            let value =
                json(&Source::new("a.yaml", text.as_str())).ok().filter(|value| value.get("openapi").is_some())?;
            let name = path.strip_prefix(tests_dir()).unwrap().to_str().unwrap().to_owned();
            (value.to_string().len() < LARGE).then_some((name, text, value))
        });
        let words = schema_keywords().chain(WORDS).map(str::to_owned).collect();
        Self { documents: documents.collect(), material: Material { texts: hostile_texts(), words } }
    }

    /// The fixture that a case begins with, and what becomes of it.
    fn case(&self, seed: u64) -> (&str, String) {
        let mut random = Random::new(seed);
        let (name, text, value) = random.pick(&self.documents);
        (name, mutated(value, text, &self.material, &mut random))
    }
}

fn count() -> u64 {
    std::env::var(COUNT).map_or(CASES, |count| count.parse().unwrap())
}

#[test]
fn every_changed_document_gives_a_crate_or_a_report() {
    let parts: Vec<_> = (0..PARTS).map(start).collect();
    let broken: Vec<_> = parts.into_iter().filter_map(end).collect();
    if let Some(seed) = broken.first() {
        let corpus = Corpus::new();
        let (name, text) = corpus.case(*seed);
        panic!("seeds {broken:?}; what became of {name} by seed {seed}:\n{text}");
    }
}

/// A part of the cases in a process of its own, because an overflow of the stack ends the process that it happens in.
fn start(part: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["generator::fuzz::the_cases_of_this_process_are_dealt_with", "--exact", "--nocapture"])
        .env(PART, part.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The last seed of a part that broke.
fn end(mut part: Child) -> Option<u64> {
    let lines = BufReader::new(part.stdout.take().unwrap()).lines().map(Result::unwrap);
    let seeds = lines.filter_map(|line| line.strip_prefix("seed ")?.parse().ok());
    let last = seeds.last();
    if part.wait().unwrap().success() { None } else { last }
}

/// Does nothing unless another process names a part.
#[test]
fn the_cases_of_this_process_are_dealt_with() {
    let Ok(part) = std::env::var(PART) else { return };
    let corpus = Corpus::new();
    for seed in (part.parse().unwrap()..count()).step_by(usize::try_from(PARTS).unwrap()) {
        println!("seed {seed}");
        let (_, text) = corpus.case(seed);
        in_time(move || judge(&text, seed % TWICE < PARTS));
    }
}

fn judge(text: &str, twice: bool) {
    let generate = || generate_text("a.yaml", text);
    let first = generate();
    match &first {
        Ok(generated) => assert_whole(generated),
        Err(report) => assert_refused(report),
    }
    if twice {
        assert_checked(text);
        let files = |made: Result<Generated, Report>| made.map(|made| made.files).map_err(|report| report.to_string());
        assert_eq!(files(first), files(generate()), "the second time it differs");
    }
}

#[test]
fn a_seed_gives_one_document() {
    let (one, other) = (Corpus::new(), Corpus::new());
    let cases = |corpus: &Corpus| (0..100).map(|seed| corpus.case(seed).1).collect::<Vec<_>>();
    let all = cases(&one);
    assert_eq!(all, cases(&other));
    let different: std::collections::BTreeSet<_> = all.iter().collect();
    assert!(different.len() > 90, "{} of 100 differ", different.len());
}
