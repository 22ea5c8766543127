//! What messages may not show: takes names of parameters and keys, and tells which sound like those of secrets.

use super::operation::Location;
use crate::openapi::resolve;
use crate::parse::Node;

/// What names of secrets have in them, wherever.
const PARTS: [&str; 17] = [
    "accesskey",
    "apikey",
    "authenticat",
    "authoriz",
    "cookie",
    "credential",
    "jwt",
    "oauth",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "pwd",
    "secret",
    "session",
    "signature",
    "token",
];

/// What counts as a word of a name alone: `sid` stands in `inside`, and `auth` in `author`.
const WORDS: [&str; 7] = ["auth", "otp", "pass", "pin", "sid", "sig", "totp"];

/// What counts as the last word of a name alone: a `keyName` is none.
const LAST: &str = "key";

/// What counts as the whole name alone, as OAuth has it: a `country_code` is none.
const WHOLE: &str = "code";

/// Whether a name sounds like that of a secret, as the run-time library has it. It need not be one: in doubt nothing is shown.
pub(super) fn sounds_secret(name: &str) -> bool {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
    let words = words(name);
    plain == WHOLE
        || PARTS.iter().any(|part| plain.contains(part))
        || words.iter().any(|word| WORDS.contains(&word.as_str()))
        || words.iter().rfind(|word| !word.is_empty()).is_some_and(|word| word == LAST)
}

/// The words of a name in small letters: those of `card_pin`, `cardPin` and `cardPIN2` are `card` and `pin`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        let is_last_of_capitals = before.is_uppercase() && chars.peek().is_some_and(|next| next.is_lowercase());
        if !c.is_alphabetic() || c.is_uppercase() && (before.is_lowercase() || is_last_of_capitals) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphabetic()) {
            word.push(c.to_ascii_lowercase());
        }
        before = c;
    }
    words
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
