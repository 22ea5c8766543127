//! What a message may show of a request: takes what was sent, leaves out what may be a secret.

use super::Received;
use crate::{Api, SchemeKind, line::cut, url_text::encode};

/// A text that is longer is cut.
const MOST_CHARS: usize = 120;

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

/// Whether a name sounds like that of a secret. It need not be one: in doubt nothing is shown.
pub fn is_secret_name(name: &str) -> bool {
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

/// The parameters that credentials of an API go in.
pub(super) fn secret_parameters(api: &Api) -> Vec<&'static str> {
    let names = api.security_schemes.iter().map(|scheme| match scheme.kind {
        SchemeKind::ApiKeyQuery(name) => Some(name),
        _ => None,
    });
    names.flatten().collect()
}

/// Method, path and query of a request.
pub(super) fn call(received: &Received, secrets: &[&str]) -> String {
    let pairs = received.query_pairs().map(|(name, value)| match secrets.contains(&&*name) || is_secret_name(&name) {
        true => format!("{}=…", encode(&name)),
        false => format!("{}={}", encode(&name), encode(&value)),
    });
    let pairs = pairs.collect::<Vec<_>>().join("&");
    let query = if pairs.is_empty() { pairs } else { format!("?{pairs}") };
    format!("{} {}", received.method(), cut(format!("{}{query}", received.path()).chars(), 2 * MOST_CHARS))
}

/// A value in one line.
pub(super) fn shown(value: &str) -> String {
    cut(format!("{value:?}").chars(), MOST_CHARS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets() {
        for name in [
            "password",
            "X-API-Key",
            "api_key",
            "accessToken",
            "clientSecret",
            "Authorization",
            "passphrase",
            "signature",
            "session",
            "sessionId",
            "JSESSIONID",
            "sid",
            "connect.sid",
            "userSID",
            "jwt",
            "JWTBearer",
            "id_jwt",
            "cookie",
            "Set-Cookie",
            "csrfcookie",
            "sig",
            "urlSig",
            "X-Amz-Sig",
            "pwd",
            "userPwd",
            "newpwd",
            "pass",
            "db_pass",
            "passwd",
            "pin",
            "cardPIN",
            "PINNumber",
            "pin2",
            "otp",
            "otpValue",
            "sms_otp",
            "totp",
            "code",
            "Code",
            "X-Functions-Key",
            "key",
            "KEY2",
            "accesskey",
            "auth",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in [
            "",
            "keyName",
            "monkey",
            "author",
            "zipcode",
            "zip_code",
            "country_code",
            "postalCode",
            "statusCode",
            "code2",
            "page",
            "shipping",
            "pinned",
            "mapping",
            "passenger",
            "compass",
            "design",
            "assigned",
            "side",
            "inside",
            "resident",
            "hotplate",
            "status",
            "name",
            "id",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
