//! Each rule on a pair of tiny documents that differ in the one thing that it tells of, forth and back.

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
