//! What users of a crate feel of a change: pairs of tiny documents, and the items that change between their clients.

use specwright_codegen::{Diff, ItemChange};

use crate::generator::support::{comment, fixtures, read, snapshot};
use crate::review::support::compare;

/// All items that change, each with the rule of the change that it stands with.
pub fn items(diff: &Diff) -> Vec<(&str, &ItemChange)> {
    let of_change = |change: &'_ specwright_codegen::Change| change.id;
    let mut items: Vec<_> =
        diff.changes().iter().flat_map(|one| one.rust.iter().map(move |item| (of_change(one), item))).collect();
    items.sort_by_key(|(_, item)| item.item.clone());
    items
}

fn shown(diff: &Diff) -> String {
    let mut text = String::new();
    for (rule, item) in items(diff) {
        let ItemChange { item, kind, level, old, new, migration } = item;
        text += &format!("{level:?}: {kind:?} {item}, for {rule}\n");
        text += &old.iter().map(|old| format!("  - {old}\n")).collect::<String>();
        text += &new.iter().map(|new| format!("  + {new}\n")).collect::<String>();
        text += &format!("  {migration}\n");
    }
    if text.is_empty() { "nothing\n".to_owned() } else { text }
}

/// The documents of a fixture.
pub fn pair(text: &str) -> (&str, &str) {
    text.split_once("\n---\n").expect("two documents, parted by ---")
}

#[test]
fn each_pair_of_documents_changes_these_items() {
    for (name, path) in fixtures("rust") {
        let text = read(&path);
        let (old, new) = pair(&text);
        let (forth, back) = (compare(old, new).unwrap(), compare(new, old).unwrap());
        snapshot("rust", &name, comment(&text), &format!("forth\n{}\nback\n{}", shown(&forth), shown(&back)));
    }
}
