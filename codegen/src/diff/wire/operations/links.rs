//! The links of two responses that are one, which clients do not follow on their own.

use super::pair::{Matched, Pair};
use super::{Pass, rules};
use crate::diff::wire::values::same;

pub(super) fn compare<'d>(pass: &mut Pass<'_, 'd>, responses: &Pair<'d>, of: &str) {
    let Matched { both, removed, added } = responses.members("links", |name| Some(name.to_owned()));
    for ((_, name), written) in both {
        let pair = pass.resolved(&written);
        if !same(pair.old.node, pair.new.node) {
            pass.changed(rules::LINK_CHANGED, &pair, format!("the link `{name}` of {of} changed"));
        }
    }
    for ((_, name), old) in removed {
        pass.removed(rules::LINK_CHANGED, &old, format!("the link `{name}` of {of} is gone"));
    }
    for ((_, name), new) in added {
        pass.added(rules::LINK_CHANGED, &new, format!("the link `{name}` of {of} is new"));
    }
}
