//! Redirects: takes a request, follows where its responses lead, returns the response at the end.

use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use url::Url;

use crate::{
    HttpRequest, HttpResponse, Next, TransportError,
    auth::Placed,
    body::Source,
    head::Head,
    url_text::{is_same_origin, without_values},
};

layer!(Redirects, follow);

async fn follow(request: &mut HttpRequest, next: Next<'_>) -> Result<HttpResponse, TransportError> {
    let context = next.context;
    let operation = request.operation;
    let mut hop: Option<Box<HttpRequest>> = None;
    let mut redirects = 0;
    loop {
        let current = hop.as_deref_mut().unwrap_or(request);
        let mut response = next.run(current).await?;
        let most = context.client.native.max_response_headers;
        let (attempt, status) = (current.attempt, response.status);
        let head = |headers| Head::new(operation, status, headers, attempt, &context.client.time);
        if response.headers.len() > most {
            return Err(TransportError::too_many_headers(operation, most).within(head(response.headers)));
        }
        let step = match status {
            named if (context.is_named)(named) => Step::Stay,
            status => step(current, status, &response.headers),
        };
        hop = match step {
            Step::Stay => return Ok(response),
            Step::Refuse(reason) => {
                return Err(TransportError::redirect(operation, reason).within(head(response.headers)));
            }
            Step::Follow(mut next) => {
                if next.has_left {
                    // A server that hands the query on in `Location` would hand on the key, too.
                    let keys: Vec<_> = context.credentials(current).filter_map(Placed::query_key).collect();
                    without_values(&mut next.url, &keys);
                }
                // Within the server it stays in its place.
                next.turn = response.take_turn();
                Some(next)
            }
        };
        if redirects == context.client.native.max_redirects {
            let error = TransportError::redirect(operation, format!("more than {redirects} redirects"));
            return Err(error.within(head(response.headers)));
        }
        redirects += 1;
    }
}

/// What to do after a response.
enum Step {
    /// This is the response.
    Stay,
    /// Send this, and look at that response instead.
    Follow(Box<HttpRequest>),
    /// The redirect must not be followed, for this reason.
    Refuse(&'static str),
}

fn step(from: &HttpRequest, status: StatusCode, headers: &HeaderMap) -> Step {
    let Some((method, keeps_body)) = method_after(status, &from.method) else {
        return Step::Stay;
    };
    let Some(location) = headers.get(header::LOCATION) else {
        return Step::Stay;
    };
    let Some(url) = resolve(&from.url, location) else {
        return Step::Refuse("the address of the redirect is not valid");
    };
    if !matches!(url.scheme(), "http" | "https") {
        return Step::Refuse("the redirect does not lead to http or https");
    }
    if from.url.scheme() == "https" && url.scheme() == "http" {
        return Step::Refuse("the redirect leads from https to http");
    }
    let is_elsewhere = !is_same_origin(&url, &from.url);
    let mut next = from.clone();
    next.method = method;
    next.url = url;
    next.is_redirected = true;
    if !keeps_body {
        forget_body(&mut next);
    }
    if is_elsewhere && (next.body.is_some() || !next.method.is_safe()) {
        return Step::Stay;
    }
    if !next.body.as_ref().is_none_or(Source::can_be_sent_again) {
        return Step::Refuse("the redirect asks for the body again, and that is a stream which is gone");
    }
    if is_elsewhere {
        leave(&mut next);
    }
    Step::Follow(Box::new(next))
}

/// What any server may see, unless the caller gave it.
const HARMLESS: [HeaderName; 3] = [header::ACCEPT, header::USER_AGENT, HeaderName::from_static("last-event-id")];

/// Takes away all that only the server that was meant may see.
fn leave(request: &mut HttpRequest) {
    request.has_left = true;
    request.is_authorized = false;
    request.provided.clear();
    let mut harmless = HeaderMap::new();
    for name in HARMLESS {
        // What the caller gave is marked.
        if let Some(value) = request.headers.remove(&name).filter(|value| !value.is_sensitive()) {
            harmless.insert(name, value);
        }
    }
    request.headers = harmless;
}

/// Takes away the body and the headers that describe it.
pub(super) fn forget_body(request: &mut HttpRequest) {
    request.body = None;
    for name in [header::CONTENT_TYPE, header::CONTENT_ENCODING, header::CONTENT_LANGUAGE, header::CONTENT_LOCATION] {
        request.headers.remove(name);
    }
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

    fn step(from: &str, method: Method, status: u16, location: &str) -> Step {
        let from = HttpRequest::new("op", "", method, Url::parse(from).unwrap());
        let location = HeaderValue::from_str(location).unwrap();
        let headers = HeaderMap::from_iter([(header::LOCATION, location)]);
        super::step(&from, StatusCode::from_u16(status).unwrap(), &headers)
    }

    fn is_refused(from: &str, method: Method, status: u16, location: &str) -> bool {
        matches!(step(from, method, status, location), Step::Refuse(_))
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
            assert_eq!(matches!(step, Step::Follow(_)), is_followed, "{location}");
        }
    }
}
