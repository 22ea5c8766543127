//! The table of rules, their pages and their fixtures belong together.

use std::collections::BTreeSet;

use specwright_codegen::{Command, Rule, rule, rules};

use super::support::{files_below, fixtures, root};

/// Rules that no document is known to meet.
const WITHOUT_FIXTURE: [&str; 1] = ["generator"];

fn of(command: Command) -> Vec<Rule> {
    rules().filter(|rule| rule.command == command).collect()
}

#[test]
fn each_rule_of_check_has_a_fixture_and_each_fixture_a_rule() {
    let known: BTreeSet<_> = of(Command::Check).iter().map(|rule| rule.id.to_owned()).collect();
    let shown = fixtures("rules").into_iter().map(|(id, _)| id);
    let shown: BTreeSet<_> = shown.chain(WITHOUT_FIXTURE.map(str::to_owned)).collect();
    assert_eq!(known, shown);
}

#[test]
fn each_page_is_in_the_table() {
    let pages = files_below(&root().join("codegen/docs/rules"), ".md");
    let pages: BTreeSet<_> = pages.iter().map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    let known: BTreeSet<_> = rules().map(|rule| rule.id.to_owned()).collect();
    assert_eq!(pages.difference(&known).collect::<Vec<_>>(), [""; 0]);
    assert_eq!(known.len(), rules().count(), "an id stands twice");
}

#[test]
fn a_page_opens_with_the_id_a_sentence_and_the_level() {
    for rule in rules() {
        let lines: Vec<_> = rule.page.lines().collect();
        assert_eq!(lines[0], format!("# {}", rule.id));
        assert_eq!((lines[1], lines[2], lines[3]), ("", rule.summary(), ""), "{}", rule.id);
        assert!(rule.summary().ends_with('.'), "{}", rule.id);
        let levels: &[&str] = match rule.command {
            Command::Check => &["error", "warning", "suggestion"],
            Command::Diff => &["breaking", "warning", "compatible", "documentation", "none"],
        };
        assert!(levels.contains(&rule.level()), "{}: {}", rule.id, rule.level());
        assert!(lines[4].starts_with(&format!("Level: {}", rule.level())), "{}", rule.id);
    }
}

#[test]
fn a_rule_is_found_by_its_id_and_a_slip_is_seen() {
    assert_eq!(rule("generator").unwrap().id, "generator");
    assert_eq!(rule("unknown-ref"), Err(Some("unknown_ref")));
    assert_eq!(rule("unknown_reff"), Err(Some("unknown_ref")));
    assert_eq!(rule("nothing"), Err(None));
}
