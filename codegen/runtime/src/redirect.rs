//! Redirects: takes a request and its response's status and headers, returns the next request, if there is one.

use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use url::Url;

use crate::outgoing::Outgoing;

/// What to do after a response.
pub(crate) enum Next {
    /// This is the response.
    Stay,
    /// Send this, and look at that response instead.
    Follow(Box<Outgoing>),
    /// The redirect must not be followed, for this reason.
    Refuse(&'static str),
}

pub(crate) fn next(from: &Outgoing, status: StatusCode, headers: &HeaderMap) -> Next {
    let Some((method, keeps_body)) = method_after(status, &from.method) else {
        return Next::Stay;
    };
    let Some(location) = headers.get(header::LOCATION) else {
        return Next::Stay;
    };
    let Some(url) = resolve(&from.url, location) else {
        return Next::Refuse("the address of the redirect is not valid");
    };
    if !matches!(url.scheme(), "http" | "https") {
        return Next::Refuse("the redirect does not lead to http or https");
    }
    if from.url.scheme() == "https" && url.scheme() == "http" {
        return Next::Refuse("the redirect leads from https to http");
    }
    let is_elsewhere = url.origin() != from.url.origin();
    let mut next = from.clone();
    next.method = method;
    next.url = url;
    if !keeps_body {
        next.forget_body();
    }
    if is_elsewhere && (next.body.is_some() || !next.method.is_safe()) {
        return Next::Stay;
    }
    if next.body.as_ref().is_some_and(|body| !body.source.can_be_sent_again()) {
        return Next::Refuse("the redirect asks for the body again, and that is a stream which is gone");
    }
    if is_elsewhere {
        next.forget_secrets();
    }
    Next::Follow(Box::new(next))
}

/// The method after a redirect, and whether the body goes along; `None`: this is none to follow.
fn method_after(status: StatusCode, method: &Method) -> Option<(Method, bool)> {
    let is_read = matches!(*method, Method::GET | Method::HEAD);
    match status.as_u16() {
        307 | 308 => Some((method.clone(), true)),
        301 | 302 if is_read => Some((method.clone(), true)),
        301 | 302 if *method == Method::POST => Some((Method::GET, false)),
        303 if *method == Method::HEAD => Some((Method::HEAD, false)),
        303 => Some((Method::GET, false)),
        _ => None,
    }
}

/// The absolute URL of a `Location`, without the fragment and credentials that it may hold.
fn resolve(from: &Url, location: &HeaderValue) -> Option<Url> {
    let location = std::str::from_utf8(location.as_bytes()).ok()?;
    let mut url = from.join(location).ok()?;
    url.set_fragment(None);
    // These fail for URLs without a host only, which have no credentials either.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(from: &str, method: Method, status: u16, location: &str) -> Next {
        let from = Outgoing::for_tests(method, from);
        let location = HeaderValue::from_str(location).unwrap();
        let headers = HeaderMap::from_iter([(header::LOCATION, location)]);
        next(&from, StatusCode::from_u16(status).unwrap(), &headers)
    }

    fn is_refused(from: &str, method: Method, status: u16, location: &str) -> bool {
        matches!(step(from, method, status, location), Next::Refuse(_))
    }

    #[test]
    fn https_never_becomes_http() {
        assert!(is_refused("https://h/a", Method::GET, 302, "http://h/a"));
        assert!(is_refused("https://h/a", Method::POST, 303, "http://h:443/a"));
        assert!(is_refused("https://h/a", Method::GET, 308, "http://other/"));
        assert!(!is_refused("http://h/a", Method::GET, 302, "https://h/a"));
        assert!(!is_refused("https://h/a", Method::GET, 302, "//other/"));
    }

    #[test]
    fn scheme_host_and_port_make_the_origin() {
        for (location, is_followed) in [
            ("/b", true),
            ("https://H:443/b", true),
            ("//h/b", true),
            ("https://h:8443/b", false),
            ("https://sub.h/b", false),
        ] {
            let step = step("https://h/a", Method::DELETE, 307, location);
            assert_eq!(matches!(step, Next::Follow(_)), is_followed, "{location}");
        }
    }
}
