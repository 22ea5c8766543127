//! Links in headers (RFC 8288): takes the value of `Link`, gives the target of the relation `next`.

/// The target of the first link whose relation is `next`; `None` if there is none.
pub(super) fn next(header: &str) -> Option<&str> {
    links(header).find(|(_, parameters)| is_next(parameters)).map(|(target, _)| target)
}

/// Each target with its parameters.
fn links(header: &str) -> impl Iterator<Item = (&str, Vec<&str>)> {
    let mut rest = header;
    std::iter::from_fn(move || {
        let (_, behind) = rest.split_once('<')?;
        let (target, behind) = behind.split_once('>')?;
        let (own, others) = split_unquoted(behind, ',');
        rest = others;
        Some((target.trim(), parameters(own)))
    })
}

fn parameters(text: &str) -> Vec<&str> {
    let mut rest = text;
    let mut found = Vec::new();
    while !rest.is_empty() {
        let (one, others) = split_unquoted(rest, ';');
        found.push(one);
        rest = others;
    }
    found
}

/// Whether it is a relation of this context, and `next` is among its names; only the first `rel` counts.
fn is_next(parameters: &[&str]) -> bool {
    let pairs = || parameters.iter().filter_map(|text| text.split_once('=')).map(|(name, value)| (name.trim(), value));
    let has_context = pairs().any(|(name, _)| name.eq_ignore_ascii_case("anchor"));
    let relation = pairs().find(|(name, _)| name.eq_ignore_ascii_case("rel"));
    let names = relation.map(|(_, value)| value.trim().trim_matches('"')).unwrap_or_default();
    !has_context && names.split_ascii_whitespace().any(|name| name.eq_ignore_ascii_case("next"))
}

/// What is before and behind the first separator that stands in no quotes.
fn split_unquoted(text: &str, separator: char) -> (&str, &str) {
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            _ if letter == separator && !is_quoted => {
                let (before, behind) = text.split_at(at);
                return (before, behind.strip_prefix(separator).unwrap_or_default());
            }
            _ => {}
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_relation_next_is_found_wherever_it_stands() {
        for (header, target) in [
            (r#"<https://h/a?page=2>; rel="next", <https://h/a?page=9>; rel="last""#, Some("https://h/a?page=2")),
            (r#"</a?x=1,2;3>; rel=prev, </a?x=4,5;6>; REL=Next"#, Some("/a?x=4,5;6")),
            (r#"</a>; title="a, <b>; rel=\"next\""; rel="first next""#, Some("/a")),
            (r#"</a>; rel="prev"; rel="next""#, None),
            (r#"</a>; rel="next"; anchor="/elsewhere""#, None),
            (r#"</a>; rel="nextish", </b>"#, None),
            ("", None),
            ("<", None),
            ("</a", None),
            (r#"</a>; rel="next"#, Some("/a")),
            (r#"</a>;;;=;rel"#, None),
        ] {
            assert_eq!(next(header), target, "{header}");
        }
    }
}
