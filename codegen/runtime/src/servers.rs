//! Addresses of servers: takes a template and the values that a caller chose, or the servers of a client and an operation,
//! returns where a call goes.

use url::Url;

use crate::url_text::{check_base, encode};

/// A server's address with its variables filled in, for `base_url`, which checks it.
///
/// No value bends the address. One that would leaves its `{placeholder}`, and so no base URL.
pub fn server_url(template: &str, values: &[(&str, &str)]) -> String {
    let mut address = String::new();
    let mut rest = template;
    while let Some((literal, behind)) = rest.split_once('{')
        && let Some((name, after)) = behind.split_once('}')
    {
        address.push_str(literal);
        let given = values.iter().find(|(known, _)| *known == name);
        match given.and_then(|(_, value)| fitting(&address, value, after)) {
            Some(value) => address.push_str(&value),
            None => address.push_str(&format!("{{{name}}}")),
        }
        rest = after;
    }
    address + rest
}

/// The text of a variable between what is before and behind it.
fn fitting(before: &str, value: &str, behind: &str) -> Option<String> {
    let is_host_char = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
    let is_path_char = |c: char| !c.is_control() && !"?#\\{}".contains(c);
    match before.split_once("://").map(|(_, rest)| rest.contains('/')) {
        // The whole address, or where it starts.
        None if before.is_empty() && !behind.starts_with(':') => check_base(value).ok(),
        None => value.chars().all(|c| c.is_ascii_alphanumeric()).then(|| value.to_owned()),
        Some(false) => value.chars().all(is_host_char).then(|| value.to_owned()),
        Some(true) if !value.chars().all(is_path_char) => None,
        Some(true) => {
            let mut segments = value.split('/');
            let is_dots =
                |segment: &str| matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
            let encoded = || value.split('/').map(|segment| encode(segment).to_string()).collect::<Vec<_>>().join("/");
            (!segments.any(is_dots)).then(encoded)
        }
    }
}

/// The base URL of a call: what the caller gave for this server, else for all, else what the document names.
pub(crate) fn base_of(
    servers: &[(String, String)],
    base_url: &str,
    is_given: bool,
    own: Option<&str>,
) -> Result<String, &'static str> {
    let Some(own) = own else { return Ok(base_url.to_owned()) };
    if let Ok(url) = Url::parse(own) {
        let documented = check_base(url.as_str())?;
        let moved = servers.iter().rev().find(|(of, _)| *of == documented).map(|(_, to)| to.as_str());
        return Ok(match moved {
            Some(moved) => moved.to_owned(),
            None if is_given => base_url.to_owned(),
            None => documented,
        });
    }
    let base = Url::parse(&format!("{base_url}/")).map_err(|_| "no absolute URL")?;
    let url = base.join(own).map_err(|_| "the server of this operation is no URL")?;
    match url.origin() == base.origin() {
        true => check_base(url.as_str()),
        false => Err("the server of this operation is another origin, and not written as such"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_filled_in() {
        for (template, values, url) in [
            ("https://{zone}.h.example/v1", [("zone", "eu")].as_slice(), "https://eu.h.example/v1"),
            (
                "{scheme}://{host}:{port}/{base}",
                &[("scheme", "http"), ("host", "::1"), ("port", "80"), ("base", "a/b c")],
                "http://::1:80/a/b%20c",
            ),
            ("https://h/{v}", &[("v", "")], "https://h/"),
            ("{server}/v1", &[("server", "https://h:8/x/")], "https://h:8/x/v1"),
        ] {
            assert_eq!(server_url(template, values), url);
        }
    }

    #[test]
    fn no_value_bends_an_address() {
        for (template, value) in [
            ("https://{v}.h.example", "evil.example/"),
            ("https://{v}.h.example", "evil.example?"),
            ("https://{v}.h.example", "evil.example#"),
            ("https://{v}.h.example", "evil.example\\"),
            ("https://{v}.h.example", "a@evil.example:80"),
            ("https://{v}.h.example", "a%2Fb"),
            ("https://h/{v}", ".."),
            ("https://h/a/{v}", "b/%2E./c"),
            ("https://h/{v}", "a?b"),
            ("https://h/{v}", "a#b"),
            ("https://h/{v}", "a\\..\\b"),
            ("{v}://h", "https://evil.example/"),
            ("{v}/x", "javascript:alert(1)"),
            ("{v}/x", "https://a@b"),
        ] {
            let url = server_url(template, &[("v", value)]);
            assert_eq!(url, template, "{value}");
            assert!(check_base(&url).is_err());
        }
        assert_eq!(server_url("https://{a}.{b}/", &[("a", "{b}"), ("b", "h")]), "https://{a}.h/");
        assert!(check_base(&server_url("https://{v}.h.example", &[("v", "evil.example:80")])).is_err());
    }

    #[test]
    fn each_call_goes_to_its_server() {
        let moved = [("https://up.example".to_owned(), "http://proxy/up".to_owned())];
        for (servers, is_given, own, base) in [
            ([].as_slice(), false, None, "https://h/api"),
            (&[], false, Some("https://up.example/"), "https://up.example"),
            (&[], true, Some("https://up.example"), "https://h/api"),
            (&moved, true, Some("https://up.example"), "http://proxy/up"),
            (&moved, false, Some("https://other.example"), "https://other.example"),
            (&[], false, Some("/v2"), "https://h/v2"),
            (&[], true, Some("./v2/"), "https://h/api/v2"),
            (&[], true, Some("/"), "https://h"),
        ] {
            assert_eq!(base_of(servers, "https://h/api", is_given, own).as_deref(), Ok(base), "{own:?}");
        }
        for wrong in ["//evil.example/x", "ftp://h", "https://u@h", "https://h?a", "/a?b"] {
            assert!(base_of(&[], "https://h/api", false, Some(wrong)).is_err(), "{wrong}");
        }
    }
}
