//! What clients do, as the page `behaviours.md` says: read by these tests, and held against each client over real HTTP.
//!
//! Servers answer by a script and write down what comes; the clock of the clients moves when the test says so. A row runs on
//! each client that has its request, and all that is not as the page says is reported at once.

mod answers;
mod bytes;
mod clock;
mod gets;
mod invariants;
mod layers;
mod outcome;
mod plain;
mod row;
mod run;
mod saw;
mod secrets;
mod server;
mod settings;
mod steps;
mod subjects;
mod table;
mod trace;
mod words;
mod world;

use std::{
    panic,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use row::Row;
use subjects::{SUBJECTS, Subject};

/// Row and client, and what is wrong; `None` if the client has no such request.
type Result = (usize, &'static Subject, Option<Vec<String>>);

#[test]
fn each_client_does_what_the_page_says() {
    let rows = table::rows();
    let unknown: Vec<_> = rows.iter().filter_map(|row| row.meaning().err()).collect();
    assert!(unknown.is_empty(), "\n{}\n", unknown.join("\n"));
    let results = all(&rows);
    let mut wrong = Vec::new();
    for (index, subject, result) in &results {
        let row = &rows[*index];
        let place = format!("{}: {}: {}", subject.name, row.heading, row.name());
        wrong.extend(result.iter().flatten().map(|text| format!("{place}\n    {text}")));
    }
    for (index, row) in rows.iter().enumerate() {
        let own: Vec<_> = results.iter().filter(|(of, _, _)| *of == index).collect();
        if !own.is_empty() && own.iter().all(|(_, _, result)| result.is_none()) {
            wrong.push(format!("{}: {}\n    no client has this request", row.heading, row.name()));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// Runs all rows on all clients, as many at once as there are processors.
fn all(rows: &[Row]) -> Vec<Result> {
    // For whoever changes a row: runs those alone whose name holds this.
    let only = std::env::var("BEHAVIOUR").unwrap_or_default();
    let chosen = |index: &usize| rows[*index].name().contains(&only);
    let jobs: Vec<_> =
        (0..rows.len()).filter(chosen).flat_map(|index| SUBJECTS.map(|subject| (index, subject))).collect();
    let (next, results) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some((index, subject)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let run = || run::run(&rows[*index], subject);
                    let result = panic::catch_unwind(run).unwrap_or_else(|_| Some(vec!["it panics".to_owned()]));
                    results.lock().unwrap().push((*index, *subject, result));
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap();
    results.sort_by_key(|(index, subject, _)| (*index, subject.name));
    results
}

#[test]
fn the_page_explains_each_word_and_no_other() {
    let phrases = |vocabulary: &[&'static str]| vocabulary.iter().map(|phrase| (*phrase).to_owned()).collect();
    let known: [(&str, Vec<String>); 5] = [
        ("request", phrases(&steps::all_phrases())),
        ("server answers", phrases(&answers::ANSWERS.iter().map(|(phrase, _)| *phrase).collect::<Vec<_>>())),
        ("settings", phrases(&settings::SETTINGS.iter().map(|(phrase, _)| *phrase).collect::<Vec<_>>())),
        ("the caller gets", phrases(&gets::GETS.iter().map(|(phrase, _)| *phrase).collect::<Vec<_>>())),
        ("the server saw", phrases(&saw::SAW.iter().map(|(phrase, _)| *phrase).collect::<Vec<_>>())),
    ];
    let mut explained = table::explained();
    for (column, mut known) in known {
        let mut words = explained.remove(column).unwrap_or_default();
        (known.sort(), words.sort());
        let missing: Vec<_> = known.iter().filter(|word| !words.contains(word)).collect();
        let unknown: Vec<_> = words.iter().filter(|word| !known.contains(word)).collect();
        assert!(missing.is_empty() && unknown.is_empty(), "{column}: unexplained {missing:?}, unknown {unknown:?}");
    }
}
