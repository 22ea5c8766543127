//! What nobody but the server may see: takes all that a program shows, finds secrets in it.

use super::{answers::Who, saw::key, server::Seen, world::World};

/// A part of each secret of these tests, and of it in Base64: behind `user:`, and behind `my-client:`.
const PARTS: [&str; 3] = ["hunter2", "dXNlcjpodW50ZXIy", "Omh1bnRlcjIt"];

/// The text with a secret in it, if there is one.
pub fn leak<'a>(shown: &'a [String], world: &World) -> Option<&'a String> {
    let keys: Vec<_> = world.seen().iter().filter_map(key).collect();
    let is_secret = |text: &String| {
        PARTS.iter().any(|part| text.contains(part)) || keys.iter().any(|key| text.contains(key.as_str()))
    };
    shown.iter().find(|text| is_secret(text))
}

/// What the other server was told and should not have been.
pub fn told_elsewhere(world: &World) -> Option<String> {
    let is_secret = |text: &str| PARTS.iter().any(|part| text.contains(part));
    // A token endpoint may be there, which is told the secret of the client.
    let others = world.elsewhere.seen().into_iter().filter(|seen| seen.who == Who::Elsewhere);
    let mut texts = others.map(|seen| format!("{}{}", seen.head, String::from_utf8_lossy(&seen.body)));
    texts.find(|text| is_secret(text))
}

/// Which credential a request has: `own`, or the number of one that a provider or a token endpoint gave.
pub fn credential_of(seen: &Seen) -> Option<String> {
    let own =
        ["hunter2-key", "hunter2-query", "hunter2-cookie", "dXNlcjpodW50ZXIyLWtleQ", "dXNlcjpodW50ZXIyLXBhc3N3b3Jk"];
    if own.iter().any(|own| seen.head.contains(own)) {
        return Some("own".to_owned());
    }
    let given = ["hunter2-given-", "hunter2-token-", "dXNlcjpodW50ZXIyLWdpdmVuL"];
    let (_, rest) = given.iter().find_map(|given| seen.head.split_once(given))?;
    // In Base64 `-1` is `S0x`, where the number is one of a digit.
    let number = rest.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default();
    Some(match number {
        "TE=" | "TE" => "1".to_owned(),
        "TI=" | "TI" => "2".to_owned(),
        "TM=" | "TM" => "3".to_owned(),
        "Tc=" | "Tc" => "7".to_owned(),
        number => number.to_owned(),
    })
}
