//! Takes a regular expression; returns a few texts that match it, the shortest first.

use regex_syntax::hir::{Class, Hir, HirKind};
use regex_syntax::parse;

/// How many texts are made of one expression.
const MOST: usize = 8;

/// Nothing for an expression in words that are not read, such as one that looks ahead.
pub(super) fn matching(pattern: &str) -> Vec<String> {
    let Ok(tree) = parse(pattern) else { return Vec::new() };
    let mut texts = texts(&tree);
    texts.sort_by_key(String::len);
    texts.dedup();
    texts
}

fn texts(tree: &Hir) -> Vec<String> {
    let mut texts = match tree.kind() {
        HirKind::Empty | HirKind::Look(_) => vec![String::new()],
        HirKind::Literal(literal) => vec![String::from_utf8_lossy(&literal.0).into_owned()],
        HirKind::Class(class) => characters(class).into_iter().map(String::from).collect(),
        HirKind::Capture(capture) => texts(&capture.sub),
        HirKind::Alternation(members) => members.iter().flat_map(texts).collect(),
        HirKind::Concat(members) => {
            members.iter().map(texts).fold(vec![String::new()], |made, next| joined(&made, &next))
        }
        HirKind::Repetition(repetition) => {
            let inner = texts(&repetition.sub);
            let more = repetition.max.unwrap_or(repetition.min + 3).min(repetition.min + 64);
            let counts = [repetition.min, repetition.min.saturating_add(1).min(more), more];
            let repeated =
                |text: &String, count: u32| text.repeat(usize::try_from(count.min(10_000)).unwrap_or_default());
            let mut all: Vec<String> =
                counts.iter().filter_map(|count| Some(repeated(inner.first()?, *count))).collect();
            all.extend(inner.iter().skip(1).map(|text| repeated(text, repetition.min.max(1))));
            all
        }
    };
    texts.dedup();
    texts.truncate(MOST);
    texts
}

/// Each text with the first continuation, and the first text with each other one.
fn joined(made: &[String], next: &[String]) -> Vec<String> {
    let (Some(first), Some(start)) = (next.first(), made.first()) else { return Vec::new() };
    let varied = next.iter().skip(1).map(|text| format!("{start}{text}"));
    made.iter().map(|text| format!("{text}{first}")).chain(varied).collect()
}

/// A few of a class, those that people type first.
fn characters(class: &Class) -> Vec<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.iter().map(|range| (range.start(), range.end())).collect(),
        Class::Bytes(class) => class.iter().map(|range| (char::from(range.start()), char::from(range.end()))).collect(),
    };
    let holds = |wanted: &char| ranges.iter().any(|(start, end)| start <= wanted && wanted <= end);
    let usual: Vec<char> = "a0A1_- .é".chars().filter(holds).collect();
    let graphic = ('!'..='~').find(holds);
    if usual.is_empty() { graphic.or(ranges.first().map(|(start, _)| *start)).into_iter().collect() } else { usual }
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn texts_match() {
        assert_eq!(matching("^[a-c]{2,3}$"), ["aa", "aaa"]);
        assert_eq!(matching(r"^(ab|c)-\d+x?$"), ["c-0", "ab-0", "ab-1", "ab-00", "ab-0x", "ab-0000"]);
        assert_eq!(matching("^(?!x)"), [""; 0]);
    }
}
