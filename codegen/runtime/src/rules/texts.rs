//! Checks on strings: takes a check and a string, returns what is wrong with it.

use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, Ipv6Addr},
    sync::{Mutex, PoisonError},
};

use regex_lite::Regex;

use super::{
    Check, Format,
    checks::{too_few, too_many},
};
use crate::line::{MOST_CHARS, cut};

/// What is wrong with a string.
pub(super) fn problem(check: &Check, text: &str) -> Option<String> {
    match check {
        Check::MinLength(least) => too_few(text.chars().count(), *least, "character"),
        Check::MaxLength(most) => too_many(text.chars().count(), *most, "character"),
        Check::Pattern { documented, regex } => {
            (!matches(regex, text)).then(|| format!("does not match `{}`", cut(documented.chars(), MOST_CHARS)))
        }
        Check::Format(format) => (!format.fits(text)).then(|| format!("is not {}", format.words())),
        _ => None,
    }
}

/// Patterns that have been compiled, for as long as the program runs; `None` for those that cannot be.
static PATTERNS: Mutex<BTreeMap<&'static str, Option<Regex>>> = Mutex::new(BTreeMap::new());

/// Whether there is a match anywhere. What cannot be compiled matches, as the generator has warned.
fn matches(pattern: &'static str, text: &str) -> bool {
    let regex = {
        let mut patterns = PATTERNS.lock().unwrap_or_else(PoisonError::into_inner);
        patterns.entry(pattern).or_insert_with(|| Regex::new(pattern).ok()).clone()
    };
    regex.is_none_or(|regex| regex.is_match(text))
}

impl Format {
    fn fits(self, text: &str) -> bool {
        match self {
            Self::Email => is_email(text),
            Self::Uri => is_uri(text),
            Self::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
            Self::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Email => "an e-mail address",
            Self::Uri => "an absolute URI",
            Self::Ipv4 => "an IPv4 address",
            Self::Ipv6 => "an IPv6 address",
        }
    }
}

/// Loose on purpose: what an address may be is for its mail server to say.
fn is_email(text: &str) -> bool {
    let is_local =
        |local: &str| !local.is_empty() && (is_solid(local) || (local.starts_with('"') && local.ends_with('"')));
    text.rsplit_once('@').is_some_and(|(local, domain)| is_local(local) && !domain.is_empty() && is_solid(domain))
}

fn is_uri(text: &str) -> bool {
    let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_in_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    is_solid(text) && scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(is_in_scheme)
}

fn is_solid(text: &str) -> bool {
    !text.contains(|c: char| c.is_whitespace() || c.is_control())
}
