//! Texts that match a pattern: the shortest, or as long as they must be.

use regex_syntax::Parser;
use regex_syntax::hir::{Class, Hir, HirKind};

use crate::pattern::translate;

/// How often what may repeat without end is repeated more than it must be.
const MOST_EXTRA: usize = 256;

/// Longer texts are not made.
const LONGEST: usize = 10_000;

/// The characters that a class is asked for first.
const PLAIN: [char; 12] = ['a', 'b', 'c', 'A', 'B', 'C', '1', '2', '3', '-', '_', '0'];

/// Texts that match, most likely; those of the right length first. What has no counterpart in linear time has none.
pub(super) fn matching(pattern: &str, least: usize, most: usize, variant: usize) -> Vec<String> {
    let Some(hir) = translate(pattern).and_then(|pattern| Parser::new().parse(&pattern).ok()) else {
        return Vec::new();
    };
    let made = [0, 1, 2, 3].into_iter().chain([least, MOST_EXTRA.min(most)]).filter(|extra| *extra <= MOST_EXTRA);
    let mut all: Vec<String> = Vec::new();
    for extra in made {
        let mut text = String::new();
        write(&hir, extra, variant, &mut text);
        if !all.contains(&text) {
            all.push(text);
        }
    }
    let is_right = |text: &String| (least..=most).contains(&text.chars().count());
    // What is too short may be longer at an end that nothing holds.
    let padded: Vec<_> = all
        .iter()
        .filter(|text| text.chars().count() < least)
        .flat_map(|text| {
            let fill = "a".repeat(least.min(LONGEST) - text.chars().count());
            [format!("{text}{fill}"), format!("{fill}{text}")]
        })
        .collect();
    let (mut right, wrong): (Vec<_>, Vec<_>) = all.into_iter().chain(padded).partition(is_right);
    right.extend(wrong);
    right
}

fn write(hir: &Hir, extra: usize, variant: usize, out: &mut String) {
    if out.len() > LONGEST {
        return;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => out.extend(character(class, variant)),
        HirKind::Repetition(repetition) => {
            let least = usize::try_from(repetition.min).unwrap_or(LONGEST);
            let most = repetition.max.and_then(|most| usize::try_from(most).ok()).unwrap_or(LONGEST);
            let times = least.saturating_add(extra).min(most);
            if let HirKind::Class(class) = repetition.sub.kind() {
                return out.extend(character(class, variant).into_iter().cycle().take(times.min(LONGEST)));
            }
            for _ in 0..times {
                if out.len() > LONGEST {
                    break;
                }
                write(&repetition.sub, extra, variant, out);
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, extra, variant, out),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, extra, variant, out)),
        HirKind::Alternation(members) => {
            let member = members.get(variant.checked_rem(members.len()).unwrap_or_default());
            member.into_iter().for_each(|member| write(member, extra, variant, out));
        }
    }
}

/// A character that people read, if the class has one.
fn character(class: &Class, variant: usize) -> Option<char> {
    let Class::Unicode(class) = class else { return None };
    let has = |c: char| class.iter().any(|range| (range.start()..=range.end()).contains(&c));
    let printable = (' '..='~').filter(|c| has(*c));
    let plain: Vec<_> = PLAIN.into_iter().filter(|c| has(*c)).chain(printable).collect();
    let chosen = variant.checked_rem(plain.len()).and_then(|index| plain.get(index));
    chosen.copied().or_else(|| class.iter().next().map(|range| range.start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_match_their_patterns() {
        for (pattern, least, most, text) in [
            ("^[A-Z]{2}[0-9]{2}$", 0, 9, "AA11"),
            ("^(foo|bar)-\\d+$", 0, 9, "foo-1"),
            ("^a*$", 3, 5, "aaa"),
            ("^a*$", 0, 5, ""),
            ("b", 4, 9, "baaa"),
            ("^\\w+@\\w+\\.x$", 0, 99, "a@a.x"),
            ("^[^a-z]$", 0, 1, "A"),
        ] {
            let made = matching(pattern, least, most, 0);
            assert_eq!(made.first().map(String::as_str), Some(text), "{pattern}: {made:?}");
            let engine = regex_lite::Regex::new(&translate(pattern).unwrap()).unwrap();
            assert!(engine.is_match(text), "{pattern}");
        }
        assert!(matching("(?=a)b", 0, 9, 0).is_empty());
        assert!(matching("^(a{100}){100}(b{100}){100}$", 0, 9, 0).iter().all(|text| text.len() <= 2 * LONGEST));
    }
}
