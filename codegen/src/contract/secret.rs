//! What messages may not show: takes names of parameters and keys, and tells which sound like those of secrets.

use super::operation::Location;
use crate::openapi::resolve;
use crate::parse::Node;

/// Parts of names, wherever they stand.
const WITHIN: [&str; 13] = [
    "apikey",
    "authenticat",
    "authoriz",
    "cookie",
    "credential",
    "oauth",
    "passphrase",
    "passwd",
    "password",
    "secret",
    "session",
    "signature",
    "token",
];

/// Words that are also parts of harmless ones.
const WORDS: [&str; 8] = ["auth", "jwt", "otp", "pass", "pin", "pwd", "sid", "sig"];

/// Words that are harmless with another one behind them.
const LAST: [&str; 1] = ["key"];

/// Names that are harmless with any other word.
const WHOLE: [&str; 1] = ["code"];

/// Whether a name sounds like that of a secret. It need not be one: in doubt nothing is shown.
pub(super) fn sounds_secret(name: &str) -> bool {
    let words = words(name);
    let (plain, last) = (words.concat(), words.last().map(String::as_str).unwrap_or_default());
    WHOLE.contains(&plain.as_str())
        || LAST.contains(&last)
        || words.iter().any(|word| WORDS.contains(&word.as_str()))
        || WITHIN.iter().any(|part| plain.contains(part))
}

/// The words of a name in any of the usual spellings, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in name.chars() {
        let is_first = !before.is_alphanumeric() || (c.is_uppercase() && !before.is_uppercase());
        before = c;
        if !c.is_alphanumeric() {
            continue;
        }
        match all.last_mut() {
            Some(word) if !is_first => word.extend(c.to_lowercase()),
            _ => all.push(c.to_lowercase().collect()),
        }
    }
    all
}

/// Whether the value of a parameter is a credential or may be one, as that of any cookie.
pub(super) fn is_secret(root: &Node, location: Location, name: &str) -> bool {
    location == Location::Cookie || sounds_secret(name) || is_credential(root, location, name)
}

/// Whether a scheme of the document puts a key there.
fn is_credential(root: &Node, location: Location, name: &str) -> bool {
    let schemes = root.get("components").into_iter().flat_map(|components| components.members("securitySchemes"));
    let mut named = schemes
        .filter_map(|(_, scheme)| resolve(root, scheme))
        .filter(|scheme| scheme.text("name").is_some_and(|own| own.eq_ignore_ascii_case(name)));
    named.any(|scheme| match location {
        Location::Query => scheme.text("in") == Some("query"),
        Location::Header => scheme.text("in") == Some("header"),
        Location::Path | Location::Cookie | Location::QueryString => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets_are_known_in_any_spelling() {
        for name in [
            "api_key",
            "X-Api-Key",
            "apiKey",
            "KEY",
            "access_token",
            "accessToken",
            "clientSecret",
            "sessionId",
            "sid",
            "X-Amz-Signature",
            "sig",
            "user.pin",
            "PASSWORD",
            "jwt",
            "code",
            "otp",
            "Authorization",
            "passwd",
            "db-pwd",
        ] {
            assert!(sounds_secret(name), "{name}");
        }
        for name in [
            "postal_code",
            "countryCode",
            "monkey",
            "keyName",
            "author",
            "pinned",
            "passenger",
            "design",
            "side",
            "limit",
            "keyword",
            "",
        ] {
            assert!(!sounds_secret(name), "{name}");
        }
    }
}
