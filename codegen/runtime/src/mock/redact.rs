//! What a message may show of a request: takes what was sent, leaves out what may be a secret.

use super::Received;
use crate::{Api, SchemeKind, line::cut, url_text::encode};

/// A text that is longer is cut.
const MOST_CHARS: usize = 120;

/// Words that a name of a secret has.
const SECRETS: [&str; 9] =
    ["apikey", "auth", "credential", "key", "passphrase", "password", "secret", "signature", "token"];

/// Whether a name sounds like that of a secret. It need not be one: in doubt nothing is shown.
pub(super) fn is_secret_name(name: &str) -> bool {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
    SECRETS.iter().any(|word| plain.contains(word))
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
