//! What the layout does to texts, and what it leaves alone.

use super::format;
use crate::source::Source;

fn formatted(text: &str) -> String {
    let once = format(&Source::new("t.yaml", text)).unwrap_or_else(|report| panic!("{report}\n{text}"));
    let again = format(&Source::new("t.yaml", once.as_str())).unwrap_or_else(|report| panic!("{report}\n{once}"));
    assert_eq!(once, again, "not the same a second time, from\n{text}");
    once
}

#[track_caller]
fn becomes(before: &str, after: &str) {
    assert_eq!(formatted(before), after);
}

#[test]
fn the_three_specs() {
    for text in [
        include_str!("../../../specs/nectar/openapi.yaml"),
        include_str!("../../../specs/energycap/openapi.yaml"),
        include_str!("../../../specs/arcadia-switch/openapi.yaml"),
    ] {
        formatted(text);
    }
}

#[test]
fn lists_are_indented_below_their_keys() {
    becomes("a:\n- 1\n-   b: 2\n    c:\n          d: 3\n", "a:\n  - 1\n  - b: 2\n    c:\n      d: 3\n");
    becomes("- - a\n  - b\n-\n  - c\n", "- - a\n  - b\n- - c\n");
}
