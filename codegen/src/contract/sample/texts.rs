//! Texts of formats, patterns and lengths.

use super::patterns::matching;
use super::{Sampler, Wanted};
use crate::openapi::whole;
use crate::parse::Node;

/// Longer ones nobody needs to read.
const LONGEST: usize = 100_000;

impl<'d> Sampler<'_, 'd> {
    /// The first that fits of those of the format, of the patterns, and of the length.
    pub(super) fn text(&mut self, wanted: &Wanted<'d>) -> Option<Node> {
        let limit = |key: &'static str| wanted.parts.iter().filter_map(move |part| part.get(key).and_then(whole));
        let least = limit("minLength").max().and_then(|least| usize::try_from(least).ok()).unwrap_or(0).min(LONGEST);
        let most = limit("maxLength").min().and_then(|most| usize::try_from(most).ok()).unwrap_or(LONGEST);
        let format = wanted.parts.iter().find_map(|part| part.text("format"));
        let patterns: Vec<_> = wanted.parts.iter().filter_map(|part| part.text("pattern")).collect();
        let of_format = format.and_then(|format| of_format(format, wanted.variant)).map(Node::String);
        let of_patterns: Vec<_> = patterns
            .iter()
            .flat_map(|pattern| matching(pattern, least, most, wanted.variant))
            .map(Node::String)
            .collect();
        self.spend(of_patterns.iter().map(Node::size).sum())?;
        let plain = (wanted.variant..wanted.variant + 4).map(|variant| Node::String(plain(least, most, variant)));
        let mut first = None;
        for value in of_format.into_iter().chain(of_patterns).chain(plain) {
            self.spend(value.size())?;
            if self.fits(&wanted.schemas, &value) {
                return Some(value);
            }
            first = first.or(Some(value));
        }
        first
    }
}

/// A word, cut or repeated, with a number behind it that tells it from others.
fn plain(least: usize, most: usize, variant: usize) -> String {
    const WORD: &str = "sample";
    let number = if variant == 0 { String::new() } else { (variant + 1).to_string() };
    let stem = WORD.len().max(least.saturating_sub(number.len())).min(most.saturating_sub(number.len()));
    let mut text: String = WORD.chars().cycle().take(stem).collect();
    text.extend(number.chars().take(most));
    text
}

/// A text of a format that is known; the number of the variant stands somewhere in it.
fn of_format(format: &str, variant: usize) -> Option<String> {
    let n = variant + 1;
    Some(match format {
        "date" => format!("2024-01-{:02}", variant % 28 + 1),
        "date-time" => format!("2024-01-{:02}T09:30:00Z", variant % 28 + 1),
        "time" => format!("09:30:{:02}Z", variant % 60),
        "duration" => format!("PT{n}H"),
        "uuid" => format!("3f2b8c1e-5d47-4a69-9c30-{n:012x}"),
        "email" | "idn-email" => format!("sample{n}@example.com"),
        "hostname" | "idn-hostname" => format!("host{n}.example.com"),
        "ipv4" | "ip" => format!("192.0.2.{}", variant % 254 + 1),
        "ipv6" => format!("2001:db8::{n:x}"),
        "uri" | "url" | "iri" => format!("https://example.com/sample/{n}"),
        "uri-reference" | "iri-reference" => format!("/sample/{n}"),
        "uri-template" => format!("https://example.com/{{id}}/{n}"),
        "json-pointer" => format!("/sample/{n}"),
        "relative-json-pointer" => format!("{n}/sample"),
        "regex" => "^sample$".to_owned(),
        "byte" => "c2FtcGxl".to_owned(),
        "int64" | "int32" | "integer" | "decimal" | "number" => n.to_string(),
        _ => return None,
    })
}
