//! What somebody may have meant: takes a name and those that exist, returns the closest one.

/// Among so many names somebody's is looked for.
const MOST_NAMES: usize = 1_000;

/// The first name that differs in spelling only, or in one letter.
pub(crate) fn closest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    names.take(MOST_NAMES).filter(|name| is_spelling(name, wanted) || is_near(name, wanted)).min()
}

/// Whether two names differ in spelling only.
pub(crate) fn is_spelling(a: &str, b: &str) -> bool {
    bare(a).eq(bare(b))
}

/// Letters and digits, without case.
fn bare(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// One letter added, lost or changed.
fn is_near(a: &str, b: &str) -> bool {
    if a.len().abs_diff(b.len()) > 4 {
        return false;
    }
    let prefix = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let (rest_a, rest_b) = (a.chars().count() - prefix, b.chars().count() - prefix);
    let suffix = a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b).count().min(rest_a).min(rest_b);
    rest_a - suffix <= 1 && rest_b - suffix <= 1
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn spelling_and_one_letter_are_near() {
        let names = ["Account", "apiKey", "Connection"];
        for (wanted, expected) in [("Acount", Some("Account")), ("api_key", Some("apiKey")), ("Company", None)] {
            assert_eq!(closest(wanted, names.into_iter()), expected);
        }
    }
}
