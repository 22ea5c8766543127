//! Whether the answers to the oddities exist: the tests they name, and the remarks of the specification.

use super::{
    oddities::{
        Answer::{self, Spec, Test},
        ODDITIES,
    },
    spec,
};

const MODULES: [&str; 7] = [
    include_str!("error_statuses.rs"),
    include_str!("traps_account.rs"),
    include_str!("traps_connection.rs"),
    include_str!("traps_enums.rs"),
    include_str!("traps_presence.rs"),
    include_str!("traps_secret.rs"),
    include_str!("traps_update.rs"),
];

/// The JSON pointer that a short form stands for.
fn pointer(short: &str) -> String {
    short
        .replace("GET/", "/paths/~1v2.2~1connection~1{connection_id}/get/")
        .replace("PATCH/", "/paths/~1v2~1account~1{account_id}/patch/")
        .replace("CONNECTION/", "/components/schemas/Connection/properties/")
        .replace("ACCOUNT/", "/components/schemas/Account/properties/")
}

/// The names of the functions that the test runner runs.
fn tests() -> Vec<&'static str> {
    let mut names = Vec::new();
    for module in MODULES {
        let mut is_test = false;
        for line in module.lines() {
            is_test |= matches!(line, "#[test]" | "#[tokio::test]");
            let signature = line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ");
            if let Some((name, _)) = signature.and_then(|signature| signature.split_once('(')) {
                names.extend(is_test.then_some(name));
                is_test = false;
            }
        }
    }
    names
}

fn answers() -> impl Iterator<Item = (usize, &'static Answer)> {
    ODDITIES.iter().flat_map(|(number, _, answers)| answers.iter().map(move |answer| (*number, answer)))
}

#[test]
fn every_oddity_has_an_answer() {
    for (at, (number, what, answers)) in ODDITIES.iter().enumerate() {
        assert_eq!(*number, at + 1);
        assert!(!what.is_empty() && !answers.is_empty(), "O-{number}");
    }
}

#[test]
fn the_named_tests_exist() {
    let tests = tests();
    for (number, answer) in answers() {
        if let Test(name) = answer {
            assert!(tests.contains(name), "O-{number}: no test {name}");
        }
    }
}

#[test]
fn every_test_named_after_an_oddity_answers_it() {
    for name in tests() {
        let Some(number) = name.strip_prefix('o').and_then(|rest| rest.split_once('_')?.0.parse::<usize>().ok()) else {
            continue;
        };
        let is_answer = |(of, answer): (usize, &Answer)| of == number && matches!(answer, Test(test) if *test == name);
        assert!(answers().any(is_answer), "{name}");
    }
}

#[test]
fn the_remarks_of_the_specification_exist() {
    for (number, answer) in answers() {
        if let Spec(short, words) = answer {
            let text = spec::at(&pointer(short));
            assert!(text.as_str().is_some_and(|text| text.contains(words)), "O-{number}: {text}");
        }
    }
}
