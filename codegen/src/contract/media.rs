//! Media types: which of those that a document lists is meant by what a client sends, or takes.

use crate::openapi::{essence, is_json, is_json_by_schema};
use crate::parse::Node;

/// The media type that a `Content-Type` names: itself, else a range that it is within.
pub(super) fn find<'d>(
    documented: impl Iterator<Item = (&'d str, &'d Node)>,
    given: &str,
) -> Option<(&'d str, &'d Node)> {
    let given = essence(given);
    let ranked = documented.filter_map(|(key, node)| Some((rank(&essence(key), &given)?, key, node)));
    // Of two that fit as well, the first.
    ranked.min_by_key(|(rank, ..)| *rank).map(|(_, key, node)| (key, node))
}

/// How wide a range is, if a media type is within.
fn rank(range: &str, media_type: &str) -> Option<u8> {
    match range.split_once('/') {
        _ if range == media_type => Some(0),
        Some(("*", "*")) => Some(2),
        Some((kind, "*")) if media_type.split('/').next() == Some(kind) => Some(1),
        None if range == "*" => Some(2),
        _ => None,
    }
}

/// Of the media types of a response the one that `Accept` prefers; JSON goes before others, and the first where none is taken.
pub(super) fn accepted<'d>(root: &Node, content: &'d Node, accept: Option<&str>) -> Option<(&'d str, &'d Node)> {
    let documented = || content.as_object().into_iter().flat_map(|object| object.iter());
    let ranges = ranges(accept.unwrap_or("*/*"));
    let taken = documented().filter_map(|(key, media)| {
        let (_, quality) = ranges
            .iter()
            .filter_map(|(range, quality)| Some((within(range, &essence(key))?, *quality)))
            .min_by_key(|(rank, _)| *rank)?;
        let is_json = is_json(key) || is_json_by_schema(root, key, media);
        (quality > 0).then_some(((quality, is_json), key, media))
    });
    let best = taken.reduce(|best, next| if next.0 > best.0 { next } else { best });
    let usual = || documented().find(|(key, _)| is_json(key)).or_else(|| documented().next());
    best.map(|(_, key, media)| (key, media)).or_else(usual)
}

/// Whether a range that a client takes and a documented media type, which may be a range too, have anything in common.
fn within(range: &str, documented: &str) -> Option<u8> {
    rank(range, documented).or_else(|| rank(documented, range))
}

/// The media types of `Accept`, and their qualities in thousandths.
fn ranges(accept: &str) -> Vec<(String, u16)> {
    let range = |text: &str| {
        let quality = text.split(';').skip(1).find_map(|parameter| parameter.trim().strip_prefix("q="));
        let quality = quality.and_then(|quality| quality.trim().parse::<f32>().ok()).unwrap_or(1.0);
        (essence(text), (quality.clamp(0.0, 1.0) * 1_000.0) as u16)
    };
    accept.split(',').take(64).map(range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(content: &str, accept: &str) -> String {
        let content = crate::parse::single(content).unwrap();
        accepted(&Node::Null, &content, Some(accept)).map(|(key, _)| key.to_owned()).unwrap_or_default()
    }

    #[test]
    fn accept_prefers() {
        let all = "{text/csv: {}, application/json: {}, image/*: {}}";
        for (accept, chosen) in [
            ("*/*", "application/json"),
            ("text/csv", "text/csv"),
            ("text/*;q=0.5, application/json;q=0.4", "text/csv"),
            ("application/json;q=0, */*", "text/csv"),
            ("image/png", "image/*"),
            ("video/mp4", "application/json"),
            ("", "application/json"),
        ] {
            assert_eq!(choice(all, accept), chosen, "{accept}");
        }
    }
}
