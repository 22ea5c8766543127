//! Takes ids of rules; checks the pages and the list that `explain` prints.

use crate::support::Repository;
use specwright_codegen::rules;

#[test]
fn each_rule_has_a_page_and_a_line() {
    let repository = Repository::empty();
    let list = repository.run(&["explain"]).expect(0).says("Rules of check:\n").stdout;
    for rule in rules() {
        let ran = repository.run(&["explain", rule.id]).expect(0);
        assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), (rule.page, ""));
        let line = list.lines().find(|line| line.split_whitespace().next() == Some(rule.id)).unwrap();
        assert!(line.contains(rule.level()) && line.ends_with(rule.summary()), "{line}");
    }
}

#[test]
fn an_unknown_rule_is_wrong_usage() {
    let repository = Repository::empty();
    repository.run(&["explain", "unknown-ref"]).expect(64).complains("did you mean `unknown_ref`?");
    let ran = repository.run(&["explain", "no\u{1b}thing"]).expect(64).complains("`cargo xtask explain` lists them");
    assert_eq!(ran.stdout, "");
    assert!(!ran.stderr.contains('\u{1b}'));
}
