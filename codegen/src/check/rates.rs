//! Rules on `rateLimit` of `x-specwright`, and on numbers in it and elsewhere.

use super::extension::{
    KNOWN, extension_value, known, misplaced_extension_member, missing_extension_member, unknown_extension_member,
};
use super::findings::Findings;
use super::shape::Kind;
use crate::openapi::whole;
use crate::parse::Node;
use crate::pointer::Pointer;

const MEMBERS: [&str; 4] = ["concurrent", "requests", "seconds", "burst"];

pub(super) fn rate_limit(kind: Kind, value: &Node, pointer: &Pointer, findings: &mut Findings) {
    if !matches!(kind, Kind::Operation | Kind::Document) {
        return misplaced_extension_member("rateLimit", "an operation or the document", pointer, findings);
    }
    let Some(object) = value.as_object() else {
        return extension_value(pointer, "an object with `concurrent`, or `requests` and `seconds`", value, findings);
    };
    for (name, value) in object.iter() {
        let at = pointer.key(name);
        match name {
            _ if KNOWN.contains(&name) => known(name, value, &at, findings),
            _ if !MEMBERS.contains(&name) => {
                let names: Vec<_> = MEMBERS.into_iter().chain(KNOWN).collect();
                unknown_extension_member("rateLimit", name, &names, &at, findings);
            }
            _ if !whole(value).is_some_and(|number| (1..=u64::from(u32::MAX)).contains(&number)) => {
                extension_value(&at, "a whole number above 0", value, findings);
            }
            _ => {}
        }
    }
    let has = |name| object.contains(name);
    match (has("requests"), has("seconds")) {
        (true, false) => missing_extension_member("rateLimit", "`seconds` beside `requests`", pointer, findings),
        (false, true) => missing_extension_member("rateLimit", "`requests` beside `seconds`", pointer, findings),
        (false, false) if has("burst") => {
            missing_extension_member("rateLimit", "`requests` beside `burst`", pointer, findings);
        }
        (false, false) if !has("concurrent") => {
            missing_extension_member("rateLimit", "`concurrent`, or `requests` and `seconds`", pointer, findings);
        }
        _ => {}
    }
}

/// Whether a value counts something.
pub(super) fn is_count(value: &Node) -> bool {
    whole(value).is_some()
}

/// Whether it counts at least one.
pub(super) fn is_positive(value: &Node) -> bool {
    whole(value).is_some_and(|number| number > 0)
}
