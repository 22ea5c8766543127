//! From rules to a sentence for people: what is checked before a value is sent.

use super::spans::code;
use crate::model::{Check, Rules};

/// The demands on a value itself and on its elements; `None` where there are none.
pub(crate) fn constraints(rules: &Rules) -> Option<String> {
    let own = rules.checks.iter().map(demand);
    let items = rules.items.iter().flat_map(|items| &items.checks).map(|check| format!("each {}", demand(check)));
    let demands: Vec<_> = own.chain(items).collect();
    let label = if demands.len() == 1 { "Constraint" } else { "Constraints" };
    (!demands.is_empty()).then(|| format!("*{label}*: {}.", demands.join("; ")))
}

fn demand(check: &Check) -> String {
    match check {
        Check::OneOf(values) => format!("one of {}", list(values, "or")),
        Check::MinLength(least) => format!("at least {}", counted(*least, "character")),
        Check::MaxLength(most) => format!("at most {}", counted(*most, "character")),
        Check::Pattern { documented, .. } => format!("matches {}", code(documented)),
        Check::Format(format) => format!("of the format {}", code(&format.to_lowercase())),
        Check::Minimum(bound) => format!("at least {bound}"),
        Check::Maximum(bound) => format!("at most {bound}"),
        Check::ExclusiveMinimum(bound) => format!("more than {bound}"),
        Check::ExclusiveMaximum(bound) => format!("less than {bound}"),
        Check::MultipleOf(step) => format!("a multiple of {step}"),
        Check::MinItems(least) => format!("at least {}", counted(*least, "element")),
        Check::MaxItems(most) => format!("at most {}", counted(*most, "element")),
        Check::UniqueItems => "no element twice".to_owned(),
        Check::MinProperties(least) => format!("at least {}", counted(*least, "key")),
        Check::MaxProperties(most) => format!("at most {}", counted(*most, "key")),
        Check::DependentRequired { key, needs } => format!("{} only with {}", code(key), list(needs, "and")),
        Check::IfThen { conditions, required } => {
            let conditions = conditions.iter().map(|(key, texts)| format!("{} is {}", code(key), list(texts, "or")));
            format!("{} required where {}", list(required, "and"), conditions.collect::<Vec<_>>().join(" and "))
        }
        Check::Order { earlier, later } => format!("{} later than {}", code(later), code(earlier)),
    }
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// `a`, `b` and `c`.
fn list(texts: &[String], word: &str) -> String {
    let texts: Vec<_> = texts.iter().map(|text| code(text)).collect();
    match texts.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} {word} {last}", first.join(", ")),
        other => other.concat(),
    }
}
