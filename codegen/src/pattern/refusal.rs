//! Why the engine cannot run a pattern, and what a pattern that only counts says in other words.

use super::translate;

/// What keeps a pattern from being run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    LookAround,
    BackReference,
    /// A property of Unicode.
    Property,
    /// It counts too far, or is nested too deeply.
    Size,
    /// It is no pattern.
    Syntax,
}

/// How deeply the engine lets groups be nested.
const DEEPEST: usize = 50;

/// `None` for a pattern that can be run.
pub(crate) fn refusal(pattern: &str) -> Option<Refusal> {
    if translate(pattern).is_some() {
        return None;
    }
    let (mut in_class, mut depth, mut deepest) = (false, 0_usize, 0);
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next() {
                Some('1'..='9' | 'k') if !in_class => return Some(Refusal::BackReference),
                Some('p' | 'P') => return Some(Refusal::Property),
                _ => {}
            },
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => {
                if ["?=", "?!", "?<=", "?<!"].iter().any(|around| rest.as_str().starts_with(around)) {
                    return Some(Refusal::LookAround);
                }
                depth += 1;
                deepest = deepest.max(depth);
            }
            ')' if !in_class => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    // What is a pattern without its counts is too large with them.
    let is_large = (depth == 0 && deepest > DEEPEST) || translate(&uncounted(pattern)).is_some();
    Some(if is_large { Refusal::Size } else { Refusal::Syntax })
}

/// The pattern with `*` for each count.
fn uncounted(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}').filter(|(inside, _)| bounds(inside).is_some() && !before.ends_with("\\u")) {
            Some((_, after)) => {
                out.push('*');
                rest = after;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out + rest
}

/// The least and the most of a count: `3`, `3,` or `3,5`.
fn bounds(inside: &str) -> Option<(&str, Option<&str>)> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (least, most) = match inside.split_once(',') {
        Some((least, "")) => (least, None),
        Some((least, most)) => (least, Some(most)),
        None => (inside, Some(inside)),
    };
    let is_in_order = || most.is_none_or(|most| most.parse::<u64>().ok() >= least.parse().ok());
    (is_number(least) && most.is_none_or(is_number) && is_in_order()).then_some((least, most))
}

/// The keywords that say what a pattern says which allows any characters, so many of them.
pub(crate) fn lengths(pattern: &str) -> Option<String> {
    let inner = pattern.strip_prefix('^')?.strip_suffix('$')?;
    let count = [".", r"[\s\S]", r"[\S\s]", "[^]"].iter().find_map(|any| inner.strip_prefix(any))?;
    let (least, most) = bounds(count.strip_prefix('{')?.strip_suffix('}')?)?;
    let least = Some(least).filter(|least| least.bytes().any(|digit| digit != b'0'));
    let words = [("minLength", least), ("maxLength", most)];
    let words: Vec<_> = words.iter().filter_map(|(word, bound)| Some(format!("`{word}: {}`", (*bound)?))).collect();
    Some(words.join(" and "))
}

#[cfg(test)]
mod tests {
    use super::{Refusal, lengths, refusal};

    #[test]
    fn each_pattern_that_cannot_be_run_has_its_reason() {
        let deep = format!("{}a{}", "(".repeat(5_000), ")".repeat(5_000));
        for (pattern, expected) in [
            (r"^a{2}$", None),
            (r"(?!a)b", Some(Refusal::LookAround)),
            (r"(?<=a)b", Some(Refusal::LookAround)),
            (r"[(?=](?=a)", Some(Refusal::LookAround)),
            (r"(a)\1", Some(Refusal::BackReference)),
            (r"\p{L}", Some(Refusal::Property)),
            (r"[\P{L}]", Some(Refusal::Property)),
            ("[a-z]{1,262144}", Some(Refusal::Size)),
            (r"\u{1f600}{2621440}", Some(Refusal::Size)),
            ("((a{999}){999}){999}", Some(Refusal::Size)),
            (&deep, Some(Refusal::Size)),
            ("(a", Some(Refusal::Syntax)),
            ("*", Some(Refusal::Syntax)),
            ("a{3,1}", Some(Refusal::Syntax)),
            ("[", Some(Refusal::Syntax)),
        ] {
            assert_eq!(refusal(pattern), expected, "{}", pattern.get(..30).unwrap_or(pattern));
        }
    }

    #[test]
    fn patterns_of_mere_length_have_other_words() {
        let said = |pattern| lengths(pattern);
        assert_eq!(said("^.{0,9}$").as_deref(), Some("`maxLength: 9`"));
        assert_eq!(said(r"^[\s\S]{3}$").as_deref(), Some("`minLength: 3` and `maxLength: 3`"));
        assert_eq!(said("^.{3,}$").as_deref(), Some("`minLength: 3`"));
        assert_eq!(said("^a{3}$"), None);
        assert_eq!(said(".{3}"), None);
    }
}
