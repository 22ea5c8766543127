//! Media types: takes what a response says of itself and what the document names, returns how well they fit.

/// How well the media type of a response fits one that the document names; the more, the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// `*/*`.
    Anything,
    /// `text/*`.
    SameType,
    /// The same syntax under another name: `application/json` for `application/problem+json`.
    SameSyntax,
    /// The same, with parameters that the response does not have.
    OtherParameters,
    /// The same, with all parameters that the document names, so many.
    Exact(usize),
}

/// `None` where they do not fit. Parameters that only the response has, such as `charset`, do not count.
pub(crate) fn fit(documented: &str, actual: &str) -> Option<Fit> {
    let (range, essence) = (essence(documented), essence(actual));
    if range == essence {
        let own: Vec<_> = parameters(actual).collect();
        let mut wanted = parameters(documented);
        let count = parameters(documented).count();
        return Some(if wanted.all(|one| own.contains(&one)) { Fit::Exact(count) } else { Fit::OtherParameters });
    }
    if range == "*/*" || range == "*" {
        return Some(Fit::Anything);
    }
    if syntax(&range).is_some_and(|own| syntax(&essence) == Some(own)) {
        return Some(Fit::SameSyntax);
    }
    let is_within = |ty: &str| essence.strip_prefix(ty).is_some_and(|rest| rest.starts_with('/'));
    range.strip_suffix("/*").is_some_and(is_within).then_some(Fit::SameType)
}

/// `type/subtype` in lower case, without parameters.
pub(crate) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether an essence is JSON, by its name or its suffix. A stream of JSON values is none.
pub(crate) fn is_json(essence: &str) -> bool {
    syntax(essence) == Some("json") && !matches!(essence, "application/stream+json")
}

/// What comes behind the `+`, or is the whole subtype of a syntax that serves as such a suffix.
fn syntax(essence: &str) -> Option<&str> {
    let (ty, subtype) = essence.split_once('/')?;
    match subtype.rsplit_once('+') {
        Some((_, suffix)) => Some(suffix),
        None if matches!(ty, "application" | "text") && matches!(subtype, "json" | "xml" | "yaml") => Some(subtype),
        None => None,
    }
}

fn parameters(media_type: &str) -> impl Iterator<Item = (String, String)> {
    media_type.split(';').skip(1).filter_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        Some((name.trim().to_ascii_lowercase(), value.trim().trim_matches('"').to_ascii_lowercase()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fits() {
        for (documented, actual, expected) in [
            ("text/csv", "Text/CSV; charset=utf-8", Some(Fit::Exact(0))),
            ("application/json; v=1", "application/json;V=\"1\"; q=2", Some(Fit::Exact(1))),
            ("application/json; v=1", "application/json", Some(Fit::OtherParameters)),
            ("application/json", "application/problem+json", Some(Fit::SameSyntax)),
            ("application/vnd.x+json", "text/json", Some(Fit::SameSyntax)),
            ("application/xml", "image/svg+xml", Some(Fit::SameSyntax)),
            ("text/*", "text/html", Some(Fit::SameType)),
            ("text/*", "textual/html", None),
            ("*/*", "image/png", Some(Fit::Anything)),
            ("text/csv", "text/html", None),
            ("application/json", "", None),
            ("image/json", "application/json", None),
        ] {
            assert_eq!(fit(documented, actual), expected, "{documented} {actual}");
        }
    }

    #[test]
    fn what_is_closer_is_more() {
        let rising =
            [Fit::Anything, Fit::SameType, Fit::SameSyntax, Fit::OtherParameters, Fit::Exact(0), Fit::Exact(1)];
        assert!(rising.is_sorted());
    }

    #[test]
    fn json_by_name_or_suffix() {
        assert!(["application/json", "text/json", "application/problem+json"].into_iter().all(is_json));
        let others = ["application/jsonl", "image/json", "application/stream+json", "json", "a/json+xml"];
        assert!(!others.into_iter().any(is_json));
    }
}
