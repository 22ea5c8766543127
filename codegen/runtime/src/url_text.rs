//! URLs from text: takes the base URL, a path template and values, returns a URL that no value can bend.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};
use url::Url;

use crate::{RequestError, RequestErrorKind};

/// Everything but the unreserved characters of RFC 3986.
pub(crate) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What cannot stand in a URL as it is; `percent_encoding` adds all that is not ASCII.
const NO_URL: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`');

/// A text for any place in a URL.
pub(crate) fn encode(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, RESERVED)
}

/// The same for a text of which most often nothing has to be encoded.
pub(crate) fn encoded(text: String) -> String {
    let is_unreserved = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    if text.bytes().all(is_unreserved) { text } else { encode(&text).to_string() }
}

/// The same with a set of its own, and without encoding again what is a percent-encoded octet.
pub(crate) fn encode_all_but(text: &str, set: &'static AsciiSet) -> String {
    let mut encoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let (before, from) = rest.split_at(at);
        let is_octet = from.as_bytes().get(1..3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        let (octet, after) = from.split_at(if is_octet { 3 } else { 1 });
        encoded.extend(utf8_percent_encode(before, set));
        encoded.push_str(if is_octet { octet } else { "%25" });
        rest = after;
    }
    encoded.extend(utf8_percent_encode(rest, set));
    encoded
}

/// `a=1&a=2&b=x`, encoded.
pub(crate) fn encode_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let pairs: Vec<_> = pairs.into_iter().map(|(name, text)| format!("{}={}", encode(name), encode(text))).collect();
    pairs.join("&")
}

/// The base URL without its last slashes.
pub(crate) fn check_base(text: &str) -> Result<String, &'static str> {
    if text.contains(['{', '}']) {
        return Err("a `{placeholder}` has not been filled in");
    }
    let url = Url::parse(text).map_err(|_| "not an absolute URL such as https://api.example.com/v1")?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("only http and https are possible");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("user name and password do not belong here");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("query and fragment do not belong here");
    }
    // hyper's own type takes fewer hosts.
    if http::Uri::try_from(url.as_str()).is_err() {
        return Err("its host has characters that no host has");
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// A base URL as `check_base` gives it.
pub(crate) fn without_slash(base_url: &Url) -> &str {
    base_url.as_str().trim_end_matches('/')
}

/// Whether scheme, host and port are equal.
pub(crate) fn is_same_origin(one: &Url, other: &Url) -> bool {
    one.scheme() == other.scheme()
        && one.host_str() == other.host_str()
        && one.port_or_known_default() == other.port_or_known_default()
}

/// Takes the pairs that hold one of these values out of the query.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn without_values(url: &mut Url, values: &[&str]) {
    without_pairs(url, |_, text| values.iter().any(|value| text.contains(value)));
}

/// Takes some pairs out of the query, and leaves one without such pairs as it is.
pub(crate) fn without_pairs(url: &mut Url, is_one: impl Fn(&str, &str) -> bool) {
    if !url.query_pairs().any(|(name, value)| is_one(&name, &value)) {
        return;
    }
    let pairs: Vec<_> = url.query_pairs().into_owned().filter(|(name, value)| !is_one(name, value)).collect();
    let query = encode_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    url.set_query(Some(&query).filter(|query| !query.is_empty()).map(String::as_str));
}

/// What `http::Uri` takes, which `Url` does not hold to. Of a URL with a checked base it takes all else.
const MAX_URL_BYTES: usize = u16::MAX as usize - 1;

/// The URL of a request. `base` is checked; what comes of the query is encoded already.
pub(crate) fn join<'q>(base: Url, path: &str, query: impl IntoIterator<Item = &'q str>) -> Result<Url, RequestError> {
    let mut url = base;
    match (url.path().trim_end_matches('/'), path.starts_with('/')) {
        ("", _) => url.set_path(path),
        (before, true) => url.set_path(&[before, path].concat()),
        (before, false) => url.set_path(&[before, "/", path].concat()),
    }
    let mut parts = query.into_iter().filter(|part| !part.is_empty());
    if let Some(first) = parts.next() {
        let query = parts.fold(first.to_owned(), |query, part| query + "&" + part);
        url.set_query(Some(&query));
    }
    Some(url).filter(|url| url.as_str().len() <= MAX_URL_BYTES).ok_or_else(|| {
        let message = "the URL is too long".to_owned();
        RequestError::new(RequestErrorKind::InvalidUrl, message)
    })
}

/// The path with each `{name}` replaced by its value, which is encoded already; and the fixed part of the query.
///
/// What is around them is the document's own, and encoded where it could not stand in a URL. Documents write a fixed
/// part of the query behind a `?`.
pub(crate) fn fill(template: &str, values: &[(&str, String)]) -> Result<(String, String), RequestError> {
    let (path, query) = template.split_once('?').unwrap_or((template, ""));
    let length = values.iter().map(|(_, value)| value.len()).sum::<usize>();
    let mut filled = String::with_capacity(template.len() + length);
    fill_all(&mut filled, path, values)?;
    // Of values that are more than dots no segment is dots alone.
    if !values.iter().all(|(_, value)| value.bytes().any(|byte| !b".%2eE".contains(&byte))) {
        path.split('/').try_for_each(|segment| check_segment(segment, values))?;
    }
    Ok((filled, utf8_percent_encode(query, NO_URL).to_string()))
}

/// Fills in a text; the name of its last parameter.
fn fill_all<'t>(
    filled: &mut String,
    template: &'t str,
    values: &[(&str, String)],
) -> Result<Option<&'t str>, RequestError> {
    let mut rest = template;
    let mut last_name = None;
    while let Some((literal, name, after)) = next_parameter(rest) {
        filled.extend(utf8_percent_encode(literal, NO_URL));
        filled.push_str(value_of(name, values)?);
        last_name = Some(name);
        rest = after;
    }
    filled.extend(utf8_percent_encode(rest, NO_URL));
    Ok(last_name)
}

/// No encoding of dots survives URL normalisation, here or in a proxy.
fn check_segment(template: &str, values: &[(&str, String)]) -> Result<(), RequestError> {
    let mut segment = String::new();
    match fill_all(&mut segment, template, values)? {
        Some(name) if is_dots(&segment) => {
            let reason = "makes a segment of the path empty, `.` or `..`";
            Err(RequestError::parameter("path", name, reason))
        }
        _ => Ok(()),
    }
}

/// What is before the next `{name}`, the name, and what is behind it.
pub(crate) fn next_parameter(template: &str) -> Option<(&str, &str, &str)> {
    let (literal, behind) = template.split_once('{')?;
    let (name, after) = behind.split_once('}')?;
    Some((literal, name, after))
}

fn value_of<'a>(name: &str, values: &'a [(&str, String)]) -> Result<&'a str, RequestError> {
    let given = values.iter().rev().find(|(given, _)| *given == name);
    given.map(|(_, value)| value.as_str()).ok_or_else(|| {
        let message = format!("path parameter `{name}`: not given");
        RequestError::new(RequestErrorKind::MissingParameter, message)
    })
}

fn is_dots(segment: &str) -> bool {
    // Most are longer, and need no copy.
    segment.len() <= "%2e%2e".len()
        && matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "" | "." | "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    fn path_of(template: &str, value: &str) -> Result<String, RequestErrorKind> {
        let (path, fixed) = fill(template, &[("id", encode(value).to_string())]).map_err(|error| error.kind())?;
        let url = join(base("https://h/api"), &path, [&*fixed]).map_err(|error| error.kind())?;
        Ok(url.path().to_owned())
    }

    #[test]
    fn values_stay_one_segment() {
        for (value, segment) in [
            ("/", "%2F"),
            ("\\", "%5C"),
            ("%2e", "%252e"),
            ("%2e%2e", "%252e%252e"),
            (" ", "%20"),
            ("ü", "%C3%BC"),
            ("a/../b", "a%2F..%2Fb"),
            ("...", "..."),
            ("{id}", "%7Bid%7D"),
            ("a?b#c", "a%3Fb%23c"),
            ("\t\r\n", "%09%0D%0A"),
            ("-._~aZ9", "-._~aZ9"),
        ] {
            assert_eq!(path_of("/v2/{id}/x", value), Ok(format!("/api/v2/{segment}/x")), "{value}");
        }
    }

    #[test]
    fn dots_and_nothing_are_refused() {
        for value in ["", ".", ".."] {
            assert_eq!(path_of("/v2/{id}", value), Err(RequestErrorKind::InvalidParameter), "{value}");
        }
        assert_eq!(path_of("/v2/.{id}", "."), Err(RequestErrorKind::InvalidParameter));
        assert_eq!(path_of("/v2/%2E{id}", ""), Err(RequestErrorKind::InvalidParameter));
        assert_eq!(path_of("/v2/{id}.json", ".").unwrap(), "/api/v2/..json");
        assert_eq!(path_of("/v2/x{id}", "").unwrap(), "/api/v2/x");
    }

    #[test]
    fn missing_parameter_is_named() {
        let error = fill("/a/{x}", &[]).unwrap_err();
        assert_eq!(error.kind(), RequestErrorKind::MissingParameter);
        assert_eq!(error.to_string(), "path parameter `x`: not given");
    }

    #[test]
    fn template_oddities() {
        assert_eq!(path_of("/v2/", "1").unwrap(), "/api/v2/");
        assert_eq!(path_of("v2/{id}-{id}", "1").unwrap(), "/api/v2/1-1");
        assert!(path_of("/v2/{id", "1").is_ok());
        assert_eq!(path_of("/v2/{id}#x y/ü\\%41/{id}", "1").unwrap(), "/api/v2/1%23x%20y/%C3%BC%5C%41/1");
        let (path, fixed) = fill("/a?b=c#d e", &[]).unwrap();
        assert_eq!(join(base("https://h"), &path, [&*fixed, "f=1"]).unwrap().as_str(), "https://h/a?b=c%23d%20e&f=1");
        let (path, fixed) = fill("/a/{id}?b={c}", &[("id", "1".to_owned())]).unwrap();
        assert_eq!(join(base("https://h"), &path, [&*fixed, "d=2"]).unwrap().query(), Some("b={c}&d=2"));
    }

    #[test]
    fn base_urls() {
        for (text, base) in [
            ("https://h", "https://h"),
            ("https://h/", "https://h"),
            ("HTTP://H:8080/api/", "http://h:8080/api"),
            ("https://h/api", "https://h/api"),
        ] {
            assert_eq!(check_base(text).as_deref(), Ok(base));
        }
        for wrong in [
            "",
            "/api",
            "h/api",
            "ftp://h",
            "file:///x",
            "https://",
            "https://h?a",
            "https://h#a",
            "https://u@h",
            "https://u:p@h",
            "https://{region}.h",
            "https://a\"b",
        ] {
            assert!(check_base(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn query_pairs() {
        assert_eq!(encode_pairs([("a[]", "1 &"), ("a[]", "ü+")]), "a%5B%5D=1%20%26&a%5B%5D=%C3%BC%2B");
        assert_eq!(encode_pairs([]), "");
    }

    #[test]
    fn endless_urls_are_refused() {
        let joined =
            |length: usize| join(base("https://h"), "/x", ["a".repeat(length - "https://h/x?".len()).as_str()]);
        let longest = joined(MAX_URL_BYTES).unwrap();
        assert!(http::Uri::try_from(longest.as_str()).is_ok());
        let error = joined(MAX_URL_BYTES + 1).unwrap_err();
        assert_eq!(error.kind(), RequestErrorKind::InvalidUrl);
    }

    #[test]
    fn what_url_takes_hyper_takes_too() {
        let ascii: String = (0..=127).map(char::from).filter(|c| *c != '?' && *c != '#').collect();
        let url = join(base("https://h"), &ascii, [ascii.as_str()]).unwrap();
        assert!(http::Uri::try_from(url.as_str()).is_ok(), "{url}");
    }

    #[test]
    fn encoding_keeps_what_needs_none() {
        for (text, expected) in [("", ""), ("a-b", "a-b"), ("/", "%2F"), ("a b", "a%20b"), ("ü", "%C3%BC")] {
            assert_eq!(encoded(text.to_owned()), expected);
        }
    }
}
