//! Each rule on a pair of tiny documents that differ in the one thing that it tells of, forth and back.

use std::collections::BTreeMap;

use specwright_codegen::{Command, diff_rules, rules};

use crate::generator::support::{comment, fixtures, read, snapshot};
use crate::review::support::{compare, shown};

#[test]
fn each_rule_tells_of_the_change_of_its_fixture_and_nothing_else() {
    for (id, path) in fixtures("diff") {
        let text = read(&path);
        let (old, new) = text.split_once("\n---\n").unwrap_or_else(|| panic!("{id}: two documents, parted by ---"));
        assert!(text.lines().count() < 60, "{id} is too long for one change");
        let (forth, back) = (compare(old, new).unwrap(), compare(new, old).unwrap());
        let found: Vec<_> = forth.changes().iter().map(|change| change.id).collect();
        assert_eq!(found, [id.as_str()], "{}", shown(&forth));
        assert!(!back.changes().is_empty(), "{id} has no mirror");
        snapshot("diff", &id, comment(&text), &format!("forth\n{}\nback\n{}", shown(&forth), shown(&back)));
    }
}

/// Told of items of the crate, which no change of the documents accounts for.
const OF_ITEMS: [&str; 3] = ["client_removed", "generator_changed", "rust_item_changed"];

#[test]
fn each_rule_has_a_fixture_and_a_page_with_its_level_and_there_are_no_others() {
    let known = diff_rules().filter(|(id, _)| !OF_ITEMS.contains(id));
    let known: BTreeMap<_, _> = known.map(|(id, level)| (id.to_owned(), format!("{level:?}").to_lowercase())).collect();
    let shown: Vec<_> = fixtures("diff").into_iter().map(|(id, _)| id).collect();
    assert_eq!(known.keys().collect::<Vec<_>>(), shown.iter().collect::<Vec<_>>());
    let pages = rules().filter(|rule| rule.command == Command::Diff && !OF_ITEMS.contains(&rule.id));
    let pages: BTreeMap<_, _> = pages.map(|rule| (rule.id.to_owned(), rule.level().to_owned())).collect();
    assert_eq!(known, pages);
}
